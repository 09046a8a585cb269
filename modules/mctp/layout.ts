// SPDX-License-Identifier: Apache-2.0

/**
 * Adds up the regions of an arena, and hands out their offsets.
 * @setup
 */
export class Layout {
	readonly #parts: { name: string; count: number; size: number }[] = [];
	#total = 0;

	/**
	 * Reserves `count` regions of `size` bytes; returns the offset of each. As an integer, whatever the sizes come from: XS calculates
	 * with those, and 13.3 makes a floating-point number of what goes through Math.max.
	 */
	reserve(name: string, count: number, size: number): readonly number[] {
		if (!Number.isInteger(count) || !Number.isInteger(size) || count < 0 || size < 0) {
			throw new RangeError(`endpoint memory: ${name}: ${count} of ${size} bytes: counts and sizes are whole numbers from 0 up`);
		}
		const offsets: number[] = [];
		for (let index = 0; index < count; index++) offsets.push((this.#total + index * size) >>> 0);
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
