// SPDX-License-Identifier: Apache-2.0
import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { TestProject } from "vitest/node";

declare module "vitest" {
	interface ProvidedContext {
		/** The guests that this machine has, and "nvme" if they have nvme-cli; why one is missing has been printed. */
		guests: string[];
	}
}

/** setup.sh: something that cannot be built here is missing. */
const SKIPPED = 77;

/** Before all tests: builds the parts of the guests that are not there, with progress on the terminal. */
export default async function setup(project: TestProject): Promise<void> {
	const script = spawn(join(import.meta.dirname, "setup.sh"), ["all"], { stdio: ["ignore", "pipe", "inherit"] });
	const status = new Promise<number | string>((resolve) => {
		script.on("exit", (code, signal) => resolve(code ?? signal!));
		script.on("error", (error) => {
			console.error(`skipped: ${error.message}`);
			resolve(SKIPPED);
		});
	});
	const guests = await text(script.stdout);
	if (![0, SKIPPED].includes((await status) as number)) throw new Error(`building the Linux guests failed (setup.sh all: ${await status})`);
	project.provide("guests", guests.split("\n"));
}
