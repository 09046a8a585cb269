// SPDX-License-Identifier: Apache-2.0
import { Eid } from "./eid.js";
import type Exchange from "./exchange.js";
import { Stage } from "./exchange.js";
import { Header } from "./header.js";
import type Incoming from "./incoming.js";
import type Reassembly from "./reassembly.js";

/** Tickets are a use number and the index of the exchange. */
const indexBits = 8;
const ticketMask = 0x3fffffff;

/** The requests being answered. */
class Exchanges {
	readonly #all: readonly Exchange[];
	/** Exchanges that one port may hold, so that a port nobody drains leaves some to the others. */
	readonly #perPort: number;
	#free: Exchange | undefined = undefined;
	#active: Exchange | undefined = undefined;
	readonly #large: number[];
	#largeFree: number;
	/** Bytes of a large answer. */
	readonly #largeSize: number;
	readonly #reassembly: Reassembly;

	constructor(all: readonly Exchange[], large: readonly number[], largeSize: number, reassembly: Reassembly, ports: number) {
		if (all.length > 1 << indexBits) throw new RangeError(`exchanges: ${all.length}, at most ${1 << indexBits}`);
		this.#all = all;
		this.#perPort = Math.max(1, ports > 1 ? all.length - 2 : all.length);
		this.#large = Array.from(large);
		this.#largeFree = large.length;
		this.#largeSize = largeSize;
		this.#reassembly = reassembly;
		for (let index = all.length - 1; index >= 0; index--) {
			all[index].nextActive = this.#free;
			this.#free = all[index];
		}
	}

	/** First of those under way; the others follow by `nextActive`. */
	get active(): Exchange | undefined {
		return this.#active;
	}

	/** An exchange for a whole request, ready for its responder; undefined: none free. */
	open(message: Incoming, type: number): Exchange | undefined {
		const state = message.state!;
		const exchange = this.#free;
		if (undefined === exchange || state.exchanges >= this.#perPort) return undefined;
		this.#free = exchange.nextActive;
		exchange.nextActive = this.#active;
		this.#active = exchange;
		state.exchanges++;
		exchange.ticket = (exchange.ticket + (1 << indexBits)) & ticketMask;
		exchange.stage = Stage.open;
		exchange.last = true;
		exchange.responder = message.responder;
		exchange.state = state;
		exchange.peer = message.peer;
		exchange.physical = message.physical;
		exchange.tag = message.tag & Header.tagMask;
		exchange.type = type;
		const { addressed } = message;
		exchange.addressed = addressed;
		exchange.local = Eid.null === addressed || Eid.broadcast === addressed ? state.eid : addressed;
		exchange.offset = exchange.answer;
		exchange.request.reset(message.offset + 1, message.length - 1);
		exchange.reply.reset(exchange.answer, exchange.answerSize);
		exchange.reply.u8(type);
		return exchange;
	}

	close(exchange: Exchange): void {
		exchange.state!.exchanges--;
		exchange.stage = Stage.free;
		if (this.#active === exchange) this.#active = exchange.nextActive;
		else {
			let before = this.#active!;
			while (before.nextActive !== exchange) before = before.nextActive!;
			before.nextActive = exchange.nextActive;
		}
		exchange.nextActive = this.#free;
		this.#free = exchange;
		if (undefined !== exchange.assembly) {
			this.#reassembly.release(exchange.assembly);
			exchange.assembly = undefined;
		}
		if (exchange.large >= 0) {
			this.#large[this.#largeFree++] = exchange.large;
			exchange.large = -1;
		}
	}

	find(ticket: number): Exchange | undefined {
		const exchange = this.#all[ticket & ((1 << indexBits) - 1)];
		return undefined !== exchange && exchange.ticket === ticket && Stage.free !== exchange.stage ? exchange : undefined;
	}

	/** The exchange for an earlier request of the same peer with the same tag and message type. */
	earlier(message: Incoming, type: number): Exchange | undefined {
		const tag = message.tag & Header.tagMask;
		for (let exchange = this.#active; undefined !== exchange; exchange = exchange.nextActive) {
			if (exchange.peer !== message.peer || exchange.tag !== tag || exchange.type !== type) continue;
			if (exchange.state === message.state && exchange.physical === message.physical) return exchange;
		}
		return undefined;
	}

	/** Moves the answer, as far as it is written, to a large region that it keeps until the exchange ends; false: none. */
	enlarge(exchange: Exchange, size: number): boolean {
		const { reply } = exchange;
		if (size <= reply.end - reply.start) return true;
		if (size > this.#largeSize || exchange.large >= 0 || 0 === this.#largeFree) return false;
		const from = reply.start;
		const { length } = reply;
		const large = this.#large[--this.#largeFree];
		exchange.large = exchange.offset = large;
		reply.reset(large, this.#largeSize);
		reply.copy(from, length);
		return true;
	}
}

Object.freeze(Exchanges.prototype);
export default Exchanges;
