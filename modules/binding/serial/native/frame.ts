// SPDX-License-Identifier: Apache-2.0

/** The twins of `../frame.js` in C: same arguments, results and errors. The whole body is the call, so that XS makes it a bare host function. */
export function encode(this: void, memory: Uint8Array, offset: number, count: number): number {
	return native("xs_serial_encode").call(this, memory, offset, count);
}

export function decode(this: void, memory: Uint8Array, at: number, end: number, largest: number): number {
	return native("xs_serial_decode").call(this, memory, at, end, largest);
}
