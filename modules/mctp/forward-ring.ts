// SPDX-License-Identifier: Apache-2.0
import Outgoing from "./outgoing.js";
import type { Parked } from "./parked.js";

/** A place for one packet of others. */
export class Frame {
	/** Bytes of the packet; 0: there is none. */
	length = 0;
	/** Where it goes. */
	physical = 0;
	/** Where it stands in the arena. */
	readonly offset: number;
	/** The next place. */
	next: Frame = this;

	constructor(offset: number) {
		this.offset = offset;
	}
}
Object.freeze(Frame.prototype);

/**
 * Packets of others that leave by a port, in a ring of frames. To the send queue, it is one long message without end, to a
 * destination of its own, whose turn comes between those of the others.
 */
class ForwardRing extends Outgoing {
	/** The next frame to be filled, and the next one to leave; the same if the ring is empty or full. */
	empty: Frame;
	first: Frame;
	/** Packets that were pulled and not reported on. */
	flown = 0;

	constructor(offsets: readonly number[]) {
		super();
		const frames = offsets.map((offset) => new Frame(offset));
		frames.forEach((frame, index) => (frame.next = frames[(index + 1) % frames.length]));
		this.empty = this.first = frames[0];
		/* There is always more, and no packet is cut off it; nobody has this address. */
		this.end = 1;
		this.unit = 0;
		this.physical = NaN;
	}

	/** Whether a packet may leave, where there is one. It becomes the first; those to one destination keep their order. */
	override free(parked: Parked): boolean {
		const { first } = this;
		if (!parked.has(first.physical)) return true;
		let before = first;
		for (let frame = first.next; frame !== first && 0 !== frame.length; before = frame, frame = frame.next) {
			if (parked.has(frame.physical)) continue;
			before.next = frame.next;
			let last = before;
			while (last.next !== first) last = last.next;
			last.next = frame;
			frame.next = first;
			if (this.empty === first) this.empty = frame;
			this.first = frame;
			return true;
		}
		return false;
	}

	/** Empties the ring; returns how many packets there were. */
	clear(): number {
		let count = 0;
		while (0 !== this.first.length) {
			this.first.length = 0;
			this.first = this.first.next;
			count++;
		}
		return count;
	}
}

Object.freeze(ForwardRing.prototype);
export default ForwardRing;
