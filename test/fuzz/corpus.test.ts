// SPDX-License-Identifier: Apache-2.0
// Every input that is kept, and some that are made up: the same on each run.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, onTestFinished } from "vitest";
import Random from "../../modules/fault/random.js";
import { keep, readCorpus } from "./corpus.js";
import { Finding, reduce, search } from "./engine.js";
import { format, invent, next, parse } from "./inputs.js";
import { live, stepSize, type Life, type Target } from "./target.js";
import { targets } from "./targets/all.js";

const folder = join(import.meta.dirname, "corpus");
/** Lives that are made up, beside those that are kept. */
const lives = 40;

describe.each(targets.map((target) => [target.name, target] as const))("%s", (name, target) => {
	afterAll(() => target.close?.());

	it("lives through every input that is kept, and each reaches what it is kept for", async () => {
		const kept = readCorpus(folder, name);
		expect(kept.length).toBeGreaterThan(0);
		for (const { name: what, input } of kept) {
			const life = await live(target, input);
			const reached = Array.from(life.reached(), (each) => each.replaceAll(/[^A-Za-z0-9]+/g, "-").replaceAll(/^-|-$/g, ""));
			if (!what.startsWith("mended")) expect(reached, what).toContain(what);
		}
	});

	it("lives through inputs that are made up", async () => {
		const figures = await search({ target, seed: 4, over: (figures) => figures.lives >= lives });
		expect(figures.taken).toBeGreaterThan(0);
	});

	it("does the same with the same seed", async () => {
		const told: string[][] = [];
		for (let turn = 0; turn < 2; turn++) {
			const texts: string[] = [];
			await live(target, invent(new Random(5), target.most), (text) => void texts.push(text));
			told.push(texts);
		}
		expect(told[0].length).toBeGreaterThan(1);
		expect(told[1]).toEqual(told[0]);
	});
});

/** Goes wrong once there have been three steps that begin with more than 100, and before them one with 7. */
function broken(): Life {
	let large = 0;
	let seven = false;
	return {
		taken: 1,
		step(input, at) {
			seven ||= 7 === input[at];
			if (seven && input[at] > 100) large++;
			if (3 === large) throw new Error(`went wrong at byte ${at}`);
		},
		end() {},
		told: () => "step",
		reached: () => [`large ${large}`],
	};
}
const target: Target = { name: "broken", description: "goes wrong", unit: "steps", most: 200, begin: broken };

describe("the search", () => {
	it("finds what goes wrong, and makes the input as small as can be", async () => {
		const finding = await search({ target, seed: 1, over: () => false }).catch((error: unknown) => error as Finding);
		expect(finding).toBeInstanceOf(Finding);
		const { input, message, steps } = await reduce(target, finding as Finding);
		expect(message).toBe(`went wrong at byte ${4 * stepSize}`);
		expect(input.length).toBe(5 * stepSize);
		expect([1, 2, 3, 4].map((step) => input[step * stepSize] > 100)).toEqual([false, true, true, true]);
		expect(input[stepSize]).toBe(7);
		expect(steps.length).toBe(5);
	});

	it("makes the same inputs of the same seed", () => {
		const inputs = (seed: number) => {
			const random = new Random(seed);
			const pool = [invent(random, 20), invent(random, 20)];
			return Array.from({ length: 50 }, () => format(next(random, pool, 20)));
		};
		expect(inputs(3)).toEqual(inputs(3));
		expect(inputs(4)).not.toEqual(inputs(3));
	});
});

describe("an input as text", () => {
	it("is read as it was written, whatever is said behind its steps", () => {
		const input = invent(new Random(1), 20);
		expect(parse(`# what it is\n${format(input, ["a setup", "", "a #step"])}\n`)).toEqual(input);
	});

	it.each(["", "# nothing", "00", "000000000000000g", "00000000000000000000"])("is refused: %j", (text) => {
		expect(() => parse(text)).toThrow("a step is 16 hexadecimal digits");
	});

	it("is kept in a file that is named after what it reaches", () => {
		const kept = mkdtempSync(join(tmpdir(), "mctp-xs-"));
		onTestFinished(() => rmSync(kept, { recursive: true }));
		const input = invent(new Random(2), 3);
		keep(kept, "any", { name: "counter noSlot: 1", input }, []);
		expect(readCorpus(kept, "any")).toEqual([{ name: "counter-noSlot-1", input }]);
	});
});
