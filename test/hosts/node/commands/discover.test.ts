// SPDX-License-Identifier: Apache-2.0
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import bundle from "../support/bundle.js";
import { folder, open } from "../support/device.js";
import Run from "../support/run.js";

let program: string;
beforeAll(() => {
	program = bundle();
});

/** A device, by default without an EID, and where it listens. */
async function device(options: Parameters<typeof open>[1] = {}): Promise<string> {
	const path = join(folder(), "line");
	await open(`listen:unix:${path}`, { eid: 0, ...options });
	return path;
}

describe("a table", () => {
	test.each(["serial", "usbredir"] as const)("of what is found by %s", async (transport) => {
		const run = new Run(program, "discover", `--${transport}`, `unix:${await device({ transport })}`);
		expect(await run.status).toBe(0);
		expect(run.errors).toBe("");
		expect(run.output).toBe(
			[
				"┌───────────────┬──────────────────────────────────────┐",
				"│ EID           │ 9, before: none                      │",
				"│ Kind          │ simple endpoint, dynamic EID         │",
				"│ UUID          │ 00000000-0000-0000-0000-000000000000 │",
				"│ MCTP versions │ 1.0 1.1 1.2 1.3.3                    │",
				"│ Message types │ 0x00 MCTP Control, 1.0 1.1 1.2 1.3.3 │",
				"│               │ 0x7E Vendor Defined, PCI, 1.0        │",
				"│ Vendors       │ PCI 0xCCDE, command set 0            │",
				"└───────────────┴──────────────────────────────────────┘",
				"",
			].join("\n"),
		);
	});

	test("with the echo service measured, and another EID", async () => {
		const run = new Run(program, "discover", `unix:${await device({ eid: 9 })}`, "--echo", "--eid", "30");
		expect(await run.status).toBe(0);
		expect(run.output).toMatch(/│ EID +│ 30, before: 9 +│/);
		expect(run.output).toMatch(/│ Echo of 4 KiB +│ \d+\.\d{3} ms there and back +│/);
	});

	test("of an endpoint that is left without an EID", async () => {
		const run = new Run(program, "discover", `unix:${await device()}`, "--keep");
		expect(await run.status).toBe(0);
		expect(run.output).toMatch(/│ EID +│ none, before: none +│/);
		expect(run.output).toContain("0x7E Vendor Defined, PCI");
	});

	test("of an endpoint that keeps its own", async () => {
		const run = new Run(program, "discover", `unix:${await device({ eid: 77 })}`, "--keep");
		expect(await run.status).toBe(0);
		expect(run.output).toMatch(/│ EID +│ 77, before: 77 +│/);
		expect(run.output).toContain("at its static EID");
	});
});

test("JSON", async () => {
	const run = new Run(program, "discover", `unix:${await device()}`, "--json");
	expect(await run.status).toBe(0);
	expect(JSON.parse(run.output)).toEqual({
		formerEid: 0,
		eid: 9,
		endpointType: 0,
		mediumSpecific: 0,
		uuid: "00000000-0000-0000-0000-000000000000",
		baseVersions: ["1.0", "1.1", "1.2", "1.3.3"],
		types: [
			{ type: 0x00, name: "MCTP Control", versions: ["1.0", "1.1", "1.2", "1.3.3"] },
			{ type: 0x7e, name: "Vendor Defined, PCI", versions: ["1.0"] },
		],
		vendors: [{ type: 0x7e, id: 0xccde, commandSet: 0 }],
		echoes: [],
	});
});

test("nobody is there: status 1", async () => {
	const run = new Run(program, "discover", `unix:${join(folder(), "none")}`, "--timeout", "50");
	expect(await run.status).toBe(1);
	expect(run.errors).toContain("mctp-xs: no peer came within 50 ms\n");
	expect(run.output).toBe("");
});

test("options that exclude each other: status 2", async () => {
	const run = new Run(program, "discover", "unix:/x", "--keep", "--eid", "10");
	expect(await run.status).toBe(2);
	expect(run.errors).toContain("option '--keep' cannot be used with option '--eid <number>'");
});
