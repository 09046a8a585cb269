// SPDX-License-Identifier: Apache-2.0
// Runs what the images list, each test in a process of its own, and the entries for fuzzing.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { text } from "node:stream/consumers";
import { beforeEach, describe, expect, inject, onTestFinished, test } from "vitest";
import { builds, type Build } from "./builds.js";

/** Seconds that each entry is fuzzed: from the same seed on every run, from another one each time where seconds are asked for. */
const asked = process.env.MCTP_XS_FUZZ_SECONDS;
const seconds = Number(asked ?? 5);
const seed = undefined === asked ? 1 : 0;

const root = join(import.meta.dirname, "../..");
const lacking = inject("lacking");
const corpus = (entry: string) => join(import.meta.dirname, "corpus", entry);
const filesOf = (entry: string) =>
	readdirSync(corpus(entry))
		.sort()
		.map((file) => join(corpus(entry), file));
const image = (build: Build, name = "image") => join(root, builds[build].out, name);

async function run(command: string, parameters: readonly string[]): Promise<void> {
	const child = spawn(command, parameters, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
	onTestFinished(() => void child.kill("SIGKILL"));
	const status = new Promise((resolve) => child.on("close", (code, signal) => resolve(code ?? signal)));
	const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
	if (0 !== (await status)) expect.fail(`${output}${errors.slice(-20_000)}`);
}

interface Listed {
	number: string;
	file: string;
	title: string;
	fuzz: boolean;
}

function list(build: Build): Listed[] {
	if (undefined !== lacking[build]) return [{ number: "", file: "", title: "everything", fuzz: false }];
	const { stdout } = spawnSync(image(build), { encoding: "utf8" });
	const rows = stdout.trimEnd().split("\n");
	return rows.map((row) => {
		const [number, file, title, kind] = row.split("\t");
		return { number, file: basename(file).replace(/(\.test)?\.c$/, ""), title, fuzz: "fuzz" === kind };
	});
}

for (const build of ["plain", "address", "thread"] as const) {
	describe(build, () => {
		beforeEach((context) => context.skip(undefined !== lacking[build], lacking[build]));
		for (const { number, file, title, fuzz } of list(build))
			test(fuzz ? `${file}: corpus` : `${file}: ${title}`, () => run(image(build), fuzz ? [number, ...filesOf(title)] : [number]));
	});
}

describe("fuzz", () => {
	beforeEach((context) => context.skip(undefined !== lacking.fuzz, lacking.fuzz));
	const entries = readdirSync(join(import.meta.dirname, "fuzz")).map((file) => file.replace(/\.c$/, ""));
	test.each(entries)(`%s: ${seconds} s from its corpus`, { timeout: (seconds + 240) * 1000 }, async (entry) => {
		const found = mkdtempSync(join(tmpdir(), "mctp-xs-fuzz-"));
		onTestFinished(() => rmSync(found, { recursive: true, force: true }));
		await run(image("fuzz", entry), [
			`-max_total_time=${seconds}`,
			`-seed=${seed}`,
			"-timeout=60",
			`-artifact_prefix=${found}/crash-`,
			found,
			corpus(entry),
		]);
	});
});
