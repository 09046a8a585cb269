// SPDX-License-Identifier: Apache-2.0
import type Arena from "./arena.js";
import { Counter } from "./counter.js";
import type Exchange from "./exchange.js";
import { stageFree, stageSending } from "./exchange.js";
import type Exchanges from "./exchanges.js";
import type Outgoing from "./outgoing.js";
import type { PortState } from "./port.js";
import Responders from "./responders.js";
import { inTurn, type Trace } from "./trace.js";

/** What `tick` returns when nothing waits for the clock. */
export const noDeadline = 0x7fffffff;

/** The exchanges of an endpoint, and how they end when nothing comes of them; and its clock and trace. */
class Conversations {
	/** The arena: every frame, slot and answer is a region of it. */
	readonly memory: Uint8Array;
	/** Of the whole arena, for what is read and written without a cursor. */
	readonly view: DataView;
	protected readonly ports: readonly PortState[];
	readonly responders = new Responders();
	/** Requests being answered. */
	readonly exchanges: Exchanges;
	/** Tells all of `#traces`. */
	protected trace: Trace | undefined = undefined;
	#traces: readonly Trace[] = Object.freeze([]);
	/** Earliest moment at which something may run out, if anything may. */
	protected armed = false;
	protected deadline = 0;
	/** Latest time that a tick was told, or that something to wait for began. Before it, the clock has been set back. */
	protected latest = 0;
	protected readonly answerTimeout: number;
	/** What is left of the arena's data. */
	#data: number;
	readonly #dataEnd: number;
	/** Physical address of the packet that `transmit` returned last. */
	physical = 0;

	constructor(arena: Arena, ports: readonly PortState[], exchanges: Exchanges, answerTimeout: number) {
		this.memory = arena.memory;
		this.view = arena.view;
		this.ports = ports;
		this.exchanges = exchanges;
		this.answerTimeout = answerTimeout;
		this.#data = arena.data;
		this.#dataEnd = arena.data + arena.dataSize;
	}

	/**
	 * Takes `length` bytes of `memory.data`, for good; returns their offset in the arena.
	 * @setup
	 */
	reserve(length: number): number {
		const offset = this.#data;
		if (offset + length > this.#dataEnd) throw new Error(`endpoint: ${length} bytes of data do not fit: raise memory.data`);
		this.#data += length;
		return offset;
	}

	/**
	 * Has `trace` told of every packet from now on, beside those that are told already, until the returned function is called.
	 * @setup
	 */
	follow(trace: Trace): () => void {
		this.#traces = [...this.#traces, trace];
		this.trace = inTurn(this.#traces);
		return /** @setup */ () => {
			this.#traces = this.#traces.filter((other) => other !== trace);
			this.trace = inTurn(this.#traces);
		};
	}

	/** The exchange of a deferred answer, or undefined: it has ended. */
	exchange(ticket: number): Exchange | undefined {
		return this.exchanges.find(ticket);
	}

	/** Ends an exchange without its answer. */
	protected abandon(exchange: Exchange, counter: Counter, now: number): void {
		const responder = exchange.responder!;
		const state = exchange.state!;
		state.count(counter);
		if (stageSending === exchange.stage) state.queue.remove(exchange);
		exchange.last = true;
		exchange.stage = stageFree;
		if (undefined !== responder.abandoned) responder.abandoned(exchange, now);
		this.exchanges.close(exchange);
	}

	/** Sees to it that `tick` looks at what runs out in `rest` milliseconds. */
	protected schedule(now: number, rest: number): void {
		if (((now - this.latest) | 0) > 0) this.latest = now;
		const deadline = (now + rest) | 0;
		if (this.armed && ((deadline - this.deadline) | 0) >= 0) return;
		this.armed = true;
		this.deadline = deadline;
	}

	/** Ends what goes out by a port whose link is down. */
	protected disconnect(state: PortState, now: number): void {
		const { all } = this.exchanges;
		for (let index = 0; index < all.length; index++) {
			if (stageFree !== all[index].stage && all[index].state === state) this.abandon(all[index], Counter.answerAbandoned, now);
		}
	}

	/**
	 * Ends what has waited too long; a clock set back counts anew.
	 * @returns milliseconds to the next such moment, at most `limit`
	 */
	protected expire(now: number, limit: number): number {
		const { all } = this.exchanges;
		for (let index = 0; index < all.length; index++) {
			if (stageFree === all[index].stage) continue;
			const rest = remaining(all[index], this.answerTimeout, now);
			if (rest <= 0) this.abandon(all[index], Counter.answerAbandoned, now);
			else limit = Math.min(limit, rest);
		}
		return limit;
	}
}

/** Milliseconds that a message may still wait; never more than its time-out, even if the clock was set back. */
export function remaining(message: Outgoing, timeout: number, now: number): number {
	const rest = (message.deadline - now) | 0;
	if (rest <= timeout) return rest;
	message.deadline = (now + timeout) | 0;
	return timeout;
}

Object.freeze(Conversations.prototype);
export default Conversations;
