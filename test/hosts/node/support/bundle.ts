// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from "node:child_process";
import { join } from "node:path";

const root = join(import.meta.dirname, "../../../..");

/** Bundles the program as it is published, to a place that no other test file uses at the same time. */
export default function bundle(): string {
	const program = join(root, `build/test/${process.env.VITEST_POOL_ID}/mctp-xs.js`);
	execFileSync("npm", ["run", "-s", "bundle", "--", `--outfile=${program}`], { cwd: root, stdio: ["ignore", "ignore", "pipe"] });
	return program;
}
