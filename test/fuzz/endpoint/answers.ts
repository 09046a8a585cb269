// SPDX-License-Identifier: Apache-2.0
import { endOfMessage, headerLength, sequenceField, sequenceStep, startOfMessage, tagOwner } from "../../../modules/mctp/header.js";
import { VendorType } from "../../../modules/mctp/responder.js";
import { constants, ownerOf } from "./owner.js";

/** Of large answers, all of whose bytes are this. */
export const filler = 0x05;
/** Payload of a packet that leaves, where the destination is not known to take more. */
const unit = 64;
/** Bytes of a control message's head, and the longest answer. */
const controlHead = 4;
const longestControl = 40;
/** Message type, vendor id and service byte; the service that sends back what it gets. */
const vendorHead = 4;
const echoService = 0xf0;

/** A message that leaves in several packets. */
interface Stream {
	readonly type: number;
	readonly header: number;
	sequence: number;
	length: number;
	/** Payload of its first packet. */
	unit: number;
}

/** Looks at every packet that leaves: its header, its place in a message, and whose bytes it carries. */
class Answers {
	/** By type of the answer, and of control by command and completion code: what there was. */
	readonly kinds = new Set<string>();
	readonly #streams = new Map<number, Stream>();
	readonly #largest: readonly number[];

	/** `largest`: payload bytes of a packet that may leave, by port. */
	constructor(largest: readonly number[]) {
		this.#largest = largest;
	}

	/** Throws Error for a packet that must not leave. */
	check(memory: Uint8Array, offset: number, length: number, port: number, network: number, physical: number): void {
		if (length <= headerLength || length > headerLength + this.#largest[port]) throw new Error(`a packet of ${length} bytes leaves`);
		if (1 !== memory[offset]) throw new Error("a packet leaves with another header version");
		const flags = memory[offset + 3];
		const peer = memory[offset + 1];
		const key = (((port << 8) | physical) << 16) | (peer << 4) | (flags & 0x0f);
		const body = offset + headerLength;
		const end = offset + length;
		const whole = startOfMessage | endOfMessage;
		if (whole === (flags & whole)) return this.#bytes(memory, body, body, end, ownerOf(network, peer, port, physical), flags, memory[body]);
		if (flags & startOfMessage) {
			if (length < headerLength + unit) throw new Error(`a message begins with a packet of ${length} bytes`);
			const sequence = flags & sequenceField;
			this.#streams.set(key, { type: memory[body], header: memory[offset + 2], sequence, length: 0, unit: length - headerLength });
		}
		const stream = this.#streams.get(key);
		if (undefined === stream) throw new Error("a packet leaves whose message has not begun");
		if (stream.sequence !== (flags & sequenceField)) throw new Error("a packet leaves out of sequence");
		if (stream.header !== memory[offset + 2]) throw new Error("the source changes within a message");
		if (flags & endOfMessage ? length > headerLength + stream.unit : length !== headerLength + stream.unit)
			throw new Error(`a packet of ${length} bytes leaves, the first had ${headerLength + stream.unit}`);
		if (stream.unit > unit) this.kinds.add("larger packets");
		stream.sequence = (stream.sequence + sequenceStep) & sequenceField;
		stream.length += length - headerLength;
		this.#bytes(
			memory,
			body,
			body - (stream.length - (length - headerLength)),
			end,
			ownerOf(network, peer, port, physical),
			flags,
			stream.type,
		);
		if (flags & endOfMessage) this.#streams.delete(key);
	}

	/** `from` to `end` of a message that began at `start`. */
	#bytes(memory: Uint8Array, from: number, start: number, end: number, owner: number, flags: number, type: number): void {
		const first = Math.max(from, start + 1);
		switch (type & 0x7f) {
			case 0:
				return this.#control(memory, first, end, flags, owner);
			case 1:
			case 2:
				this.#note(type, flags, end - from);
				return only(memory, first, end, flags & tagOwner ? constants : owner);
			case 4:
				this.#note(type, flags, end - from);
				for (let at = first; at < end; at++) if (filler !== memory[at]) throw new Error("a large answer has a foreign byte");
				return;
			case VendorType.pci:
				this.#note(type, flags, end - from);
				if (!(flags & tagOwner) && (from > start || echoService === memory[start + vendorHead - 1]))
					only(memory, Math.max(from, start + vendorHead), end, owner);
				return;
		}
		throw new Error(`an answer of type ${type} leaves, which nobody answers`);
	}

	/** The instance id is the asker's, and nothing stands in it that could be somebody's. */
	#control(memory: Uint8Array, from: number, end: number, flags: number, owner: number): void {
		if (flags & tagOwner) throw new Error("a control request leaves");
		if (end - from > longestControl || end - from < controlHead - 1) throw new Error(`a control answer of ${end - from} bytes`);
		const instance = memory[from];
		if ((instance & 0x1f) !== owner || instance & 0x80)
			throw new Error(`a control answer with instance byte ${instance}, asked by ${owner}`);
		this.kinds.add(0 === memory[from + 2] ? `control command ${memory[from + 1]}` : `control completion ${memory[from + 2]}`);
	}

	#note(type: number, flags: number, size: number): void {
		this.kinds.add(`${flags & tagOwner ? "request" : "answer"} type ${type}${size > unit ? " large" : size > unit - 2 ? " full" : ""}`);
	}
}

function only(memory: Uint8Array, from: number, end: number, owner: number): void {
	for (let at = from; at < end; at++)
		if (memory[at] >> 4 !== owner) throw new Error(`a byte of ${memory[at] >> 4} goes to ${owner}, at ${at - from} of ${end - from}`);
}

export default Answers;
