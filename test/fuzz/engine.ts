// SPDX-License-Identifier: Apache-2.0
import Random from "../../modules/fault/random.js";
import { readCorpus } from "./corpus.js";
import type Coverage from "./coverage.js";
import { next } from "./inputs.js";
import { minimise } from "./minimise.js";
import { live, type Target } from "./target.js";

/** Inputs that are changed further; of those that reached something new, the latest. */
const mostKept = 500;

export interface Search {
	readonly target: Target;
	readonly seed: number;
	/** Ends when this says so; asked after each life. */
	readonly over: (figures: Figures) => boolean;
	/** Folder of what is kept; none: all is made up. */
	readonly corpus?: string;
	/** Which parts of the program ran, beside what was reached. */
	readonly coverage?: Coverage;
	/** Told before each life. */
	readonly begin?: (input: Uint8Array) => void;
	/** Told of an input that reached something new, and what. */
	readonly found?: (input: Uint8Array, news: readonly string[]) => Promise<void> | void;
}

export interface Figures {
	lives: number;
	steps: number;
	taken: number;
	/** What was reached. */
	reached: Set<string>;
}

/** A life in which something was not as it has to be. */
export class Finding extends Error {
	readonly input: Uint8Array;

	constructor(input: Uint8Array, cause: unknown) {
		super(cause instanceof Error ? cause.message : String(cause), { cause });
		this.input = input;
	}
}

/** One life after the other, until it is over. Throws Finding. The same seed and corpus give the same lives. */
export async function search({ target, seed, over, corpus, coverage, begin, found }: Search): Promise<Figures> {
	const random = new Random(seed);
	const kept = undefined === corpus ? [] : readCorpus(corpus, target.name).map(({ input }) => input);
	const pool: Uint8Array[] = [];
	const figures: Figures = { lives: 0, steps: 0, taken: 0, reached: new Set() };
	while (!over(figures)) {
		const input = kept[figures.lives] ?? next(random, pool, target.most);
		begin?.(input);
		let life;
		try {
			life = await live(target, input);
		} catch (error) {
			throw new Finding(input, error);
		}
		figures.lives++;
		figures.steps += input.length >> 3;
		figures.taken += life.taken;
		const news: string[] = [];
		for (const name of life.reached()) {
			if (figures.reached.has(name)) continue;
			figures.reached.add(name);
			news.push(name);
		}
		const covered = coverage?.news() ?? false;
		if (!covered && 0 === news.length) continue;
		if (pool.push(input) > mostKept) pool.splice(random.below(mostKept), 1);
		if (news.length > 0) await found?.(input, news);
	}
	return figures;
}

/** The smallest input with the same fault, and what its steps mean. */
export async function reduce(
	target: Target,
	{ input, message }: Finding,
): Promise<{ input: Uint8Array; message: string; steps: string[] }> {
	const kind = kindOf(message);
	const smallest = await minimise(input, async (candidate) => kindOf(await faultOf(target, candidate)) === kind);
	const steps: string[] = [];
	return { input: smallest, message: await faultOf(target, smallest, steps), steps };
}

/** The smallest input that still reaches `name`. */
export async function reduceReaching(target: Target, input: Uint8Array, name: string): Promise<{ input: Uint8Array; steps: string[] }> {
	const smallest = await minimise(input, async (candidate) => {
		for (const reached of (await live(target, candidate)).reached()) if (reached === name) return true;
		return false;
	});
	const steps: string[] = [];
	await live(target, smallest, (text) => void steps.push(text));
	return { input: smallest, steps };
}

/** What goes wrong in a life; empty: nothing. */
async function faultOf(target: Target, input: Uint8Array, steps: string[] = []): Promise<string> {
	try {
		await live(target, input, (text) => void steps.push(text));
		return "";
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	}
}

/** A fault without its numbers. */
function kindOf(message: string): string {
	return message.replaceAll(/[0-9]+/g, "0");
}
