// SPDX-License-Identifier: Apache-2.0
import type Exchange from "../../mctp/exchange.js";
import type { PortState } from "../../mctp/port.js";

/** Bytes of the smallest part that a requester may ask for (DSP0240 9.7). */
const leastPart = 256;
/** Bytes of the largest part that this side takes and gives. */
const ownPart = 1024;

interface Negotiation {
	state: PortState | undefined;
	peer: number;
	physical: number;
	size: number;
}

/** The sizes of parts that requesters have negotiated. */
class Negotiations {
	readonly #all: readonly Negotiation[];
	#next = 0;

	constructor(count: number) {
		this.#all = Array.from({ length: count }, () => Object.seal({ state: undefined, peer: 0, physical: 0, size: 0 }));
	}

	/** Bytes of a part for the peer that asks; 0: it has not negotiated. */
	find(exchange: Exchange): number {
		return this.#find(exchange)?.size ?? 0;
	}

	/** @returns the size that both sides take; 0: the requester's is too small */
	negotiate(exchange: Exchange, size: number): number {
		if (size < leastPart) return 0;
		const own = size < ownPart ? size : ownPart;
		if (0 === this.#all.length) return own; /* nobody moves anything */
		let entry = this.#find(exchange);
		if (undefined === entry) {
			entry = this.#all[this.#next];
			this.#next = (this.#next + 1) % this.#all.length;
			entry.state = exchange.state;
			entry.peer = exchange.peer;
			entry.physical = exchange.physical;
		}
		entry.size = own;
		return own;
	}

	/** Forgets the peers behind a port. */
	flush(port: number): void {
		for (let index = 0; index < this.#all.length; index++) if (this.#all[index].state?.index === port) this.#all[index].state = undefined;
	}

	#find(exchange: Exchange): Negotiation | undefined {
		for (let index = 0; index < this.#all.length; index++) {
			const entry = this.#all[index];
			if (entry.state === exchange.state && entry.peer === exchange.peer && entry.physical === exchange.physical) return entry;
		}
		return undefined;
	}
}

Object.freeze(Negotiations.prototype);
export default Negotiations;
