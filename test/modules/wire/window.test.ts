// SPDX-License-Identifier: Apache-2.0
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import Window from "../../../modules/wire/window.js";
import zero from "../../../modules/wire/zero.js";

describe("zero", () => {
	it("clears a range of any length, and nothing beside it", () => {
		for (let length = 0; length < 300; length++) {
			const memory = new Uint8Array(320).fill(0xa5);
			zero(memory, 7, length);
			const expected = new Uint8Array(320).fill(0xa5).fill(0, 7, 7 + length);
			expect(memory, String(length)).toEqual(expected);
		}
	});

	it.each([
		[-1, 4],
		[0, -1],
		[0, 65],
		[65, 0],
		[60, 5],
	])("refuses a range that is not inside memory: at %i, %i bytes", (offset, length) => {
		const memory = new Uint8Array(64).fill(0xa5);
		expect(() => zero(memory, offset, length)).toThrow(new RangeError("range outside memory"));
		expect(memory).toEqual(new Uint8Array(64).fill(0xa5));
	});

	it("clears up to the last byte of memory", () => {
		const memory = new Uint8Array(64).fill(0xa5);
		zero(memory, 0, 64);
		zero(memory, 64, 0);
		expect(memory).toEqual(new Uint8Array(64));
	});
});

/** A structure of 40 bytes with a field of every kind. */
function write(window: Window): void {
	window.u8(1, 0x12);
	window.u16(3, 0x3456);
	window.u32(8, 0x89abcdef);
	window.u64(14, 0x1234_5678_9abc);
	window.bytes(25, Uint8Array.of(1, 2, 3, 4, 5, 6, 7));
}

describe("a window", () => {
	it("shows the whole structure, with zero bytes between its fields", () => {
		const window = new Window(new Uint8Array(40).fill(0xa5));
		window.reset(0, 0, 40);
		write(window);
		expect(Buffer.from(window.memory).toString("hex")).toBe(
			"0012005634000000efcdab890000bc9a7856341200000000000102030405060700000000000000".padEnd(80, "0"),
		);
	});

	it("shows any part of it as the whole has it, and leaves what is beside untouched", () => {
		const whole = new Window(new Uint8Array(40));
		whole.reset(0, 0, 40);
		write(whole);
		fc.assert(
			fc.property(fc.nat(40), fc.nat(40), fc.nat(20), (one, other, place) => {
				const first = Math.min(one, other);
				const length = Math.max(one, other) - first;
				const window = new Window(new Uint8Array(80).fill(0xa5));
				window.reset(place, first, length);
				write(window);
				const expected = new Uint8Array(80).fill(0xa5);
				expected.set(whole.memory.subarray(first, first + length), place);
				expect(window.memory).toEqual(expected);
			}),
		);
	});

	it("says whether it has a range", () => {
		const window = new Window(new Uint8Array(8));
		window.reset(0, 10, 4);
		expect([window.has(6, 4), window.has(6, 5), window.has(13, 1), window.has(14, 9)]).toEqual([false, true, true, false]);
	});
});
