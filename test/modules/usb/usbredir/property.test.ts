// SPDX-License-Identifier: Apache-2.0
import fc from "fast-check";
import { expect, it } from "vitest";
import { messages } from "../../../../modules/usb/usbredir/protocol.js";
import { bytes } from "../../../support/text.js";
import UsbBench from "../../../support/usb.js";
import { announced, answer, ask, asked, bulk, control, hello, id, le, other, ownHello, wide } from "../../../tables/usbredir-messages.js";

/** Ids of all sizes, some of them twice. */
const anyId = fc.oneof(
	fc.constantFrom("0000000000000000", "ffffffffffffffff", "00000000ffffffff", "0100000000000000", id),
	fc.uint8Array({ minLength: 8, maxLength: 8 }).map((bytes) => Buffer.from(bytes).toString("hex")),
);
const digits = (most: number) => fc.uint8Array({ maxLength: most }).map((bytes) => Buffer.from(bytes).toString("hex"));
const endpoint = fc.constantFrom("00", "01", "02", "80", "81", "82", "ff");
const hexByte = fc.nat(255).map((value) => le(value, 1));
const standard = fc.constantFrom(
	"80 00",
	"80 06",
	"80 08",
	"00 09",
	"81 00",
	"81 0a",
	"01 0b",
	"82 00",
	"02 01",
	"02 03",
	"c0 ff",
	"21 09",
);
const value = fc.constantFrom("0000", "0100", "0001", "0002", "0103", "0006", "0007", "8100", "ffff");

/** Messages that a peer may send, whether they make sense now or not. */
const message = fc.oneof(
	{
		weight: 4,
		arbitrary: fc
			.tuple(anyId, endpoint, digits(600))
			.map(([id, to, data]) => bulk(id, (parseInt(to, 16) & 0x7f).toString(16).padStart(2, "0"), data.length / 2, data)),
	},
	{ weight: 4, arbitrary: fc.tuple(anyId, fc.nat(3)).map(([id, tag]) => bulk(id, "01", 10, ask(tag))) },
	{
		weight: 6,
		arbitrary: fc
			.tuple(anyId, endpoint, fc.constantFrom(0, 1, 64, 512, 0x12345))
			.map(([id, from, room]) => bulk(id, (parseInt(from, 16) | 0x80).toString(16), room)),
	},
	{
		weight: 4,
		arbitrary: fc
			.tuple(anyId, standard, value, value, fc.constantFrom(0, 1, 8, 255, 0xffff))
			.map(([id, what, value, index, room]) =>
				what < "8" ? control(id, `${what} ${value} ${index}`, 0) : control(id, `${what} ${value} ${index}`, room),
			),
	},
	{
		weight: 2,
		arbitrary: fc
			.tuple(anyId, hexByte, digits(300))
			.map(([id, request, data]) => control(id, `40 ${request} 0000 0000`, data.length / 2, "00", data)),
	},
	{ weight: 3, arbitrary: anyId.map((id) => wide(6, id, "01")) },
	{ weight: 1, arbitrary: fc.tuple(anyId, hexByte).map(([id, number]) => wide(6, id, number)) },
	{ weight: 2, arbitrary: fc.tuple(fc.constantFrom(3, 7, 21, 24), anyId).map(([type, id]) => wide(type, id)) },
	{ weight: 1, arbitrary: fc.tuple(anyId, hexByte, hexByte).map(([id, number, setting]) => wide(9, id, number + setting)) },
	{ weight: 1, arbitrary: fc.tuple(anyId, digits(40)).map(([id, rules]) => wide(23, id, rules)) },
);

/** A bench whose peer has said hello, and what it has to go through to be served. */
function greeted(): UsbBench {
	const bench = new UsbBench({ packetSize: 64, usb: { serialNumber: "7" } });
	bench.device.open(0);
	expect(bench.feed(bytes(hello("ff000000"))).length).toBe(2 * bytes(ownHello + announced).length);
	return bench;
}

function served(bench: UsbBench): void {
	bench.device.open(0);
	bench.packets.length = 0;
	expect(bench.feed(bytes(hello("ff000000"))).length).toBe(2 * bytes(ownHello + announced).length);
	const out = bench.feed(bytes(wide(6, id, "01") + bulk(id, "81", 512) + bulk(other, "01", 10, ask(0))));
	expect(bench.packets).toEqual([asked(0)]);
	const head = bytes(wide(8, id, "0001") + bulk(other, "01", 10)).length;
	const end = bytes(out.slice(2 * head));
	end[33] &= 0xcf;
	expect(end).toEqual(bytes(bulk(id, "81", 10, answer(0, 0))));
}

it("any bytes are survived, and the next connection is served", () => {
	fc.assert(
		fc.property(fc.uint8Array({ maxLength: 2000, size: "max" }), fc.integer({ min: 1, max: 512 }), (garbage, piece) => {
			const bench = new UsbBench({ packetSize: 64, usb: { serialNumber: "7" } });
			bench.device.open(0);
			bench.feed(Array.from(garbage), piece);
			served(bench);
		}),
		{ numRuns: 300 },
	);
});

it("any messages are answered or end the connection, and the next is served", () => {
	const header = fc.tuple(
		fc.oneof(fc.constantFrom(...messages.map(({ type }) => type)), fc.nat(0xffffffff)),
		fc.oneof(fc.nat(300), fc.constantFrom(0, 0x7fffffff, 0x80000000, 0xffffffff)),
		anyId,
		digits(300),
	);
	const any = header.map(([type, length, id, content]) => `${le(type, 4)}${le(length, 4)}${id}${content}`);
	fc.assert(
		fc.property(
			fc.array(fc.oneof({ weight: 9, arbitrary: message }, { weight: 1, arbitrary: any }), { maxLength: 30, size: "max" }),
			fc.integer({ min: 1, max: 4096 }),
			(texts, piece) => {
				const bench = greeted();
				bench.feed(bytes(texts.join("")), piece);
				expect(bench.device.blocked).toBe(false);
				served(bench);
			},
		),
		{ numRuns: 500 },
	);
});

it("one changed byte is survived", () => {
	fc.assert(
		fc.property(fc.array(message, { minLength: 1, maxLength: 10 }), fc.nat(), fc.nat(255), (texts, place, byte) => {
			const bench = greeted();
			const all = bytes(texts.join(""));
			all[place % all.length] = byte;
			bench.feed(all);
			served(bench);
		}),
		{ numRuns: 500 },
	);
});

it("messages that make sense never end the connection, every request that waits for no data has its answer, and pieces make no difference", () => {
	fc.assert(
		fc.property(fc.array(message, { maxLength: 40, size: "max" }), fc.integer({ min: 1, max: 600 }), (texts, piece) => {
			const whole = greeted();
			const pieces = greeted();
			const all = bytes(texts.join(""));
			const out = whole.feed(all);
			expect(whole.device.problem).toBe("");
			expect(pieces.feed(all, piece)).toBe(out);
			expect(pieces.packets).toEqual(whole.packets);
			const asked = kinds(all);
			const answers = kinds(bytes(out));
			const same: readonly (readonly [string[], string[]])[] = [
				[["control"], ["control"]],
				[["set configuration", "get configuration"], ["configuration"]],
				[["set alternate"], ["alternate"]],
				[["out"], ["out"]],
			];
			for (const [questions, replies] of same)
				expect(answers.filter((kind) => replies.includes(kind)).length, replies[0]).toBe(
					asked.filter((kind) => questions.includes(kind)).length,
				);
			const waiting = asked.filter((kind) => "in" === kind).length - answers.filter((kind) => "in" === kind).length;
			expect(waiting).toBeGreaterThanOrEqual(0);
		}),
		{ numRuns: 300 },
	);
});

const kindNames: Readonly<Record<number, string>> = {
	6: "set configuration",
	7: "get configuration",
	8: "configuration",
	9: "set alternate",
	11: "alternate",
	100: "control",
};

/** What the messages in a stream are. Throws if the last is not whole. */
function kinds(stream: readonly number[]): string[] {
	const view = new DataView(Uint8Array.from(stream).buffer);
	const found: string[] = [];
	let at = 0;
	for (; at < stream.length; at += 16 + view.getUint32(at + 4, true)) {
		const type = view.getUint32(at, true);
		found.push(101 === type ? (stream[at + 16] < 0x80 ? "out" : "in") : (kindNames[type] ?? "other"));
	}
	expect(at).toBe(stream.length);
	return found;
}
