// SPDX-License-Identifier: Apache-2.0
import type Endpoint from "../../../modules/mctp/endpoint.js";
import type Exchange from "../../../modules/mctp/exchange.js";
import { Reply, type Responder } from "../../../modules/mctp/responder.js";

/** Milliseconds that an answer takes. */
export const lateness = 3;

/** Answers with what it got, later. */
class Later implements Responder {
	readonly type = 2;
	readonly versions: readonly number[] = [];
	readonly #endpoint: Endpoint;
	readonly #due: number[] = [];
	readonly #tickets: number[] = [];

	constructor(endpoint: Endpoint) {
		this.#endpoint = endpoint;
	}

	respond(exchange: Exchange, now: number): Reply {
		this.#tickets.push(exchange.ticket);
		this.#due.push((now + lateness) | 0);
		return Reply.defer;
	}

	/** Whether answers are due some time. */
	get waiting(): boolean {
		return this.#due.length > 0;
	}

	answer(now: number): void {
		while (this.#due.length > 0 && ((this.#due[0] - now) | 0) <= 0) {
			this.#due.shift();
			const ticket = this.#tickets.shift()!;
			const exchange = this.#endpoint.exchange(ticket);
			if (undefined === exchange) continue;
			const { request, reply } = exchange;
			if (this.#endpoint.enlarge(exchange, request.remaining + 1)) reply.copy(request.position, request.remaining);
			this.#endpoint.answer(ticket, now);
		}
	}
}

export default Later;
