// SPDX-License-Identifier: Apache-2.0
import type Log from "../log.js";

/** Tells of the counters of a binding as they grow, but for those that count what was good, which stand first. */
class Damage {
	readonly #counters: ArrayLike<number>;
	readonly #names: readonly string[];
	readonly #first: number;
	readonly #told: Int32Array;

	/** `first`: index of the first counter of damage. */
	constructor(counters: ArrayLike<number>, names: readonly string[], first = 1) {
		this.#counters = counters;
		this.#names = names;
		this.#first = first;
		this.#told = new Int32Array(counters.length);
	}

	/** Tells what has come since the last call. */
	tell(link: string, log: Log): void {
		if (!log.debugging) return;
		const counters = this.#counters;
		for (let index = this.#first; index < counters.length; index++) {
			const more = counters[index] - this.#told[index];
			if (0 !== more) log.debug(`${link} <- dropped: ${this.#names[index]} +${more}`);
		}
		this.#told.set(counters);
	}
}

export default Damage;
