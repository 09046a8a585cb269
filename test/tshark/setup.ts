// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
	interface ProvidedContext {
		/** The command; "": this machine cannot have it, and the reason has been printed. */
		tshark: string;
	}
}

/** setup.sh: tshark cannot be had here. */
const SKIPPED = 77;

/** Before all tests: has tshark in the cache, if the machine has none. */
export default function setup(project: TestProject): void {
	const script = spawnSync(join(import.meta.dirname, "setup.sh"), { stdio: ["ignore", "pipe", "inherit"], encoding: "utf8" });
	if (undefined !== script.error) console.error(`skipped: ${script.error.message}`);
	else if (0 !== script.status && SKIPPED !== script.status) throw new Error(`setup.sh: ${script.status ?? script.signal}`);
	project.provide("tshark", 0 === script.status ? script.stdout.trim() : "");
}
