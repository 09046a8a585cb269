// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { inject } from "vitest";
import { root } from "../lint/sources.js";

export const tools = inject("tools");
/** Why tests that build are skipped; undefined: they are not. */
export const lacking = tools.length > 0 ? undefined : "there is no Moddable SDK";

const output = join(root, "dist/moddable");

/* Only what hangs runs into these; a first build compiles the whole engine. */
export const buildTimeout = 900_000;
export const runTimeout = 300_000;

export interface Built {
	/** What mcconfig and the tools below it say. */
	readonly log: string;
	readonly status: number | null;
	/** The lines that a build of this project must not have. */
	readonly complaints: readonly string[];
}

/**
 * Builds a manifest. Always with a target of make, because the default one ends other people's simulators; with a tsc that looks
 * at no types, because the SDK starts one for each file.
 */
export function build(platform: string, manifest: string, ...options: string[]): Built {
	mkdirSync(output, { recursive: true });
	const { stdout, stderr, status } = spawnSync(
		"mcconfig",
		["-m", ...options, "-p", platform, "-t", "build", "-o", output, join(root, manifest)],
		{
			encoding: "utf8",
			/* Without a Zephyr, mcconfig would not come to what our manifest says. */
			env: { ZEPHYR_BASE: output, ...process.env, PATH: [join(import.meta.dirname, "bin"), ...tools, process.env["PATH"]].join(delimiter) },
			maxBuffer: 1 << 26,
		},
	);
	const log = stdout + stderr;
	return { log, status, complaints: log.split("\n").filter((line) => /^### (warning|error)/i.test(line)) };
}

/** Where a console program is after its build, or the library of a simulator. */
export function program(name: string): string {
	return join(output, "bin/lin/release", name);
}

export function library(name: string): string {
	return join(output, "bin/lin/mc/debug", name, "mc.so");
}
