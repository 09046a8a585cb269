// SPDX-License-Identifier: Apache-2.0

/** The twin of `../crc32c.js` in C: same arguments, result and errors. The whole body is the call, so that XS makes it a bare host function. */
function crc32c(this: void, memory: Uint8Array, offset: number, length: number, crc: number): number {
	return native("xs_wire_crc32c").call(this, memory, offset, length, crc);
}
export default crc32c;
