// SPDX-License-Identifier: Apache-2.0
// The console program: XS as the SDK has it, with modules in read-only memory.
import { existsSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { diagnose } from "../../hosts/node/diagnose.js";
import { discover } from "../../hosts/node/discover.js";
import { vendorId } from "../../modules/vendor/services.js";
import { own } from "../hosts/node/support/bus-owner.js";
import Program from "./program.js";
import { build, buildTimeout, lacking, program, runTimeout } from "./sdk.js";

const configuration = JSON.stringify({
	ports: { serial0: { type: "serial", listen: 0, busOwner: 0 }, usbredir0: { type: "usbredir", listen: 0 } },
});

describe.skipIf(lacking)("the firmware", () => {
	let firmware: Program;
	beforeAll(() => {
		const { log, status, complaints } = build("x-cli-lin", "manifest.json");
		if (0 !== status) throw new Error(log);
		expect(complaints).toEqual([]);
		firmware = new Program(program("mctp-xs"), [configuration]);
	}, buildTimeout);
	afterAll(() => firmware?.end());

	test.each([
		["serial", "serial0"],
		["usbredir", "usbredir0"],
	] as const)("is discovered over %s, and returns messages", async (transport, port) => {
		const { owner } = await own(await firmware.target(port), { transport });
		await owner.peer();
		const found = await discover(owner.control, 9);
		expect(found).toMatchObject({ eid: 9, formerEid: 0, uuid: "6d637470-7873-4d73-8d69-6d756c61746f" });
		expect(found.types.map(({ type }) => type)).toEqual([0x00, 0x7e]);
		expect(found.vendors.map(({ id }) => id)).toEqual([vendorId]);
		expect((await owner.echoes(found)).map(({ size }) => size)).toEqual([1, 64, 4096]);
	});

	test("tells how its machine is", async () => {
		const { owner } = await own(await firmware.target("serial0"));
		await owner.peer();
		const { figures, ...rest } = await diagnose(owner.requester, 0);
		expect(rest).toEqual({ reset: "powerOn", fault: "none", text: "" });
		expect(figures).toMatchObject({ starts: 1, slotSize: 32 });
		expect(figures.slotsUsed).toBeLessThan(figures.slots);
		console.log(`x-cli-lin: ${JSON.stringify(figures)}`);
	});

	/** Ends the run, and returns what the next one says of it, and what its bus owner heard. */
	async function provoke(fault: number) {
		const { owner } = await own(await firmware.target("serial0"));
		await owner.peer();
		const position = firmware.output.length;
		const body = Uint8Array.of(vendorId >> 8, vendorId & 0xff, 0xf2, 0x01, fault);
		expect(await owner.requester.request({ port: 0, eid: 0, type: 0x7e, body })).toEqual(body);
		const [, place] = await firmware.until(/^serial0 listens on (tcp:\S+)$/m, position);
		const again = await own(place);
		const heard: string[] = [];
		again.owner.endpoint.follow((_counter, _port, _now, offset, length) =>
			heard.push(Buffer.from(again.owner.endpoint.memory.subarray(offset, offset + length)).toString("hex")),
		);
		await again.owner.peer();
		const { figures, ...rest } = await diagnose(again.owner.requester, 0);
		await again.owner.close();
		/* Until the firmware has seen that, it turns others away. */
		await firmware.until(/^serial0: down: /m, firmware.output.lastIndexOf("serial0: up"));
		return { ...rest, starts: figures.starts, heard };
	}

	/* Each fault adds a run. The first packet of the next one is Discovery Notify, from an endpoint without an EID. */
	test.each([
		[1, { reset: "watchdog", fault: "exception", text: "Error: fault 1, as asked for", starts: 2 }],
		[2, { reset: "watchdog", fault: "memory", starts: 3 }],
		[3, { reset: "watchdog", fault: "stack", starts: 4 }],
	])("a run that ends with fault %i is followed by another, which knows it", async (fault, expected) => {
		const { heard, ...found } = await provoke(fault);
		expect(found).toMatchObject(expected);
		expect(heard).toContain("010000c800800d");
	});
});

describe.skipIf(lacking)("the tables of the tests", () => {
	let run: Program;
	beforeAll(() => {
		const { log, status, complaints } = build("x-cli-lin", "test/moddable/tables/manifest.json");
		if (0 !== status) throw new Error(log);
		expect(complaints).toEqual([]);
		run = new Program(program("tables"), []);
	}, buildTimeout);
	afterAll(() => run?.end());

	test(
		"give the same packets, events, counters and traces as on Node",
		async () => {
			await run.until(/all tables passed/);
			const steps = [...run.output.matchAll(/^(\d+) steps, trace [0-9a-f]+: /gm)].reduce((sum, [, count]) => sum + Number(count), 0);
			expect(steps).toBeGreaterThan(1000);
			console.log(`x-cli-lin: ${steps} steps of the tables, each trace as on Node`);
		},
		runTimeout,
	);
});

describe.skipIf(lacking)("a platform without drivers", () => {
	test.each([["unknown", "manifest.json", "unsupported platform: mctp-xs has ports for lin, mac, win, x-cli-lin, esp32 and zephyr"]])(
		"%s says so",
		(platform, manifest, message) => {
			const { log, status } = build(platform, manifest);
			expect(status).not.toBe(0);
			expect(log).toContain(message);
			expect(existsSync(program(platform))).toBe(false);
		},
	);
});
