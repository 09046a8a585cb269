// SPDX-License-Identifier: Apache-2.0

/** A clock of a bus, in nanoseconds, and what is to happen later. */
export interface Timeline {
	readonly now: number;
	/** Has `act` called when so many nanoseconds have passed, behind all that was to happen then already. */
	after(wait: number, act: () => void): void;
}

interface Event {
	readonly at: number;
	readonly number: number;
	readonly act: () => void;
}

/** Time that passes when it is told to: the same on every machine. */
export class VirtualTime implements Timeline {
	now = 0;
	/** A binary heap. */
	readonly #events: Event[] = [];
	#number = 0;

	after(wait: number, act: () => void): void {
		const events = this.#events;
		events.push({ at: this.now + wait, number: this.#number++, act });
		for (let at = events.length - 1; at > 0;) {
			const above = (at - 1) >> 1;
			if (!sooner(events[at], events[above])) return;
			swap(events, at, above);
			at = above;
		}
	}

	/** When the next event is; Infinity: nothing is to happen. */
	get next(): number {
		return this.#events[0]?.at ?? Infinity;
	}

	/** Lets the next event happen. False: there is none until then. */
	step(until = Infinity): boolean {
		const events = this.#events;
		if (!(this.next <= until)) return false;
		const event = events[0];
		const last = events.pop()!;
		if (events.length > 0) {
			events[0] = last;
			sink(events);
		}
		this.now = event.at;
		event.act();
		return true;
	}
}

function sooner(one: Event, other: Event): boolean {
	return one.at < other.at || (one.at === other.at && one.number < other.number);
}

function swap(events: Event[], one: number, other: number): void {
	const event = events[one];
	events[one] = events[other];
	events[other] = event;
}

function sink(events: Event[]): void {
	for (let at = 0; ;) {
		let least = at;
		for (let below = 2 * at + 1; below <= 2 * at + 2; below++)
			if (below < events.length && sooner(events[below], events[least])) least = below;
		if (least === at) return;
		swap(events, at, least);
		at = least;
	}
}
