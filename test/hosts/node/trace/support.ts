// SPDX-License-Identifier: Apache-2.0
import ByteSource from "../../../../hosts/node/trace/byte-source.js";
import { packetOf, type CapturedFrame } from "../../../../hosts/node/trace/capture.js";
import type { TracedPacket } from "../../../../hosts/node/trace/packet.js";
import { isPcap, readPcap } from "../../../../hosts/node/trace/pcap-reader.js";
import { readPcapng } from "../../../../hosts/node/trace/pcapng-reader.js";
import { bytes } from "../support/frames.js";

/** All frames of a file, which comes in chunks of so many bytes. */
export async function framesOf(file: Uint8Array, chunk = 7): Promise<CapturedFrame[]> {
	async function* chunks(): AsyncGenerator<Uint8Array> {
		for (let at = 0; at < file.length; at += chunk) yield file.subarray(at, at + chunk);
	}
	const source = new ByteSource(chunks());
	const frames: CapturedFrame[] = [];
	for await (const frame of isPcap(file) ? readPcap(source) : readPcapng(source)) frames.push(frame);
	return frames;
}

/** All packets of a file. */
export async function packetsOf(file: Uint8Array): Promise<TracedPacket[]> {
	return (await framesOf(file)).map(packetOf).filter((packet) => undefined !== packet);
}

export function* packetsFrom(...texts: string[]): Generator<TracedPacket> {
	for (const text of texts) yield { bytes: bytes(text) };
}

/** A pcapng file of one section, in little endian, with one interface of this link type and these blocks behind. */
export function sectionOf(linkType: number, ...blocks: readonly (readonly [type: number, body: string])[]): Buffer {
	const type = linkType.toString(16).padStart(4, "0");
	return Buffer.concat([
		blockOf(0x0a0d0d0a, "4d3c2b1a 0100 0000 ffffffffffffffff"),
		blockOf(1, `${type.slice(2)}${type.slice(0, 2)} 0000 00000000`),
		...blocks.map(([kind, body]) => blockOf(kind, body)),
	]);
}

/** A block in little endian. */
export function blockOf(type: number, body: string): Buffer {
	const inner = bytes(body);
	const length = inner.length + 12;
	const word = (value: number) => {
		const four = Buffer.alloc(4);
		four.writeUInt32LE(value);
		return four;
	};
	return Buffer.concat([word(type), word(length), inner, word(length)]);
}
