// SPDX-License-Identifier: Apache-2.0
import { defineConfig } from "vitest/config";

export default defineConfig({
	test: {
		root: import.meta.dirname,
		include: ["**/*.test.ts"],
		exclude: ["linux/**", "xs/node_modules/**"],
	},
});
