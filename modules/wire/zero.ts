// SPDX-License-Identifier: Apache-2.0

/** Bytes that are set one by one; from there on, what is there already is copied behind itself. */
const seed = 8;

/**
 * Sets `length` bytes at `offset` to 0. A `fill` would set each by itself; this doubles what it has, with `copyWithin`.
 *
 * @throws RangeError if they are not inside `memory`
 */
export default function zero(memory: Uint8Array, offset: number, length: number): void {
	const end = offset + length;
	if (offset < 0 || length < 0 || end > memory.length) throw new RangeError("range outside memory");
	let at = offset;
	const first = length < seed ? end : offset + seed;
	while (at < first) memory[at++] = 0;
	while (at < end) {
		const done = at - offset;
		memory.copyWithin(at, offset, done > end - at ? offset + end - at : at);
		at += done;
	}
}
