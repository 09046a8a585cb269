// SPDX-License-Identifier: Apache-2.0
import { headerLength } from "../../../../modules/mctp/header.js";
import fcs16 from "../../../../modules/wire/fcs16.js";
import { hexBytes } from "../hex.js";
import type { TracedPacket } from "../packet.js";

const flag = 0x7e;
const escape = 0x7d;
const invert = 0x20;
const revision = 0x01;

/** The frames in bytes of a serial line (DSP0253 8), and what is wrong with them. For people: a device has the binding. */
export function* serialFrames(bytes: Uint8Array): Generator<TracedPacket> {
	for (let at = 0; at < bytes.length;) {
		if (flag !== bytes[at]) {
			const end = nextFlag(bytes, at);
			yield damage(bytes.subarray(at, at), `${end - at} bytes outside of a frame: ${hexBytes(bytes.subarray(at, end), 16)}`);
			at = end;
			continue;
		}
		while (flag === bytes[at + 1]) at++;
		if (at + 1 === bytes.length) return;
		const { packet, next } = readFrame(bytes, at);
		yield packet;
		at = next;
	}
}

/** The frame whose opening flag is at `at`; the next one may begin with its closing flag. */
function readFrame(bytes: Uint8Array, at: number): { packet: TracedPacket; next: number } {
	const count = bytes[at + 2] ?? 0;
	const none = bytes.subarray(at, at);
	if (revision !== bytes[at + 1]) return { packet: damage(none, `revision ${bytes[at + 1]}, 1 is known`), next: nextFlag(bytes, at + 1) };
	if (count <= headerLength) return { packet: damage(none, `byte count ${count}, less than a packet has`), next: nextFlag(bytes, at + 1) };
	const data: number[] = [];
	let from = at + 3;
	while (data.length < count && from < bytes.length && flag !== bytes[from]) {
		const escaped = escape === bytes[from];
		data.push(escaped ? bytes[from + 1] ^ invert : bytes[from]);
		from += escaped ? 2 : 1;
	}
	const packet = Uint8Array.from(data);
	if (data.length < count)
		return { packet: damage(packet, `frame cut short: ${data.length} of ${count} bytes`), next: Math.min(from, bytes.length) };
	const sequence = fcs16(packet, 0, count, fcs16(Uint8Array.of(revision, count), 0, 2, 0xffff));
	const expected = Uint8Array.of(sequence >> 8, sequence);
	const length = closes(bytes, from, expected);
	const end = nextFlag(bytes, from + (length ?? 0));
	if (undefined === length) {
		const found = hexBytes(bytes.subarray(from, end), 4);
		return { packet: damage(packet, `frame check sequence ${found || "missing"}, expected ${hexBytes(expected)}`), next: end };
	}
	const missing = end > from + length || end === bytes.length;
	return { packet: missing ? damage(packet, "no flag behind the frame check sequence") : { bytes: packet }, next: end };
}

/** Bytes of the check sequence, as it is or escaped; undefined: another stands there. */
function closes(bytes: Uint8Array, at: number, expected: Uint8Array): number | undefined {
	const escaped = Array.from(expected).flatMap((byte) => (flag === byte || escape === byte ? [escape, byte ^ invert] : [byte]));
	for (const form of [Array.from(expected), escaped]) if (form.every((byte, index) => bytes[at + index] === byte)) return form.length;
	return undefined;
}

function nextFlag(bytes: Uint8Array, at: number): number {
	const found = bytes.indexOf(flag, at);
	return found < 0 ? bytes.length : found;
}

function damage(bytes: Uint8Array, fault: string): TracedPacket {
	return { bytes, faults: [fault] };
}
