// SPDX-License-Identifier: Apache-2.0
import Conversion, { type ConversionFacts } from "./conversion.js";
import { EffecterOperational } from "./states.js";

/** Called with what a numeric effecter is set to, in units, once it is. */
export type NumericAction = (value: number, now: number) => void;

export interface NumericEffecterOptions extends ConversionFacts {
	id: number;
	/** Smallest and largest setting, in units. */
	least: number;
	most: number;
	/** In units. */
	value: number;
	/** Milliseconds until a setting is in effect; 0 */
	delay?: number;
}

const { updatePending, noUpdatePending } = EffecterOperational;
const never = 0x7fffffff;

/** A numeric effecter (DSP0248 22): what it is set to, and what it is. */
class NumericEffecter {
	readonly id: number;
	readonly conversion: Conversion;
	readonly dataSize: number;
	readonly least: number;
	readonly most: number;
	/** Raw. */
	pending: number;
	present: number;
	/** Of `EffecterOperational`. */
	operational: number = noUpdatePending;
	/** What it acts on; none: the number is all there is. */
	action: NumericAction | undefined = undefined;
	readonly #delay: number;
	#due = 0;

	constructor(options: NumericEffecterOptions) {
		const { id, least, most, value, delay = 0 } = options;
		const conversion = new Conversion(options);
		this.id = id;
		this.conversion = conversion;
		this.dataSize = conversion.dataSize;
		this.least = conversion.raw(least);
		this.most = conversion.raw(most);
		this.pending = this.present = conversion.raw(value);
		this.#delay = delay;
	}

	get enabled(): boolean {
		return this.operational <= noUpdatePending;
	}

	/** @returns false: the raw value cannot be set */
	set(raw: number, now: number): boolean {
		if (!(raw >= this.least && raw <= this.most)) return false;
		this.pending = raw;
		this.#due = (now + this.#delay) | 0;
		this.operational = updatePending;
		if (0 === this.#delay) this.#take(now);
		return true;
	}

	/** @returns milliseconds until a setting is in effect */
	tick(now: number): number {
		if (updatePending !== this.operational) return never;
		const rest = (this.#due - now) | 0;
		if (rest > 0 && rest <= this.#delay) return rest;
		this.#take(now);
		return never;
	}

	#take(now: number): void {
		this.present = this.pending;
		this.operational = noUpdatePending;
		this.action?.(this.conversion.units(this.present), now);
	}
}

Object.freeze(NumericEffecter.prototype);
export default NumericEffecter;
