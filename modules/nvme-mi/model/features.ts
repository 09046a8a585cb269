// SPDX-License-Identifier: Apache-2.0

/** A feature that is one dword (NVMe Base 2.0, 5.27.1). */
export interface Feature {
	readonly id: number;
	readonly name: string;
	readonly initial: number;
	/** Bits that can be set. */
	readonly mask: number;
	readonly saveable: boolean;
	readonly changeable: boolean;
}

/** Features of a controller, in the order of their identifiers. */
export const features: readonly Feature[] = Object.freeze([
	feature(0x01, "Arbitration", 0, 0xffffff07 | 0),
	feature(0x02, "Power Management", 0, 0x000000ff),
	feature(0x04, "Temperature Threshold", 0, 0x003fffff),
	feature(0x05, "Error Recovery", 0, 0x0001ffff),
	feature(0x06, "Volatile Write Cache", 1, 0x00000001),
	feature(0x07, "Number of Queues", 0x000f000f, 0, false, false),
	feature(0x08, "Interrupt Coalescing", 0, 0x0000ffff),
	feature(0x09, "Interrupt Vector Configuration", 0, 0x0001ffff, false),
	feature(0x0a, "Write Atomicity Normal", 0, 0x00000001),
	feature(0x0b, "Asynchronous Event Configuration", 0, 0x0000ffff),
	feature(0x0e, "Timestamp", 0, 0, false),
	feature(0x10, "Host Controlled Thermal Management", 0, -1),
	feature(0x11, "Non-Operational Power State Config", 0, 0x00000001),
	feature(0x17, "Sanitize Config", 1, 0x00000001),
	feature(0x80, "Software Progress Marker", 0, 0x000000ff),
]);

/** Identifiers of those that mean something to the model. */
export const FeatureId = Object.freeze({ temperatureThreshold: 0x04, timestamp: 0x0e } as const);
/** What Get Features selects. */
export const Select = Object.freeze({ current: 0, initial: 1, saved: 2, capabilities: 3 } as const);

/** @setup */
function feature(id: number, name: string, initial: number, mask: number, saveable = true, changeable = true): Feature {
	return Object.freeze({ id, name, initial, mask, saveable, changeable });
}

/** Values of the features of a controller: current and saved ones. */
class Features {
	readonly #current: Int32Array;
	readonly #saved: Int32Array;
	readonly #highest: number;
	readonly #lowest: number;
	/** The warning comes above and below, in kelvins. */
	over: number;
	under: number;
	/** Timestamp, in milliseconds, as it was set, and when, in the time of the subsystem; -1: never. */
	timestamp = 0;
	stamped = -1;

	/** Limits of the temperature, in kelvins. */
	constructor(highest: number, lowest: number) {
		this.#highest = this.over = highest;
		this.#lowest = this.under = lowest;
		this.#saved = Int32Array.from(features, ({ initial }) => initial);
		this.#current = Int32Array.from(this.#saved);
	}

	/** Index of a feature; -1: there is none. */
	find(id: number): number {
		for (let index = 0; index < features.length; index++) if (features[index].id === id) return index;
		return -1;
	}

	current(index: number): number {
		return this.#current[index];
	}

	saved(index: number): number {
		return this.#saved[index];
	}

	set(index: number, value: number, save: boolean): void {
		value &= features[index].mask;
		this.#current[index] = value;
		if (save) this.#saved[index] = value;
	}

	/** Current values are the saved ones, as after a reset of the controller. */
	reset(): void {
		for (let index = 0; index < features.length; index++) this.#current[index] = this.#saved[index];
		this.over = this.#highest;
		this.under = this.#lowest;
	}
}

Object.freeze(Features.prototype);
export default Features;
