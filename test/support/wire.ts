// SPDX-License-Identifier: Apache-2.0
import Reader from "../../modules/wire/reader.js";
import Writer from "../../modules/wire/writer.js";
import type { ReadCase, WriteCase } from "../tables/wire.js";
import { bytes, hex } from "./text.js";

/** Bytes on either side that no field may touch. */
const guard = 2;

/** What reading gives and what it has to give. */
export function read({ bytes: text, calls, remaining, short, range }: ReadCase): { expected: unknown; actual: unknown } {
	const content = bytes(text);
	const memory = Uint8Array.from([0xee, 0xee, ...content, 0xee, 0xee]);
	const reader = new Reader(memory);
	reader.reset(guard, content.length);
	const values = calls.map(([method, value]) => {
		if ("skip" !== method) return reader[method]();
		reader.skip(value);
		return value;
	});
	return {
		expected: { values: calls.map(([, value]) => value), remaining, short: true === short, range: true === range },
		actual: { values, remaining: reader.remaining, short: reader.short, range: reader.range },
	};
}

/** What writing gives and what it has to give. */
export function write({ size, calls, bytes: text, overflow }: WriteCase): { expected: unknown; actual: unknown } {
	const source = guard + size + guard;
	const memory = new Uint8Array(source + 8).fill(0xee);
	for (let index = 0; index < 8; index++) memory[source + index] = 0xc0 + index;
	const writer = new Writer(memory);
	writer.reset(guard, size);
	for (const [method, value] of calls) {
		if ("copy" === method) writer.copy(source, value);
		else writer[method](value);
	}
	const content = bytes(text);
	return {
		expected: {
			bytes: `eeee${hex(content)}${"ee".repeat(size - content.length + guard)}`,
			remaining: size - content.length,
			overflow: true === overflow,
		},
		actual: { bytes: hex(memory, 0, source), remaining: writer.remaining, overflow: writer.overflow },
	};
}
