// SPDX-License-Identifier: Apache-2.0
import { Counter, counterNames } from "../../../modules/mctp/counter.js";
import {
	endOfMessage,
	headerLength,
	sequenceMask,
	sequenceShift,
	startOfMessage,
	tagFieldMask,
	tagMask,
	tagOwner,
} from "../../../modules/mctp/header.js";
import type { Description } from "./messages/message.js";
import { describeMessage } from "./messages/messages.js";
import type { TracedPacket } from "./packet.js";

/** The transport header (DSP0236 8.1). */
export interface PacketHeader {
	readonly version: number;
	readonly destination: number;
	readonly source: number;
	readonly start: boolean;
	readonly end: boolean;
	readonly sequence: number;
	readonly tagOwner: boolean;
	readonly tag: number;
}

/** A message that is all there. */
export interface DecodedMessage extends Description {
	/** From the message type byte on. */
	readonly bytes: Uint8Array;
	readonly packets: number;
}

/** A packet, and what is in it. */
export interface DecodedPacket extends TracedPacket {
	/** Undefined: it is cut short. */
	readonly header?: PacketHeader;
	readonly faults: readonly string[];
	/** The message that this packet completes. */
	readonly message?: DecodedMessage;
}

/** A message that grows. */
interface Assembly {
	readonly parts: Uint8Array[];
	length: number;
	/** Sequence number of the next packet. */
	sequence: number;
	/** Payload bytes of the first packet. */
	readonly unit: number;
}

/** Messages that grow at a time, and bytes of the longest. */
const mostAssemblies = 64;
const longestMessage = 0x20000;
const version = 1;

/** Takes packets apart and puts messages together, as somebody who listens to both sides. */
class Decoder {
	/** By port, direction, source and tag; the oldest first. */
	readonly #assemblies = new Map<string, Assembly>();

	decode(packet: TracedPacket): DecodedPacket {
		const { bytes } = packet;
		const faults = [...(packet.faults ?? [])];
		if (bytes.length < headerLength) {
			if (bytes.length > 0) faults.push(`${bytes.length} bytes, a packet has more than ${headerLength}`);
			return { ...packet, faults };
		}
		const header = readHeader(bytes);
		if (version !== header.version) faults.push(`header version ${header.version}, expected ${version}`);
		const payload = bytes.subarray(headerLength);
		if (0 === payload.length) faults.push("no payload");
		const message = payload.length > 0 ? this.#message(packet, header, payload, faults) : undefined;
		return { ...packet, header, faults, message };
	}

	/** A damaged or dropped packet is shown for what it would be, but belongs to no longer message. */
	#message(packet: TracedPacket, header: PacketHeader, payload: Uint8Array, faults: string[]): DecodedMessage | undefined {
		if (header.start && header.end) return messageOf([payload], payload.length);
		return concernsMessage(packet.dropped) && 0 === faults.length ? this.#assemble(packet, header, payload, faults) : undefined;
	}

	#assemble(packet: TracedPacket, header: PacketHeader, payload: Uint8Array, faults: string[]): DecodedMessage | undefined {
		const assemblies = this.#assemblies;
		const key = [packet.port, packet.direction, packet.physical, header.source, packet.bytes[3] & tagFieldMask].join();
		const present = assemblies.get(key);
		assemblies.delete(key);
		if (header.start) {
			if (undefined !== present) faults.push(`the message before ends without its last packet, after ${present.length} bytes`);
		} else if (undefined === present) {
			faults.push("no start of this message");
			return undefined;
		}
		const assembly = header.start || undefined === present ? begin(header, payload) : present;
		const fault = faultOf(assembly, header, payload);
		if (undefined !== fault) {
			faults.push(`${fault}: the message is given up`);
			return undefined;
		}
		assembly.parts.push(payload.slice());
		assembly.length += payload.length;
		assembly.sequence = (header.sequence + 1) & sequenceMask;
		if (header.end) return messageOf(assembly.parts, assembly.length);
		assemblies.set(key, assembly);
		if (assemblies.size > mostAssemblies) assemblies.delete(assemblies.keys().next().value!);
		return undefined;
	}
}

/** Whether a packet was taken, and only the message dropped that it completes, if any. */
function concernsMessage(dropped: string | undefined): boolean {
	return undefined === dropped || counterNames[Counter.silent] === dropped || counterNames[Counter.noExchange] === dropped;
}

function begin({ sequence }: PacketHeader, { length: unit }: Uint8Array): Assembly {
	return { parts: [], length: 0, sequence, unit };
}

/** What is wrong with the next packet of a message (DSP0236 8.4, 8.7). */
function faultOf(assembly: Assembly, { sequence, end }: PacketHeader, { length }: Uint8Array): string | undefined {
	if (sequence !== assembly.sequence) return `sequence number ${sequence}, expected ${assembly.sequence}`;
	if (length !== assembly.unit && (!end || length > assembly.unit))
		return `${length} bytes of payload, the first packet had ${assembly.unit}`;
	if (assembly.length + length > longestMessage) return `more than ${longestMessage} bytes`;
	return undefined;
}

function messageOf(parts: readonly Uint8Array[], length: number): DecodedMessage {
	const bytes = new Uint8Array(length);
	let at = 0;
	for (const part of parts) {
		bytes.set(part, at);
		at += part.length;
	}
	return { ...describeMessage(bytes), bytes, packets: parts.length };
}

function readHeader([first, destination, source, flags]: Uint8Array): PacketHeader {
	return {
		version: first & 0x0f,
		destination,
		source,
		start: 0 !== (flags & startOfMessage),
		end: 0 !== (flags & endOfMessage),
		sequence: (flags >> sequenceShift) & sequenceMask,
		tagOwner: 0 !== (flags & tagOwner),
		tag: flags & tagMask,
	};
}

export default Decoder;
