// SPDX-License-Identifier: Apache-2.0
import { SerialCounter } from "../../modules/binding/serial/counter.js";
import { longestFrame } from "../../modules/binding/serial/format.js";
import type { decode, encode } from "../../modules/binding/serial/frame.js";
import type { DecodeCase, EncodeCase } from "../tables/serial-frames.js";
import { bytes, hex } from "./text.js";

/** Flags before the bytes that are looked at, and bytes of a frame before its packet. */
const flags = 4;
const head = 3;

/** What taking a frame apart gives, and what it has to give. */
export function playDecode(take: typeof decode, { bytes: text, behind, result, packet = "" }: DecodeCase): Outcomes {
	const content = bytes(text);
	const memory = Uint8Array.from([...Array<number>(flags).fill(0x7e), ...content, ...bytes(behind)]);
	const place = take(memory, flags, flags + content.length, 68);
	const offset = flags + head;
	return {
		expected: { place: "string" === typeof result ? -SerialCounter[result] : flags + result, packet },
		actual: { place, packet: hex(memory, offset, packet.length / 2) },
	};
}

/** What making a frame gives, and what it has to give, where there is just the memory that the longest one needs. */
export function playEncode(make: typeof encode, { packet, frame }: EncodeCase): Outcomes {
	const content = bytes(packet);
	const memory = new Uint8Array(longestFrame(content.length));
	memory.set(content, head);
	const length = make(memory, 0, content.length);
	return { expected: { frame: hex(bytes(frame)) }, actual: { frame: hex(memory, 0, length) } };
}

interface Outcomes {
	readonly expected: unknown;
	readonly actual: unknown;
}
