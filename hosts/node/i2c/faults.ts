// SPDX-License-Identifier: Apache-2.0

/** What a bus does to a transaction. */
export type BusFaultKind = "drop" | "corrupt" | "nack" | "stuck";

export interface BusFaultOptions {
	/**
	 * `drop`: all is acknowledged, and reaches nobody. `corrupt`: one bit arrives inverted. `nack`: a byte is not
	 * acknowledged. `stuck`: SDA stays low from a byte on.
	 */
	readonly kind: BusFaultKind;
	/** Only transactions with this 7-bit address. */
	readonly address?: number;
	/** Transactions that pass before; 0 */
	readonly after?: number;
	/** Transactions that it befalls; for ever where left out. */
	readonly count?: number;
	/** Probability for each transaction, from 0 to 1; 1 */
	readonly rate?: number;
	/** The byte, the address byte is 0; of those that a transaction has, a random one where left out. */
	readonly byte?: number;
	/** The bit, 0 is the least significant; a random one where left out. */
	readonly bit?: number;
	/** Clocks until SDA is free again; with more than nine, the bus stays stuck until `release`; 9 */
	readonly clocks?: number;
}

/** What befalls one transaction. */
export interface Mishap {
	readonly kind: BusFaultKind;
	readonly byte: number;
	readonly bit: number;
	readonly clocks: number;
}

/** One fault of a bus, and how often it may still befall. */
export class BusFault {
	readonly options: BusFaultOptions;
	/** Transactions that it has befallen. */
	hits = 0;
	#after: number;
	readonly #random: () => number;

	/** `random` gives numbers from 0 to below 1. */
	constructor(options: BusFaultOptions, random: () => number) {
		this.options = options;
		this.#after = options.after ?? 0;
		this.#random = random;
	}

	/** What befalls a transaction of `length` bytes, if anything does. */
	befall(address: number, length: number): Mishap | undefined {
		const { kind, address: only = address, count = Infinity, rate = 1, byte, bit, clocks = 9 } = this.options;
		if (only !== address || this.hits >= count || this.#after-- > 0) return undefined;
		if (rate < 1 && this.#random() >= rate) return undefined;
		this.hits++;
		return {
			kind,
			byte: byte ?? Math.floor(this.#random() * length),
			bit: bit ?? Math.floor(this.#random() * 8),
			clocks,
		};
	}
}

/** A sequence of numbers from 0 to below 1 that is the same for the same seed (xorshift32), on every engine. */
export function randomFrom(seed: number): () => number {
	let state = seed | 0 || 1;
	return () => {
		state ^= state << 13;
		state ^= state >>> 17;
		state ^= state << 5;
		return (state >>> 0) / 0x100000000;
	};
}
