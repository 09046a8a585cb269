// SPDX-License-Identifier: Apache-2.0

/** How much the arena holds. Everything is bounded, and the bounds are options of the instance. */
export interface MemoryOptions {
	/** Messages of several packets that can grow at a time. */
	slots?: number;
	/** Bytes of the largest message, in either direction, from the message type byte on. */
	messageSize?: number;
	/** Requests that can be answered at a time. */
	exchanges?: number;
	/** Bytes of an ordinary answer, from the message type byte on. */
	answerSize?: number;
	/** Answers of `messageSize` that can be under way at a time. */
	largeAnswers?: number;
	/** Own requests that can be under way at a time. */
	requests?: number;
	/** Bytes of an own request, from the message type byte on. */
	requestSize?: number;
	/** Bytes that the whole arena may take. */
	limit?: number;
}

export const defaultMemory = Object.freeze({
	slots: 3,
	messageSize: 4232,
	exchanges: 8,
	answerSize: 128,
	largeAnswers: 2,
	requests: 2,
	requestSize: 128,
	limit: 0x1000000,
} as const);

/**
 * Adds up the regions of an arena, and hands out their offsets.
 * @setup
 */
export class Layout {
	readonly #parts: { name: string; count: number; size: number }[] = [];
	#total = 0;

	/** Reserves `count` regions of `size` bytes; returns the offset of each. */
	reserve(name: string, count: number, size: number): readonly number[] {
		if (!Number.isInteger(count) || !Number.isInteger(size) || count < 0 || size < 0) {
			throw new RangeError(`endpoint memory: ${name}: ${count} of ${size} bytes: counts and sizes are whole numbers from 0 up`);
		}
		const offsets: number[] = [];
		for (let index = 0; index < count; index++) offsets.push(this.#total + index * size);
		this.#parts.push({ name, count, size });
		this.#total += count * size;
		return offsets;
	}

	/** The arena itself. Throws RangeError with the whole sum if it is larger than `limit`. */
	allocate(limit: number): Uint8Array {
		if (this.#total > limit) {
			const sum = this.#parts.map(({ name, count, size }) => `${count} x ${size} ${name}`).join(" + ");
			throw new RangeError(`endpoint memory: ${sum} = ${this.#total} bytes, more than the limit of ${limit}`);
		}
		return new Uint8Array(this.#total);
	}
}
Object.freeze(Layout.prototype);
