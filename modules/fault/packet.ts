// SPDX-License-Identifier: Apache-2.0
import { headerLength, startOfMessage, typeMask } from "../mctp/header.js";

/** Places in a packet, from the transport header on. */
export const At = Object.freeze({ destination: 1, source: 2, flags: 3, type: 4, instance: 5, control: 6, pldmType: 6, pldm: 7 } as const);

/** Message types whose instance ids and commands faults know. */
export const Type = Object.freeze({ control: 0x00, pldm: 0x01 } as const);

/** What a packet does not tell. */
export const unknown = -1;

/** The packet that passes, and what is to become of it. */
class Packet {
	readonly memory: Uint8Array;
	port = 0;
	/** From the endpoint to its peer. */
	sending = false;
	now = 0;
	offset = 0;
	length = 0;
	physical = 0;
	/** Milliseconds since the link came up. */
	age = 0;

	/** It goes no further. */
	lost = false;
	/** Milliseconds that it is held up, and whether those behind it wait as well. */
	wait = 0;
	ordered = false;
	/** How often it comes again. */
	copies = 0;

	constructor(memory: Uint8Array) {
		this.memory = memory;
	}

	begin(sending: boolean, port: number, now: number, age: number, offset: number, length: number, physical: number): void {
		this.sending = sending;
		this.port = port;
		this.now = now;
		this.age = age;
		this.offset = offset;
		this.length = length;
		this.physical = physical;
		this.lost = this.ordered = false;
		this.wait = this.copies = 0;
	}

	/** A byte of it, or `unknown`. */
	at(place: number): number {
		return place < this.length ? this.memory[this.offset + place] : unknown;
	}

	/** EID of the other endpoint. */
	get peer(): number {
		return this.at(this.sending ? At.destination : At.source);
	}

	/** Message type; only the first packet of a message tells. */
	get type(): number {
		if (this.length <= headerLength || 0 === (this.at(At.flags) & startOfMessage)) return unknown;
		return this.at(At.type) & typeMask;
	}

	/** Command code of the control protocol, or of PLDM. */
	get command(): number {
		const { type } = this;
		return Type.control === type ? this.at(At.control) : Type.pldm === type ? this.at(At.pldm) : unknown;
	}

	/** PLDM type, such as 2 for platform monitoring. */
	get pldmType(): number {
		const byte = Type.pldm === this.type ? this.at(At.pldmType) : unknown;
		return unknown === byte ? unknown : byte & 0x3f;
	}

	/** Replaces the bits of a byte that are in `mask`; false: it is not there, or has them already. */
	change(place: number, mask: number, bits: number): boolean {
		const before = this.at(place);
		const after = (before & ~mask) | (bits & mask);
		if (unknown === before || before === after) return false;
		this.memory[this.offset + place] = after;
		return true;
	}
}

Object.freeze(Packet.prototype);
export default Packet;
