// SPDX-License-Identifier: Apache-2.0
import { baselineUnit } from "./header.js";

/**
 * Payload bytes per packet that destinations of a port take, by EID. What was raised falls back to the baseline when larger
 * messages are lost again and again, and stays there until it is raised anew.
 */
class Units {
	readonly #units: Uint16Array;
	/** Losses in a row, and messages since the last one; both of messages that may be larger than the baseline. */
	readonly #losses = new Uint8Array(256);
	readonly #since = new Uint8Array(256);
	/** Losses in a row that are too many. */
	readonly #limit: number;

	constructor(unit: number, limit: number) {
		this.#units = new Uint16Array(256).fill(unit);
		this.#limit = limit;
	}

	of(eid: number): number {
		return this.#units[eid];
	}

	/** For EIDs `first` to `last`. */
	set(first: number, last: number, unit: number): void {
		this.#units.fill(unit, first, last + 1);
		this.#losses.fill(0, first, last + 1);
		this.#since.fill(0, first, last + 1);
	}

	/** What the next message to `eid`, of more than the baseline, is cut into. */
	next(eid: number): number {
		if (this.#since[eid] < 2) this.#since[eid]++;
		return this.#units[eid];
	}

	/** Such a message was lost; returns whether it was one too many. */
	lost(eid: number): boolean {
		const losses = this.#since[eid] > 1 ? 1 : this.#losses[eid] + 1;
		const fallen = losses >= this.#limit && this.#units[eid] > baselineUnit;
		this.#losses[eid] = fallen ? 0 : Math.min(losses, 0xff);
		this.#since[eid] = 0;
		if (fallen) this.#units[eid] = baselineUnit;
		return fallen;
	}
}

Object.freeze(Units.prototype);
export default Units;
