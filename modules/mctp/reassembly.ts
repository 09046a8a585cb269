// SPDX-License-Identifier: Apache-2.0
import { Counter } from "./counter.js";
import { Eid } from "./eid.js";
import { Header } from "./header.js";
import Incoming from "./incoming.js";
import type { PortState } from "./port.js";

/** A slot in which a message of several packets grows. */
export class Assembly extends Incoming {
	/** Payload bytes of the first packet; every middle packet has as many, the last at most as many (DSP0236 8.4). */
	unit = 0;
	/** Sequence number of the next packet. */
	sequence = 0;
	/** When the last packet came. */
	touched = 0;
	/** A deferred exchange still needs the request in it. */
	held = false;
	next: Assembly | undefined = undefined;
}

/**
 * Puts messages together from packets (DSP0236 8.6 to 8.9). A message is known by network, source EID, tag owner and tag;
 * where the source is the null EID, by port and physical address too. Slots are few, and EIDs are claims: one source gets
 * at most `perSource`, and an assembly without a packet for `stale` milliseconds gives way to a new message.
 */
class Reassembly {
	/** Milliseconds without a packet after which an assembly is dropped. */
	readonly timeout: number;
	readonly #memory: Uint8Array;
	readonly #capacity: number;
	readonly #stale: number;
	readonly #perSource: number;
	#free: Assembly | undefined = undefined;
	#active: Assembly | undefined = undefined;

	constructor(
		memory: Uint8Array,
		offsets: readonly number[],
		options: { capacity: number; timeout: number; stale: number; perSource: number },
	) {
		this.#memory = memory;
		this.#capacity = options.capacity;
		this.timeout = options.timeout;
		this.#stale = options.stale;
		this.#perSource = options.perSource;
		for (let index = 0; index < offsets.length; index++) {
			const assembly = new Assembly();
			assembly.offset = offsets[index];
			this.release(assembly);
		}
	}

	/** Whether no message is growing. */
	get idle(): boolean {
		return undefined === this.#active;
	}

	/** The assembly that a packet belongs to. */
	find(packet: Incoming): Assembly | undefined {
		const { state, peer, tag } = packet;
		for (let assembly = this.#active; undefined !== assembly; assembly = assembly.next) {
			if (assembly.peer !== peer || assembly.tag !== tag) continue;
			if (
				Eid.null === peer ? assembly.state === state && assembly.physical === packet.physical : assembly.state!.network === state!.network
			)
				return assembly;
		}
		return undefined;
	}

	/** A slot for the message that `packet` starts, or undefined: none to be had. */
	open(packet: Incoming, now: number): Assembly | undefined {
		const { state, peer, physical } = packet;
		let own = 0;
		let oldest: Assembly | undefined = undefined;
		let oldestOwn: Assembly | undefined = undefined;
		for (let assembly = this.#active; undefined !== assembly; assembly = assembly.next) {
			if (undefined === oldest || ((assembly.touched - oldest.touched) | 0) < 0) oldest = assembly;
			if (assembly.peer !== peer || assembly.state !== state || assembly.physical !== physical) continue;
			if (undefined === oldestOwn || ((assembly.touched - oldestOwn.touched) | 0) < 0) oldestOwn = assembly;
			own++;
		}
		const victim = own >= this.#perSource ? oldestOwn : undefined === this.#free ? oldest : undefined;
		if (undefined !== victim && !this.#evict(victim, now)) return undefined;
		const assembly = this.#free;
		if (undefined === assembly) return undefined;
		this.#free = assembly.next;
		assembly.next = this.#active;
		this.#active = assembly;
		assembly.state = state;
		assembly.peer = peer;
		assembly.tag = packet.tag;
		assembly.physical = physical;
		assembly.addressed = packet.addressed;
		assembly.responder = packet.responder;
		assembly.length = 0;
		assembly.unit = packet.length;
		return assembly;
	}

	/** Takes the payload of a packet; on any verdict but `received` the assembly is gone (8.7). */
	add(assembly: Assembly, packet: Incoming, sequence: number, end: boolean, now: number): Counter {
		const { length } = packet;
		const at = assembly.length;
		let verdict: Counter = Counter.received;
		if (0 !== at && sequence !== assembly.sequence) verdict = Counter.sequence;
		else if (length !== assembly.unit && (!end || length > assembly.unit)) verdict = Counter.packetSize;
		else if (at + length > this.#capacity) verdict = Counter.messageSize;
		if (Counter.received !== verdict) {
			this.drop(assembly);
			return verdict;
		}
		this.#memory.copyWithin(assembly.offset + at, packet.offset, packet.offset + length);
		assembly.length = at + length;
		assembly.sequence = (sequence + 1) & Header.sequenceMask;
		assembly.touched = now;
		return verdict;
	}

	/** Takes a complete assembly off the list of growing ones; its slot stays occupied until `release`. */
	detach(assembly: Assembly): void {
		if (this.#active === assembly) {
			this.#active = assembly.next;
			return;
		}
		for (let other = this.#active; undefined !== other; other = other.next) {
			if (other.next === assembly) other.next = assembly.next;
		}
	}

	/** Frees a detached slot. */
	release(assembly: Assembly): void {
		assembly.held = false;
		assembly.next = this.#free;
		this.#free = assembly;
	}

	drop(assembly: Assembly): void {
		this.detach(assembly);
		this.release(assembly);
	}

	/** Drops what grows on a port. */
	flush(state: PortState): void {
		for (let assembly = this.#active, next; undefined !== assembly; assembly = next) {
			next = assembly.next;
			if (assembly.state === state) this.drop(assembly);
		}
	}

	/**
	 * Drops what has waited too long for its next packet; a clock set back counts anew.
	 * @returns milliseconds to the next such moment, at most `limit`
	 */
	tick(now: number, limit: number): number {
		for (let assembly = this.#active, next; undefined !== assembly; assembly = next) {
			next = assembly.next;
			const waited = (now - assembly.touched) | 0;
			if (waited >= this.timeout) {
				assembly.state!.count(Counter.assemblyTimeout);
				this.drop(assembly);
				continue;
			}
			if (waited < 0) assembly.touched = now;
			else if (this.timeout - waited < limit) limit = this.timeout - waited;
		}
		return limit;
	}

	#evict(assembly: Assembly, now: number): boolean {
		const waited = (now - assembly.touched) | 0;
		if (waited >= 0 && waited < this.#stale) return false;
		assembly.state!.count(Counter.assemblyEvicted);
		this.drop(assembly);
		return true;
	}
}

Object.freeze(Reassembly.prototype);
export default Reassembly;
