// SPDX-License-Identifier: Apache-2.0
import fc from "fast-check";
import { expect, it } from "vitest";
import Bench from "../../support/bench.js";
import { garbage, happenings, limits, packet, setup } from "../../support/hostile.js";
import { expectSettled } from "../../support/settled.js";

it("whatever arrives and whatever happens: nothing throws, everything settles once, and everything is free in the end", () => {
	fc.assert(
		fc.property(happenings, (happenings) => {
			const bench = new Bench(setup);
			for (const { happen } of happenings) happen(bench);
			expectSettled(bench, limits);
		}),
		{ numRuns: 1500 },
	);
});

it("every arriving packet is counted once", () => {
	fc.assert(
		fc.property(fc.array(fc.oneof(packet, garbage), { maxLength: 100, size: "max" }), (packets) => {
			const bench = new Bench(setup);
			const verdicts = new Map<number, number>();
			let arrived = 0;
			bench.endpoint.follow((verdict) => {
				arrived++;
				verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
			});
			for (const { happen } of packets) happen(bench);
			expect(arrived).toBe(packets.length);
			const counters = [0, 1].map((port) => bench.endpoint.port(port).counters);
			for (const [verdict, count] of verdicts) expect(counters[0][verdict] + counters[1][verdict]).toBe(count);
		}),
		{ numRuns: 200 },
	);
});
