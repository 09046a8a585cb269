// SPDX-License-Identifier: Apache-2.0
import { broadcastEid, firstEid } from "../../mctp/eid.js";

/** How many bits of a physical address are the address on the bus; the mux channel stands above. */
export const channelShift = 8;
export const addressMask = 0x7f;

/**
 * Who has which address: from what arrives, and from whoever knows, such as a bus owner. Of fixed size: what was learned
 * gives way to what is learned later, the longest unheard of first, and is forgotten after some time without a packet.
 * What was told stays.
 */
class Neighbours {
	/** Place of each EID, counted from 1; 0: it has none. */
	readonly #entries = new Uint8Array(256);
	readonly #eids: Uint8Array;
	readonly #physical: Int32Array;
	readonly #heard: Int32Array;
	readonly #told: Uint8Array;
	readonly #age: number;
	/** The entry of the last packet. */
	#last = 0;

	/** For `count` of them; `age`: milliseconds that one who is not heard of is remembered. */
	constructor(count: number, age: number) {
		if (!(count >= 1 && count <= 254)) throw new RangeError(`i2c: ${count} neighbours: 1 to 254`);
		this.#eids = new Uint8Array(count);
		this.#physical = new Int32Array(count);
		this.#heard = new Int32Array(count);
		this.#told = new Uint8Array(count);
		this.#age = age;
	}

	/** A packet came from an EID and a physical address. */
	learn(eid: number, physical: number, now: number): void {
		const last = this.#last;
		if (this.#eids[last] !== eid) this.#meet(eid, physical, now);
		else if (0 === this.#told[last]) {
			this.#physical[last] = physical;
			this.#heard[last] = now;
		}
	}

	/** Somebody knows that an EID has this address; learning does not change it. False: the table is full of what was told. */
	tell(eid: number, physical: number, now: number): boolean {
		const at = this.#place(eid);
		if (at < 0) return false;
		this.#eids[at] = eid;
		this.#physical[at] = physical;
		this.#heard[at] = now;
		this.#told[at] = 1;
		return true;
	}

	forget(eid: number): void {
		const at = this.#entries[eid] - 1;
		if (at < 0) return;
		this.#entries[eid] = 0;
		this.#eids[at] = this.#told[at] = 0;
	}

	/** The physical address of an EID; -1: nobody knows. */
	find(eid: number, now: number): number {
		const at = this.#entries[eid] - 1;
		if (at < 0) return -1;
		if (0 !== this.#told[at] || ((now - this.#heard[at]) | 0) <= this.#age) return this.#physical[at];
		this.forget(eid);
		return -1;
	}

	/** Whether somebody has this physical address. */
	has(physical: number): boolean {
		const all = this.#physical;
		for (let at = all.indexOf(physical); at >= 0; at = all.indexOf(physical, at + 1)) if (0 !== this.#eids[at]) return true;
		return false;
	}

	/** What is known, as EID and physical address; for operators. */
	list(tell: (eid: number, physical: number, told: boolean) => void): void {
		for (let at = 0; at < this.#eids.length; at++) if (0 !== this.#eids[at]) tell(this.#eids[at], this.#physical[at], 1 === this.#told[at]);
	}

	#meet(eid: number, physical: number, now: number): void {
		if (eid < firstEid || eid >= broadcastEid) return;
		const at = this.#place(eid);
		if (at < 0) return;
		this.#last = at;
		if (1 === this.#told[at]) return;
		this.#eids[at] = eid;
		this.#physical[at] = physical;
		this.#heard[at] = now;
	}

	/** Its own place, a free one, or that of the one unheard of for longest; -1: all were told. */
	#place(eid: number): number {
		const own = this.#entries[eid] - 1;
		if (own >= 0) return own;
		let best = this.#eids.indexOf(0);
		if (best < 0) best = this.#oldest();
		if (best < 0) return -1;
		this.#entries[this.#eids[best]] = 0;
		this.#entries[eid] = best + 1;
		return best;
	}

	#oldest(): number {
		const heard = this.#heard;
		let best = -1;
		for (let at = 0, count = heard.length; at < count; at++)
			if (0 === this.#told[at] && (best < 0 || ((heard[at] - heard[best]) | 0) < 0)) best = at;
		return best;
	}
}

Object.freeze(Neighbours.prototype);
export default Neighbours;
