// SPDX-License-Identifier: Apache-2.0
import { defineConfig } from "vitest/config";
import Unfinished from "../support/unfinished.js";

export default defineConfig({
	cacheDir: "../../node_modules/.vite",
	test: {
		root: import.meta.dirname,
		globalSetup: ["./setup.ts", "../tshark/setup.ts"],
		include: ["**/*.test.ts"],
		reporters: [["verbose", { summary: false }], new Unfinished()], // a live summary would write over the progress of setup.sh
		/* Only what hangs is ended by it: a busy machine is slow. */
		testTimeout: 180_000,
		hookTimeout: 180_000,
	},
});
