// SPDX-License-Identifier: Apache-2.0
import type Packet from "./packet.js";

/** Room in the arena for one packet that is held up. */
export class Place {
	readonly offset: number;
	length = 0;
	physical = 0;
	/** How often it is still to come. */
	times = 0;
	/** When it may go on, and how long that was away at first. */
	due = 0;
	wait = 0;
	/** Nothing overtakes it. */
	ordered = false;
	next: Place | undefined = undefined;

	constructor(offset: number) {
		this.offset = offset;
	}
}
Object.freeze(Place.prototype);

/** The packets of one direction of a port that are held up, in the order in which they will go on. */
class Waiting {
	first: Place | undefined = undefined;
	/** The host has been told that the first one may go on. */
	announced = false;
	readonly #memory: Uint8Array;
	readonly #size: number;
	#free: Place | undefined = undefined;
	#ordered = 0;

	/** `count` places of `size` bytes at `offset`. */
	constructor(memory: Uint8Array, offset: number, count: number, size: number) {
		this.#memory = memory;
		this.#size = size;
		for (let index = count - 1; index >= 0; index--) this.#release(new Place(offset + index * size));
	}

	get full(): boolean {
		return undefined === this.#free;
	}

	/** A packet that is not held up waits none the less, because it must not overtake one that is. */
	get blocking(): boolean {
		return this.#ordered > 0;
	}

	/** Milliseconds until the first may go on, 0 or less: now; a clock set back counts anew. There has to be one. */
	rest(now: number): number {
		const first = this.first!;
		const rest = (first.due - now) | 0;
		if (rest <= first.wait) return rest;
		first.due = (now + first.wait) | 0;
		return first.wait;
	}

	/** Copies a packet to a free place; false: it is too large for one. There has to be one. */
	add(packet: Packet, times: number): boolean {
		const { length, now } = packet;
		if (length > this.#size) return false;
		const place = this.#free!;
		this.#free = place.next;
		this.#memory.copyWithin(place.offset, packet.offset, packet.offset + length);
		place.length = length;
		place.physical = packet.physical;
		place.times = times;
		place.ordered = packet.ordered || this.blocking;
		place.due = (now + packet.wait) | 0;
		this.#insert(place);
		place.wait = Math.max(0, (place.due - now) | 0);
		if (place.ordered) this.#ordered++;
		return true;
	}

	/** Behind all that may go on no later, and behind all that nothing overtakes. */
	#insert(place: Place): void {
		let before: Place | undefined = undefined;
		for (let other = this.first; undefined !== other; other = other.next) {
			if (!other.ordered && ((other.due - place.due) | 0) > 0) continue;
			before = other;
			if (other.ordered && ((other.due - place.due) | 0) > 0) place.due = other.due;
		}
		if (undefined === before) {
			place.next = this.first;
			this.first = place;
			this.announced = false;
			return;
		}
		place.next = before.next;
		before.next = place;
	}

	/** The first one has gone on once. */
	took(): void {
		const first = this.first!;
		if (--first.times > 0) return;
		this.first = first.next;
		this.announced = false;
		if (first.ordered) this.#ordered--;
		this.#release(first);
	}

	/** Loses all. */
	flush(): void {
		while (undefined !== this.first) {
			this.first.times = 1;
			this.took();
		}
	}

	#release(place: Place): void {
		place.next = this.#free;
		this.#free = place;
	}
}

Object.freeze(Waiting.prototype);
export default Waiting;
