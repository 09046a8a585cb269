// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { formatSimulation, runScenario } from "../../../hosts/node/simulate/run.js";
import type { Scenario } from "../../../hosts/node/simulate/scenario.js";
import Simulation from "../../../hosts/node/simulate/simulation.js";
import { packetsOf } from "./trace/support.js";

const folder = join(import.meta.dirname, "../../../hosts/node/simulate/scenarios");
const files = readdirSync(folder);
const temporary = mkdtempSync(join(tmpdir(), "simulate-"));
afterAll(() => rmSync(temporary, { recursive: true }));

const read = (file: string) => JSON.parse(readFileSync(join(folder, file), "utf8")) as Scenario;

describe("a scenario of this repository", () => {
	test("is named after its file, and holds the trace that it leaves", () => {
		expect(files).toHaveLength(13);
		for (const file of files) {
			const { name, trace } = read(file);
			expect(`${name}.json`).toBe(file);
			expect(trace).toBeTypeOf("number");
		}
	});
	test.each(files)("%s comes to what it expects", async (file) => {
		const run = await runScenario(join(folder, file));
		expect(run.problems).toEqual([]);
	});
});

test("another seed leaves another trace, the same seed the same", () => {
	const scenario = read("noise-on-the-line.json");
	const trace = (seed: number) => new Simulation({ ...scenario, seed, trace: undefined }).run().trace;
	expect(trace(5)).toBe(scenario.trace);
	expect(trace(6)).not.toBe(scenario.trace);
});

test("what is not as expected is told, with the time", () => {
	const scenario = read("collision.json");
	const expectation = {
		at: 4000,
		traffic: { one: { answered: 31, failed: [1, 2] as const } },
		eids: { one: 9 },
		counters: { one: { received: 0 } },
	};
	const outcome = new Simulation({ ...scenario, trace: 1, expect: [expectation] }).run();
	expect(outcome.problems).toEqual([
		"at 4000 ms: one: answered: 30, expected 31",
		"at 4000 ms: one: failed: 0, expected 1 to 2",
		"at 4000 ms: EID of one: 20, expected 9",
		expect.stringMatching(/^at 4000 ms: one: received: \d+, expected 0$/),
		`trace: ${scenario.trace}, expected 1`,
	]);
	expect(formatSimulation({ name: "x", duration: 1, ...outcome })).toMatch(
		/^FAILED {2}x: \d+ transactions in 1 ms, trace \d+\n {8}at 4000 ms/,
	);
});

test("a file that is no scenario is refused, with the places", async () => {
	const file = join(temporary, "wrong.json");
	writeFileSync(
		file,
		'{ "name": "x", "description": "y", "duration": 0, "buses": [{ "name": "a", "speed": 50 }], "nodes": [], "expect": [{ "at": 1 }] }',
	);
	await expect(runScenario(file)).rejects.toThrow(/is not a valid scenario[^]*duration[^]*speed/);
	const unknown = { ...read("collision.json"), nodes: [{ name: "one", ports: [{ bus: "elsewhere", address: 16 }] }] };
	writeFileSync(file, JSON.stringify(unknown));
	await expect(runScenario(file)).rejects.toThrow('there is no bus "elsewhere"');
});

test("packets are captured with the time of the scenario", async () => {
	const { capture } = await runScenario(join(folder, "collision.json"), true);
	const packets = await packetsOf(capture!);
	expect(packets.length).toBe(120);
	expect(packets[0].physical).toBe(0x12);
	expect(packets.every(({ time }) => time! <= 4_000_000)).toBe(true);
});
