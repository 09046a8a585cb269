// SPDX-License-Identifier: Apache-2.0
import Reader from "../wire/reader.js";
import Writer from "../wire/writer.js";
import Outgoing from "./outgoing.js";
import type { Assembly } from "./reassembly.js";
import type { Responder } from "./responder.js";

/** States of an exchange. */
export const Stage = Object.freeze({
	free: 0,
	/** The responder is looking at the request, or has deferred its answer. */
	open: 1,
	/** An answer is on its way out. */
	sending: 2,
} as const);

/** One request from a peer and its answer. Preallocated; `ticket` tells one use of the object from the next. */
class Exchange extends Outgoing {
	/** The request behind its message type byte. */
	readonly request: Reader;
	/** The answer; its first byte, the message type with the integrity check bit of the request, is already written. */
	readonly reply: Writer;
	/** Message type byte of the request, with the integrity check bit. */
	type = 0;
	/** EID the request was sent to: the port's, 0 or 255. */
	addressed = 0;
	/** Names this exchange to `endpoint.exchange()` and `endpoint.answer()` until it ends. */
	ticket: number;

	/** For the responder, who finds it again in `sent` and `abandoned`. */
	note = 0;

	/** Of the endpoint alone, from here on. */
	stage: number = Stage.free;
	/** Whether the answer under way is the last one. */
	last = true;
	responder: Responder | undefined = undefined;
	/** Slot that holds the request, if it came in several packets and was deferred. */
	assembly: Assembly | undefined = undefined;
	/** Offset of the large region that holds the answer; -1: it is in the exchange's own. */
	large = -1;
	nextActive: Exchange | undefined = undefined;
	/** Region for a deferred request of one packet. */
	readonly keep: number;
	/** Region for an ordinary answer. */
	readonly answer: number;
	readonly answerSize: number;

	constructor(memory: Uint8Array, index: number, keep: number, answer: number, answerSize: number) {
		super();
		this.request = new Reader(memory);
		this.reply = new Writer(memory);
		this.ticket = index;
		this.keep = keep;
		this.answer = answer;
		this.answerSize = answerSize;
	}

	/** Ready for another answer to the same request. */
	reopen(): void {
		this.stage = Stage.open;
		this.reply.rewind(1);
	}

	/** Index of the port it came in by. */
	get port(): number {
		return this.state!.index;
	}

	/** Network of the port it came in by. */
	get network(): number {
		return this.state!.network;
	}
}

Object.freeze(Exchange.prototype);
export default Exchange;
