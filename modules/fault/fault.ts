// SPDX-License-Identifier: Apache-2.0
import { kinds, type Kind } from "./kinds.js";
import type { FaultOptions } from "./options.js";
import type Packet from "./packet.js";
import { unknown } from "./packet.js";
import Random from "./random.js";

/** Of `rate`: certain. */
const certain = 0x80000000;

/** One thing that goes wrong, and how often it has. */
class Fault {
	/** Names it to operators. */
	readonly id: number;
	readonly options: FaultOptions;
	readonly random: Random;
	/** Packets that it befell. */
	applied = 0;

	readonly milliseconds: number;
	readonly bits: number;
	readonly position: number;
	readonly copies: number;
	readonly eid: number;
	readonly instance: number;
	readonly tag: number;

	readonly #apply: Kind["apply"];
	readonly #rate: number;
	/** What it is limited to; `unknown`: it is not. */
	readonly #port: number;
	readonly #peer: number;
	readonly #type: number;
	readonly #command: number;
	readonly #pldmType: number;
	readonly #receive: boolean;
	readonly #transmit: boolean;
	/** How often it may still happen. */
	#left: number;
	#hanging = false;
	/** When it began to hang. */
	#since = 0;

	/** `options` have been checked. */
	constructor(id: number, options: FaultOptions) {
		const kind: Kind = kinds[options.kind];
		const { rate = 1, count = kind.count, seed = id, direction } = options;
		this.id = id;
		this.options = Object.freeze({ ...options });
		this.random = new Random(seed);
		this.milliseconds = options.milliseconds ?? Infinity;
		this.bits = options.bits ?? 1;
		this.position = options.position ?? unknown;
		this.copies = options.copies ?? 1;
		this.eid = options.eid ?? 0;
		this.instance = options.instance ?? unknown;
		this.tag = options.tag ?? unknown;
		this.#apply = kind.apply;
		this.#rate = Math.round(rate * certain);
		this.#port = options.port ?? unknown;
		this.#peer = options.peer ?? unknown;
		this.#type = options.type ?? unknown;
		this.#command = options.command ?? unknown;
		this.#pldmType = options.pldmType ?? unknown;
		this.#receive = "transmit" !== direction;
		this.#transmit = "receive" !== direction;
		this.#left = count;
	}

	/** It will not happen any more. */
	get spent(): boolean {
		return 0 === this.#left && !this.#hanging;
	}

	/** How often it may still happen; Infinity: without end. */
	get left(): number {
		return this.#left;
	}

	/** It loses all packets, as long as it does. */
	get hanging(): boolean {
		return this.#hanging;
	}

	hang(now: number): void {
		this.#hanging = true;
		this.#since = now;
	}

	/** Does it to a packet, if it is its turn; false: the packet is as it was. */
	befall(packet: Packet): boolean {
		if (this.#hanging && this.#hangs(packet)) {
			this.applied++;
			return (packet.lost = true);
		}
		if (0 === this.#left || !this.#matches(packet)) return false;
		if (this.#rate < certain && this.random.below(certain) >= this.#rate) return false;
		if (!this.#apply(this, packet)) return false;
		this.#left--;
		this.applied++;
		return true;
	}

	/** On all ports that it is for, in both directions. A clock set back ends it. */
	#hangs(packet: Packet): boolean {
		const elapsed = (packet.now - this.#since) | 0;
		this.#hanging = Infinity === this.milliseconds || (elapsed >= 0 && elapsed < this.milliseconds);
		return this.#hanging && (unknown === this.#port || packet.port === this.#port);
	}

	#matches(packet: Packet): boolean {
		if (!(packet.sending ? this.#transmit : this.#receive)) return false;
		if (unknown !== this.#port && packet.port !== this.#port) return false;
		if (unknown !== this.#peer && packet.peer !== this.#peer) return false;
		if (unknown !== this.#type && packet.type !== this.#type) return false;
		if (unknown !== this.#pldmType && packet.pldmType !== this.#pldmType) return false;
		return unknown === this.#command || packet.command === this.#command;
	}
}

Object.freeze(Fault.prototype);
export default Fault;
