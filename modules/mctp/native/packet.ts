// SPDX-License-Identifier: Apache-2.0

/** The twins of `../packet.js` in C: same arguments, results and errors. The whole body is the call, so that XS makes it a bare host function. */
export function take(this: void, memory: Uint8Array, offset: number, length: number, address: number, longest: number): number {
	return native("xs_mctp_take").call(this, memory, offset, length, address, longest);
}

export function put(this: void, memory: Uint8Array, offset: number, header: number, from: number, length: number): number {
	return native("xs_mctp_put").call(this, memory, offset, header, from, length);
}

export function move(this: void, memory: Uint8Array, offset: number, from: number, length: number): void {
	return native("xs_mctp_move").call(this, memory, offset, from, length);
}
