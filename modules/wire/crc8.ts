// SPDX-License-Identifier: Apache-2.0
import table from "./table.js";

const remainders = table(256, (index) => {
	let remainder = index;
	for (let bit = 0; bit < 8; bit++) remainder = remainder & 0x80 ? ((remainder << 1) ^ 0x07) & 0xff : remainder << 1;
	return remainder;
});

/**
 * Continues the CRC-8 register `crc` over `length` bytes at `offset`: polynomial 07, most significant bit first: the
 * packet error code of SMBus (SMBus 3.2, 6.4.1.1). Start with 0; no final inversion.
 *
 * @returns the register, 0 to 0xFF
 * @throws RangeError if the range is not inside `memory`
 */
function crc8(memory: Uint8Array, offset: number, length: number, crc: number): number {
	const end = offset + length;
	if (offset < 0 || length < 0 || end > memory.length) throw new RangeError("range outside memory");
	for (let at = offset; at < end; at++) crc = remainders[crc ^ memory[at]];
	return crc;
}
export default crc8;
