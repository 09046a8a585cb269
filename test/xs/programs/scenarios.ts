// SPDX-License-Identifier: Apache-2.0
// Every scenario comes to the same end as on Node, transaction by transaction: each holds the trace that it has to leave.
import { print } from "host";
import scenarios from "scenarios";
import Simulation from "../../../hosts/node/simulate/simulation.js";

export default function runScenarios(): void {
	const failures: string[] = [];
	let transactions = 0;
	for (const scenario of scenarios) {
		const outcome = new Simulation(scenario).run();
		transactions += outcome.transactions;
		for (const problem of outcome.problems) failures.push(`${scenario.name}: ${problem}`);
	}
	if (failures.length) throw new Error(failures.join("\n"));
	print(`${scenarios.length} scenarios, ${transactions} transactions`);
}
