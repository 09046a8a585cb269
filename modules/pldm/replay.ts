// SPDX-License-Identifier: Apache-2.0
import type Endpoint from "../mctp/endpoint.js";
import type Exchange from "../mctp/exchange.js";
import { PldmHeader } from "./header.js";

/** Milliseconds after which an instance id may mean something new (PT3, DSP0240 table 8). */
export const instanceExpiry = 6000;
/** Bytes that are kept of a request, and of an answer; larger ones are not remembered. */
const kept = 80;

const { instanceMask } = PldmHeader;

/**
 * Words of an entry: port, EID and physical address of the requester; the header of its request and the bytes behind it; the bytes
 * of the answer; when that was; and where in the arena the bytes of the request are kept, which those of the answer follow.
 */
const portAt = 0;
const peerAt = 1;
const physicalAt = 2;
const headAt = 3;
const requestAt = 4;
const replyAt = 5;
const sinceAt = 6;
const placeAt = 7;
const words = 8;

/** In place of a port: the entry is free. */
const free = -1;

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
	readonly #entries: Int32Array;
	/** Entries that are not free. */
	used = 0;
	#next = 0;

	constructor(endpoint: Endpoint, entries: number) {
		this.#memory = endpoint.memory;
		this.#entries = new Int32Array(entries * words);
		for (let entry = 0; entry < this.#entries.length; entry += words) {
			this.#entries[entry + portAt] = free;
			this.#entries[entry + placeAt] = endpoint.reserve(2 * kept);
		}
	}

	/**
	 * Writes the answer that this very request got before, from the message type byte on. `head` is the header of the
	 * request, whose rest is still unread.
	 * @returns false: there is none
	 */
	answer(exchange: Exchange, head: number, now: number): boolean {
		const entries = this.#entries;
		for (let entry = 0; entry < entries.length; entry += words) {
			if (entries[entry + portAt] !== exchange.port || (entries[entry + headAt] ^ head) & instanceMask) continue;
			if (entries[entry + peerAt] !== exchange.peer || entries[entry + physicalAt] !== exchange.physical) continue;
			if (this.#same(entry, exchange, head, now)) {
				const { reply } = exchange;
				reply.rewind(0);
				reply.copy(entries[entry + placeAt] + kept, entries[entry + replyAt]);
				return true;
			}
			this.#forget(entry);
		}
		return false;
	}

	#same(entry: number, { request }: Exchange, head: number, now: number): boolean {
		const entries = this.#entries;
		const age = (now - entries[entry + sinceAt]) | 0;
		if (entries[entry + headAt] !== head || age < 0 || age >= instanceExpiry) return false;
		const length = request.end - request.position;
		if (entries[entry + requestAt] !== length) return false;
		const memory = this.#memory;
		const from = entries[entry + placeAt];
		const at = request.position;
		for (let index = 0; index < length; index++) if (memory[from + index] !== memory[at + index]) return false;
		return true;
	}

	/** Keeps the answer to the request whose bytes behind the command code stand at `at`; the oldest entry gives way. */
	remember(exchange: Exchange, head: number, at: number, now: number): void {
		const { request, reply } = exchange;
		const entries = this.#entries;
		const requestLength = request.end - at;
		const replyLength = reply.position - reply.start;
		if (requestLength > kept || replyLength > kept || 0 === entries.length) return;
		const entry = this.#next;
		this.#next = (entry + words) % entries.length;
		if (free === entries[entry + portAt]) this.used++;
		entries[entry + portAt] = exchange.port;
		entries[entry + peerAt] = exchange.peer;
		entries[entry + physicalAt] = exchange.physical;
		entries[entry + headAt] = head;
		entries[entry + requestAt] = requestLength;
		entries[entry + replyAt] = replyLength;
		entries[entry + sinceAt] = now;
		const place = entries[entry + placeAt];
		this.#memory.copyWithin(place, at, request.end);
		this.#memory.copyWithin(place + kept, reply.start, reply.position);
	}

	/** Forgets what came by a port. */
	flush(port: number): void {
		const entries = this.#entries;
		for (let entry = 0; entry < entries.length; entry += words) if (entries[entry + portAt] === port) this.#forget(entry);
	}

	#forget(entry: number): void {
		this.#entries[entry + portAt] = free;
		this.used--;
	}
}

Object.freeze(Replay.prototype);
export default Replay;
