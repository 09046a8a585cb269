// SPDX-License-Identifier: Apache-2.0
import type Endpoint from "../../modules/mctp/endpoint.js";
import type Exchange from "../../modules/mctp/exchange.js";
import { Reply, VendorType, type Responder } from "../../modules/mctp/responder.js";

/** What the bench keeps of deferred requests. */
export interface Log {
	readonly events: string[];
	readonly tickets: number[];
}

const versions = Object.freeze([0xf1f0ff00, 0xf1f1f000]);

/** Type 1: the request comes back. */
export function echo(endpoint: Endpoint): Responder {
	return {
		type: 1,
		versions,
		respond(exchange) {
			const { request, reply } = exchange;
			const length = request.remaining;
			if (!endpoint.enlarge(exchange, length + 1)) return Reply.drop;
			reply.copy(request.position, length);
			return Reply.send;
		},
	};
}

/** Type 2: the answer comes later. Tells what becomes of it, by the number of the ticket. */
export function late(log: Log): Responder {
	return {
		type: 2,
		versions,
		respond(exchange: Exchange) {
			exchange.note = log.tickets.push(exchange.ticket) - 1;
			return Reply.defer;
		},
		sent(exchange, now) {
			log.events.push(`${now}: answer ${exchange.note} sent`);
		},
		abandoned(exchange, now) {
			log.events.push(`${now}: answer ${exchange.note} abandoned`);
		},
	};
}

/** Type 3: no answer ever. */
export function mute(): Responder {
	return { type: 3, versions, respond: () => Reply.drop };
}

/** Type 4: as many bytes as the request asks for (u16), counting up from 0; in a large region where one is free. */
export function size(endpoint: Endpoint, log: Log): Responder {
	return {
		type: 4,
		versions,
		respond(exchange) {
			const { request, reply } = exchange;
			const length = request.u16();
			endpoint.enlarge(exchange, length + 1);
			for (let index = 0; index < length; index++) reply.u8(index);
			return Reply.send;
		},
		abandoned(_exchange, now) {
			log.events.push(`${now}: size abandoned`);
		},
	};
}

/** Vendors: the answer is the vendor id and 55. */
export function vendor(type: number, id: number, commandSet: number): Responder {
	return {
		type,
		versions,
		vendor: { id, commandSet },
		respond({ reply }) {
			if (VendorType.pci === type) reply.u16be(id);
			else reply.u32be(id);
			reply.u8(0x55);
			return Reply.send;
		},
	};
}
