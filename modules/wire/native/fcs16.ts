// SPDX-License-Identifier: Apache-2.0

/** The twin of `../fcs16.js` in C: same arguments, result and errors. The whole body is the call, so that XS makes it a bare host function. */
function fcs16(this: void, memory: Uint8Array, offset: number, length: number, crc: number): number {
	return native("xs_wire_fcs16").call(this, memory, offset, length, crc);
}
export default fcs16;
