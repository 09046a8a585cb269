// SPDX-License-Identifier: Apache-2.0
import { leastOf, mostOf } from "./data-size.js";

/** How raw numbers and units go together: units = (resolution * raw + offset) * 10^modifier (DSP0248 27.7). */
export interface ConversionFacts {
	/** `DataSize` of raw numbers. */
	readonly dataSize: number;
	readonly resolution: number;
	readonly offset: number;
	/** Power of ten, -128 to 127. */
	readonly modifier: number;
}

/** Turns units into raw numbers and back. */
class Conversion {
	readonly dataSize: number;
	readonly #resolution: number;
	readonly #offset: number;
	readonly #power: number;

	constructor({ dataSize, resolution, offset, modifier }: ConversionFacts) {
		this.dataSize = dataSize;
		this.#resolution = resolution;
		this.#offset = offset;
		this.#power = 10 ** modifier;
	}

	/** The nearest raw number that there is. */
	raw(units: number): number {
		const raw = Math.round((units / this.#power - this.#offset) / this.#resolution) + 0; /* not -0 */
		return Math.min(Math.max(raw, leastOf[this.dataSize]), mostOf[this.dataSize]);
	}

	/** The nearest raw number for a difference in units. */
	rawStep(units: number): number {
		return Math.min(Math.round(Math.abs(units / this.#power / this.#resolution)), mostOf[this.dataSize]);
	}

	units(raw: number): number {
		return (this.#resolution * raw + this.#offset) * this.#power;
	}
}

Object.freeze(Conversion.prototype);
export default Conversion;
