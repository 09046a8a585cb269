// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";
import { basename, relative } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { keep, readCorpus } from "./corpus.js";
import Coverage from "./coverage.js";
import { Finding, reduce, reduceReaching, search, type Figures } from "./engine.js";
import { used } from "./heap.js";
import { parse } from "./inputs.js";
import { soakBus } from "./soak/bus.js";
import { soak } from "./soak/soak.js";
import { live, type Target } from "./target.js";
import { targets } from "./targets/all.js";

interface Options {
	seconds: string;
	count?: string;
	packets: string;
	messages: string;
	seed: string;
	target: string[];
	replay?: string;
	cover: boolean;
	save: boolean;
	list: boolean;
	soak: boolean;
	shared: SharedArrayBuffer;
	corpus: string;
	folder: string;
}

const options = workerData as Options;
const state = new Int32Array(options.shared, 0, 2);
const shown = new Uint8Array(options.shared, 8);
/** Files that are kept of a target, at most. */
const mostKept = 100;
/** Bytes by which memory may be more after a search than shortly after its beginning: what is kept, and what V8 does. */
const flat = 8_000_000;

/** Shows an input to whoever watches. */
function show(input: Uint8Array): void {
	shown.set(input.subarray(0, shown.length));
	state[1] = input.length;
	Atomics.add(state, 0, 1);
}

function number(name: "seconds" | "count" | "packets" | "messages" | "seed"): number {
	const value = Number(options[name]);
	if (Number.isFinite(value) && value >= 0 && ("seconds" === name || Number.isInteger(value))) return value;
	throw new Error(`--${name} ${options[name]}: a number from 0 up`);
}

function chosen(): readonly Target[] {
	const names = targets.map(({ name }) => name);
	for (const name of options.target)
		if (!names.includes(name)) throw new Error(`there is no target "${name}": choose from ${names.join(", ")}`);
	return options.target.length > 0 ? targets.filter(({ name }) => options.target.includes(name)) : targets;
}

async function main(): Promise<number> {
	if (options.list) return list();
	if (options.soak) return soaked();
	const some = chosen();
	if (undefined !== options.replay) return await replay(some, options.replay);
	let failed = 0;
	try {
		for (const target of some) if (!(await fuzz(target, secondsFor(target, some)))) failed++;
	} finally {
		for (const target of some) await target.close?.();
	}
	console.log(`${some.length - failed} passed, ${failed} failed, 0 skipped`);
	return failed > 0 ? 1 : 0;
}

function list(): number {
	const width = Math.max(...targets.map(({ name }) => name.length));
	for (const { name, description } of targets) console.log(`${name.padEnd(width)}  ${description}`);
	return 0;
}

/** Bytes by which memory may be more at the end of a soak than after a tenth of it. */
const flatSoak = 500_000;

function soaked(): number {
	let passed = 0;
	let failed = 0;
	for (const [wanted, run] of [
		[number("packets"), soakLine],
		[number("messages"), soakI2c],
	] as const) {
		if (0 === wanted) continue;
		if (steady(() => run(wanted))) passed++;
		else failed++;
	}
	console.log(`${passed} passed, ${failed} failed, 0 skipped`);
	return failed > 0 ? 1 : 0;
}

/** Whether a soak ends well, and with as much memory in use as it began with: `run` returns bytes, after a tenth and at the end. */
function steady(run: () => readonly [number, number]): boolean {
	try {
		const [warm, end] = run();
		console.log(`heap ${Math.round(warm / 1000)} KB after a tenth, ${Math.round(end / 1000)} KB at the end`);
		if (end - warm <= flatSoak) return true;
		console.log(`FAILED: memory has grown by ${end - warm} bytes`);
	} catch (error) {
		console.log(`FAILED: soak, seed ${options.seed}: ${(error as Error).stack}`);
	}
	return false;
}

function beat(): void {
	Atomics.add(state, 0, 1);
}

function soakLine(count: number): readonly [number, number] {
	const began = performance.now();
	const { packets, time, requests, answered, damaged, lost, doubled, faults, heap } = soak(count, number("seed"), beat);
	const seconds = (performance.now() - began) / 1000;
	console.log(
		`line: ${packets} packets in ${seconds.toFixed(1)} s (${rate(packets, seconds)} packets/s), ${time / 1000} s of virtual time`,
	);
	console.log(`${faults} faults: ${lost} packets lost, ${doubled} doubled`);
	console.log(`${requests} requests, all settled: ${answered} with an answer, of which ${damaged} were damaged by faults`);
	return heap;
}

function soakI2c(count: number): readonly [number, number] {
	const began = performance.now();
	const { messages, time, requests, answered, damaged, transactions, arbitrations, faults, lost, removals, heap } = soakBus(
		count,
		number("seed"),
		beat,
	);
	const seconds = (performance.now() - began) / 1000;
	console.log(
		`I2C: ${messages} messages in ${seconds.toFixed(1)} s (${rate(messages, seconds)} messages/s), ${time / 1000} s of virtual time`,
	);
	console.log(
		`${transactions} transactions, ${arbitrations} arbitrations lost, ${faults} faults: ${lost} packets lost; ${removals} endpoints taken off`,
	);
	console.log(`${requests} requests, all settled: ${answered} with an answer, ${damaged} of them made of two`);
	return heap;
}

/** Half of the time is the first target's, the endpoint. */
function secondsFor(target: Target, some: readonly Target[]): number {
	const seconds = number("seconds");
	if (1 === some.length) return seconds;
	if (!some.includes(targets[0])) return seconds / some.length;
	return target === targets[0] ? seconds / 2 : seconds / 2 / (some.length - 1);
}

async function fuzz(target: Target, seconds: number): Promise<boolean> {
	const seed = number("seed");
	parentPort?.postMessage(target.name);
	const count = undefined === options.count ? Infinity : number("count");
	const began = performance.now();
	const elapsed = () => (performance.now() - began) / 1000;
	let warm: number | undefined;
	const over = ({ lives, taken }: Figures) => {
		if (100 === lives) warm = used();
		return taken >= count || (Infinity === count && elapsed() >= seconds);
	};
	const coverage = options.cover ? new Coverage(basename(import.meta.url)) : undefined;
	const known = options.save ? await reachedBy(target) : new Set<string>();
	const found = options.save ? (input: Uint8Array, news: readonly string[]) => save(target, input, news, known) : undefined;
	try {
		const figures = await search({ target, seed, over, corpus: options.corpus, begin: show, coverage, found });
		const time = elapsed();
		const grown = undefined === warm ? 0 : used() - warm;
		console.log(
			`${target.name.padEnd(10)} ${figures.lives} lives, ${figures.taken} ${target.unit}, ${rate(figures.taken, time)} ${target.unit}/s, ` +
				`${figures.reached.size} things reached${coverage ? `, ${coverage.blocks} blocks of code` : ""}, heap ${grown >= 0 ? "+" : ""}${Math.round(grown / 1000)} KB`,
		);
		if (grown <= flat) return true;
		console.log(`FAILED: ${target.name}: memory has grown by ${grown} bytes over ${figures.lives} lives`);
		return false;
	} catch (error) {
		if (!(error instanceof Finding)) throw error;
		await report(target, error, seed);
		return false;
	} finally {
		coverage?.close();
	}
}

function rate(count: number, seconds: number): string {
	return String(Number((count / seconds).toPrecision(3)));
}

async function report(target: Target, finding: Finding, seed: number): Promise<void> {
	console.log(`FAILED: ${target.name}, seed ${seed}: ${finding.message}`);
	console.log((finding.cause as Error).stack);
	const { input, message, steps } = await reduce(target, finding);
	steps.push(message);
	const head = `# ${target.name}, seed ${seed}: ${message}\n`;
	const path = relative(".", keep(options.folder, target.name, { name: message.slice(0, 60), input }, steps, head));
	for (const step of steps) console.log(`  ${step}`);
	console.log(
		`again: npm run fuzz -- --target ${target.name} --replay ${path}\nput the file into test/fuzz/corpus/${target.name} when it is mended`,
	);
}

async function replay(some: readonly Target[], path: string): Promise<number> {
	if (1 !== some.length) throw new Error("--replay needs --target NAME");
	const [target] = some;
	parentPort?.postMessage(target.name);
	try {
		const input = parse(readFileSync(path, "utf8"));
		show(input);
		const life = await live(target, input, (text) => console.log(text));
		console.log(`reached: ${[...life.reached()].join(", ")}`);
		return 0;
	} catch (error) {
		console.log((error as Error).stack);
		return 1;
	} finally {
		await target.close?.();
	}
}

/** What the kept inputs of a target reach. */
async function reachedBy(target: Target): Promise<Set<string>> {
	const known = new Set<string>();
	for (const { input } of readCorpus(options.corpus, target.name))
		for (const name of (await live(target, input)).reached()) known.add(name);
	return known;
}

async function save(target: Target, input: Uint8Array, news: readonly string[], known: Set<string>): Promise<void> {
	for (const name of news) {
		if (known.has(name) || readCorpus(options.corpus, target.name).length >= mostKept) continue;
		const { input: smallest, steps } = await reduceReaching(target, input, name);
		for (const each of (await live(target, smallest)).reached()) known.add(each);
		console.log(`kept: ${relative(".", keep(options.corpus, target.name, { name, input: smallest }, steps))}`);
	}
}

main().then(
	(status) => process.exit(status),
	(error) => {
		console.error((error as Error).message);
		process.exit(2);
	},
);
