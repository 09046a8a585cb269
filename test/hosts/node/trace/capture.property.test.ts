// SPDX-License-Identifier: Apache-2.0
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import ByteSource from "../../../../hosts/node/trace/byte-source.js";
import { CaptureError } from "../../../../hosts/node/trace/capture.js";
import type { TracedPacket } from "../../../../hosts/node/trace/packet.js";
import { readPcapng } from "../../../../hosts/node/trace/pcapng-reader.js";
import { enhancedPacket, interfaceDescription, sectionHeader } from "../../../../hosts/node/trace/pcapng-writer.js";
import { counterNames } from "../../../../modules/mctp/counter.js";
import { blockOf, framesOf, packetsOf, sectionOf } from "./support.js";

const ports = ["serial0", "usb0", "i2c \u00e9"];
const anyPacket: fc.Arbitrary<TracedPacket> = fc.record({
	time: fc.nat({ max: 2 ** 53 - 1 }),
	port: fc.constantFrom(...ports),
	direction: fc.constantFrom("received", "sent"),
	dropped: fc.option(fc.constantFrom(...counterNames), { nil: undefined }),
	physical: fc.oneof(fc.nat({ max: 127 }), fc.nat({ max: 2 ** 32 - 1 })),
	bytes: fc.uint8Array({ maxLength: 300 }),
});

function fileOf(packets: readonly TracedPacket[]): Buffer {
	const blocks = packets.map((packet) => enhancedPacket(ports.indexOf(packet.port!), packet, packet.bytes.length % 3));
	return Buffer.concat([sectionHeader("any"), ...ports.map(interfaceDescription), ...blocks]);
}

/** What a damaged file gives: its frames up to the damage. Other errors than CaptureError are thrown. */
async function read(file: Uint8Array, chunk: number): Promise<number> {
	try {
		return (await framesOf(file, chunk)).length;
	} catch (error) {
		if (!(error instanceof CaptureError)) throw error;
		expect(error.message).toMatch(/^at byte \d+: \S/);
		expect(error.offset).toBeLessThanOrEqual(file.length);
		return -1;
	}
}

const chunks = fc.integer({ min: 1, max: 5000 });

describe("a file", () => {
	test("reads as it was written, in any chunks", () =>
		fc.assert(
			fc.asyncProperty(fc.array(anyPacket, { maxLength: 12 }), async (packets) => {
				expect(await packetsOf(fileOf(packets))).toEqual(
					packets.map((packet) => ({ ...packet, bytes: Buffer.from(packet.bytes), faults: [] })),
				);
			}),
		));

	test("of any bytes: frames, or an error that says where", () =>
		fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), chunks, async (file, chunk) => void (await read(file, chunk)))));

	test("that begins right and goes on with any blocks", () =>
		fc.assert(
			fc.asyncProperty(
				fc.array(fc.tuple(fc.oneof(fc.nat({ max: 12 }), fc.constant(0x0a0d0d0a)), fc.uint8Array({ maxLength: 80 })), { maxLength: 8 }),
				chunks,
				async (blocks, chunk) => {
					const hex = blocks.map(([type, body]) => [type, Buffer.from(body).toString("hex").padEnd(96, "0").slice(0, 96)] as const);
					await read(sectionOf(276, ...hex), chunk);
				},
			),
			{ numRuns: 500 },
		));

	test("with bytes changed, or cut off anywhere", () =>
		fc.assert(
			fc.asyncProperty(
				fc.array(anyPacket, { minLength: 1, maxLength: 4 }),
				fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { maxLength: 4 }),
				fc.nat(),
				chunks,
				async (packets, changes, end, chunk) => {
					const file = fileOf(packets);
					for (const [at, value] of changes) file[at % file.length] = value;
					await read(file.subarray(0, end % (file.length + 1)), chunk);
				},
			),
			{ numRuns: 500 },
		));

	test("of classic form, with any bytes behind its first", () =>
		fc.assert(
			fc.asyncProperty(
				fc.constantFrom("a1b2c3d4", "d4c3b2a1", "a1b23c4d", "4d3cb2a1"),
				fc.uint8Array({ maxLength: 400 }),
				chunks,
				async (magic, rest, chunk) => void (await read(Buffer.concat([Buffer.from(magic, "hex"), rest]), chunk)),
			),
		));
});

test("an endless block of an unknown kind passes through without being held", async () => {
	const size = 0x10000000;
	const chunk = new Uint8Array(0x10000);
	async function* endless(): AsyncGenerator<Uint8Array> {
		yield sectionOf(276);
		const head = blockOf(99, "").subarray(0, 8);
		head.writeUInt32LE(size + 12, 4);
		yield head;
		for (let at = 0; at < size; at += chunk.length) yield chunk;
	}
	const before = process.memoryUsage().arrayBuffers;
	const reading = readPcapng(new ByteSource(endless()));
	await expect(reading.next()).rejects.toThrow(`the file ends in a block of ${size + 12} bytes, 4 are missing`);
	expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(0x1000000);
});
