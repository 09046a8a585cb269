// SPDX-License-Identifier: Apache-2.0
import type Outgoing from "./outgoing.js";
import type { Parked } from "./parked.js";

/** Messages of one packet that leave before a packet of a longer one that waits: whoever sends many of them keeps nobody back. */
export const longestRow = 8;

/**
 * The order in which a port's messages leave: messages of one packet first, in turn, but at most eight in a row while
 * others wait; then one packet of each longer message, round robin over destinations. Several long messages to one
 * destination follow each other, because peers have few reassembly slots; a slow destination delays nobody else.
 */
class SendQueue {
	/** First message of one packet; the others follow by `next`. */
	single: Outgoing | undefined = undefined;
	/** First message with packets under way in the hardware; the others follow by `nextFlying`. */
	flying: Outgoing | undefined = undefined;
	/** The longer message whose turn is next, and the last one. */
	long: Outgoing | undefined = undefined;
	#lastLong: Outgoing | undefined = undefined;
	/** Messages of one packet that have left while longer ones wait. */
	row = 0;

	/** Packets can be pulled. */
	get ready(): boolean {
		return undefined !== this.single || undefined !== this.long;
	}

	addSingle(message: Outgoing): void {
		let last = this.single;
		if (undefined === last) {
			this.single = message;
			return;
		}
		while (undefined !== last.next) last = last.next;
		last.next = message;
	}

	addLong(message: Outgoing): void {
		message.follower = undefined;
		for (let other = this.long; undefined !== other; other = other.next) {
			if (other.peer !== message.peer || other.physical !== message.physical) continue;
			while (undefined !== other.follower) other = other.follower;
			other.follower = message;
			return;
		}
		this.append(message);
	}

	/** The long message whose turn it is has given its last packet. */
	finishLong(): void {
		const long = this.long!;
		this.long = long.next;
		this.row = 0;
		long.next = undefined;
		if (undefined !== long.follower) this.append(long.follower);
	}

	/** The long message whose turn it is has given a packet and has more, and so has another destination: its turn. */
	rotate(): void {
		const long = this.long!;
		this.long = long.next;
		this.append(long);
	}

	/** Brings to the front what may leave, a message of one packet first; false: there is none. */
	prefer(parked: Parked): boolean {
		const single = this.#preferSingle(parked);
		const long = this.#preferLong(parked);
		if (!long) this.row = 0;
		else if (!single && undefined !== this.single) this.row = longestRow;
		return single || long;
	}

	#preferSingle(parked: Parked): boolean {
		const first = this.single;
		let before: Outgoing | undefined = undefined;
		for (let message = first; undefined !== message; before = message, message = message.next) {
			if (!message.free(parked)) continue;
			if (undefined === before) return true;
			before.next = message.next;
			message.next = first;
			this.single = message;
			return true;
		}
		return false;
	}

	#preferLong(parked: Parked): boolean {
		const first = this.long;
		let before: Outgoing | undefined = undefined;
		for (let message = first; undefined !== message; before = message, message = message.next) {
			if (!message.free(parked)) continue;
			if (undefined === before) return true;
			before.next = message.next;
			if (this.#lastLong === message) this.#lastLong = before;
			message.next = first;
			this.long = message;
			return true;
		}
		return false;
	}

	/** Of the messages with packets under way, the one to this address, or this one, becomes the first; undefined: it is not there. */
	flown(to: number | Outgoing): Outgoing | undefined {
		let before: Outgoing | undefined = undefined;
		for (let message = this.flying; undefined !== message; before = message, message = message.nextFlying) {
			if (message.physical !== to && message !== to) continue;
			if (undefined === before) return message;
			before.nextFlying = message.nextFlying;
			message.nextFlying = this.flying;
			this.flying = message;
			return message;
		}
		return undefined;
	}

	/** A packet of `message` is under way, beside those of others; returns whether it is the first of its own. */
	fly(message: Outgoing): boolean {
		let other = this.flying!;
		while (other !== message) {
			if (undefined === other.nextFlying) {
				other.nextFlying = message;
				return true;
			}
			other = other.nextFlying;
		}
		return false;
	}

	/** No packet of the first flying message is under way any more. */
	land(): void {
		const message = this.flying!;
		this.flying = message.nextFlying;
		message.nextFlying = undefined;
	}

	/** Takes out a message that is given up, wherever it stands. */
	remove(message: Outgoing): void {
		this.#ground(message);
		this.#removeSingle(message);
		this.#removeLong(message);
	}

	/** Takes a message out for a while; what of it the hardware has goes on. */
	suspend(message: Outgoing): void {
		this.#removeSingle(message);
		this.#removeLong(message);
	}

	#removeSingle(message: Outgoing): void {
		if (this.single === message) {
			this.single = message.next;
			message.next = undefined;
			return;
		}
		for (let other = this.single; undefined !== other; other = other.next) {
			if (other.next !== message) continue;
			other.next = message.next;
			message.next = undefined;
			return;
		}
	}

	#removeLong(message: Outgoing): void {
		let before: Outgoing | undefined = undefined;
		for (let other = this.long; undefined !== other; before = other, other = other.next) {
			if (other === message) {
				if (undefined === before) this.long = other.next;
				else before.next = other.next;
				if (this.#lastLong === other) this.#lastLong = before;
				other.next = undefined;
				if (undefined !== other.follower) this.append(other.follower);
				return;
			}
			for (let ahead: Outgoing = other; undefined !== ahead.follower; ahead = ahead.follower) {
				if (ahead.follower !== message) continue;
				ahead.follower = message.follower;
				return;
			}
		}
	}

	#ground(message: Outgoing): void {
		if (this.flying === message) {
			this.land();
			return;
		}
		for (let other = this.flying; undefined !== other; other = other.nextFlying) {
			if (other.nextFlying !== message) continue;
			other.nextFlying = message.nextFlying;
			message.nextFlying = undefined;
			return;
		}
	}

	/** Puts a message behind the long ones of all destinations. */
	append(message: Outgoing): void {
		message.next = undefined;
		if (undefined === this.long) this.long = message;
		else this.#lastLong!.next = message;
		this.#lastLong = message;
	}
}

Object.freeze(SendQueue.prototype);
export default SendQueue;
