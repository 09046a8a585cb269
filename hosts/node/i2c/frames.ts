// SPDX-License-Identifier: Apache-2.0

/**
 * What goes over the line of a bus, both ways: u16 length, big endian, of what follows; u8 kind; body. Each side has one
 * write or read under way at a time, and answers each of the other's in turn. As the kernel module of test/linux speaks.
 */
export const FrameKind = Object.freeze({
	/** Address byte and data: START, these, STOP. */
	write: 1,
	/** The other side's write was acknowledged. */
	acknowledged: 2,
	/** Its write or read was not. */
	refused: 3,
	/** Address byte with bit 0 set, u16 count, data to be written before the repeated START. */
	read: 4,
	/** The bytes that were read. */
	data: 5,
} as const);

/** Bytes of the longest frame behind its length. */
const longest = 1024;
const lengthSize = 2;

export function frameOf(kind: number, ...parts: readonly ArrayLike<number>[]): Uint8Array {
	const size = parts.reduce((sum, { length }) => sum + length, 1);
	const frame = new Uint8Array(lengthSize + size);
	frame[0] = size >> 8;
	frame[1] = size;
	frame[2] = kind;
	let at = lengthSize + 1;
	for (const part of parts) {
		frame.set(part, at);
		at += part.length;
	}
	return frame;
}

/** Finds frames in bytes that come in any chunks. */
export class FrameParser {
	#held: Uint8Array = new Uint8Array();
	readonly #take: (kind: number, body: Uint8Array) => void;

	constructor(take: (kind: number, body: Uint8Array) => void) {
		this.#take = take;
	}

	/** False: no frame has this length, and nothing can be made of what follows. */
	add(bytes: Uint8Array): boolean {
		let rest = 0 === this.#held.length ? bytes : Buffer.concat([this.#held, bytes]);
		for (; rest.length >= lengthSize;) {
			const size = (rest[0] << 8) | rest[1];
			if (0 === size || size > longest) return false;
			if (rest.length < lengthSize + size) break;
			this.#take(rest[lengthSize], rest.subarray(lengthSize + 1, lengthSize + size));
			rest = rest.subarray(lengthSize + size);
		}
		this.#held = rest.slice();
		return true;
	}

	reset(): void {
		this.#held = new Uint8Array();
	}
}
