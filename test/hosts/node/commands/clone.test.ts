// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import bundle from "../support/bundle.js";
import { folder } from "../support/device.js";
import Run from "../support/run.js";

const uuid = "00112233-4455-6677-8899-aabbccddeeff";

test("a device of which only the identity can be read is a profile all the same", { timeout: 30_000 }, async () => {
	const program = bundle();
	const path = join(folder(), "serial");
	const device = new Run(program, "device", "--serial", `listen:unix:${path}`, "--eid", "9", "--uuid", uuid);
	await device.until("serial0 listens on ");
	const run = new Run(program, "clone", `unix:${path}`, "--name", "twin");
	expect(await run.status).toBe(0);
	expect(JSON.parse(run.output)).toEqual({ name: "twin", identity: { uuid } });
	const file = join(folder(), "twin.json");
	expect(await new Run(program, "clone", `unix:${path}`, "--eid", "9", "-o", file, "--quiet").status).toBe(0);
	expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({ name: "clone", identity: { uuid } });
	const other = new Run(program, "clone", `unix:${path}`, "--eid", "10");
	expect(await other.status).toBe(1);
	expect(other.errors).toBe(
		"mctp-xs: the device at the other end has EID 9, not 10: what is behind a bridge cannot be cloned through it\n",
	);
	const named = new Run(program, "clone", `unix:${path}`, "--name", "my twin");
	expect(await named.status).toBe(2);
	expect(named.errors).toContain("Allowed are 1 to 32 letters and digits, a letter first.");
});
