// SPDX-License-Identifier: Apache-2.0
import fc from "fast-check";
import { expect, it } from "vitest";
import { bytes, hex, packet } from "../../../support/text.js";
import UsbBench from "../../../support/usb.js";

const largestTransfer = 512;
const good = [0x1a, 0xb4, 0x00, 0x0a, 0x01, 0x08, 0x09, 0xc8, 0x55, 0xaa];

/** A byte of any value, often one that means something in a head. */
const headByte = fc.oneof(
	{ weight: 1, arbitrary: fc.nat(255) },
	{ weight: 2, arbitrary: fc.constantFrom(0x1a, 0xb4, 0x00, 0x07, 0x08, 0x0a, 0xff) },
);
/** Any bytes, often with good packets among them. */
const piece = (most: number) =>
	fc
		.array(fc.oneof({ weight: 3, arbitrary: headByte.map((byte) => [byte]) }, { weight: 1, arbitrary: fc.constant(good) }), {
			maxLength: most,
			size: "max",
		})
		.map((parts) => parts.flat().slice(0, most));
const content = fc.array(headByte, { minLength: 4, maxLength: 251, size: "max" });

function headed(content: readonly number[]): number[] {
	return [0x1a, 0xb4, 0x00, content.length + 4, ...content];
}

/** The packets in a transfer. Throws if there is anything else. */
function packets(transfer: readonly number[]): number[][] {
	const found: number[][] = [];
	for (let at = 0; at < transfer.length; at += transfer[at + 3]) {
		const [identifier, identifier2, reserved, length] = transfer.slice(at, at + 4);
		if (0x1a !== identifier || 0xb4 !== identifier2 || 0 !== reserved || length < 9 || at + length > transfer.length)
			throw new Error(`no packet at ${at} of ${hex(transfer)}`);
		found.push(transfer.slice(at + 4, at + length));
	}
	return found;
}

/** Packets one behind the other, in transfers that are as full as can be. */
function packed(contents: readonly (readonly number[])[]): number[][] {
	const transfers: number[][] = [];
	for (const content of contents) {
		const last = transfers.at(-1);
		if (undefined === last || last.length + content.length + 4 > largestTransfer) transfers.push(headed(content));
		else last.push(...headed(content));
	}
	return transfers;
}

/** A transfer as it goes over the bus, with an empty packet at its end or, where it may be left out, without. */
function cut(transfer: readonly number[], size: number, empty: boolean): number[][] {
	const pieces: number[][] = [];
	for (let at = 0; at < transfer.length; at += size) pieces.push(transfer.slice(at, at + size));
	if (empty && 0 === transfer.length % size) pieces.push([]);
	return pieces;
}

it("any packets arrive through any transfers, in pieces or whole, with empty ones at the end or without", () => {
	fc.assert(
		fc.property(
			fc.constantFrom(64, 512),
			fc.constantFrom(64, 128, 512),
			fc.boolean(),
			fc.array(content, { maxLength: 12, size: "max" }),
			(packetSize, size, empty, contents) => {
				const bench = new UsbBench({ packetSize: Math.min(packetSize, size) });
				for (const transfer of packed(contents)) for (const piece of cut(transfer, size, empty)) bench.piece(piece);
				expect(bench.packets.map((text) => packet(text).bytes)).toEqual(contents);
				expect(bench.counters()).toEqual(contents.length ? { received: contents.length } : {});
			},
		),
		{ numRuns: 300 },
	);
});

it("any pieces are survived, every byte is accounted for, and the next transfer is received", () => {
	fc.assert(
		fc.property(fc.constantFrom(64, 512), fc.array(piece(largestTransfer), { maxLength: 8 }), (packetSize, pieces) => {
			const bench = new UsbBench({ packetSize });
			for (const each of pieces) bench.piece(each);
			bench.piece([]);
			const { skipped = 0 } = bench.counters();
			const taken = bench.packets.reduce((sum, text) => sum + packet(text).bytes.length + 4, 0);
			expect(taken + skipped).toBe(pieces.reduce((sum, each) => sum + each.length, 0));
			expect(bench.counters().received ?? 0).toBe(bench.packets.length);
			bench.piece(good);
			expect(bench.packets.at(-1)).toBe("010809c8 55aa");
		}),
		{ numRuns: 500 },
	);
});

it("a transfer whose bytes are no packets never costs the one behind it, which begins with a head", () => {
	fc.assert(
		fc.property(fc.constantFrom(64, 512), piece(largestTransfer), (packetSize, damaged) => {
			const bench = new UsbBench({ packetSize });
			damaged[0] = 0xff;
			for (const each of cut(damaged, packetSize, false)) bench.piece(each);
			bench.piece(good);
			expect(bench.packets.at(-1)).toBe("010809c8 55aa");
		}),
		{ numRuns: 500 },
	);
});

it("any answers leave in pieces that fit, in transfers that a USB host can tell apart", () => {
	const requests = fc.array(fc.tuple(fc.nat(7), fc.integer({ min: 1, max: 246 })), { minLength: 1, maxLength: 30, size: "max" });
	fc.assert(
		fc.property(fc.constantFrom(64, 247), fc.constantFrom(64, 128, 255, 256, 512, 4096), requests, (unit, room, requests) => {
			const bench = new UsbBench({ unit });
			const bodies: number[][] = [];
			const answers: number[] = [];
			/* What a host controller has put together for a request of 512 bytes, or of `room`. */
			let transfer: number[] = [];
			/* A request that has room for every packet is a transfer of its own: one that fills it has ended. */
			const whole = room >= 4 + 4 + unit;
			const arrive = (piece: readonly number[]) => {
				expect(piece.length).toBeLessThanOrEqual(room);
				transfer.push(...piece);
				if (piece.length === room && !whole && transfer.length < largestTransfer) return;
				expect(transfer.length).toBeLessThanOrEqual(Math.max(largestTransfer, room));
				for (const each of packets(transfer)) answers.push(...each.slice(4));
				transfer = [];
			};
			for (const [tag, length] of requests) {
				const body = [1, ...Array.from({ length }, (_, index) => (index * 7 + length) & 0xff)];
				bodies.push(body);
				bench.piece(headed([0x01, 0x08, 0x09, 0xc8 | tag, ...body]));
				for (const text of bench.pieces(room)) arrive(bytes(text));
			}
			if (transfer.length > 0) arrive([]);
			expect(answers).toEqual(bodies.flat());
		}),
		{ numRuns: 300 },
	);
});
