// SPDX-License-Identifier: Apache-2.0
import type { Step } from "./table.js";

/** A step whose messages are NVMe-MI: without packets, message type byte and integrity check. */
export interface Exchanged extends Omit<Step, "in" | "out" | "answer"> {
	/** One message, or several; with another tag than 0 as `3: 08 00 ...` */
	readonly ask?: string | readonly string[];
	/** Answers, in this order; none where left out: silence. Zero bytes may be written as `0*12`. */
	readonly answer?: string | readonly string[];
	/** Packets of messages that are not answers, as they are. */
	readonly sent?: (sequence: number) => readonly string[];
}

/** Steps of one session on an endpoint with EID 8, asked by EID 9, in packets of 64 bytes. `before`: messages that it has sent already. */
export function exchanges(rows: readonly Exchanged[], before = 0): Step[] {
	let sequence = before;
	return rows.map(({ ask = [], answer = [], sent, ...step }) => {
		const asked = "string" === typeof ask ? [ask] : ask;
		const answered = "string" === typeof answer ? [answer] : answer;
		const more = sent?.(sequence) ?? [];
		if (undefined !== sent) sequence++;
		const out = [...more, ...answered.flatMap((text) => packets(text, "0908", 0, sequence++))];
		const received = asked.flatMap((text) => packets(text, "0809", 8, 0));
		const silent = asked.length > 0 && 0 === answered.length && undefined === step.count ? { count: counts(received.length) } : {};
		return { ...step, ...silent, in: received, out };
	});
}

/** The last packet of a message that nobody answers is silent, the others are received. */
function counts(packetCount: number): { received?: number; silent: number } {
	return packetCount > 1 ? { received: packetCount - 1, silent: 1 } : { silent: 1 };
}

/** Packets of a message, with type byte and integrity check. */
export function packets(text: string, addresses: string, owner: number, sequence: number, unit = 64): string[] {
	const hasTag = ":" === text[1];
	const tag = hasTag ? text[0] : "0";
	const message = sealed(hasTag ? text.slice(3) : text);
	const result: string[] = [];
	for (let at = 0; at < message.length; at += 2 * unit) {
		const flags = (0 === at ? 0x80 : 0) | (at + 2 * unit >= message.length ? 0x40 : 0) | (((sequence + result.length) & 3) << 4);
		result.push(`01${addresses}${(flags | owner | Number(tag)).toString(16).padStart(2, "0")}${message.slice(at, at + 2 * unit)}`);
	}
	return result;
}

/** Digits of a message with its type byte in front and CRC-32C behind, computed bit by bit, without the project's own code. */
export function sealed(body: string): string {
	const digits = `84${expanded(body)}`;
	let sum = -1;
	for (let at = 0; at < digits.length; at += 2) {
		sum ^= parseInt(digits.slice(at, at + 2), 16);
		for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0x82f63b78 : sum >>> 1;
	}
	sum = ~sum >>> 0;
	let check = "";
	for (let index = 0; index < 4; index++) check += ((sum >>> (8 * index)) & 0xff).toString(16).padStart(2, "0");
	return digits + check;
}

/** `0*3 01` is `00000001`. */
function expanded(text: string): string {
	return text
		.split(" ")
		.map((word) => {
			const [value, count] = word.split("*");
			return undefined === count ? word : `0${value}`.repeat(Number(count));
		})
		.join("");
}

/**
 * An NVMe Admin command: opcode, then its fields by name as little-endian digits: controller (2 bytes), namespace, offset,
 * length, dword 10 to 15; `data` stands behind.
 */
export function admin(opcode: string, fields: Partial<Record<AdminField, string>> = {}, data = ""): string {
	const { flags = "00", controller = "0000", namespace = zero, offset = zero, length = zero, ...dwords } = fields;
	const { d10 = zero, d11 = zero, d12 = zero, d13 = zero, d14 = zero, d15 = zero } = dwords;
	return `100000 ${opcode} ${flags} ${controller} ${namespace} 0*16 ${offset} ${length} 0*8 ${d10} ${d11} ${d12} ${d13} ${d14} ${d15} ${data}`;
}

type AdminField = "flags" | "controller" | "namespace" | "offset" | "length" | "d10" | "d11" | "d12" | "d13" | "d14" | "d15";
const zero = "00000000";

/** Answer to an NVMe Admin command that was successful: dword 0, and data. */
export function completed(data = "", dword0 = zero): string {
	return `900000 00 000000 ${dword0} 00000000 00000100 ${data}`;
}

/** Answer to one that was not: completion dword 3, little endian. */
export function refused(dword3: string): string {
	return `900000 00 000000 0*8 ${dword3}`;
}
