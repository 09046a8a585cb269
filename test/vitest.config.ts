// SPDX-License-Identifier: Apache-2.0
import { defineConfig } from "vitest/config";

export default defineConfig({
	cacheDir: "../node_modules/.vite",
	test: {
		root: import.meta.dirname,
		include: ["**/*.test.ts"],
		exclude: ["firmware/**", "linux/**", "moddable/**", "mutation/**", "native/**", "nvme-cli/**", "tshark/**"],
	},
});
