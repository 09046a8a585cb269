// SPDX-License-Identifier: Apache-2.0
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import crc32 from "../../../modules/wire/crc32.js";
import crc32c from "../../../modules/wire/crc32c.js";
import crc8 from "../../../modules/wire/crc8.js";
import fcs16 from "../../../modules/wire/fcs16.js";
import { checkValues } from "../../tables/wire.js";

const functions = { crc8, fcs16, crc32, crc32c };

for (const { name, start, inverted, check } of checkValues)
	describe(name, () => {
		const crc = functions[name];

		it("has the check value of the catalogue", () => {
			const memory = Uint8Array.from("-123456789-", (digit) => digit.charCodeAt(0));
			expect(crc(memory, 1, 9, start) ^ inverted).toBe(check);
		});

		it("of nothing is its start", () => expect(crc(new Uint8Array(4), 4, 0, start)).toBe(start));

		it("continues where it stopped", () => {
			fc.assert(
				fc.property(fc.uint8Array({ maxLength: 80 }), fc.nat(80), (memory, at) => {
					const cut = Math.min(at, memory.length);
					const first = crc(memory, 0, cut, start);
					expect(crc(memory, cut, memory.length - cut, first)).toBe(crc(memory, 0, memory.length, start));
				}),
			);
		});

		it("changes with every bit", () => {
			const memory = new Uint8Array(8);
			const seen = new Set([crc(memory, 0, 8, start)]);
			for (let bit = 0; bit < 64; bit++) {
				memory[bit >> 3] ^= 1 << (bit & 7);
				seen.add(crc(memory, 0, 8, start));
				memory[bit >> 3] = 0;
			}
			expect(seen.size).toBe(65);
		});

		for (const [offset, length] of [
			[-1, 2],
			[0, -1],
			[0, 9],
			[9, 0],
			[4, 5],
		])
			it(`refuses ${length} bytes at ${offset} of 8`, () =>
				expect(() => crc(new Uint8Array(8), offset, length, start)).toThrow(RangeError));
	});
