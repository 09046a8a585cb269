// SPDX-License-Identifier: Apache-2.0
import { join } from "node:path";

/**
 * Options of StrykerJS (https://stryker-mutator.io/docs/stryker-js/configuration) for one folder of modules/.
 * What was found is kept in `output`; only what changed since, or has new tests, is tested again.
 */
export function options({ folder, files, least, output, anew, processes }) {
	return {
		mutate: files,
		plugins: ["runner.js", "texts.js"].map((name) => join(import.meta.dirname, name)),
		ignorers: ["texts"],
		testRunner: "bundle",
		coverageAnalysis: "perTest",
		concurrency: processes,
		logLevel: "warn",
		timeoutMS: 5_000,
		ignorePatterns: ["/build", "/dist", "/test/xs", "/test/linux", "/test/fuzz/corpus"],
		tempDirName: join(output, "sandbox"),
		incremental: true,
		incrementalFile: join(output, `${folder}.json`),
		force: anew,
		reporters: ["progress-append-only", "clear-text", "html"],
		allowConsoleColors: false,
		clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
		htmlReporter: { fileName: join(output, `${folder}.html`) },
		thresholds: { high: least, low: least, break: least },
	};
}
