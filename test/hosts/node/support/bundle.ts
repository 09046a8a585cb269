// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from "node:child_process";
import { join } from "node:path";

const root = join(import.meta.dirname, "../../../..");

/** Bundles the program as it is published, to a place of the tests' own. */
export default function bundle(): string {
	const program = join(root, "build/test/mctp-xs.js");
	execFileSync("npm", ["run", "-s", "bundle", "--", `--outfile=${program}`], { cwd: root, stdio: ["ignore", "ignore", "pipe"] });
	return program;
}
