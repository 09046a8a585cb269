// SPDX-License-Identifier: Apache-2.0

/** The twin of `../crc8.js` in C: same arguments, result and errors. The whole body is the call, so that XS makes it a bare host function. */
function crc8(this: void, memory: Uint8Array, offset: number, length: number, crc: number): number {
	return native("xs_wire_crc8").call(this, memory, offset, length, crc);
}
export default crc8;
