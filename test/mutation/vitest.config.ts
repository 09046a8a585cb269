// SPDX-License-Identifier: Apache-2.0
import { defineConfig } from "vitest/config";

/** The tests that stand beside a folder of modules/: they alone judge its mutants. */
const folder = process.env["MCTP_XS_MUTATED"] ?? "*";

export default defineConfig({
	cacheDir: "../../node_modules/.vite",
	test: {
		root: `${import.meta.dirname}/..`,
		include: [`modules/${folder}/**/*.test.ts`],
		setupFiles: ["mutation/setup.ts"],
	},
});
