// SPDX-License-Identifier: Apache-2.0
import type Arena from "./arena.js";
import { Counter } from "./counter.js";
import { nullEid } from "./eid.js";
import type Exchange from "./exchange.js";
import { endOfMessage, messageMask, sequenceField, sequenceStep, sourceShift, tagFieldMask, tagMask } from "./header.js";
import type { PortState } from "./port.js";
import type Request from "./request.js";

/** Milliseconds without a packet after which a growing message gives way to another. */
const stale = 100;

/* A plain constant, because every packet leads by here. */
const { received } = Counter;

/** Where something comes from. */
type Address = Pick<Exchange, "state" | "physical">;

/** A slot in which a message of several packets grows. */
export class Assembly {
	/** Source, tag with tag owner bit, and sequence number in the header of the next packet. */
	expected = 0;
	/** Where it comes from. */
	state: PortState | undefined = undefined;
	physical = 0;
	/** Region of the slot in the arena. */
	offset: number;
	size: number;
	/** Bytes so far, from the message type byte on. */
	length = 0;
	/** Payload bytes of the first packet; every middle packet has as many, the last at most as many (DSP0236 8.4). */
	unit = 0;
	/** Header of its first packet. */
	asked = 0;
	/** When the last packet came. */
	touched = 0;
	/** Complete, and kept until its answer is given. */
	held = false;
	next: Assembly | undefined = undefined;

	constructor(offset: number, size: number) {
		this.offset = offset;
		this.size = size;
	}

	/** EID of its sender. */
	get peer(): number {
		return this.expected >> sourceShift;
	}

	/** Tag with the tag owner bit. */
	get tag(): number {
		return this.expected & tagFieldMask;
	}
}
Object.freeze(Assembly.prototype);

/**
 * Puts messages together from packets (DSP0236 8.6 to 8.9). A message is known by network, source EID, tag owner and tag;
 * where the source is the null EID, by port and physical address too. Slots are few, and EIDs are claims: one source gets
 * at most `slotsPerSource`, and an assembly without a packet for `stale` milliseconds gives way to a new message. Those that
 * are kept do not give way: so of several slots one is never kept, and one source leaves another to be kept for others. A
 * message begins in a short slot, where there is one, and moves to a large one when it outgrows that.
 */
class Reassembly {
	/** First of the growing messages; the others follow by `next`. */
	active: Assembly | undefined = undefined;
	/** Milliseconds without a packet after which an assembly is dropped. */
	readonly timeout: number;
	readonly #memory: Uint8Array;
	readonly #capacity: number;
	readonly #perSource: number;
	/** Slots that may be kept, in all and for one source. */
	readonly #mostHeld: number;
	readonly #heldPerSource: number;
	readonly #all: readonly Assembly[];
	/** How many are kept. */
	#held = 0;
	#free: Assembly | undefined = undefined;

	constructor(arena: Arena, timeout: number) {
		this.#memory = arena.memory;
		this.#capacity = arena.messageSize;
		this.#perSource = arena.slotsPerSource;
		this.timeout = timeout;
		this.#mostHeld = Math.max(1, arena.slots.length - 1);
		this.#heldPerSource = Math.max(1, Math.min(this.#perSource, this.#mostHeld - 1));
		const shortSize = Math.min(arena.keepSize, arena.messageSize);
		this.#all = [
			...arena.shortSlots.map((offset) => new Assembly(offset, shortSize)),
			...arena.slots.map((offset) => new Assembly(offset, arena.messageSize)),
		];
		for (let index = 0; index < this.#all.length; index++) this.release(this.#all[index]);
	}

	/** The assembly that a packet with this header belongs to. */
	find(packet: Exchange, header: number): Assembly | undefined {
		for (let assembly = this.active; undefined !== assembly; assembly = assembly.next) {
			if ((assembly.expected ^ header) & messageMask) continue;
			if (nullEid === assembly.peer ? sameAddress(assembly, packet) : assembly.state!.network === packet.network) return assembly;
		}
		return undefined;
	}

	/** A slot for the message that a packet starts, or undefined: none to be had. */
	open(packet: Exchange, header: number, length: number, now: number): Assembly | undefined {
		const { peer } = packet;
		let own = 0 === this.#held ? 0 : this.#heldOf(peer, packet);
		let oldest: Assembly | undefined = undefined;
		let oldestOwn: Assembly | undefined = undefined;
		for (let assembly = this.active; undefined !== assembly; assembly = assembly.next) {
			if (undefined === oldest || ((assembly.touched - oldest.touched) | 0) < 0) oldest = assembly;
			if (assembly.peer !== peer || !sameAddress(assembly, packet)) continue;
			if (undefined === oldestOwn || ((assembly.touched - oldestOwn.touched) | 0) < 0) oldestOwn = assembly;
			own++;
		}
		const victim = own >= this.#perSource ? oldestOwn : undefined === this.#free ? oldest : undefined;
		if (undefined === victim ? own >= this.#perSource : !this.#evict(victim, now)) return undefined;
		const assembly = this.#free;
		if (undefined === assembly) return undefined;
		this.#free = assembly.next;
		assembly.next = this.active;
		this.active = assembly;
		assembly.state = packet.state;
		assembly.physical = packet.physical;
		assembly.expected = header & (messageMask | sequenceField);
		assembly.asked = packet.asked;
		assembly.unit = length;
		assembly.length = 0;
		return assembly;
	}

	/** Takes the `length` payload bytes of a packet at `from`; on any verdict but `received` the assembly is gone (8.7). */
	add(assembly: Assembly, header: number, from: number, length: number, now: number): Counter {
		const at = assembly.length;
		const unit = assembly.unit;
		if ((assembly.expected ^ header) & sequenceField) return this.#refuse(assembly, Counter.sequence);
		if (length !== unit && (length > unit || !(header & endOfMessage))) return this.#refuse(assembly, Counter.packetSize);
		if (at + length > assembly.size) {
			if (at + length > this.#capacity) return this.#refuse(assembly, Counter.messageSize);
			if (!this.#grow(assembly, now)) return this.#refuse(assembly, Counter.noSlot);
		}
		this.#memory.copyWithin(assembly.offset + at, from, from + length);
		assembly.length = at + length;
		assembly.expected = (header & messageMask) | ((header + sequenceStep) & sequenceField);
		assembly.touched = now;
		return received;
	}

	/** Gives a message the large slot of a free assembly, or of a stale one, for its own; false: there is none. */
	#grow(assembly: Assembly, now: number): boolean {
		const { offset, size } = assembly;
		let other = this.#free;
		while (undefined !== other && other.size === size) other = other.next;
		if (undefined === other) {
			for (let large = this.active; undefined !== large; large = large.next)
				if (large.size > size && (undefined === other || ((large.touched - other.touched) | 0) < 0)) other = large;
			if (undefined === other || !this.#evict(other, now)) return false;
		}
		assembly.offset = other.offset;
		assembly.size = other.size;
		other.offset = offset;
		other.size = size;
		this.#memory.copyWithin(assembly.offset, offset, offset + assembly.length);
		return true;
	}

	#refuse(assembly: Assembly, verdict: Counter): Counter {
		this.drop(assembly);
		return verdict;
	}

	/** Takes a complete assembly off the list of growing ones; its slot stays occupied until `release`. */
	detach(assembly: Assembly): void {
		if (this.active === assembly) {
			this.active = assembly.next;
			return;
		}
		for (let other = this.active; undefined !== other; other = other.next) {
			if (other.next === assembly) other.next = assembly.next;
		}
	}

	/** Keeps a complete message until its answer is given; false: others shall find a slot. */
	hold(assembly: Assembly): boolean {
		if (this.#held >= this.#mostHeld || this.#heldOf(assembly.peer, assembly) >= this.#heldPerSource) return false;
		assembly.held = true;
		this.#held++;
		return true;
	}

	/** How many slots are kept for a source. */
	#heldOf(peer: number, address: Address): number {
		let count = 0;
		for (let index = 0; index < this.#all.length; index++) {
			const assembly = this.#all[index];
			if (assembly.held && assembly.peer === peer && sameAddress(assembly, address)) count++;
		}
		return count;
	}

	/** Frees a detached slot; short ones are taken first. */
	release(assembly: Assembly): void {
		if (assembly.held) this.#held--;
		assembly.held = false;
		let before: Assembly | undefined = undefined;
		let behind = this.#free;
		for (; undefined !== behind && behind.size < assembly.size; behind = behind.next) before = behind;
		assembly.next = behind;
		if (undefined === before) this.#free = assembly;
		else before.next = assembly;
	}

	drop(assembly: Assembly): void {
		this.detach(assembly);
		this.release(assembly);
	}

	/** Drops what grows on a port. */
	flush(state: PortState): void {
		for (let assembly = this.active, next; undefined !== assembly; assembly = next) {
			next = assembly.next;
			if (assembly.state === state) this.drop(assembly);
		}
	}

	/**
	 * Drops the answer that grows for a request that has failed: where the first packet of the answer to the next request
	 * with this tag is lost, its second one must not go on where that ended.
	 */
	abandon({ peer, tag, state, physical }: Request): void {
		for (let assembly = this.active; undefined !== assembly; assembly = assembly.next) {
			if (assembly.tag !== (tag & tagMask)) continue;
			if (nullEid === peer ? assembly.state !== state || assembly.physical !== physical : assembly.peer !== peer) continue;
			if (assembly.state!.network !== state!.network) continue;
			assembly.state!.count(Counter.assemblyTimeout);
			return this.drop(assembly);
		}
	}

	/**
	 * Drops what has waited too long for its next packet; a clock set back counts anew.
	 * @returns milliseconds to the next such moment, at most `limit`
	 */
	tick(now: number, limit: number): number {
		for (let assembly = this.active, next; undefined !== assembly; assembly = next) {
			next = assembly.next;
			const waited = (now - assembly.touched) | 0;
			if (waited >= this.timeout) {
				assembly.state!.count(Counter.assemblyTimeout);
				this.drop(assembly);
				continue;
			}
			if (waited < 0) assembly.touched = now;
			limit = Math.min(limit, this.timeout - Math.max(waited, 0));
		}
		return limit;
	}

	#evict(assembly: Assembly, now: number): boolean {
		const waited = (now - assembly.touched) | 0;
		if (waited >= 0 && waited < stale) return false;
		assembly.state!.count(Counter.assemblyEvicted);
		this.drop(assembly);
		return true;
	}
}

function sameAddress(assembly: Address, packet: Address): boolean {
	return assembly.state === packet.state && assembly.physical === packet.physical;
}

Object.freeze(Reassembly.prototype);
export default Reassembly;
