// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { derived, holds, meets, missing, onTheWire, type Goal } from "./judge.js";

describe("a counted figure", () => {
	it.each([
		["far above its budget, at the record", 100_000, { budget: 25_000, record: 100_000 }, true],
		["5 % above the record", 105_000, { budget: 25_000, record: 100_000 }, true],
		["more than 5 % above the record", 105_001, { budget: 25_000, record: 100_000 }, false],
		["more than 5 % above the record, without a budget", 105_001, { record: 100_000 }, false],
		["a third of the record", 33_000, { record: 100_000 }, true],
		["above a budget that was met, and near the record", 25_001, { budget: 25_000, record: 24_900 }, false],
		["at a budget that was met", 25_000, { budget: 25_000, record: 24_900 }, true],
		["below a budget that was met, and far from the record", 21_001, { budget: 25_000, record: 20_000 }, false],
		["that is no number", NaN, { record: 100_000 }, false],
		["without a record", 1e9, { budget: 25_000 }, undefined],
	])("%s", (_what, value, goal, expected) => {
		expect(holds(value, { unit: "instructions", ...goal })).toBe(expected);
	});

	it("that has a record and was not measured is missing", () => {
		const goals = { a: { unit: "instructions", record: 1 }, b: { unit: "bytes", record: 2 }, c: { unit: "ns", budget: 3 } };
		expect(missing(goals, new Set(["b"]))).toEqual(["a"]);
	});
});

it.each([
	["ns", 99, true],
	["ns", 101, false],
	["GB/s", 99, false],
	["GB/s", 101, true],
])("a budget of 100 %s is met by %d: %s", (unit, value, met) => {
	expect(meets(value, { unit, budget: 100 })).toBe(met);
	expect(meets(value, { unit })).toBeUndefined();
});

it("a count of instructions as time", () => expect(derived(168_000)).toBe("1000 us at 168 MHz, 280 us at 600 MHz"));

it("bits as time on a bus", () => expect(onTheWire(659)).toBe("6.59 ms at 100 kHz, 1.65 ms at 400 kHz, 0.66 ms at 1000 kHz"));

describe("budgets.json", () => {
	const goals = Object.entries(JSON.parse(readFileSync(join(import.meta.dirname, "../../budgets.json"), "utf8")) as Record<string, Goal>);

	it.each(goals)("%s: a record for what is counted, and for nothing else", (_name, { unit, record, budget }) => {
		expect(["instructions", "bytes"].includes(unit)).toBe(undefined !== record);
		expect(record ?? budget).toBeGreaterThan(0);
	});
});
