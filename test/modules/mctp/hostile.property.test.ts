// SPDX-License-Identifier: Apache-2.0
import fc from "fast-check";
import { expect, it, vi } from "vitest";
import Bench, { never } from "../../support/bench.js";
import { useEverything } from "../../support/free.js";
import { garbage, happenings, limits, packet, settle, setup } from "../../support/hostile.js";

/* Only what hangs runs into this, on a slow machine too. */
vi.setConfig({ testTimeout: 60_000 });

it("whatever arrives and whatever happens: nothing throws, everything settles once, and everything is free in the end", () => {
	fc.assert(
		fc.property(happenings, (happenings) => {
			const bench = new Bench(setup);
			for (const { happen } of happenings) happen(bench);
			settle(bench);
			expect(bench.pull()).toEqual([]);
			const taken = bench.events.filter((text) => "taken" === text).length;
			const settled = bench.events.filter((text) =>
				/: request \d+ (sent|response|timeout|cancelled|link down|send failed)/.test(text),
			).length;
			expect(settled).toBe(taken);
			const ended = bench.events.filter((text) => /: answer \d+ (sent|abandoned)$/.test(text)).map((text) => Number(text.split(" ")[2]));
			expect(ended.sort((left, right) => left - right)).toEqual(bench.tickets.map((_ticket, index) => index));
			expect(bench.tick()).toBe(never);
			bench.endpoint.assign(0, 8);
			useEverything(bench, limits);
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
