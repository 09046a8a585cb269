// SPDX-License-Identifier: Apache-2.0
import type Endpoint from "../mctp/endpoint.js";
import type Exchange from "../mctp/exchange.js";
import type { PortState } from "../mctp/port.js";
import { PldmHeader } from "./header.js";

/** Milliseconds after which an instance id may mean something new (PT3, DSP0240 table 8). */
export const instanceExpiry = 6000;
/** Bytes that are kept of a request, and of an answer; larger ones are not remembered. */
const kept = 80;

const { instanceMask } = PldmHeader;

/** A request that was executed, and its answer. */
interface Entry {
	readonly request: number;
	readonly reply: number;
	/** Undefined: free. */
	state: PortState | undefined;
	peer: number;
	physical: number;
	/** The header of the request. */
	head: number;
	requestLength: number;
	replyLength: number;
	since: number;
}

/**
 * Remembers the answers to commands that change something: a requester that lost the answer asks again with the same bytes
 * and instance id, and gets the same answer without a second execution (DSP0240 8.1). An entry ends when the requester uses
 * the instance id for anything else, so that one that always uses the same id is served as well. Errors are not remembered:
 * nothing was done.
 */
class Replay {
	/**
	 * Bytes of the endpoint's data for so many entries.
	 * @setup
	 */
	static size(entries: number): number {
		return entries * 2 * kept;
	}

	readonly #memory: Uint8Array;
	readonly #entries: readonly Entry[];
	/** Entries that are not free. */
	used = 0;
	#next = 0;

	constructor(endpoint: Endpoint, entries: number) {
		this.#memory = endpoint.memory;
		this.#entries = Array.from({ length: entries }, () => {
			const request = endpoint.reserve(2 * kept);
			return Object.seal({
				request,
				reply: request + kept,
				state: undefined,
				peer: 0,
				physical: 0,
				head: 0,
				requestLength: 0,
				replyLength: 0,
				since: 0,
			});
		});
	}

	/**
	 * Writes the answer that this very request got before, from the message type byte on. `head` is the header of the
	 * request, whose rest is still unread.
	 * @returns false: there is none
	 */
	answer(exchange: Exchange, head: number, now: number): boolean {
		const entries = this.#entries;
		for (let index = 0; index < entries.length; index++) {
			const entry = entries[index];
			if (entry.state !== exchange.state || (entry.head & instanceMask) !== (head & instanceMask)) continue;
			if (entry.peer !== exchange.peer || entry.physical !== exchange.physical) continue;
			if (this.#same(entry, exchange, head, now)) {
				const { reply } = exchange;
				reply.rewind(0);
				reply.copy(entry.reply, entry.replyLength);
				return true;
			}
			this.#forget(entry);
		}
		return false;
	}

	#same(entry: Entry, { request }: Exchange, head: number, now: number): boolean {
		const age = (now - entry.since) | 0;
		if (entry.head !== head || age < 0 || age >= instanceExpiry) return false;
		const length = request.end - request.position;
		if (entry.requestLength !== length) return false;
		const memory = this.#memory;
		const at = request.position;
		for (let index = 0; index < length; index++) if (memory[entry.request + index] !== memory[at + index]) return false;
		return true;
	}

	/** Keeps the answer to the request whose bytes behind the command code stand at `at`; the oldest entry gives way. */
	remember(exchange: Exchange, head: number, at: number, now: number): void {
		const { request, reply } = exchange;
		const requestLength = request.end - at;
		const replyLength = reply.position - reply.start;
		if (requestLength > kept || replyLength > kept || 0 === this.#entries.length) return;
		const entry = this.#entries[this.#next];
		this.#next = (this.#next + 1) % this.#entries.length;
		if (undefined === entry.state) this.used++;
		entry.state = exchange.state;
		entry.peer = exchange.peer;
		entry.physical = exchange.physical;
		entry.head = head;
		entry.requestLength = requestLength;
		entry.replyLength = replyLength;
		entry.since = now;
		this.#memory.copyWithin(entry.request, at, request.end);
		this.#memory.copyWithin(entry.reply, reply.start, reply.position);
	}

	/** Forgets what came by a port. */
	flush(port: number): void {
		for (let index = 0; index < this.#entries.length; index++)
			if (this.#entries[index].state?.index === port) this.#forget(this.#entries[index]);
	}

	#forget(entry: Entry): void {
		entry.state = undefined;
		this.used--;
	}
}

Object.freeze(Replay.prototype);
export default Replay;
