// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import find from "../../../modules/wire/find.js";

const memory = Uint8Array.of(7, 1, 2, 7, 3, 7);

it.each([
	["the first of several", 1, 5, 7, 3],
	["the first byte of memory", 0, 6, 7, 0],
	["the byte at the offset itself", 3, 3, 7, 3],
	["the last byte", 4, 2, 7, 5],
	["nothing: the end", 1, 2, 7, 3],
	["nothing in an empty range", 3, 0, 7, 3],
	["nothing in an empty range at the end", 6, 0, 7, 6],
])("finds %s", (_what, offset, length, value, at) => expect(find(memory, offset, length, value)).toBe(at));

it.each([
	[-1, 2],
	[0, -1],
	[0, 7],
	[7, 0],
])("refuses a range outside of memory, from %d, %d bytes", (offset, length) =>
	expect(() => find(memory, offset, length, 1)).toThrow(RangeError),
);
