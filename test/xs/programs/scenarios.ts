// SPDX-License-Identifier: Apache-2.0
// Every scenario comes to the same end as on Node, transaction by transaction: each holds the trace that it has to leave.
import { print, target } from "host";
import scenarios from "scenarios";
import Simulation from "../../../hosts/node/simulate/simulation.js";

/** On the emulated processor the others take minutes. */
const short = new Set(["unit-mismatch", "eid-conflict"]);

export default function runScenarios(): void {
	const chosen = scenarios.filter(({ name }) => "cortex-m4" !== target || short.has(name));
	const failures: string[] = [];
	let transactions = 0;
	for (const scenario of chosen) {
		const outcome = new Simulation(scenario).run();
		transactions += outcome.transactions;
		for (const problem of outcome.problems) failures.push(`${scenario.name}: ${problem}`);
	}
	if (failures.length) throw new Error(failures.join("\n"));
	print(`${chosen.length} of ${scenarios.length} scenarios, ${transactions} transactions`);
}
