// SPDX-License-Identifier: Apache-2.0
// The console program: XS as the SDK has it, with modules in read-only memory.
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { diagnose } from "../../hosts/node/diagnose.js";
import { discover } from "../../hosts/node/discover.js";
import PldmClient from "../../hosts/node/pldm/client.js";
import { readFruTable } from "../../hosts/node/pldm/inventory.js";
import { FruCommand } from "../../modules/pldm/fru/command.js";
import { PldmType } from "../../modules/pldm/header.js";
import { vendorId } from "../../modules/vendor/services.js";
import { own } from "../hosts/node/support/bus-owner.js";
import { tableOf } from "../support/fru.js";
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

	test("whoever connects right after a peer has gone is served, five times", async () => {
		for (let turn = 0; turn < 5; turn++) {
			const { owner } = await own(await firmware.target("serial0"));
			await owner.peer();
			await owner.close();
		}
	});

	test("a second peer is turned away, the first goes on", async () => {
		const place = await firmware.target("serial0");
		const { owner } = await own(place);
		await owner.peer();
		const position = firmware.output.length;
		const second = connect(Number(place.split(":").at(-1)), "127.0.0.1");
		await once(second.resume(), "close");
		await firmware.until(/^serial0: turned 127.0.0.1 away: another peer is connected$/m, position);
		expect((await discover(owner.control, 9)).eid).toBe(9);
	});

	test.each([1, 20, 400])("a peer that asks %i times and goes without reading leaves the place to the next", async (count) => {
		const place = await firmware.target("serial0");
		const hasty = connect(Number(place.split(":").at(-1)), "127.0.0.1");
		await once(hasty, "connect");
		/* Get Endpoint ID, from EID 8 */
		const requests = Buffer.from("7e0107010008c80080022bc17e".repeat(count), "hex");
		await new Promise<void>((resolve) => hasty.write(requests, () => resolve()));
		hasty.destroy();
		const { owner } = await own(place);
		await owner.peer();
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
		return { ...rest, starts: figures.starts, heard };
	}

	test("what a requester sets is there in the next run, and no other file", async () => {
		const home = mkdtempSync(join(tmpdir(), "mctp-xs-"));
		onTestFinished(() => rmSync(home, { recursive: true, force: true }));
		const card = JSON.stringify({
			profile: "modules/device/profiles/sensor-card",
			storage: "kept",
			ports: { serial0: { type: "serial", listen: 0 } },
		});
		/** Runs a card, and lets it go at once. */
		async function use<Result>(act: (client: PldmClient) => Promise<Result>): Promise<Result> {
			const run = new Program(program("mctp-xs"), [card], { HOME: home });
			try {
				const { owner } = await own(await run.target("serial0"));
				await owner.peer();
				return await act(new PldmClient({ requester: owner.requester, eid: 0, attempts: 10 }));
			} finally {
				await run.end();
			}
		}
		expect(await use(readFruTable)).toHaveLength(100);
		for (const letter of "AB") {
			const data = tableOf(letter);
			await use((client) => client.command(PldmType.fru, FruCommand.setFruRecordTable, { dataTransferHandle: 0, transferFlag: 5, data }));
			expect(await use(readFruTable)).toEqual(data);
		}
		expect(readdirSync(join(home, "kept"))).toEqual(["fru"]);
	});

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
