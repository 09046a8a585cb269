// SPDX-License-Identifier: Apache-2.0
import { spawn } from "node:child_process";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
	interface ProvidedContext {
		/** This machine cannot have the guest; the reason has been printed. */
		guestMissing: boolean;
	}
}

/** setup.sh: something that cannot be built here is missing. */
const SKIPPED = 77;

/** Before all tests: builds the parts of the guest that are not there, with progress on the terminal. */
export default async function setup(project: TestProject): Promise<void> {
	const status = await new Promise<number | string>((resolve) => {
		const script = spawn(join(import.meta.dirname, "setup.sh"), ["uml"], { stdio: "inherit" });
		script.on("exit", (code, signal) => resolve(code ?? signal!));
		script.on("error", (error) => {
			console.error(`skipped: ${error.message}`);
			resolve(SKIPPED);
		});
	});
	if (0 !== status && SKIPPED !== status) throw new Error(`building the Linux guest failed (setup.sh uml: ${status})`);
	project.provide("guestMissing", SKIPPED === status);
}
