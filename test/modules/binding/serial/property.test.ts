// SPDX-License-Identifier: Apache-2.0
import fc from "fast-check";
import { expect, it } from "vitest";
import fcs16 from "../../../../modules/wire/fcs16.js";
import Line from "../../../support/line.js";
import { bytes, packet } from "../../../support/text.js";

const flag = 0x7e;
const escape = 0x7d;

/** A frame as a peer may send it: check sequence raw or escaped. */
function frame(content: readonly number[], escapedSequence: boolean): number[] {
	const counted = Uint8Array.from([1, content.length, ...content]);
	const sequence = fcs16(counted, 0, counted.length, 0xffff);
	const tail = [sequence >> 8, sequence & 0xff];
	return [flag, 1, content.length, ...escaped(content), ...(escapedSequence ? escaped(tail) : tail), flag];
}

function escaped(content: readonly number[]): number[] {
	return content.flatMap((byte) => (flag === byte || escape === byte ? [escape, byte ^ 0x20] : [byte]));
}

/** The head of a frame, and bytes behind it that never end one. */
function headOf(count: number, length: number): number[] {
	return [flag, 1, count, ...Array.from({ length }, () => 0)];
}

/** A byte of any value, often one that means something on the line. */
const lineByte = fc.oneof(
	{ weight: 1, arbitrary: fc.nat(255) },
	{ weight: 2, arbitrary: fc.constantFrom(flag, escape, 0x5e, 0x5d, 1, 0, 5, 68, 255) },
);
const content = (most: number) => fc.array(lineByte, { minLength: 5, maxLength: most, size: "max" });
const quiet = fc.array(
	fc.nat(255).filter((byte) => flag !== byte),
	{ maxLength: 12, size: "max" },
);

it("any packets arrive through any pieces, with flags between them or one", () => {
	fc.assert(
		fc.property(
			fc.constantFrom(64, 251),
			fc.integer({ min: 1, max: 128 }),
			fc.infiniteStream(fc.boolean()),
			fc.array(content(68), { maxLength: 12, size: "max" }),
			(unit, piece, choices, packets) => {
				const line = new Line(unit);
				const stream = packets.flatMap((each) => {
					const whole = frame(each, choices.next().value!);
					return choices.next().value! ? whole.slice(1) : whole;
				});
				line.receive([flag, ...stream], piece);
				expect(line.packets.map((text) => packet(text).bytes)).toEqual(packets);
			},
		),
		{ numRuns: 300 },
	);
});

it("any packets arrive with any noise without flags between them", () => {
	fc.assert(
		fc.property(fc.integer({ min: 1, max: 128 }), fc.array(fc.tuple(quiet, content(68)), { maxLength: 8, size: "max" }), (piece, items) => {
			const line = new Line();
			line.receive(
				items.flatMap(([noise, each]) => [...noise, flag, ...frame(each, false)]),
				piece,
			);
			expect(line.packets.map((text) => packet(text).bytes)).toEqual(items.map(([, each]) => each));
		}),
		{ numRuns: 300 },
	);
});

it("any bytes are survived, and the second frame behind them is received", () => {
	const good = frame(bytes("010809c801aa"), false);
	fc.assert(
		fc.property(
			fc.constantFrom(64, 100, 251),
			fc.integer({ min: 1, max: 128 }),
			fc.array(lineByte, { maxLength: 600, size: "max" }),
			(unit, piece, garbage) => {
				const line = new Line(unit);
				line.receive(garbage, piece);
				line.receive([...good, ...good], piece);
				expect(line.packets.at(-1)).toBe("010809c8 01aa");
			},
		),
		{ numRuns: 1000 },
	);
});

it("pieces make no difference, neither to packets nor to counters", () => {
	fc.assert(
		fc.property(
			fc.integer({ min: 1, max: 127 }),
			fc.array(
				fc.oneof(
					lineByte.map((byte) => [byte]),
					content(20).map((each) => frame(each, true)),
					fc.tuple(fc.constantFrom(0, 68, 126, 255), fc.integer({ min: 1, max: 300 })).map(([count, length]) => headOf(count, length)),
				),
				{ maxLength: 60, size: "max" },
			),
			(piece, parts) => {
				const whole = new Line();
				const pieces = new Line();
				whole.receive(parts.flat());
				pieces.receive(parts.flat(), piece);
				expect(pieces.packets).toEqual(whole.packets);
				expect(pieces.frames).toEqual(whole.frames);
				expect(pieces.counters()).toEqual(whole.counters());
			},
		),
		{ numRuns: 500 },
	);
});

it("any message comes back as it was sent, whatever its bytes", () => {
	fc.assert(
		fc.property(fc.integer({ min: 1, max: 128 }), fc.array(lineByte, { maxLength: 63, size: "max" }), (piece, body) => {
			const line = new Line();
			line.receive(frame([1, 8, 9, 0xc8, 1, ...body], false), piece);
			const back = new Line();
			back.receive(line.frames[0]);
			expect(packet(back.packets[0]).bytes).toEqual([1, 9, 8, 0xc0, 1, ...body]);
		}),
		{ numRuns: 300 },
	);
});
