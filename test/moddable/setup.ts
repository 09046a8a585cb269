// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
	interface ProvidedContext {
		/** Folders of the SDK's commands; none: there is no SDK, and that has been printed. */
		tools: readonly string[];
		/** Path of the simulator; "": there is none that could run, and that has been printed. */
		simulator: string;
	}
}

/** Before all tests: what of the Moddable SDK this machine has. */
export default function setup(project: TestProject): void {
	const { MODDABLE } = process.env;
	const all = ["release", "debug"].map((goal) => join(MODDABLE ?? "", "build/bin/lin", goal));
	const tools = MODDABLE ? all.filter((folder) => existsSync(join(folder, "mcconfig"))) : [];
	const simulator = tools.map((folder) => join(folder, "mcsim")).find(existsSync) ?? "";
	const missing = ["Xvfb", "xdotool"].filter((command) => 0 !== spawnSync("which", [command]).status);
	if (!MODDABLE) say("MODDABLE does not name an installed Moddable SDK");
	else if (0 === tools.length) say("mcconfig is not built in $MODDABLE/build/bin/lin: make in $MODDABLE/build/makefiles/lin");
	else if ("" === simulator) say("simulator: mcsim is not built in $MODDABLE/build/bin/lin: make in $MODDABLE/build/makefiles/lin");
	else if (missing.length > 0) say(`simulator: ${missing.join(" and ")} missing: apt-get install xvfb xdotool`);
	project.provide("tools", tools);
	project.provide("simulator", 0 === missing.length ? simulator : "");
}

function say(reason: string): void {
	console.error(`skipped: ${reason}`);
}
