// SPDX-License-Identifier: Apache-2.0
import type Endpoint from "../../mctp/endpoint.js";
import type Exchange from "../../mctp/exchange.js";
import type Reader from "../../wire/reader.js";
import type Writer from "../../wire/writer.js";
import { Completion } from "../completion.js";
import { PldmType } from "../header.js";
import PldmRequest, { type PldmHandlers } from "../own-request.js";
import type Terminus from "../terminus.js";
import { PlatformCommand } from "./command.js";
import { writeValue } from "./data-size.js";
import EventQueue from "./event-queue.js";
import type Event from "./event.js";
import { EventClass, eventFormat, GlobalEnable, SensorEvent } from "./event.js";

export interface EventsOptions {
	/** Events that wait at most; 16 */
	count?: number;
	/** Bytes of the data of an event at most; 64 */
	size?: number;
}

/** Where the options say nothing. */
export const usualEvents = Object.freeze({ count: 16, size: 64 } as const);
/** Bytes of the buffer of a receiver that has not told its own (DSP0248 16.9). */
const usualBuffer = 256;
/** Bytes of an event message besides the data, behind the command code: format version, terminus id, class. */
const messageOverhead = 3;
const never = 0x7fffffff;

/**
 * Raises events, and brings them to the event receiver that somebody has set (DSP0248 16): as messages of our own, kept
 * until the receiver polls them, or both: one that is too large for a message is announced and then polled.
 */
class Events implements PldmHandlers {
	readonly queue: EventQueue;
	/** Of `GlobalEnable`. */
	enable: number = GlobalEnable.disabled;
	/** EID of the receiver, and the port and physical address that lead there. */
	receiver = 0;
	#port = 0;
	#physical = 0;
	/** Milliseconds without another event after which a heartbeat follows. */
	#heartbeat = 0;
	#sequence = 0;
	/** When the last event left. */
	#last = 0;
	/** Bytes of an event message that the receiver takes. */
	buffer = usualBuffer as number;
	/** Events that the receiver did not take. */
	undelivered = 0;
	readonly #terminus: Terminus;
	readonly #request: PldmRequest;
	/** The event under way, or undefined: none, or a heartbeat. */
	#sending: Event | undefined = undefined;

	/** Takes one of the endpoint's request handles. */
	constructor(endpoint: Endpoint, terminus: Terminus, options: EventsOptions = {}) {
		const { count, size } = { ...usualEvents, ...options };
		this.#terminus = terminus;
		this.queue = new EventQueue(endpoint, count, size);
		this.#request = new PldmRequest(endpoint, terminus.instances, this);
	}

	/**
	 * Bytes of the endpoint's data for these options.
	 * @setup
	 */
	static size(options: EventsOptions = {}): number {
		const { count, size } = { ...usualEvents, ...options };
		return count * size;
	}

	/** Bytes of the largest event message. */
	get largest(): number {
		return Math.max(usualBuffer, this.queue.size + messageOverhead);
	}

	/** Sets who gets events from now on. Where nobody does, what waits is dropped. */
	setReceiver(exchange: Exchange, enable: number, receiver: number, heartbeat: number, now: number): void {
		this.enable = enable;
		this.receiver = receiver;
		this.#port = exchange.port;
		this.#physical = exchange.peer === receiver ? exchange.physical : 0;
		this.#heartbeat = heartbeat;
		this.#last = now;
		if (GlobalEnable.disabled === enable) this.queue.clear();
		exchange.state!.port.wake();
	}

	/** The link of a port is down: its receiver has to be set anew. */
	unplug(port: number): void {
		if (port === this.#port) this.enable = GlobalEnable.disabled;
	}

	operational(sensor: number, present: number, previous: number, now: number): void {
		const data = this.begin();
		if (undefined === data) return;
		data.u16(sensor);
		data.u8(SensorEvent.operational);
		data.u8(present);
		data.u8(previous);
		this.commit(EventClass.sensor, now);
	}

	state(sensor: number, offset: number, state: number, previous: number, now: number): void {
		const data = this.begin();
		if (undefined === data) return;
		data.u16(sensor);
		data.u8(SensorEvent.state);
		data.u8(offset);
		data.u8(state);
		data.u8(previous);
		this.commit(EventClass.sensor, now);
	}

	numeric(sensor: number, state: number, previous: number, dataSize: number, reading: number, now: number): void {
		const data = this.begin();
		if (undefined === data) return;
		data.u16(sensor);
		data.u8(SensorEvent.numeric);
		data.u8(state);
		data.u8(previous);
		data.u8(dataSize);
		writeValue(data, dataSize, reading);
		this.commit(EventClass.sensor, now);
	}

	effecter(effecter: number, present: number, previous: number, now: number): void {
		const data = this.begin();
		if (undefined === data) return;
		data.u16(effecter);
		data.u8(SensorEvent.operational);
		data.u8(present);
		data.u8(previous);
		this.commit(EventClass.effecter, now);
	}

	/** A writer for the data of an event; undefined: nobody wants events, or there is no place. */
	begin(): Writer | undefined {
		return GlobalEnable.disabled === this.enable ? undefined : this.queue.begin(this.#sending);
	}

	/** The event that `begin` started is complete. */
	commit(eventClass: number, now: number): void {
		this.queue.commit(eventClass);
		if (this.#asynchronous) this.#next(now);
	}

	/** Sends what has come due. */
	tick(now: number): number {
		if (!this.#asynchronous) return never;
		this.#next(now);
		if (GlobalEnable.keepAlive !== this.enable || this.#request.active) return never;
		let rest = (this.#last + this.#heartbeat - now) | 0;
		if (rest > this.#heartbeat) {
			this.#last = now; /* the clock was set back */
			rest = this.#heartbeat;
		}
		if (rest > 0) return rest;
		this.#beat(now);
		return this.#heartbeat;
	}

	get #asynchronous(): boolean {
		return GlobalEnable.asynchronous === this.enable || GlobalEnable.keepAlive === this.enable;
	}

	/** Sends the oldest event that the receiver does not know of. */
	#next(now: number): void {
		if (this.#request.active) return;
		const { queue } = this;
		for (let index = 0; index < queue.count; index++) {
			const event = queue.at(index)!;
			if (event.announced) continue;
			const largest = Math.min(this.buffer, this.#request.size) - messageOverhead;
			if (event.length > largest) this.#announce(event, now);
			else {
				const message = this.#begin(event.eventClass);
				message.copy(event.offset, event.length);
				this.#send(event, now);
			}
			return;
		}
	}

	/** "Come and poll me" (DSP0248 16.16). */
	#announce(event: Event, now: number): void {
		const message = this.#begin(EventClass.messagePoll);
		message.u8(eventFormat);
		message.u16(event.id);
		message.u32(0);
		event.announced = true;
		this.#send(event, now);
	}

	#beat(now: number): void {
		const message = this.#begin(EventClass.heartbeatTimerElapsed);
		message.u8(eventFormat);
		message.u8(this.#sequence);
		this.#sequence = (this.#sequence + 1) & 0xff;
		this.#send(undefined, now);
	}

	#begin(eventClass: number): Writer {
		const message = this.#request.begin(PldmType.platform, PlatformCommand.platformEventMessage);
		message.u8(eventFormat);
		message.u8(this.#terminus.tid);
		message.u8(eventClass);
		return message;
	}

	#send(event: Event | undefined, now: number): void {
		this.#last = now;
		this.#sending = event;
		if (!this.#request.send(this.#port, this.receiver, this.#physical, now)) this.#settled(false, now);
	}

	/** Of our own request. */
	onAnswer(completion: number, _response: Reader, now: number): void {
		this.#settled(Completion.success === completion, now);
	}

	onFailure(_reason: unknown, now: number): void {
		this.#settled(false, now);
	}

	#settled(taken: boolean, now: number): void {
		const event = this.#sending;
		this.#sending = undefined;
		if (!taken) this.undelivered++;
		if (undefined !== event && (!event.announced || !taken)) this.queue.remove(event);
		this.#last = now;
		if (this.#asynchronous) this.#next(now);
	}
}

Object.freeze(Events.prototype);
export default Events;
