// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { builds, type Build } from "./builds.js";

declare module "vitest" {
	interface ProvidedContext {
		/** By build: why there is none, or undefined. */
		lacking: Partial<Record<Build, string>>;
	}
}

const root = join(import.meta.dirname, "../..");

/** Builds the images before all tests. What this machine cannot build is told, and its tests are skipped. */
export default function setup(project: TestProject): void {
	const lacking: Partial<Record<Build, string>> = {};
	for (const [build, { compiler, flags, packages, out }] of Object.entries(builds) as [Build, (typeof builds)[Build]][]) {
		if (!works("make", ["--version"]) || !works(compiler, [...flags, "-x", "c", "-", "-o", "/dev/null"])) {
			lacking[build] = `${build} needs make, ${[compiler, ...flags].join(" ")} (apt-get install ${packages})`;
			console.log(`skipped: ${lacking[build]}`);
			continue;
		}
		const parameters = ["-f", "test/native/Makefile", "--no-print-directory", "-j2", `BUILD=${build}`, `OUT=${out}`];
		const { status, stdout, stderr } = spawnSync("make", parameters, { cwd: root, encoding: "utf8" });
		if (0 !== status) throw new Error(`${build} does not build:\n${stdout}${stderr}`);
	}
	project.provide("lacking", lacking);
}

function works(command: string, parameters: string[]): boolean {
	return (
		0 === spawnSync(command, parameters, { input: "int LLVMFuzzerTestOneInput(void) { return 0; }\nint main(void) { return 0; }\n" }).status
	);
}
