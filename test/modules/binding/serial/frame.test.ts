// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { longestFrame } from "../../../../modules/binding/serial/format.js";
import { decode, encode } from "../../../../modules/binding/serial/frame.js";
import { playDecode, playEncode } from "../../../support/play-frames.js";
import { bytes } from "../../../support/text.js";
import { badPackets, badRanges, decodes, encodes } from "../../../tables/serial-frames.js";

describe("taking a frame apart", () => {
	it.each(decodes)("$name", (item) => {
		const { expected, actual } = playDecode(decode, item);
		expect(actual).toEqual(expected);
	});

	it("a frame that fills the memory", () => expect(decode(Uint8Array.from(bytes("7e0106 010809c801aa dd46 7e")), 0, 12, 68)).toBe(11));

	it.each(badRanges)("%d bytes of memory: from %d to %d is refused", (size, at, end) =>
		expect(() => decode(new Uint8Array(size), at, end, 68)).toThrow(RangeError),
	);
});

describe("making a frame", () => {
	it.each(encodes)("$name", (item) => {
		const { expected, actual } = playEncode(encode, item);
		expect(actual).toEqual(expected);
	});

	it.each(badPackets)("%d bytes of memory: at %d, around %d bytes, is refused", (size, offset, count) =>
		expect(() => encode(new Uint8Array(size), offset, count)).toThrow(RangeError),
	);

	it("of the largest packet", () => expect(encode(new Uint8Array(518), 0, 255)).toBe(261));

	it("takes at most twice the bytes of packet and check sequence, and four more", () => expect(longestFrame(5)).toBe(18));
});
