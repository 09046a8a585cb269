// SPDX-License-Identifier: Apache-2.0
import { broadcastEid, firstEid } from "../mctp/eid.js";

/** Bits of an EID's state: it is ours to give; somebody has it. */
const ours = 1;
const taken = 2;

/** The EIDs that a bus owner may give, and those that somebody has. */
class Pool {
	readonly #states = new Uint8Array(256);

	/** `count` EIDs from `first` on may be given, too. */
	grant(first: number, count: number): void {
		for (let eid = first; eid < first + count; eid++) this.#states[eid] |= ours;
	}

	/** None may be given any more, and nobody has one. */
	clear(): void {
		this.#states.fill(0);
	}

	/** Whether nobody has one of `count` EIDs from `first` on, and all can be assigned. */
	free(first: number, count: number): boolean {
		if (first < firstEid || first + count > broadcastEid) return false;
		for (let eid = first; eid < first + count; eid++) if (this.#states[eid] & taken) return false;
		return true;
	}

	/** Whether an EID is ours to give, and nobody has it. */
	has(eid: number): boolean {
		return ours === this.#states[eid];
	}

	/** Somebody has these now, whether they were ours to give or not. */
	take(first: number, count: number): void {
		for (let eid = first; eid < first + count; eid++) this.#states[eid] |= taken;
	}

	/** Nobody has them any more. */
	release(first: number, count: number): void {
		for (let eid = first; eid < first + count; eid++) this.#states[eid] &= ours;
	}

	/** The first of `count` EIDs in a row that may be given; 0: there are not so many. */
	find(count: number): number {
		let row = 0;
		for (let eid = firstEid; eid < broadcastEid; eid++) {
			row = ours === this.#states[eid] ? row + 1 : 0;
			if (row === count) return eid - count + 1;
		}
		return 0;
	}
}

Object.freeze(Pool.prototype);
export default Pool;
