// SPDX-License-Identifier: Apache-2.0
import type Endpoint from "../../mctp/endpoint.js";
import Writer from "../../wire/writer.js";
import Event, { moreEvents, noEvent } from "./event.js";

/** Events that wait for their receiver, oldest first. Where it is full the oldest gives way, unless it is just being sent. */
class EventQueue {
	readonly #places: Event[];
	readonly size: number;
	readonly #writer: Writer;
	#count = 0;
	#lastId = noEvent as number;
	/** Events that gave way or found no place. */
	lost = 0;

	/** `count` events of at most `size` bytes. */
	constructor(endpoint: Endpoint, count: number, size: number) {
		this.size = size;
		this.#places = Array.from({ length: count }, () => new Event(endpoint.reserve(size)));
		this.#writer = new Writer(endpoint.memory, endpoint.view);
	}

	get count(): number {
		return this.#count;
	}

	/** The event `index` places behind the oldest. */
	at(index: number): Event | undefined {
		return index < this.#count ? this.#places[index] : undefined;
	}

	/** A writer for the data of one more event, which is there once `commit` is called; undefined: there is no place. */
	begin(busy: Event | undefined): Writer | undefined {
		if (this.#count === this.#places.length) {
			this.lost++;
			const oldest = this.#places[0];
			if (undefined === oldest || oldest === busy) return undefined;
			this.remove(oldest);
		}
		this.#writer.reset(this.#places[this.#count].offset, this.size);
		return this.#writer;
	}

	/** The event that `begin` started has all its data. */
	commit(eventClass: number): void {
		const event = this.#places[this.#count++];
		this.#lastId = this.#lastId + 1 < moreEvents ? this.#lastId + 1 : noEvent + 1;
		event.id = this.#lastId;
		event.eventClass = eventClass;
		event.length = this.#writer.length;
		event.announced = false;
	}

	remove(event: Event): void {
		const places = this.#places;
		let index = places.indexOf(event);
		if (index < 0 || index >= this.#count) return;
		this.#count--;
		for (; index < this.#count; index++) places[index] = places[index + 1];
		places[this.#count] = event;
	}

	clear(): void {
		this.#count = 0;
	}
}

Object.freeze(EventQueue.prototype);
export default EventQueue;
