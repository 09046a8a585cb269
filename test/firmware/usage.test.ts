// SPDX-License-Identifier: Apache-2.0
// What npm run firmware says of memory, against the image itself.
import { statSync } from "node:fs";
import { expect, inject, test } from "vitest";
import { boards } from "../../hosts/stm32f405/boards.js";
import { usage } from "../../hosts/stm32f405/usage.js";
import { fileOf } from "./images.js";

/** Vectors, and the sectors for what the device remembers. */
const beforeFlash = 48 * 1024;
const flashSize = 1024 * 1024 - beforeFlash;
const ramSize = 128 * 1024;

test.for([
	["stm32f405", { ...boards.stm32f405.npm.memory, sdk: false }],
	["stm32f405-sdk", { ...boards.stm32f405.sdk.memory, sdk: true }],
] as const)("%s: what is used and what is free is all that there is", ([image, memory], context) => {
	const skipped = inject("withoutImage")[image];
	context.skip(undefined !== skipped, skipped);
	const text = usage(fileOf(image, "elf"), memory);
	console.log(`${image}:\n${text}`);
	const numbers = (pattern: RegExp) =>
		pattern
			.exec(text)!
			.slice(1)
			.map((each) => Number(each.replaceAll(",", "")));
	const [used, size, free] = numbers(/^flash +([\d,]+) bytes of ([\d,]+); ([\d,]+) free$/m);
	expect([used, size, used + free]).toEqual([statSync(fileOf(image, "bin")).size - beforeFlash, flashSize, flashSize]);
	const [ram, variables, malloc, stack] = numbers(/^RAM +([\d,]+) bytes: ([\d,]+) .*, ([\d,]+) malloc, ([\d,]+) script stack,$/m);
	const rest = memory.sdk ? numbers(/^ +([\d,]+) slots and chunks/m) : numbers(/^ +([\d,]+) slots .*, ([\d,]+) chunks .*; ([\d,]+) free$/m);
	expect(ram).toBe(ramSize);
	expect(rest.reduce((sum, each) => sum + each, variables + malloc + stack)).toBe(ramSize);
});
