// SPDX-License-Identifier: Apache-2.0
import fc from "fast-check";
import { expect, it } from "vitest";
import { kindNames, kinds } from "../../../modules/fault/kinds.js";
import { checkFault, type FaultOptions } from "../../../modules/fault/options.js";
import Bench from "../../support/bench.js";
import { faultHappenings, happenings, limits, setup } from "../../support/hostile.js";
import { expectSettled } from "../../support/settled.js";

const own: Record<string, fc.Arbitrary<number>> = {
	milliseconds: fc.oneof(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 3_600_000 })),
	bits: fc.integer({ min: 1, max: 64 }),
	position: fc.oneof(fc.nat(10), fc.nat(65535)),
	copies: fc.integer({ min: 1, max: 8 }),
	eid: fc.constantFrom(0, 8, 9, 10, 255),
	instance: fc.nat(31),
	tag: fc.nat(7),
};

const common = {
	rate: fc.double({ min: 0, max: 1, noNaN: true }),
	count: fc.integer({ min: 1, max: 20 }),
	seed: fc.nat(0x7fffffff),
	direction: fc.constantFrom("receive", "transmit"),
	port: fc.nat(1),
	peer: fc.constantFrom(0, 8, 9, 10),
	type: fc.constantFrom(0, 1),
	command: fc.constantFrom(0, 1, 2),
};

/** Any fault that there can be. */
const fault: fc.Arbitrary<FaultOptions> = fc.constantFrom(...kindNames).chain((kind) => {
	const { needs, takes } = kinds[kind];
	const rows = Object.fromEntries([...needs, ...takes].map((name) => [name, own[name]]));
	const options = fc.record<Record<string, unknown>>({ kind: fc.constant(kind), ...rows, ...common }, { requiredKeys: ["kind", ...needs] });
	return options.map(({ command, ...rest }) => ("type" in rest && undefined !== command ? { ...rest, command } : rest) as FaultOptions);
});

/** Everything that an endpoint lets out, and what it counts. */
function life(bench: Bench, all: readonly { happen(bench: Bench): void }[]): unknown[] {
	const told: unknown[] = [];
	for (const { happen } of all) {
		happen(bench);
		told.push(bench.counters(), bench.tick());
	}
	return [...told, bench.pull(), bench.events];
}

it("without faults, nothing is different", () => {
	fc.assert(
		fc.property(happenings, (all) => {
			expect(life(new Bench({ ...setup, faults: [] }), all)).toEqual(life(new Bench(setup), all));
		}),
		{ numRuns: 100 },
	);
});

it("whatever goes wrong: nothing throws, everything settles once, and everything is free in the end", () => {
	fc.assert(
		fc.property(faultHappenings(fault), fc.nat(4), (all, places) => {
			const bench = new Bench({ ...setup, faults: [], places });
			for (const { happen } of all) happen(bench);
			bench.faults!.clear();
			expectSettled(bench, limits);
		}),
		{ numRuns: 400 },
	);
});

it("the same faults with the same seeds do the same", () => {
	fc.assert(
		fc.property(fc.array(fault, { maxLength: 6 }), happenings, (faults, all) => {
			const first = life(new Bench({ ...setup, faults }), all);
			expect(life(new Bench({ ...setup, faults }), all)).toEqual(first);
		}),
		{ numRuns: 50 },
	);
});

it("any value is a fault, or refused with the name of what is wrong with it", () => {
	const keys = ["kind", ...Object.keys(own), ...Object.keys(common), "pldmType", "other", "__proto__"];
	const value = fc.oneof(fc.nat(300), fc.double(), fc.constantFrom(...kindNames), fc.string(), fc.constant(null), fc.object());
	fc.assert(
		fc.property(fc.dictionary(fc.constantFrom(...keys), value), (options) => {
			try {
				checkFault(options as unknown as FaultOptions, "faults[1]");
			} catch (error) {
				expect(error).toBeInstanceOf(RangeError);
				expect((error as Error).message).toMatch(/^faults\[1\]\.\w+: /);
			}
		}),
		{ numRuns: 2000 },
	);
});
