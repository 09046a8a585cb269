// SPDX-License-Identifier: Apache-2.0
import table from "./table.js";

/**
 * The remainders of all bytes for a CRC whose least significant bit goes first.
 * @setup
 */
export function remainders(polynomial: number): Int32Array {
	return table(256, (index) => {
		let remainder = index;
		for (let bit = 0; bit < 8; bit++) remainder = remainder & 1 ? (remainder >>> 1) ^ polynomial : remainder >>> 1;
		return remainder | 0;
	});
}

/** Continues the register `crc` over `length` bytes at `offset`. Throws RangeError if they are not all inside `memory`. */
export function update(table: Int32Array, memory: Uint8Array, offset: number, length: number, crc: number): number {
	const end = offset + length;
	if (offset < 0 || length < 0 || end > memory.length) throw new RangeError("range outside memory");
	for (let at = offset; at < end; at++) crc = (crc >>> 8) ^ table[(crc ^ memory[at]) & 0xff];
	return crc;
}
