// SPDX-License-Identifier: Apache-2.0
import { baselineUnit } from "./header.js";

const unitShift = 16;
const lossesShift = 8;
const lossesMask = 0xff;
const sinceMask = 0xff;
/** Messages since the last loss after which the next one is not in a row with it. */
const longSince = 2;

/**
 * Payload bytes per packet that destinations of a port take, by EID. What was raised falls back to the baseline when larger
 * messages are lost again and again, and stays there until it is raised anew.
 */
class Units {
	/** By EID: the unit, losses in a row, and messages since the last one; the latter two of messages that may be larger than the baseline. */
	readonly #words: Int32Array;
	/** Losses in a row that are too many. */
	readonly #limit: number;

	constructor(unit: number, limit: number) {
		this.#words = new Int32Array(256).fill(unit << unitShift);
		this.#limit = limit;
	}

	of(eid: number): number {
		return this.#words[eid] >>> unitShift;
	}

	/** For EIDs `first` to `last`. */
	set(first: number, last: number, unit: number): void {
		this.#words.fill(unit << unitShift, first, last + 1);
	}

	/** What the next message to `eid`, of more than the baseline, is cut into. */
	next(eid: number): number {
		const word = this.#words[eid];
		if ((word & sinceMask) < longSince) this.#words[eid] = word + 1;
		return word >>> unitShift;
	}

	/** Such a message was lost; returns whether it was one too many. */
	lost(eid: number): boolean {
		const word = this.#words[eid];
		const unit = word >>> unitShift;
		const losses = (word & sinceMask) < longSince ? ((word >> lossesShift) & lossesMask) + 1 : 1;
		const fallen = losses >= this.#limit && unit > baselineUnit;
		this.#words[eid] = fallen ? baselineUnit << unitShift : (unit << unitShift) | (Math.min(losses, lossesMask) << lossesShift);
		return fallen;
	}
}

Object.freeze(Units.prototype);
export default Units;
