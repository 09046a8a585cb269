// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import Reader from "../../../modules/wire/reader.js";
import { read } from "../../support/wire.js";
import { reads } from "../../tables/wire.js";

for (const item of reads)
	it(item.name, () => {
		const { expected, actual } = read(item);
		expect(actual).toEqual(expected);
	});

it("has nothing to read, and no errors, before its first bytes", () => {
	const { remaining, short, range } = new Reader(new Uint8Array(4));
	expect({ remaining, short, range }).toEqual({ remaining: 0, short: false, range: false });
});

it("begins anew without the errors of before", () => {
	const reader = new Reader(Uint8Array.of(0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff));
	reader.reset(1, 8);
	reader.u64();
	reader.u8();
	expect([reader.short, reader.range]).toEqual([true, true]);
	reader.reset(0, 2);
	expect([reader.short, reader.range, reader.u16be(), reader.remaining]).toEqual([false, false, 0x00ff, 0]);
});

it("takes the view that it is given", () => {
	const memory = Uint8Array.of(1, 2, 3);
	const reader = new Reader(memory, new DataView(memory.buffer));
	reader.reset(1, 2);
	expect(reader.u16()).toBe(0x0302);
});
