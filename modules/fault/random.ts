// SPDX-License-Identifier: Apache-2.0

/** Chance that can be repeated: the same seed gives the same numbers (xorshift32). */
class Random {
	#state: number;

	constructor(seed: number) {
		this.#state = Math.imul(seed ^ 0x5bd1e995, 0x2545f491) || 1; /* seeds beside each other begin far from each other */
	}

	/** The next whole number from 0 to below `limit`, at most 2^31. */
	below(limit: number): number {
		let state = this.#state;
		state ^= state << 13;
		state ^= state >>> 17;
		state ^= state << 5;
		this.#state = state;
		return (state & 0x7fffffff) % limit;
	}
}

Object.freeze(Random.prototype);
export default Random;
