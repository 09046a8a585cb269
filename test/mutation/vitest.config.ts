// SPDX-License-Identifier: Apache-2.0
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The tests that stand beside a folder of modules/: they alone judge its mutants. */
const folder = process.env["MCTP_XS_MUTATED"] ?? "*";

/** What is quick comes first: tables and examples, then activations, which compile schemas, then properties. */
class QuickFirst extends BaseSequencer {
	override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
		const place = ({ moduleId }: TestSpecification) => (/property/.test(moduleId) ? 2 : /activation/.test(moduleId) ? 1 : 0);
		return files.sort((one, other) => place(one) - place(other) || one.moduleId.localeCompare(other.moduleId));
	}
}

export default defineConfig({
	cacheDir: "../../node_modules/.vite",
	test: {
		root: `${import.meta.dirname}/..`,
		include: [`modules/${folder}/**/*.test.ts`, "mutation/loads.test.ts"],
		setupFiles: ["mutation/setup.ts"],
		isolate: false,
		sequence: { sequencer: QuickFirst },
	},
});
