#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// Bundles the fuzzer, runs it in a thread, and watches over it: whoever hangs is stopped, and what it hung on is shown.
import { mkdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { setFlagsFromString } from "node:v8";
import { Worker } from "node:worker_threads";
import { parseArgs } from "node:util";
import { build } from "esbuild";

const root = join(import.meta.dirname, "../..");
const programs = join(root, "build/fuzz");
/** Milliseconds that one input may take; with the thread in another program's way, on a slow machine too. */
const patience = 30_000;
const longestInput = 0x10000;

const usage = `Usage: npm run fuzz -- [options]           hostile peers, streams and files, made up by seed
       npm run fuzz -- --replay FILE --target NAME
       npm run soak -- [options]           honest peers on a line, and on an I2C bus, with one percent of every fault

  --seconds N     time for all targets together, 20; half of it is the endpoint's
  --count N       instead: as many packets (bytes, lines) for each target
  --seed S        where chance begins, 1: the same seed gives the same inputs
  --target NAME   only this one; may be given several times
  --replay FILE   live one input again, step by step
  --cover         also follow which code runs (V8's own counts): finds more, is slower, and a seed no longer says it all
  --save          keep inputs that reach what none in test/fuzz/corpus reaches, as small as can be
  --packets N     soak: packets on the line, 10000000; 0: none of it
  --messages N    soak: messages on the I2C bus, 1000000; 0: none of it
  --list          the targets
  --help          this`;

/* Whoever reads no further, such as head, has seen enough. */
process.stdout.on("error", () => process.exit(1));
const { values, positionals } = options();
if (values.help) {
	console.log(usage);
	process.exit(0);
}
if (positionals.some((name) => "soak" !== name)) {
	console.error(`there is no "${positionals.join(" ")}"\n\n${usage}`);
	process.exit(2);
}
setFlagsFromString("--expose-gc");
await build({
	entryPoints: { worker: join(import.meta.dirname, "worker.ts") },
	outdir: programs,
	bundle: true,
	format: "esm",
	platform: "node",
	target: "node20",
	packages: "external",
	logLevel: "warning",
});
/* A count of lives begun, the length of the input, and the input. */
const shared = new SharedArrayBuffer(8 + longestInput);
const state = new Int32Array(shared, 0, 2);
const worker = new Worker(join(programs, "worker.js"), {
	workerData: { ...values, soak: "soak" === positionals[0], shared, corpus: join(root, "test/fuzz/corpus"), folder: programs },
	resourceLimits: { maxOldGenerationSizeMb: 1024 },
});
worker.on("error", (error) => {
	console.error(error.message);
	process.exitCode = 1;
});
worker.on("exit", (code) => {
	clearInterval(watch);
	process.exitCode ||= code;
});
let target = "";
worker.on("message", (name) => (target = name));
let lives = -1;
let since = performance.now();
const watch = setInterval(() => {
	const begun = Atomics.load(state, 0);
	if (begun !== lives) {
		lives = begun;
		since = performance.now();
	} else if (begun > 0 && performance.now() - since > patience) {
		mkdirSync(programs, { recursive: true });
		const path = relative(".", join(programs, `${target}-hangs.txt`));
		const steps = Buffer.from(new Uint8Array(shared, 8, state[1]).slice()).toString("hex");
		writeFileSync(path, `${steps.match(/.{1,16}/g).join("\n")}\n`);
		console.log(`FAILED: ${target}, seed ${values.seed}: input ${begun} took more than ${patience / 1000} s: ${path}`);
		process.exitCode = 1;
		void worker.terminate();
	}
}, 1000);
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => void worker.terminate().then(() => process.exit(130)));

function options() {
	try {
		return parseArgs({
			allowPositionals: true,
			options: {
				seconds: { type: "string", default: "20" },
				count: { type: "string" },
				packets: { type: "string", default: "10000000" },
				messages: { type: "string", default: "1000000" },
				seed: { type: "string", default: "1" },
				target: { type: "string", multiple: true, default: [] },
				replay: { type: "string" },
				cover: { type: "boolean", default: false },
				save: { type: "boolean", default: false },
				list: { type: "boolean", default: false },
				help: { type: "boolean", short: "h", default: false },
			},
		});
	} catch (error) {
		console.error(`${error.message}\n\n${usage}`);
		process.exit(2);
	}
}
