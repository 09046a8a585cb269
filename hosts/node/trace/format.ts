// SPDX-License-Identifier: Apache-2.0
import { headerLength, typeMask } from "../../../modules/mctp/header.js";
import { hex, messageTypeName } from "../names.js";
import printable from "../printable.js";
import type { DecodedMessage, DecodedPacket, PacketHeader } from "./decoder.js";
import { hexBytes } from "./hex.js";

/** Payload bytes shown of a packet. */
const shown = 16;
const arrows = Object.freeze({ received: "<-", sent: "->" } as const);

/**
 * A packet in one line: port and direction, EIDs, flags, message type, first payload bytes, why it was dropped if it was,
 * what the message is that it completes, and what is wrong.
 */
export function formatPacket(packet: DecodedPacket): string {
	const { port, direction, physical = 0, header, bytes, dropped, message, faults } = packet;
	const where = [port, direction && arrows[direction], physical > 0 ? hex(physical) : undefined];
	const what = undefined === header ? bytes.length > 0 && `${bytes.length} bytes` : formatHeader(header, bytes.subarray(headerLength));
	const rest = [
		undefined === dropped ? undefined : `dropped: ${dropped}`,
		undefined === message ? undefined : formatMessage(message),
		...faults.map((fault) => `! ${fault}`),
	];
	const head = [...where, what].filter(Boolean).join(" ");
	return printable([head, ...rest].filter(Boolean).join("  "));
}

function formatHeader(header: PacketHeader, payload: Uint8Array): string {
	const { source, destination, start, end, tagOwner, sequence, tag } = header;
	const marks = [start && "SOM", end && "EOM", tagOwner && "TO", `seq ${sequence}`, `tag ${tag}`];
	const type = payload[0] & typeMask;
	const name = start && payload.length > 0 ? ` ${hex(type)} ${messageTypeName(type)}` : "";
	return `EID ${source} to ${destination} ${marks.filter(Boolean).join(" ")}${name}: ${hexBytes(payload, shown)}`;
}

/** What a message is, in one line. */
export function formatMessage({ name, fields, faults, packets, bytes }: DecodedMessage): string {
	const parts = [name, ...fields.map(([field, value]) => `${field} ${value}`)];
	if (packets > 1) parts.push(`${bytes.length} bytes in ${packets} packets`);
	return [parts.join(", "), ...faults.map((fault) => `! ${fault}`)].join("  ");
}

/** Microseconds since 1970 as a time of day, in UTC. */
export function formatTime(time: number): string {
	const date = new Date(Math.floor(time / 1000));
	if (Number.isNaN(date.getTime())) return `${time} us`;
	return `${date.toISOString().slice(11, 23)}${String(time % 1000).padStart(3, "0")}`;
}

/** Rows of 16 bytes with their offsets. */
export function formatDump(bytes: Uint8Array): string {
	const rows: string[] = [];
	for (let at = 0; at < bytes.length; at += 16) rows.push(`${at.toString(16).padStart(6, "0")}  ${hexBytes(bytes.subarray(at, at + 16))}`);
	return rows.join("\n");
}

/** A packet as a value for JSON. */
export function jsonOf(packet: DecodedPacket): object {
	const { time, port, direction, physical, dropped, header, faults, message, bytes } = packet;
	return {
		time: undefined === time ? undefined : time / 1e6,
		port,
		direction,
		physical: 0 === physical ? undefined : physical,
		dropped,
		header,
		payload: Buffer.from(bytes.subarray(headerLength)).toString("hex"),
		faults,
		message: undefined === message ? undefined : messageJson(message),
	};
}

function messageJson({ bytes, packets, name, fields, faults }: DecodedMessage): object {
	return {
		type: bytes[0] & typeMask,
		integrityCheck: bytes[0] > typeMask,
		name,
		fields: Object.fromEntries(fields),
		packets,
		bytes: Buffer.from(bytes).toString("hex"),
		faults,
	};
}
