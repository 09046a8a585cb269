// SPDX-License-Identifier: Apache-2.0
// Runs what the images list, each test in a process of its own, and the entries for fuzzing.
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, inject, onTestFinished, test } from "vitest";
import { builds, type Build } from "./builds.js";
import { list, root, run, type Listed } from "./images.js";

/** Seconds that each entry is fuzzed: from the same seed on every run, from another one each time where seconds are asked for. */
const asked = process.env.MCTP_XS_FUZZ_SECONDS;
const seconds = Number(asked ?? 5);
const seed = undefined === asked ? 1 : 0;

const lacking = inject("lacking");
const corpus = (entry: string) => join(import.meta.dirname, "corpus", entry);
const filesOf = (entry: string) =>
	readdirSync(corpus(entry))
		.sort()
		.map((file) => join(corpus(entry), file));
const image = (build: Build, name = "image") => join(root, builds[build].out, name);

const listed = (build: Build): Listed[] =>
	undefined === lacking[build] ? list(image(build)) : [{ number: "", file: "", title: "everything", fuzz: false }];

for (const build of ["plain", "address", "thread"] as const) {
	describe(build, () => {
		beforeEach((context) => context.skip(undefined !== lacking[build], lacking[build]));
		for (const { number, file, title, fuzz } of listed(build))
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
