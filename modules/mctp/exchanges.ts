// SPDX-License-Identifier: Apache-2.0
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
	/** Free exchange whose turn is next, or the spare one, which only describes packets. */
	next: Exchange;
	/** How many are under way. */
	busy = 0;
	readonly all: readonly Exchange[];
	readonly #spare: Exchange;
	/** How many one port may hold. */
	readonly #perPort: number;
	readonly #large: number[];
	#largeFree: number;
	/** Bytes of a large answer. */
	readonly #largeSize: number;
	readonly #reassembly: Reassembly;

	constructor(arena: Arena, reassembly: Reassembly, ports: number) {
		const { memory, view, answers, answerSize, keeps, largeAnswers } = arena;
		const count = answers.length;
		if (count > useStep) throw new RangeError(`endpoint memory: ${count} exchanges, at most ${useStep}`);
		this.all = answers.map((answer, index) => new Exchange(memory, view, index, keeps[index], answer, answerSize));
		this.next = this.#spare = new Exchange(memory, view, count, 0, 0, 0);
		for (let index = count - 1; index >= 0; index--) {
			this.all[index].nextFree = this.next;
			this.next = this.all[index];
		}
		this.#perPort = Math.min(count, Math.max(1, count - reserve * (ports - 1)));
		this.#large = Array.from(largeAnswers);
		this.#largeFree = largeAnswers.length;
		this.#largeSize = arena.messageSize;
		this.#reassembly = reassembly;
	}

	/** Takes `next`; false: there is none for its port. */
	open(exchange: Exchange): boolean {
		if (this.busy >= this.#perPort && !this.#available(exchange)) return false;
		this.next = exchange.nextFree!;
		this.busy++;
		exchange.stage = stageOpen;
		exchange.ticket = (exchange.ticket + useStep) & ticketMask;
		return true;
	}

	#available(exchange: Exchange): boolean {
		if (exchange === this.#spare) return false;
		let used = 0;
		for (let index = 0; index < this.all.length; index++) {
			const other = this.all[index];
			if (stageFree !== other.stage && other.state === exchange.state) used++;
		}
		return used < this.#perPort;
	}

	close(exchange: Exchange): void {
		exchange.stage = stageFree;
		exchange.nextFree = this.next;
		this.next = exchange;
		this.busy--;
		if (exchange.laden) this.#unload(exchange);
	}

	#unload(exchange: Exchange): void {
		exchange.laden = false;
		if (undefined !== exchange.assembly) {
			this.#reassembly.release(exchange.assembly);
			exchange.assembly = undefined;
		}
		if (exchange.large < 0) return;
		this.#large[this.#largeFree++] = exchange.large;
		exchange.large = -1;
		exchange.offset = exchange.answer;
		exchange.reply.reset(exchange.answer, exchange.answerSize);
	}

	find(ticket: number): Exchange | undefined {
		const exchange = this.all[ticket & (useStep - 1)];
		return undefined !== exchange && exchange.ticket === ticket && stageFree !== exchange.stage ? exchange : undefined;
	}

	/** The exchange for an earlier request of the same peer with the same tag and message type. */
	earlier(exchange: Exchange): Exchange | undefined {
		for (let index = 0; index < this.all.length; index++) {
			const other = this.all[index];
			if (stageFree === other.stage || other.peer !== exchange.peer || other.tag !== exchange.tag || other.type !== exchange.type) continue;
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
		exchange.large = exchange.offset = this.#large[--this.#largeFree];
		exchange.laden = true;
		reply.reset(exchange.large, this.#largeSize);
		reply.copy(from, length);
		return true;
	}
}

Object.freeze(Exchanges.prototype);
export default Exchanges;
