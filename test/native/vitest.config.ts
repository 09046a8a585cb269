// SPDX-License-Identifier: Apache-2.0
import { defineConfig } from "vitest/config";
import Unfinished from "../support/unfinished.js";

export default defineConfig({
	cacheDir: "../../node_modules/.vite",
	test: {
		root: import.meta.dirname,
		globalSetup: "./setup.ts",
		include: ["**/*.test.ts"],
		reporters: [["verbose", { summary: false }], new Unfinished()],
		/* Only what hangs is ended by it: a busy machine is slow. */
		testTimeout: 300_000,
		hookTimeout: 180_000,
	},
});
