// SPDX-License-Identifier: Apache-2.0
import { noDeadline } from "../../mctp/conversations.js";

/** Flows that are counted; more than there can be requests under way is of no use. */
const most = 32;

/**
 * The mux in front of part of a bus, and the flows that keep a channel of it: a request is sent through it, and its answer
 * comes by the same channel, written by a device that can reach nobody while another channel is open.
 */
class Mux {
	/** 7-bit address of a mux of one byte, whose bit n-1 opens channel n; 0: there is none. */
	readonly address: number;
	/** The channel that is open; 0: not known. */
	channel = 0;
	/** Flows ended by time. */
	expired = 0;
	/** Whose answers will come by the channel, until when it is kept for them, and whether others want another. */
	readonly #awaited = new Int32Array(most);
	#flows = 0;
	#until = 0;
	#contended = false;
	readonly #hold: number;

	/** `hold`: milliseconds that a flow keeps its channel at most. */
	constructor(address: number, hold: number) {
		this.address = address;
		this.#hold = hold;
	}

	/** Whether packets can go through `channel` now; 0: beside the mux. */
	reachable(channel: number): boolean {
		if (0 === channel || channel === this.channel || 0 === this.#flows) return true;
		this.#contended = true;
		return false;
	}

	/** A request has gone through the open channel. While others want another one, its time grows no longer. */
	keep(physical: number, now: number): void {
		if (0 === this.address) return;
		if (0 === this.#flows || !this.#contended) this.#until = (now + this.#hold) | 0;
		this.#contended = false;
		if (this.#flows < most) this.#awaited[this.#flows++] = physical;
	}

	/** Whether an answer of this physical address is awaited. */
	awaits(physical: number): boolean {
		return this.#find(physical) >= 0;
	}

	/** An answer has come. */
	answered(physical: number): void {
		const at = this.#find(physical);
		if (at >= 0) this.#awaited[at] = this.#awaited[--this.#flows];
	}

	/** Lets time pass; returns milliseconds until it has to pass again, or `noDeadline`. */
	tick(now: number): number {
		if (0 === this.#flows) return noDeadline;
		const rest = (this.#until - now) | 0;
		if (rest > 0 && rest <= this.#hold) return rest;
		this.#flows = 0;
		this.expired++;
		return noDeadline;
	}

	reset(): void {
		this.channel = this.#flows = 0;
	}

	#find(physical: number): number {
		for (let at = 0; at < this.#flows; at++) if (this.#awaited[at] === physical) return at;
		return -1;
	}
}

Object.freeze(Mux.prototype);
export default Mux;
