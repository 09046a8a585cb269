// SPDX-License-Identifier: Apache-2.0
// A module that throws while it is loaded takes the tests that import it along, and StrykerJS counts tests that failed, not those that never began. So there is one that fails.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const folder = join(import.meta.dirname, "../../modules", process.env["MCTP_XS_MUTATED"]!);
const modules = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => /\.ts$/.test(name) && !/native\//.test(name));

test("every module can be loaded", async () => {
	expect(modules.length).toBeGreaterThan(0);
	for (const name of modules) await import(join(folder, name));
});
