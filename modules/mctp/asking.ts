// SPDX-License-Identifier: Apache-2.0
import Reader from "../wire/reader.js";
import type Arena from "./arena.js";
import Conversations, { remaining } from "./conversations.js";
import { Counter } from "./counter.js";
import type Exchange from "./exchange.js";
import type Exchanges from "./exchanges.js";
import { destinationShift, headMask, sourceShift, startOfMessage, tagOwner, typeMask, version } from "./header.js";
import type { PortState } from "./port.js";
import Request, { Failure, phaseAnswering, phaseOpen, phaseWaiting, type RequestHandlers, type RequestOptions } from "./request.js";
import Requests from "./requests.js";

/** Milliseconds that a request may wait at most, however often it was doubled. */
const longestWait = 0x3fffffff;

/** The requests of an endpoint's own: tags, attempts, answers, and how they end when nothing comes of them. */
class Asking extends Conversations {
	/** Own requests under way. */
	readonly requests = new Requests();
	readonly #offsets: number[];
	readonly #size: number;
	readonly #response: Reader;

	constructor(arena: Arena, ports: readonly PortState[], exchanges: Exchanges, answerTimeout: number) {
		super(arena, ports, exchanges, answerTimeout);
		this.#offsets = Array.from(arena.requests);
		this.#size = arena.requestSize;
		this.#response = new Reader(arena.memory, arena.view);
	}

	/**
	 * Takes one of the `memory.requests` handles, for good.
	 * @setup
	 */
	request(handlers: RequestHandlers, options?: RequestOptions): Request {
		const offset = this.#offsets.pop();
		if (undefined === offset) throw new Error("endpoint: no request handle left: raise memory.requests");
		return new Request(this.memory, this.view, offset, this.#size, handlers, options);
	}

	/**
	 * Sends what `request.begin()` started, to `peer` on a port; with the null EID to whoever has `physical`.
	 * @returns false if nothing was sent: the link is down, eight requests to this peer are under way and this one does not
	 * queue, the message did not fit, or the handle is in use
	 */
	send(request: Request, port: number, peer: number, physical: number, now: number): boolean {
		const state = this.ports[port];
		const { requests } = this;
		const { message } = request;
		if (request.active || !state.up || message.overflow) return false;
		if (phaseAnswering === request.phase) this.release(request, now);
		request.state = state;
		request.physical = physical;
		request.header = version | (peer << destinationShift) | (state.eid << sourceShift) | tagOwner;
		request.type = this.memory[message.start] & typeMask;
		request.end = message.position;
		request.left = request.attempts;
		request.wait = bounded(request.timeout);
		requests.add(request);
		if (requests.tag(request)) this.#launch(request, now);
		else if (request.queue) this.#await(request, now);
		else requests.remove(request);
		return request.active;
	}

	/** Gives a request up; its `onFailure` is told. */
	cancel(request: Request, now: number): void {
		if (request.active) this.fail(request, Failure.cancelled, now);
	}

	/** What came in is an answer, of `length` bytes at `at`. */
	protected settle(packet: Exchange, at: number, length: number, now: number): Counter {
		const request = this.requests.find(packet, this.memory[at] & typeMask);
		if (undefined === request) return Counter.unsolicited;
		request.state!.queue.remove(request);
		request.phase = phaseAnswering;
		request.left = 0;
		this.#response.reset(at + 1, length - 1);
		const goesOn = request.handlers.onResponse?.(this.#response, now);
		if (phaseAnswering !== request.phase) return Counter.received; /* its handler has sent it anew */
		if (true !== goesOn) this.release(request, now);
		else {
			request.phase = phaseOpen;
			request.wait = bounded(request.timeout);
			this.#await(request, now);
		}
		return Counter.received;
	}

	/** A packet of a request could not be sent. What may be sent once more will be when the present wait is over. */
	protected stumble(request: Request, now: number): void {
		request.state!.lost(request.peer, request.length);
		if (request.left > 0) request.state!.queue.remove(request);
		else this.fail(request, Failure.sendFailed, now);
	}

	protected fail(request: Request, reason: Failure, now: number): void {
		this.release(request, now);
		request.handlers.onFailure(reason, now);
	}

	/**
	 * Takes a request off the list, and what of it has not left yet. Its tag goes to those that wait for one. Whoever is told
	 * of its end may have something new for the clock.
	 */
	protected release(request: Request, now: number): void {
		const { requests } = this;
		const state = request.state!;
		state.queue.remove(request);
		requests.remove(request);
		state.port.wake();
		for (let other = requests.active; undefined !== other; other = other.nextActive) {
			if (phaseWaiting === other.phase && requests.tag(other)) this.#launch(other, now);
		}
	}

	protected override disconnect(state: PortState, now: number): void {
		super.disconnect(state, now);
		/* Handlers may change the list: after each, it is read anew. */
		for (let request = this.requests.active; undefined !== request;) {
			if (request.state !== state || !request.active) request = request.nextActive;
			else {
				this.fail(request, Failure.linkDown, now);
				request = this.requests.active;
			}
		}
	}

	protected override expire(now: number, limit: number): number {
		limit = super.expire(now, limit);
		/* Handlers may change the list: after each, it is read anew. */
		for (let request = this.requests.active; undefined !== request;) {
			let rest = request.active ? remaining(request, request.wait, now) : limit;
			if (rest <= 0 && request.position === request.end && phaseOpen === request.phase) request.state!.lost(request.peer, request.length);
			if (rest <= 0 && request.left > 0 && phaseOpen === request.phase) {
				this.#retry(request, now);
				rest = request.wait;
			}
			if (rest > 0) {
				limit = Math.min(limit, rest);
				request = request.nextActive;
			} else {
				this.fail(request, Failure.timeout, now);
				request = this.requests.active;
			}
		}
		return limit;
	}

	/** Sends the same bytes with the same tag: an answer to either settles the request. */
	#retry(request: Request, now: number): void {
		const state = request.state!;
		state.queue.remove(request);
		state.count(Counter.retried);
		request.wait = bounded(request.wait * request.backoff);
		this.#launch(request, now);
	}

	#launch(request: Request, now: number): void {
		request.phase = phaseOpen;
		request.left--;
		request.position = request.offset;
		request.header = (request.header & headMask) | startOfMessage;
		request.state!.queueMessage(request);
		this.#await(request, now);
	}

	#await(request: Request, now: number): void {
		request.deadline = (now + request.wait) | 0;
		this.schedule(now, request.wait);
		request.state!.port.wake();
	}
}

/** Without any time, a handler that sends again would fail again within the same tick, for ever. */
function bounded(wait: number): number {
	return wait >= 1 ? Math.min(wait, longestWait) | 0 : 1;
}

Object.freeze(Asking.prototype);
export default Asking;
