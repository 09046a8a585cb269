// SPDX-License-Identifier: Apache-2.0
import Reader from "../wire/reader.js";
import Writer from "../wire/writer.js";
import type Arena from "./arena.js";
import { reserve } from "./arena.js";
import Exchange, { stageFree, stageOpen } from "./exchange.js";
import type Reassembly from "./reassembly.js";

/** Tickets are a use number and the index of the exchange. */
const indexBits = 8;
const useStep = 1 << indexBits;
const ticketMask = 0x3fffffff;

/** The requests being answered. */
class Exchanges {
	/** How many are under way; where there is none at all, as if one always were. */
	busy: number;
	/** Free while none is under way. */
	readonly first: Exchange;
	readonly all: readonly Exchange[];
	/** Describes packets while none is free. */
	readonly #spare: Exchange;
	/** How many one port may hold, and one source. */
	readonly #perPort: number;
	readonly #perSource: number;
	/** How many may wait for answers that come later. */
	readonly #waiting: number;
	readonly #large: number[];
	#largeFree: number;
	/** Bytes of a large answer. */
	readonly #largeSize: number;
	readonly #reassembly: Reassembly;

	constructor(arena: Arena, reassembly: Reassembly, ports: number) {
		const { memory, view, answers, answerSize, keeps, largeAnswers } = arena;
		const count = answers.length;
		if (count > useStep) throw new RangeError(`endpoint memory: ${count} exchanges, at most ${useStep}`);
		const request = new Reader(memory, view);
		const reply = new Writer(memory, view);
		/* Nobody reads or writes the spare one, so the first has the same cursors. */
		this.#spare = new Exchange(request, reply, count, 0, 0, 0);
		this.all = answers.map((answer, index) =>
			0 === index
				? new Exchange(request, reply, index, keeps[index], answer, answerSize)
				: new Exchange(new Reader(memory, view), new Writer(memory, view), index, keeps[index], answer, answerSize),
		);
		this.first = this.all[0] ?? this.#spare;
		this.busy = 0 === count ? 1 : 0;
		this.#perPort = Math.min(count, Math.max(1, count - reserve * (ports - 1)));
		this.#perSource = Math.max(1, this.#perPort - 1);
		this.#waiting = Math.max(1, count - ports);
		this.#large = Array.from(largeAnswers);
		this.#largeFree = largeAnswers.length;
		this.#largeSize = arena.messageSize;
		this.#reassembly = reassembly;
	}

	/** A free exchange, or the spare one. */
	next(): Exchange {
		for (let index = 0; index < this.all.length; index++) if (stageFree === this.all[index].stage) return this.all[index];
		return this.#spare;
	}

	/** Whether its port, and its source, may have one more exchange. */
	available(exchange: Exchange): boolean {
		if (exchange === this.#spare) return false;
		if (this.busy < this.#perSource) return true;
		let port = 0;
		let source = 0;
		for (let index = 0; index < this.all.length; index++) {
			const other = this.all[index];
			if (stageFree === other.stage || other.state !== exchange.state) continue;
			port++;
			if (sameSource(other, exchange)) source++;
		}
		return port < this.#perPort && source < this.#perSource;
	}

	/**
	 * Whether an exchange may stay open until its answer is given: one for each port is left to what is answered at once, and a
	 * source leaves one more of its port to others.
	 */
	mayWait(exchange: Exchange): boolean {
		const most = this.#perPort - 1;
		if (this.busy < most) return true;
		let all = 0;
		let port = 0;
		let source = 0;
		for (let index = 0; index < this.all.length; index++) {
			const other = this.all[index];
			if (other === exchange || stageFree === other.stage || (stageOpen !== other.stage && other.last)) continue;
			all++;
			if (other.state !== exchange.state) continue;
			port++;
			if (sameSource(other, exchange)) source++;
		}
		return all < this.#waiting && port < Math.max(1, most) && source < Math.max(1, most - 1);
	}

	close(exchange: Exchange): void {
		exchange.stage = stageFree;
		this.busy--;
		if (exchange.laden) this.#unload(exchange);
	}

	#unload(exchange: Exchange): void {
		exchange.laden = false;
		exchange.number = (exchange.number + useStep) & ticketMask;
		if (undefined !== exchange.assembly) {
			this.#reassembly.release(exchange.assembly);
			exchange.assembly = undefined;
		}
		if (exchange.large < 0) return;
		this.#large[this.#largeFree++] = exchange.large;
		exchange.large = -1;
		exchange.reply.reset(exchange.answer, exchange.answerSize);
	}

	find(ticket: number): Exchange | undefined {
		const exchange = this.all[ticket & (useStep - 1)];
		return undefined !== exchange && exchange.number === ticket && stageFree !== exchange.stage ? exchange : undefined;
	}

	/** The exchange for an earlier request of the same peer with the same tag and message type. */
	earlier(exchange: Exchange): Exchange | undefined {
		const { peer, tag } = exchange;
		for (let index = 0; index < this.all.length; index++) {
			const other = this.all[index];
			if (stageFree === other.stage || other.type !== exchange.type || other.peer !== peer || other.tag !== tag) continue;
			if (other.state === exchange.state && other.physical === exchange.physical) return other;
		}
		return undefined;
	}

	/** Moves the answer, as far as it is written, to a large region that it keeps until the exchange ends; false: none. */
	enlarge(exchange: Exchange, size: number): boolean {
		const reply = exchange.reply;
		if (size <= reply.end - reply.start) return true;
		if (size > this.#largeSize || 0 === this.#largeFree) return false;
		const from = reply.start;
		const length = reply.length;
		exchange.large = this.#large[--this.#largeFree];
		exchange.laden = true;
		reply.reset(exchange.large, this.#largeSize);
		reply.copy(from, length);
		return true;
	}
}

function sameSource(one: Exchange, other: Exchange): boolean {
	return one.peer === other.peer && one.physical === other.physical;
}

Object.freeze(Exchanges.prototype);
export default Exchanges;
