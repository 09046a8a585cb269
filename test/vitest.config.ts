// SPDX-License-Identifier: Apache-2.0
import { defineConfig } from "vitest/config";
import Unfinished from "./support/unfinished.js";

export default defineConfig({
	cacheDir: "../node_modules/.vite",
	test: {
		/* Only what hangs is ended by it: a busy machine is slow. */
		testTimeout: 180_000,
		hookTimeout: 180_000,
		expect: { poll: { timeout: 180_000 } },
		root: import.meta.dirname,
		reporters: ["default", new Unfinished()],
		include: ["**/*.test.ts"],
		exclude: ["firmware/**", "linux/**", "moddable/**", "native/**", "nvme-cli/**", "tshark/**"],
	},
});
