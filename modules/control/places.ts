// SPDX-License-Identifier: Apache-2.0
import Known from "./known.js";
import type { OwnedBus } from "./ownership.js";

/** Where endpoints may be: the addresses of the buses that are owned, and places for those behind bridges. */
class Places {
	/** All, those where nobody is as well. */
	readonly all: readonly Known[];

	constructor(buses: readonly OwnedBus[], behind: number, limits = false) {
		const all: Known[] = [];
		for (const { port, addresses } of buses) {
			for (const physical of addresses) {
				const known = new Known(limits);
				known.port = port;
				known.physical = physical;
				all.push(known);
			}
		}
		for (let index = 0; index < behind; index++) all.push(new Known(limits));
		this.all = all;
	}

	/** Whoever has this EID, itself or in its pool; undefined: nobody that is known. */
	find(eid: number): Known | undefined {
		let range: Known | undefined = undefined;
		for (let index = 0; index < this.all.length; index++) {
			const known = this.all[index];
			if (known.port < 0 || !known.present) continue;
			if (known.eid === eid) return known;
			if (eid >= known.poolFirst && eid < known.poolFirst + known.poolSize) range = known;
		}
		return range;
	}

	/** The place of an endpoint behind a bridge; undefined: none is free, or it is behind another one that has told of it before. */
	behind(bridge: Known, eid: number): Known | undefined {
		let free: Known | undefined = undefined;
		for (let index = 0; index < this.all.length; index++) {
			const known = this.all[index];
			if (known.eid === eid && undefined !== known.via) return known.via === bridge ? known : undefined;
			if (known.port < 0) free ??= known;
		}
		if (undefined === free) return undefined;
		free.forget();
		free.port = bridge.port;
		free.physical = bridge.physical;
		free.via = bridge;
		free.eid = eid;
		free.due = bridge.due;
		return free;
	}
}

Object.freeze(Places.prototype);
export default Places;
