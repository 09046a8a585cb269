#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// Builds the XS images, runs the programs on them, reports.
import { spawn } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { SourceMap } from "node:module";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { children, installEngine, locked } from "../../hosts/xs/engine.js";
import { boards } from "./boards.js";
import { build, missing, targets } from "./build.js";
import { bundledOnly, keeps, onBoard, programNames } from "./bundle.js";

const everything = Object.keys(targets);

const help = `Runs modules on real XS 13.3, and, preloaded, on the XS of an installed Moddable SDK.

Usage: node test/xs/run.js [--target NAME]... [PROGRAM]...

  PROGRAM         a file of test/xs/programs without its extension; all of them when none is named
  --target NAME   ${everything.join(", ")}; all of them when none is named
                  cortex-m4-rom: modules compiled and preloaded by the Moddable SDK in $MODDABLE
                  esp32, esp32-switched, esp32-races, zephyr, zephyr-races: x86-64 with the C of hosts/esp32 (two I2C controllers,
                  or one) or hosts/zephyr on fakes of what it calls, as debug or under the thread sanitizer; only programs about such C
                  debug: x86-64 with line numbers in stacks, every exception shown, a collection at every 5000th allocation,
                  and C under the address and undefined behaviour sanitizers
  --timeout S     seconds a program may take, 600
  --json          results as one JSON array on standard output, progress on standard error
  --list          print the programs
  --help          print this

Images and objects are kept in \${MCTP_XS_CACHE:-\${XDG_CACHE_HOME:-~/.cache}/mctp-xs}/xs.`;

const outputMaximum = 1024 * 1024;
/** Programs that run, by target and name, and since when. */
const running = new Map();

async function main() {
	const { values, positionals } = options();
	if (values.help) return console.log(help);
	if (values.list) return console.log(programNames().join("\n"));
	const print = values.json ? console.error : console.log;
	const names = chosen(values.target, everything, everything, "target");
	const programs = chosen(positionals, programNames(), programNames(), "program");
	const ready = names.filter((name) => {
		const reason = missing(targets[name]);
		if (reason) print(`skipped: ${name} needs ${reason}`);
		return !reason && suitable(name, programs).length;
	});
	for (const name of names.filter((name) => targets[name].preloaded)) {
		const without = programs.filter((program) => !suitable(name, programs).includes(program));
		if (without.length) print(`skipped: ${without.join(", ")} on ${name}, where twins are those in C`);
	}
	if (!process.env.MODDABLE && names.some(hasStorage))
		for (const program of programs.filter(keeps)) print(`skipped: ${program} needs an installed Moddable SDK (set MODDABLE to its folder)`);
	const results = ready.length ? await run(ready, programs, Number(values.timeout), print) : [];
	const passed = results.filter((result) => result.passed).length;
	const wanted = names.reduce(
		(count, name) => count + (targets[name].preloaded ? programs.filter((program) => !keeps(program)) : suitable(name, programs)).length,
		0,
	);
	print(`${passed} passed, ${results.length - passed} failed, ${wanted - results.length} skipped`);
	if (values.json) console.log(JSON.stringify(results, undefined, "\t"));
	process.exitCode = passed < results.length ? 1 : 0;
}

async function run(names, programs, timeout, print) {
	const folder = mkdtempSync(join(tmpdir(), "mctp-xs-"));
	process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
	const maps = await images(names, programs, folder, print);
	const results = [];
	const queue = names.flatMap((target) => suitable(target, programs).map((program) => ({ target, program })));
	const worker = async () => {
		for (let item; (item = queue.shift());) {
			const result = { ...item, ...(await execute(item, join(folder, item.target), timeout, maps)) };
			report(result, print);
			results.push(result);
		}
	};
	await Promise.all(Array.from({ length: availableParallelism() }, worker));
	return results;
}

function options() {
	return parseArgs({
		allowPositionals: true,
		options: {
			target: { type: "string", multiple: true, default: [] },
			timeout: { type: "string", default: "600" },
			json: { type: "boolean", default: false },
			list: { type: "boolean" },
			help: { type: "boolean", short: "h" },
		},
	});
}

function chosen(named, known, otherwise, what) {
	for (const name of named) if (!known.includes(name)) throw new Error(`there is no ${what} "${name}": choose from ${known.join(", ")}`);
	return named.length ? named : otherwise;
}

/** Builds under the lock and copies the images away, so that a run beside this one may rebuild. */
async function images(names, programs, folder, print) {
	return await locked(print, async () => {
		installEngine(print);
		const maps = [];
		for (const name of names) {
			const built = await image(name, suitable(name, programs), print);
			copyFileSync(built.path, join(folder, name));
			maps.push(...built.maps);
		}
		return new Map(maps);
	});
}

async function image(name, programs, print) {
	const start = performance.now();
	const onTerminal = process.stderr.isTTY;
	let compiled = 0;
	const built = await build(name, programs, (line) => {
		if (!line.startsWith(`${name}: `)) return;
		if (onTerminal) process.stderr.write(`\r\x1b[Kbuilding ${line}`);
		else if (0 === compiled) print(`building ${name}`);
		compiled++;
	});
	if (onTerminal) process.stderr.write("\r\x1b[K");
	if (compiled) print(`built ${name} in ${seconds(start).toFixed(1)} s`);
	return built;
}

async function execute({ target, program }, image, timeout, maps) {
	const start = performance.now();
	const [command, ...parameters] = targets[target].command(image, `test/xs/programs/${program}`);
	const child = spawn(command, parameters, { stdio: ["ignore", "pipe", "pipe"] });
	let text = "";
	const stop = (reason) => {
		if (child.kill("SIGKILL")) text += `\nstopped: ${reason}`;
	};
	children.add(child);
	running.set(child, { name: `${target} ${program}`, start });
	const timer = setTimeout(stop, timeout * 1000, `took longer than ${timeout} s`);
	for (const stream of [child.stdout, child.stderr])
		stream.setEncoding("utf8").on("data", (part) => {
			if (text.length > outputMaximum) return stop("prints too much");
			text += part;
		});
	const [status, signal] = await new Promise((resolve) => child.on("close", (...end) => resolve(end)));
	clearTimeout(timer);
	children.delete(child);
	running.delete(child);
	if (signal && "SIGKILL" !== signal) text += `\nended by ${signal}`;
	return { passed: 0 === status, seconds: seconds(start), output: located(text.trimEnd(), maps).split("\n") };
}

/** Of these programs, those for a target: one with a board of its own is for what differs there. */
function suitable(target, programs) {
	const { preloaded, board } = targets[target];
	const kept = process.env.MODDABLE ? hasStorage(target) : false;
	return programs.filter((program) => !(preloaded && bundledOnly(program)) && (!board || onBoard(program)) && (kept || !keeps(program)));
}

function hasStorage(target) {
	return undefined !== boards[targets[target].board]?.modules;
}

function report({ target, program, passed, seconds, output }, print) {
	const shown = passed ? output.filter((line) => !/^\S+:\d+: exception: /.test(line)) : output; // the debug target tells of every exception
	print(`${passed ? "passed" : "FAILED"}  ${target.padEnd(13)}  ${program}  (${seconds.toFixed(2)} s)`);
	for (const line of shown) print(`        ${line}`);
}

/** XS counts the lines of the compiled text; people read TypeScript. */
function located(text, maps) {
	return text.replace(/([\w./-]+\.ts):(\d+)/g, (match, path, number) => {
		const map = maps.get(path);
		const line = map && new SourceMap(map).findEntry(Number(number) - 1, 1000).originalLine;
		return undefined === line ? match : `${path}:${line + 1}`;
	});
}

function seconds(start) {
	return (performance.now() - start) / 1000;
}

for (const signal of ["SIGINT", "SIGTERM"])
	process.once(signal, () => {
		for (const { name, start } of running.values()) console.error(`not ended after ${Math.round(seconds(start))} s: ${name}`);
		for (const child of children) child.kill();
		process.exit(130);
	});

main().catch((error) => {
	console.error(error.message);
	process.exitCode = 1;
});
