// SPDX-License-Identifier: Apache-2.0
import type Endpoint from "../mctp/endpoint.js";
import type Request from "../mctp/request.js";
import type { RequestHandlers } from "../mctp/request.js";
import crc32c from "../wire/crc32c.js";
import { Kind, Message, Parameter } from "./message.js";
import { eventCount } from "./model/change.js";
import type Controller from "./model/controller.js";

/** Layout of the lists (NVMe-MI 1.2, 9): version 0 of each. */
export const EventList = Object.freeze({ header: 5, item: 3, enabled: 0x8000, identifierMask: 0x00ff } as const);
const occurrenceHeader = 7;
const occurrence = 9;
const generationShift = 3;
const generationMask = 0x1f;
/** Scope of an occurrence: a controller. */
const controllerScope = 1;

/** How often a message is sent that nobody acknowledges. */
const mostAttempts = 3;
/** Milliseconds between these where the requester asks for none. */
const usualRetry = 1000;
const delayUnit = 1000;
const retryUnit = 100;
const never = 0x7fffffff;
/** Nobody answers a message; whoever got it acknowledges it by a command. */
const unheard: RequestHandlers = Object.freeze({ onSent() {}, onFailure() {} });

/** Asynchronous events of a management endpoint: which are enabled, which have occurred, and the messages that tell of them. */
class Events {
	readonly #transport: Endpoint;
	readonly #port: number;
	readonly #request: Request;
	readonly #memory: Uint8Array;
	/** By event, a bit. */
	enabled = 0;
	/** Occurrences that wait, by index of the controller: events, a bit each; and those that were sent. */
	readonly #pending: Int32Array;
	readonly #sent: Int32Array;
	readonly #controllers: readonly Controller[];
	/** Who is told. */
	#peer = 0;
	#physical = 0;
	#delay = 0;
	#retry = usualRetry;
	/** When the next message is due. */
	#due = 0;
	#waiting = false;
	#attempts = 0;
	#generation = 0;

	/** Takes a request handle of the transport. */
	constructor(transport: Endpoint, port: number, controllers: readonly Controller[]) {
		this.#transport = transport;
		this.#port = port;
		this.#memory = transport.memory;
		this.#controllers = controllers;
		this.#pending = new Int32Array(controllers.length);
		this.#sent = new Int32Array(controllers.length);
		this.#request = transport.request(unheard);
	}

	/** Somebody wants events from now on: where, how many seconds after they occur, and after how many tenths of a second once more. */
	subscribe(peer: number, physical: number, delay: number, retry: number): void {
		this.#peer = peer;
		this.#physical = physical;
		this.#delay = delay * delayUnit;
		this.#retry = 0 === retry ? usualRetry : retry * retryUnit;
	}

	/** Enables or disables an event; what has occurred of one that is disabled is forgotten. */
	enable(event: number, enabled: boolean): void {
		const bit = 1 << event;
		if (enabled) this.enabled |= bit;
		else {
			this.enabled &= ~bit;
			for (let index = 0; index < this.#pending.length; index++) this.#pending[index] &= ~bit;
		}
		if (0 === this.enabled) this.#waiting = false;
	}

	/** All is as at first. */
	reset(now: number): void {
		for (let event = 0; event < eventCount; event++) this.enable(event, false);
		this.#sent.fill(0);
		this.#attempts = 0;
		this.#transport.cancel(this.#request, now);
	}

	/** Events of a controller have occurred, a bit each. When they are told depends on the clock: see `tick`. */
	raise(controller: Controller, events: number): void {
		events &= this.enabled;
		if (0 === events) return;
		this.#pending[controller.index] |= events;
		if (this.#waiting) return;
		this.#waiting = true;
		this.#attempts = -1; /* the next tick says when */
		this.#transport.port(this.#port).port.wake();
	}

	/** The requester has got what was sent. */
	acknowledge(): void {
		if (this.#attempts <= 0) return;
		this.#attempts = 0;
		this.#waiting = false;
		for (let index = 0; index < this.#sent.length; index++) {
			this.#pending[index] &= ~this.#sent[index];
			this.#sent[index] = 0;
			if (0 !== this.#pending[index]) this.#waiting = true;
		}
		if (this.#waiting) this.#attempts = -1;
	}

	/** Returns milliseconds to the next call. */
	tick(now: number): number {
		if (!this.#waiting) return never;
		if (this.#attempts < 0) {
			this.#attempts = 0;
			this.#due = (now + this.#delay) | 0;
		}
		const rest = (this.#due - now) | 0;
		if (rest > 0 && rest <= never >> 1) return rest;
		if (this.#attempts >= mostAttempts) {
			this.#giveUp();
			return never;
		}
		this.#send(now);
		this.#due = (now + this.#retry) | 0;
		return this.#retry;
	}

	/** What nobody acknowledges is forgotten. */
	#giveUp(): void {
		this.#waiting = false;
		this.#attempts = 0;
		this.#pending.fill(0);
		this.#sent.fill(0);
	}

	/** Tells of everything that waits, or of as much as fits: the rest follows. The same again has the same generation. */
	#send(now: number): void {
		const request = this.#request;
		this.#transport.cancel(request, now);
		if (0 === this.#attempts++) this.#generation = (this.#generation + 1) & generationMask;
		const message = request.begin(Message.type);
		const start = message.start;
		message.u8(Kind.asynchronousEvent << Parameter.kindShift);
		message.u16(0);
		message.u8(0);
		message.u8(0);
		message.u24(0);
		message.u8(occurrenceHeader);
		message.u8(this.#generation << generationShift);
		const most = Math.floor((request.size - (message.position - start) - Message.check) / occurrence);
		let count = 0;
		for (let index = 0; index < this.#pending.length; index++) {
			const events = this.#pending[index];
			for (let event = 0; event < eventCount && count < most; event++) {
				if (0 === (events & (1 << event))) continue;
				message.u8(occurrence);
				message.u16(0);
				message.u8(event);
				message.u32(this.#controllers[index].id);
				message.u8(controllerScope);
				this.#sent[index] |= 1 << event;
				count++;
			}
		}
		const end = message.position;
		const at = start + Message.header;
		this.#memory[at] = count;
		message.position = at + 2;
		message.u24(end - at);
		message.position = end;
		message.u32(~crc32c(this.#memory, start, end - start, -1));
		this.#transport.send(request, this.#port, this.#peer, this.#physical, now);
	}
}

Object.freeze(Events.prototype);
export default Events;
