// SPDX-License-Identifier: Apache-2.0
import type Reader from "../wire/reader.js";
import type Writer from "../wire/writer.js";
import { destinationShift } from "./header.js";
import Outgoing from "./outgoing.js";
import type { Assembly } from "./reassembly.js";
import type { Responder } from "./responder.js";

/** Stages of an exchange: its responder is looking at the request or has deferred the answer; an answer is on its way out. */
export const stageFree = 0;
export const stageOpen = 1;
export const stageSending = 2;

/**
 * One request from a peer and its answer. Preallocated; `ticket` tells one use of the object from the next. The free one
 * whose turn is next also describes the packet that just arrives, so that a request of one packet is never copied: its
 * header is that of the answer.
 */
class Exchange extends Outgoing {
	/** The request behind its message type byte. */
	readonly request: Reader;
	/** The answer; its first byte, the message type with the integrity check bit of the request, is already written. */
	readonly reply: Writer;
	stage: number = stageFree;
	responder: Responder | undefined = undefined;
	/** The ticket of this use, whether somebody knows it or not. */
	number: number;
	/** For the responder, who finds it again in `sent` and `abandoned`; 0 at first. */
	note = 0;
	/** Message type byte of the request, with the integrity check bit. */
	type = 0;
	/** Header of the first packet of the request. */
	asked = 0;
	/** Whether the answer under way is the last one. */
	last = true;
	/** Holds an assembly or a large region, which go back when it ends, or its ticket is known. */
	laden = false;
	/** Slot that holds the request, if it is a long one and was deferred. */
	assembly: Assembly | undefined = undefined;
	/** Offset of the large region that holds the answer; -1: it is in the exchange's own. */
	large = -1;
	/** Region for a deferred request that is not a long one. */
	readonly keep: number;
	/** Region for an ordinary answer. */
	readonly answer: number;
	readonly answerSize: number;

	constructor(request: Reader, reply: Writer, index: number, keep: number, answer: number, answerSize: number) {
		super();
		this.request = request;
		this.reply = reply;
		this.reply.reset(answer, answerSize);
		this.number = index;
		this.keep = keep;
		this.answer = answer;
		this.answerSize = answerSize;
	}

	/** Takes over the description of a packet. */
	describe(packet: Exchange): void {
		this.state = packet.state;
		this.header = packet.header;
		this.physical = packet.physical;
		this.asked = packet.asked;
		this.type = packet.type;
	}

	/** EID the request was sent to: one of the endpoint's, 0 or 255. */
	get addressed(): number {
		return (this.asked >> destinationShift) & 0xff;
	}

	/** Names this exchange to `endpoint.exchange()` and `endpoint.answer()` until it ends. */
	get ticket(): number {
		this.laden = true;
		return this.number;
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
