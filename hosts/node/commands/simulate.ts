// SPDX-License-Identifier: Apache-2.0
import { writeFileSync } from "node:fs";
import type { Command } from "commander";
import { formatSimulation, runScenario } from "../simulate/run.js";

interface Options {
	trace?: string;
	json?: true;
}

export default function (program: Command): void {
	program
		.command("simulate")
		.argument("<file...>", "scenarios, in JSON; mctp-xs profile schema scenario prints the schema")
		.description("Run scenarios of I2C buses, endpoints, bridges and faults in virtual time, and check what they expect.")
		.option("--trace <file>", "write all packets of the last one to a pcapng file for Wireshark")
		.option("--json", "print JSON, one object a line")
		.action(async (files: readonly string[], { trace, json }: Options) => {
			for (const file of files) {
				const run = await runScenario(file, undefined !== trace);
				process.stdout.write(json ? `${JSON.stringify({ file, ...run, capture: undefined })}\n` : formatSimulation(run));
				if (undefined !== trace) writeFileSync(trace, run.capture!);
				if (run.problems.length > 0) process.exitCode = 1;
			}
		});
}
