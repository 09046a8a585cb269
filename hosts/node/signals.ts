// SPDX-License-Identifier: Apache-2.0
import { constants } from "node:os";

const signals = ["SIGINT", "SIGTERM"] as const;

/** Resolves to the first signal that asks the program to end. A second one ends it at once. */
function untilSignal(): Promise<NodeJS.Signals> {
	return new Promise((resolve) => {
		let first = true;
		for (const signal of signals) {
			process.on(signal, () => {
				if (!first) process.exit(128 + constants.signals[signal]);
				first = false;
				resolve(signal);
			});
		}
	});
}

export default untilSignal;
