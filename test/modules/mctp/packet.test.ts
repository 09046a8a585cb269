// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { move, put, take } from "../../../modules/mctp/packet.js";
import { bytes, hex } from "../../support/text.js";
import { badHeaders, badMoves, badPuts, headers } from "../../tables/packets.js";

const memory = () => Uint8Array.from({ length: 200 }, (_, index) => index);
const address = 0x01080000;

describe("a header", () => {
	it.each(headers)("$name", ({ header, length = 10, taken }) =>
		expect(take(Uint8Array.from(bytes(header)), 0, length, address, 68)).toBe(taken),
	);

	it("at the end of memory", () => expect(take(Uint8Array.of(0xff, 0x01, 0x08, 0x09, 0xc8), 1, 10, address, 68)).toBe(0x010809c8));

	it.each(badHeaders)("at %d of 200 bytes is refused", (offset) =>
		expect(() => take(memory(), offset, 10, address, 68)).toThrow(RangeError),
	);
});

describe("a packet put together", () => {
	it.each([
		["at the start of memory", 0, 100, 3, 0, "010809c8646566"],
		["from the start of memory", 100, 0, 3, 100, "010809c8000102"],
		["from the end of memory", 10, 198, 2, 10, "010809c8c6c7"],
		["at the end of memory", 193, 5, 3, 193, "010809c8050607"],
		["without payload", 196, 0, 0, 196, "010809c8"],
	])("%s", (_what, offset, from, length, at, text) => {
		const all = memory();
		put(all, offset, 0x010809c8, from, length);
		expect(hex(all, at, length + 4)).toBe(text);
	});

	it.each([
		["in the middle has the next sequence number", 0x01080918, 0x01080928],
		["with the highest sequence number has the lowest", 0x0108093b, 0x0108090b],
		["at the start has no start", 0x010809ac, 0x0108093c],
		["at the end has no end", 0x01080958, 0x01080928],
	])("the header behind one %s", (_what, header, following) => expect(put(memory(), 0, header, 100, 64)).toBe(following));

	it.each(badPuts)("at %d from %d, %d bytes, is refused", (offset, from, length) =>
		expect(() => put(memory(), offset, 1, from, length)).toThrow(RangeError),
	);
});

describe("a packet moved", () => {
	it.each([
		["to the start of memory", 0, 100, 3, "646566"],
		["from the start of memory", 100, 0, 3, "000102"],
		["to the end of memory", 197, 5, 3, "050607"],
		["from the end of memory", 5, 197, 3, "c5c6c7"],
		["over itself", 10, 12, 4, "0c0d0e0f"],
		["of no bytes", 200, 200, 0, ""],
	])("%s", (_what, offset, from, length, text) => {
		const all = memory();
		move(all, offset, from, length);
		expect(hex(all, offset, length)).toBe(text);
	});

	it.each(badMoves)("to %d from %d, %d bytes, is refused", (offset, from, length) =>
		expect(() => move(memory(), offset, from, length)).toThrow(RangeError),
	);
});
