// SPDX-License-Identifier: Apache-2.0
import fc from "fast-check";
import { expect, it } from "vitest";
import Reader from "../../../modules/wire/reader.js";
import Writer from "../../../modules/wire/writer.js";
import { write } from "../../support/wire.js";
import { writes } from "../../tables/wire.js";

for (const item of writes)
	it(item.name, () => {
		const { expected, actual } = write(item);
		expect(actual).toEqual(expected);
	});

it("counts from its start", () => {
	const writer = new Writer(new Uint8Array(16));
	writer.reset(4, 8);
	writer.u32(1);
	expect([writer.start, writer.position, writer.length, writer.remaining]).toEqual([4, 8, 4, 4]);
});

it("has no room, and no overflow, before its first region", () => {
	const { length, remaining, overflow } = new Writer(new Uint8Array(4));
	expect({ length, remaining, overflow }).toEqual({ length: 0, remaining: 0, overflow: false });
});

it("begins anew without the overflow of before", () => {
	const writer = new Writer(new Uint8Array(4));
	writer.reset(0, 1);
	writer.u16(1);
	writer.reset(1, 3);
	writer.u16be(0x0102);
	expect([writer.overflow, ...writer.memory]).toEqual([false, 0, 1, 2, 0]);
});

const widths = { u8: 8, u16: 16, u16be: 16, u24: 24, u24be: 24, u32: 32, u32be: 32, u64: 53, u64be: 53 } as const;
const field = fc.constantFrom(...(Object.keys(widths) as (keyof typeof widths)[])).chain((method) =>
	fc.tuple(
		fc.constant(method),
		fc.maxSafeNat().map((value) => value % 2 ** widths[method]),
	),
);

it("reads back what it wrote, any fields of any value", () => {
	fc.assert(
		fc.property(fc.array(field, { maxLength: 20 }), (fields) => {
			const memory = new Uint8Array(256);
			const writer = new Writer(memory);
			writer.reset(3, 200);
			for (const [method, value] of fields) writer[method](value);
			const reader = new Reader(memory);
			reader.reset(3, writer.length);
			expect(fields.map(([method]) => reader[method]())).toEqual(fields.map(([, value]) => value));
			expect([writer.overflow, reader.short, reader.range, reader.remaining]).toEqual([false, false, false, 0]);
		}),
	);
});
