#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// Measures, prints, and holds the counted figures against budgets.json: above the record by more than 5 %, or above a
// budget that was met before, is a failure. Timed figures are printed only, because machines differ.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";

const root = join(import.meta.dirname, "../..");
const path = join(root, "budgets.json");
const usage = `Usage: npm run bench [-- --quick] [--save]
Measures exchanges on Node (timed), the device over sockets, its start and memory (timed), and exchanges on XS for
Cortex-M4 (counted; with $MODDABLE set also on the SDK's XS), and compares the counted ones with budgets.json: 5 % above a
record fails, and so does what is above a budget that its record meets. Times at a clock are derived from counts: one
instruction in each cycle.
  --quick  a tenth of the time for each timed figure
  --save   write better records to budgets.json`;

const options = process.argv.slice(2);
if (options.some((option) => !["--quick", "--save"].includes(option))) {
	console.log(usage);
	process.exit(options.includes("--help") ? 0 : 2);
}

/** Figures from which a time is derived. */
const untilAnswer = "until the answer";
const budgets = JSON.parse(readFileSync(path, "utf8"));
let passed = 0;
let failed = 0;
let skipped = 0;

/** Names of what was measured. */
const measured = new Set();

function report({ name, value, unit, detail = "" }) {
	measured.add(name);
	const goal = budgets[name] ?? { unit };
	const { budget, record } = goal;
	const met = meets(value, goal);
	const told = undefined === met ? "" : `  budget ${budget}: ${met ? "met" : "missed"}, ${(value / budget).toFixed(2)} of it`;
	const digits = "GB/s" === unit ? value.toFixed(3) : String(Math.round(value));
	console.log(`${name.padEnd(44)} ${digits.padStart(9)} ${unit}${told}${detail && `  ${detail}`}`);
	const good = holds(value, goal);
	if (undefined === good) return;
	if (good) passed++;
	else fail(`the record is ${record}${met ? "" : `, the budget ${budget ?? "none"}`}`);
	if (value < record && options.includes("--save")) budgets[name].record = value;
}

function fail(reason) {
	failed++;
	console.log(`  FAILED: ${reason}`);
}

console.log(`Node ${process.version}, ${cpus()[0]?.model ?? "unknown processor"}`);
const seconds = options.includes("--quick") ? 0.1 : 1;
const programs = join(root, "build/bench");
const here = (file) => join(import.meta.dirname, file);
await build({
	entryPoints: {
		judge: here("judge.ts"),
		node: here("node.ts"),
		host: here("host.ts"),
		devices: here("devices.ts"),
		"mctp-xs": join(root, "hosts/node/main.ts"),
	},
	outdir: programs,
	bundle: true,
	format: "esm",
	platform: "node",
	target: "node20",
	packages: "external",
	logLevel: "warning",
});
const { derived, holds, meets, missing, onTheWire } = await import(join(programs, "judge.js"));
const { measure } = await import(join(programs, "node.js"));
const { measureHost } = await import(join(programs, "host.js"));
for (const figure of measure(seconds)) report({ ...figure, name: `Node: ${figure.name}` });
for await (const figure of measureHost(programs, seconds)) report(figure);

const preloaded = "preloaded: ";
const images = [
	{
		title: "XS 13.3, Cortex-M4",
		target: "cortex-m4",
		prefix: "",
		measures: ["figures", "figures-i2c", "footprint", "i2c-cost", "usb-cost"],
	},
	{
		title: "XS of the Moddable SDK, preloaded, Cortex-M4",
		target: "cortex-m4-rom",
		prefix: preloaded,
		measures: ["figures", "figures-i2c", "footprint"],
	},
];
for (const { title, target, prefix, measures } of images) {
	console.log(title);
	const run = spawnSync(process.execPath, [join(root, "test/xs/run.js"), "--json", "--target", target, ...measures], {
		encoding: "utf8",
		stdio: ["ignore", "pipe", "inherit"],
	});
	const results = 0 === run.status ? JSON.parse(run.stdout) : [];
	if (0 !== run.status) fail(`test/xs gives no figures, exit status ${run.status}`);
	else if (0 === results.length) {
		skipped++;
		console.log("skipped: nothing to count instructions with");
	}
	for (const line of results.flatMap(({ output }) => output)) {
		const [, name, value, unit] = /^(.*): (\d+) (\w+)$/.exec(line) ?? [];
		if (undefined !== name)
			report({
				name: `${prefix}${name}`,
				value: Number(value),
				unit,
				detail: "bits" === unit ? `derived: ${onTheWire(value)}` : name.endsWith(untilAnswer) ? `derived: ${derived(value)}` : "",
			});
	}
	if (0 === results.length) continue;
	for (const name of missing(budgets, measured))
		if (name.startsWith(preloaded) === (preloaded === prefix)) fail(`${name} was not measured`);
}
if (options.includes("--save")) writeFileSync(path, `${JSON.stringify(budgets, undefined, "\t")}\n`);
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = failed > 0 ? 1 : 0;
