// SPDX-License-Identifier: Apache-2.0
import { Counter, counterNames } from "../../../modules/mctp/counter.js";
import {
	endOfMessage,
	headerLength,
	sequenceMask,
	sequenceShift,
	startOfMessage,
	tagMask,
	tagOwner,
	typeMask,
} from "../../../modules/mctp/header.js";
import { hex, messageTypeName } from "../names.js";

/** Payload bytes shown of a packet. */
const shown = 16;

/**
 * A packet in one line: port and direction, EIDs, flags, message type, first payload bytes, and why it was dropped if it
 * was.
 */
export function formatPacket(counter: Counter, port: string, packet: Uint8Array): string {
	const sent = Counter.sent === counter;
	const head = `${port} ${sent ? "->" : "<-"}`;
	const verdict = sent || Counter.received === counter ? "" : `  dropped: ${counterNames[counter]}`;
	if (packet.length < headerLength) return `${head} ${packet.length} bytes${verdict}`;
	const [, destination, source, flags] = packet;
	const marks = [
		flags & startOfMessage ? "SOM" : "",
		flags & endOfMessage ? "EOM" : "",
		flags & tagOwner ? "TO" : "",
		`seq ${(flags >> sequenceShift) & sequenceMask}`,
		`tag ${flags & tagMask}`,
	];
	const type = packet[headerLength] & typeMask;
	const name = flags & startOfMessage && packet.length > headerLength ? ` ${hex(type)} ${messageTypeName(type)}` : "";
	const payload = Buffer.from(packet.subarray(headerLength, headerLength + shown))
		.toString("hex")
		.replace(/..\B/g, "$& ");
	const more = packet.length - headerLength - shown;
	const rest = more > 0 ? ` +${more}` : "";
	return `${head} EID ${source} to ${destination} ${marks.filter(Boolean).join(" ")}${name}: ${payload}${rest}${verdict}`;
}
