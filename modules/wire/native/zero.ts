// SPDX-License-Identifier: Apache-2.0

/** The twin of `../zero.js` in C: same arguments and errors. The whole body is the call, so that XS makes it a bare host function. */
function zero(this: void, memory: Uint8Array, offset: number, length: number): void {
	return native("xs_wire_zero").call(this, memory, offset, length);
}
export default zero;
