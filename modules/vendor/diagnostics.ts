// SPDX-License-Identifier: Apache-2.0
import { figureNames, type Health } from "../device/health.js";
import type Endpoint from "../mctp/endpoint.js";
import type Exchange from "../mctp/exchange.js";
import { Reply } from "../mctp/responder.js";

/** The byte behind the service byte. */
export const DiagnosticsCommand = Object.freeze({ read: 0x00, provoke: 0x01 } as const);

/** Version of the answer to `read`. A later one may only append figures. */
export const layout = 1;
/** Stands for a figure that is not counted. */
export const notCounted = 0xffffffff;

/** Bytes of a message before its command, and of the answer to `read` before its figures. */
const headLength = 4;
const fixedLength = headLength + 5;
const figureLength = 4;

/* Plain constants, because the figures are read between measurements. */
const figureCount = figureNames.length;

/**
 * How the machine is, for whoever asks over MCTP.
 *
 * - `00`: read. The answer has `00`, `layout`, a `ResetReason`, a `Fault`, the number of figures, each `Figure` as 32 bits, low
 *   byte first, and what the fault said, in ASCII, up to the end of the message.
 * - `01 FAULT`: provoke, which is answered with the same bytes, and happens once the answer has left. Only images that are
 *   tested know it.
 */
class Diagnostics {
	readonly #endpoint: Endpoint;
	readonly #health: Health;
	readonly #vendor: number;
	readonly #service: number;
	/** Character codes. */
	readonly #text: readonly number[];

	constructor(endpoint: Endpoint, health: Health, vendor: number, service: number) {
		this.#endpoint = endpoint;
		this.#health = health;
		this.#vendor = vendor;
		this.#service = service;
		this.#text = Array.from(health.text, (character) => character.charCodeAt(0) & 0x7f);
	}

	/** `exchange.request` stands behind vendor id and service byte. */
	respond(exchange: Exchange): Reply {
		const { request, reply } = exchange;
		const command = request.u8();
		if (request.short) return Reply.drop;
		const text = this.#text;
		const length = fixedLength + figureLength * figureCount + text.length;
		if (DiagnosticsCommand.read === command && !this.#endpoint.enlarge(exchange, length)) return Reply.drop;
		reply.u16be(this.#vendor);
		reply.u8(this.#service);
		reply.u8(command);
		if (DiagnosticsCommand.provoke === command) return this.#prepare(exchange);
		if (DiagnosticsCommand.read !== command) return Reply.drop;
		const health = this.#health;
		reply.u8(layout);
		reply.u8(health.reset);
		reply.u8(health.fault);
		reply.u8(figureCount);
		for (let figure = 0; figure < figureCount; figure++) reply.u32(health.figure(figure) ?? notCounted);
		for (let index = 0; index < text.length; index++) reply.u8(text[index]);
		return Reply.send;
	}

	/** The answer to `provoke` has left. */
	sent(exchange: Exchange): void {
		this.#health.provoke?.(~exchange.note);
	}

	/** A note below 0 is the diagnostics' own. */
	#prepare(exchange: Exchange): Reply {
		const { request, reply } = exchange;
		const fault = request.u8();
		if (request.short || undefined === this.#health.provoke) return Reply.drop;
		reply.u8(fault);
		exchange.note = ~fault;
		return Reply.send;
	}
}

Object.freeze(Diagnostics.prototype);
export default Diagnostics;
