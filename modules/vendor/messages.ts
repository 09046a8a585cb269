// SPDX-License-Identifier: Apache-2.0
import type Endpoint from "../mctp/endpoint.js";
import type Exchange from "../mctp/exchange.js";
import { Reply, VendorType, type Responder, type VendorId } from "../mctp/responder.js";
import type Reader from "../wire/reader.js";

/** A request, and the answer that it always gets. Bytes are those behind the vendor id. */
export interface FixedExchange {
	/** A negative number stands for any byte; undefined: any request that no row before it takes. */
	readonly request: readonly number[] | undefined;
	/** A negative number stands for the byte that the request has in this place; null: there is no answer. */
	readonly answer: readonly number[] | null;
	/** Milliseconds before the answer; 0 */
	readonly delay?: number | undefined;
}

export interface MessagesOptions {
	type: typeof VendorType.pci | typeof VendorType.iana;
	vendor: VendorId;
	/** The first that takes a request answers it. */
	exchanges: readonly FixedExchange[];
	/** How many requests the endpoint answers at a time. */
	most: number;
}

const never = 0x7fffffff;
const versions = Object.freeze([0xf1f0ff00]);

/** Messages that a vendor defined, each with a fixed answer. */
class Messages implements Responder {
	readonly type: number;
	readonly vendor: VendorId;
	readonly versions = versions;
	readonly #endpoint: Endpoint;
	readonly #exchanges: readonly FixedExchange[];
	/** Bytes of the vendor id. */
	readonly #idLength: number;
	/** Tickets of answers that wait, oldest first, and when they are due. */
	readonly #tickets: Int32Array;
	readonly #due: Int32Array;
	#waiting = 0;
	readonly #longestDelay: number;

	constructor(endpoint: Endpoint, options: MessagesOptions) {
		const { type, vendor, exchanges, most } = options;
		this.type = type;
		this.vendor = vendor;
		this.#endpoint = endpoint;
		this.#exchanges = exchanges;
		this.#idLength = VendorType.pci === type ? 2 : 4;
		this.#longestDelay = exchanges.reduce((longest, { delay = 0 }) => Math.max(longest, delay), 0);
		const places = 0 === this.#longestDelay ? 0 : most;
		this.#tickets = new Int32Array(places);
		this.#due = new Int32Array(places);
	}

	respond(exchange: Exchange, now: number): Reply {
		const { request, reply } = exchange;
		const idLength = this.#idLength;
		const head = request.position;
		const body = head + idLength;
		/* Without an integrity check, whose form only the vendor knows. */
		const row = exchange.type === this.type ? this.#find(request, body) : undefined;
		const answer = row?.answer ?? null;
		if (null === answer || !this.#endpoint.enlarge(exchange, 1 + idLength + answer.length)) return Reply.drop;
		reply.copy(head, idLength);
		for (let index = 0; index < answer.length; index++) reply.u8(answer[index] < 0 ? reply.memory[body + index] : answer[index]);
		const delay = row!.delay ?? 0;
		if (0 === delay) return Reply.send;
		this.#tickets[this.#waiting] = exchange.ticket;
		this.#due[this.#waiting++] = now + delay;
		return Reply.defer;
	}

	abandoned(exchange: Exchange): void {
		for (let index = 0; index < this.#waiting; index++) if (this.#tickets[index] === exchange.ticket) return this.#forget(index);
	}

	/** A clock set back lets no answer wait longer than the longest delay. */
	tick(now: number): number {
		let wait = never;
		for (let index = 0; index < this.#waiting;) {
			let rest = (this.#due[index] - now) | 0;
			if (rest > this.#longestDelay) {
				rest = this.#longestDelay;
				this.#due[index] = now + rest;
			}
			if (rest > 0) {
				wait = Math.min(wait, rest);
				index++;
			} else {
				const ticket = this.#tickets[index];
				this.#forget(index);
				this.#endpoint.answer(ticket, now);
			}
		}
		return wait;
	}

	#forget(index: number): void {
		this.#tickets.copyWithin(index, index + 1, this.#waiting);
		this.#due.copyWithin(index, index + 1, this.#waiting);
		this.#waiting--;
	}

	#find(request: Reader, body: number): FixedExchange | undefined {
		const { memory } = request;
		const length = request.end - body;
		for (let row = 0; row < this.#exchanges.length; row++) {
			const pattern = this.#exchanges[row].request;
			if (undefined === pattern) return this.#exchanges[row];
			if (pattern.length !== length) continue;
			let index = 0;
			while (index < length && (pattern[index] < 0 || pattern[index] === memory[body + index])) index++;
			if (index === length) return this.#exchanges[row];
		}
		return undefined;
	}
}

Object.freeze(Messages.prototype);
export default Messages;
