// SPDX-License-Identifier: Apache-2.0

/** The twin of `../find.js` in C: same arguments, result and errors. The whole body is the call, so that XS makes it a bare host function. */
function find(this: void, memory: Uint8Array, offset: number, length: number, value: number): number {
	return native("xs_wire_find").call(this, memory, offset, length, value);
}
export default find;
