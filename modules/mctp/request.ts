// SPDX-License-Identifier: Apache-2.0
import type Reader from "../wire/reader.js";
import Writer from "../wire/writer.js";
import Outgoing from "./outgoing.js";

/** Why a request got no answer. */
export const Failure = Object.freeze({
	/** No answer in time. */
	timeout: "timeout",
	/** The caller gave it up. */
	cancelled: "cancelled",
	/** The link went down. */
	linkDown: "link down",
	/** The hardware could not send it. */
	sendFailed: "send failed",
} as const);
export type Failure = (typeof Failure)[keyof typeof Failure];

export interface RequestHandlers {
	/** `response` stands behind the message type byte and is valid during the call. */
	onResponse?(response: Reader, now: number): void;
	/** Given instead of `onResponse` for messages that nobody answers: the message has left. */
	onSent?(now: number): void;
	onFailure(reason: Failure, now: number): void;
}

/** A request of our own and the wait for its answer; reusable. Every request settles by exactly one of its handlers. */
class Request extends Outgoing {
	/** The request; its first byte, the message type, is written by `begin`. */
	readonly message: Writer;
	readonly handlers: RequestHandlers;
	/** Region of the arena that holds the message, from the message type byte on. */
	readonly offset: number;
	/** Bytes that a message may have, from the message type byte on. */
	readonly size: number;
	/** Message type, without the integrity check bit. */
	type = 0;
	/** Milliseconds to wait for the answer; at least 1. */
	timeout = 6000;
	/** Between `endpoint.send()` and its settling. */
	active = false;
	nextActive: Request | undefined = undefined;

	constructor(memory: Uint8Array, view: DataView, offset: number, size: number, handlers: RequestHandlers) {
		super();
		this.message = new Writer(memory, view);
		this.handlers = handlers;
		this.offset = offset;
		this.size = size;
	}

	/** Begins a message of `type`, with the integrity check bit where the type has one; returns its writer. */
	begin(type: number): Writer {
		if (this.active) throw new Error("request is under way: wait for its handler, or cancel it");
		this.message.reset(this.offset, this.size);
		this.message.u8(type);
		return this.message;
	}
}

Object.freeze(Request.prototype);
export default Request;
