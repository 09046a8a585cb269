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
	/**
	 * `response` stands behind the message type byte and is valid during the call. Whoever returns true waits for another
	 * answer with the same tag, for `timeout` from now on, which the handler may change before.
	 */
	onResponse?(response: Reader, now: number): unknown;
	/** Given instead of `onResponse` for messages that nobody answers: the message has left. */
	onSent?(now: number): void;
	onFailure(reason: Failure, now: number): void;
}

/** How long and how often a request tries. */
export interface RequestOptions {
	/** Milliseconds to wait for the answer, at least 1; 6000 */
	timeout?: number;
	/** How often it is sent at most, each time with the same bytes, and so with the same instance id, and the same tag; 1 */
	attempts?: number;
	/** How many times as long each wait is as the one before; 1 */
	backoff?: number;
	/** Where all eight tags of the destination are taken, it waits for one, for `timeout` at most; false: it is refused */
	queue?: boolean;
}

/** Phases of a request: nothing is under way; it waits for a tag, or for its answer; its handler looks at an answer. */
export const phaseIdle = 0;
export const phaseWaiting = 1;
export const phaseOpen = 2;
export const phaseAnswering = 3;

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
	/** As in `RequestOptions`; may be changed whenever nothing is under way. */
	timeout: number;
	attempts: number;
	backoff: number;
	queue: boolean;
	phase: number = phaseIdle;
	/** Attempts that are left. */
	left = 0;
	/** Milliseconds of the present wait. */
	wait = 0;
	nextActive: Request | undefined = undefined;

	constructor(
		memory: Uint8Array,
		view: DataView,
		offset: number,
		size: number,
		handlers: RequestHandlers,
		{ timeout = 6000, attempts = 1, backoff = 1, queue = false }: RequestOptions = {},
	) {
		super();
		this.message = new Writer(memory, view);
		this.handlers = handlers;
		this.offset = offset;
		this.size = size;
		this.timeout = timeout;
		this.attempts = attempts;
		this.backoff = backoff;
		this.queue = queue;
	}

	/** Between `endpoint.send()` and its settling. */
	get active(): boolean {
		return phaseOpen === this.phase || phaseWaiting === this.phase;
	}

	/** Bytes of the message under way, from the message type byte on. */
	get length(): number {
		return this.end - this.offset;
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
