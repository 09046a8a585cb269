// SPDX-License-Identifier: Apache-2.0

/**
 * The first place of `value` (0 to 0xFF) in the `length` bytes at `offset`; `offset + length` if it is not among them.
 *
 * @throws RangeError if the range is not inside `memory`
 */
function find(memory: Uint8Array, offset: number, length: number, value: number): number {
	const end = offset + length;
	if (offset < 0 || length < 0 || end > memory.length) throw new RangeError("range outside memory");
	let at = offset;
	while (at < end && memory[at] !== value) at++;
	return at;
}
export default find;
