// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import Line from "../../../support/line.js";
import { pieces } from "../../../support/play-serial.js";
import { bytes } from "../../../support/text.js";

/** `010809c8 01aa` as a frame, and one with escapes in header and payload and the check sequence 7E 7D. */
const plain = bytes("7e0106 010809c801aa dd46 7e");
const colourful = bytes("7e0109 01087d5ec8017d5d7d5e4e2f 7e7d 7e");
const escapedSequence = bytes("7e0109 01087d5ec8017d5d7d5e4e2f 7d5e7d5d 7e");
const good = "010809c8 01aa";

/** What may stand where another byte was. */
const values = [0x00, 0x01, 0x02, 0x06, 0x20, 0x44, 0x5d, 0x5e, 0x7d, 0x7e, 0xff];

/** Packets that arrive from damaged bytes and two good frames behind them. */
function received(damaged: readonly number[], piece: number, unit: number): string[] {
	const line = new Line(unit);
	line.receive([...damaged, ...plain, ...plain], piece);
	return line.packets;
}

function replaced(frame: readonly number[], at: number, count: number, ...values: number[]): number[] {
	return [...frame.slice(0, at), ...values, ...frame.slice(at + count)];
}

/** Every frame that differs from `frame` by one byte changed, lost, or too many, and every one cut short. */
function* damages(frame: readonly number[]): Generator<readonly [string, readonly number[]]> {
	for (let at = 0; at < frame.length; at++) {
		yield [`cut at ${at}`, frame.slice(0, at)];
		yield [`byte ${at} lost`, replaced(frame, at, 1)];
		for (const value of values) {
			yield [`byte ${at} is ${value}`, replaced(frame, at, 1, value)];
			yield [`${value} before byte ${at}`, replaced(frame, at, 0, value)];
		}
	}
}

describe.each([
	["a plain frame", plain],
	["a frame with escapes", colourful],
])("%s with any damage to one byte", (_name, frame) => {
	it.each(pieces)("is followed by both good frames, in pieces of %d", (piece) => {
		for (const [what, damaged] of damages(frame)) expect(received(damaged, piece, 64).slice(-2), what).toEqual([good, good]);
	});

	it.each(pieces)("is followed by the last of them where a flag may be a byte count, in pieces of %d", (piece) => {
		for (const [what, damaged] of damages(frame)) expect(received(damaged, piece, 251).at(-1), what).toBe(good);
	});
});

it.each(pieces)(
	"a frame cut behind its revision costs no other, although its follower's flag may be a byte count, in pieces of %d",
	(piece) => {
		expect(received([0x7e, 0x01], piece, 251)).toEqual([good, good]);
	},
);

describe("byte counts", () => {
	it.each([64, 251])("that no packet of %d bytes of payload can have, then 300 bytes, then a frame", (unit) => {
		for (let count = 0; count < 256; count++) {
			if (count > 4 && count <= unit + 4) continue;
			for (const filler of [0x00, 0x7d, 0x7e, 0xff]) {
				const line = new Line(unit);
				line.receive([0x7e, 0x01, count, ...Array.from({ length: 300 }, () => filler), ...plain, ...plain], 50);
				expect(line.packets.at(-1), `count ${count}, filler ${filler}`).toBe(good);
			}
		}
	});
});

describe("what is counted", () => {
	it.each([
		["a byte count that the port does not take, and 257 bytes", [0x7e, 0x01, 0xff], 257, { byteCount: 1, noise: 259 }],
		["a good head, and more bytes than a frame can have", [0x7e, 0x01, 0x44], 300, { checkSequence: 1, noise: 302 }],
		[
			"a frame whose check sequence is wrong",
			[0x7e, 0x01, 0x06, 0x01, 0x08, 0x09, 0xc8, 0x01, 0xaa, 0xdd, 0x47],
			1,
			{ checkSequence: 1, noise: 11 },
		],
	])("of %s does not depend on the pieces", (_what, head, length, counted) => {
		for (const piece of pieces) {
			const line = new Line();
			line.receive([...head, ...Array.from({ length }, () => 0xff)], piece);
			expect(line.counters(), `in pieces of ${piece}`).toEqual(counted);
		}
	});
});

describe("without end", () => {
	it.each([
		["zeros", [], [0x00]],
		["escapes", [], [0x7d]],
		["flags", [], [0x7e]],
		["zeros in a frame", [0x7e, 0x01, 0x44], [0x00]],
		["escapes in a frame", [0x7e, 0x01, 0x44], [0x7d]],
		["zeros behind an unknown revision", [0x7e, 0x02], [0x00]],
		["heads of frames", [], [0x7e, 0x01]],
		["heads of frames with a byte count", [], [0x7e, 0x01, 0x44]],
		["heads of frames and escapes", [], [0x7e, 0x01, 0x44, 0x7d]],
		[
			"frames with a wrong check sequence and one flag between them",
			[],
			[0x7e, 0x01, 0x06, 0x01, 0x08, 0x09, 0xc8, 0x01, 0xaa, 0xdd, 0x47],
		],
	])("%s: no memory but its own is touched, and the next frames are received", (_name, head, pattern) => {
		const noise = [...head, ...Array.from({ length: 5000 }, (_none, index) => pattern[index % pattern.length])];
		for (const piece of [128, 1, 100]) {
			const line = new Line();
			const { memory } = line.endpoint;
			const { frames, port } = line.endpoint.port(0);
			line.receive(noise, piece);
			expect(line.packets).toEqual([]);
			expect(memory.slice(frames + port.frames).every((byte) => 0 === byte)).toBe(true);
			line.receive([...plain, ...plain], piece);
			expect(line.packets.at(-1), `in pieces of ${piece}`).toBe(good);
		}
	});
});

describe("an unfinished frame", () => {
	it.each([
		["a plain frame", plain, good],
		["one with escapes", colourful, "01087ec8 017d7e4e2f"],
		["one with escapes in its check sequence", escapedSequence, "01087ec8 017d7e4e2f"],
	])("is continued by the next bytes, wherever %s is cut, and not taken before its last", (_name, frame, text) => {
		for (let cut = 0; cut < frame.length; cut++) {
			const line = new Line();
			line.receive(frame.slice(0, cut));
			expect(line.packets, `cut at ${cut}`).toEqual([]);
			line.receive(frame.slice(cut));
			expect(line.packets, `cut at ${cut}`).toEqual([text]);
		}
	});

	it("is forgotten by reset", () => {
		const line = new Line();
		line.receive(plain.slice(0, 7));
		line.serial.reset();
		line.receive(plain.slice(7));
		expect(line.packets).toEqual([]);
		line.receive(plain);
		expect(line.packets).toEqual([good]);
	});

	it("is not disturbed by frames that leave meanwhile", () => {
		const line = new Line();
		line.receive([...plain, ...plain.slice(0, 9)]);
		expect(line.frames.length).toBe(1);
		line.transmit();
		line.receive(plain.slice(9));
		expect(line.packets).toEqual([good, good]);
	});

	it("that does not end where its count says is damaged, and what follows is noise up to the next flag", () => {
		const line = new Line();
		/* 68 bytes of a packet, 6 around it: one less, and more may come. */
		line.receive([0x7e, 0x01, 0x44, ...Array.from({ length: 70 }, () => 0)], 2);
		expect(line.counters()).toEqual({});
		line.receive([0, 0, 0, 0, 0, ...plain], 2);
		expect(line.counters()).toEqual({ checkSequence: 1, noise: 77, received: 1 });
		expect(line.packets).toEqual([good]);
	});

	it("is not ended by what lies behind the bytes that have arrived", () => {
		const line = new Line();
		line.receive(bytes("7e0106 010809c801aa dd47 00"), 128, 0);
		line.receive(plain);
		expect(line.packets).toEqual([good]);
		expect(line.counters()).toEqual({ checkSequence: 1, noise: 11, received: 1 });
	});
});
