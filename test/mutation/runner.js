// SPDX-License-Identifier: Apache-2.0
// How StrykerJS runs tests here: in its own process, with vitest's runner alone, and modules that are new for each mutant. To begin vitest as a whole takes a second and more.
import { resolve } from "node:path";
import { INSTRUMENTER_CONSTANTS } from "@stryker-mutator/api/core";
import { declareClassPlugin, PluginKind } from "@stryker-mutator/api/plugin";
import { determineHitLimitReached, DryRunStatus, MutantRunStatus, TestStatus, toMutantRunResult } from "@stryker-mutator/api/test-runner";
import { startTests } from "@vitest/runner";
import { getTests } from "@vitest/runner/utils";
import { bundle } from "./bundle.js";
import { libraries } from "./libraries.js";

/** What mutated modules look at: which mutant is active; and where they note which of them a test reaches, and how often. */
const state = (globalThis[INSTRUMENTER_CONSTANTS.NAMESPACE] ??= {});

/* A test has all the time that StrykerJS gives the process. */
const config = { sequence: { hooks: "stack" }, testTimeout: 0, hookTimeout: 0, maxConcurrency: 1, tags: [], passWithNoTests: true };

class MutantRunner {
	#bundle;

	capabilities() {
		return { reloadEnvironment: true };
	}

	async init() {
		this.#bundle = await bundle(process.cwd(), process.env["MCTP_XS_MUTATED"], libraries);
	}

	async dryRun() {
		const onBeforeRunTask = (test) => (state.currentTestId = idOf(test));
		const { tests, refused } = await this.#run(this.#bundle.files, { onBeforeRunTask });
		if (refused) return { status: DryRunStatus.Error, errorMessage: refused };
		return { status: DryRunStatus.Complete, tests: tests.map(outcome), mutantCoverage: state.mutantCoverage };
	}

	async mutantRun({ activeMutant: { id }, mutantActivation, testFilter, hitLimit }) {
		Object.assign(state, { activeMutant: "static" === mutantActivation ? id : undefined, hitCount: 0, hitLimit });
		const files = this.#bundle.files.filter((file) => testFilter?.some((test) => test.startsWith(`${file}#`)) ?? true);
		let failed = false;
		const { tests, refused } = await this.#run(files, {
			onBeforeRunFiles: () => (state.activeMutant = id),
			onBeforeRunTask(test) {
				if (failed || testFilter?.includes(idOf(test)) === false) test.mode = "skip";
			},
			onAfterRunTask: ({ result }) => (failed ||= "fail" === result.state),
		});
		const endless = determineHitLimitReached(state.hitCount, hitLimit);
		if (!endless && refused) return { status: MutantRunStatus.Killed, failureMessage: refused, killedBy: [], nrOfTests: 0 };
		return toMutantRunResult(endless ?? { status: DryRunStatus.Complete, tests: tests.map(outcome) });
	}

	/** Loads files and runs those of their tests that no hook skips; `refused` is why a file could not be loaded. */
	async #run(files, hooks) {
		const loaded = await startTests(files, { config: { ...config, root: process.cwd() }, importFile: this.#bundle.begin(), ...hooks });
		const tests = getTests(loaded).filter(({ result }) => result);
		return { tests, refused: loaded.find(({ result }) => result.errors)?.result.errors[0].message };
	}
}

function idOf({ file, fullTestName }) {
	return `${file.filepath}#${fullTestName}`;
}

function outcome({ file, fullTestName, result: { state: ended, errors, duration } }) {
	const base = { id: idOf({ file, fullTestName }), name: fullTestName, fileName: resolve(file.filepath), timeSpentMs: duration };
	if ("pass" === ended) return { ...base, status: TestStatus.Success };
	return { ...base, status: TestStatus.Failed, failureMessage: errors[0].message };
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, "bundle", MutantRunner)];
