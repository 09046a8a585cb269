// SPDX-License-Identifier: Apache-2.0
import type Endpoint from "../../../modules/mctp/endpoint.js";
import type Exchange from "../../../modules/mctp/exchange.js";
import { Reply, type Responder } from "../../../modules/mctp/responder.js";

/** Type 2: answers come later, or never, once or several times. Keeps books on each: it has to end exactly once. */
class Deferred implements Responder {
	readonly type = 2;
	readonly versions: readonly number[] = [];
	/** Tickets by number, and what is to become of them. */
	readonly tickets: number[] = [];
	readonly outcomes = new Set<string>();
	/** Requests whose answers have not ended. */
	open = 0;
	readonly #endpoint: Endpoint;
	/** By number: ended; the answer under way is not the last. */
	readonly #ended: boolean[] = [];
	readonly #more: boolean[] = [];

	constructor(endpoint: Endpoint) {
		this.#endpoint = endpoint;
	}

	respond(exchange: Exchange): Reply {
		exchange.note = this.tickets.push(exchange.ticket) - 1;
		this.#ended.push(false);
		this.#more.push(false);
		this.open++;
		return Reply.defer;
	}

	/** Answers with the bytes of the request; false: it has ended, or an answer is still under way. */
	answer(number: number, last: boolean, now: number): boolean {
		const ticket = this.tickets[number];
		const exchange = this.#endpoint.exchange(ticket);
		const expected = undefined !== exchange;
		if (expected === this.#ended[number]) throw new Error(`the ticket of answer ${number} ${expected ? "is still" : "is no longer"} good`);
		if (undefined !== exchange && 0 === exchange.reply.length - 1) {
			const { request, reply } = exchange;
			if (this.#endpoint.enlarge(exchange, request.remaining + 1)) reply.copy(request.position, request.remaining);
		}
		const done = this.#endpoint.answer(ticket, now, last);
		if (done) this.#more[number] = !last;
		this.outcomes.add(`late answer ${done ? (last ? "taken" : "more") : "refused"}`);
		return done;
	}

	sent(exchange: Exchange): void {
		const number = exchange.note;
		if (this.#more[number]) this.#more[number] = false;
		else this.#end(number, "sent");
	}

	abandoned(exchange: Exchange): void {
		this.#end(exchange.note, "abandoned");
	}

	#end(number: number, how: string): void {
		if (this.#ended[number]) throw new Error(`answer ${number} ends twice: ${how}`);
		this.#ended[number] = true;
		this.open--;
		this.outcomes.add(`late answer ${how}`);
	}
}

export default Deferred;
