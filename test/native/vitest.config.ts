// SPDX-License-Identifier: Apache-2.0
import { defineConfig } from "vitest/config";

export default defineConfig({
	cacheDir: "../../node_modules/.vite",
	test: {
		root: import.meta.dirname,
		globalSetup: "./setup.ts",
		include: ["**/*.test.ts"],
		reporters: [["verbose", { summary: false }]],
		testTimeout: 300_000,
	},
});
