// SPDX-License-Identifier: Apache-2.0
import type Log from "../log.js";

/** Tells of the counters of a binding other than the first, which counts what was good, as they grow. */
class Damage {
	readonly #counters: ArrayLike<number>;
	readonly #names: readonly string[];
	readonly #told: Int32Array;

	constructor(counters: ArrayLike<number>, names: readonly string[]) {
		this.#counters = counters;
		this.#names = names;
		this.#told = new Int32Array(counters.length);
	}

	/** Tells what has come since the last call. */
	tell(link: string, log: Log): void {
		if (!log.debugging) return;
		const counters = this.#counters;
		for (let index = 1; index < counters.length; index++) {
			const more = counters[index] - this.#told[index];
			if (0 !== more) log.debug(`${link} <- dropped: ${this.#names[index]} +${more}`);
		}
		this.#told.set(counters);
	}
}

export default Damage;
