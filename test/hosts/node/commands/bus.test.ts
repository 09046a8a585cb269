// SPDX-License-Identifier: Apache-2.0
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import bundle from "../support/bundle.js";
import { folder, open } from "../support/device.js";
import Run from "../support/run.js";

let program: string;
beforeAll(() => {
	program = bundle();
});

const transports = ["serial", "usbredir", "i2c"] as const;
type Transport = (typeof transports)[number];
const uuid = "00000000-0000-0000-0000-000000000000";
const place = (transport: Transport) => ("i2c" === transport ? "i2c0 0x1D" : `${transport}0`);
const address = (transport: Transport) => ("i2c" === transport ? { address: 0x1d } : {});
/** A computer may stand still for seconds. */
const patient = ["--timeout", "5000"];
const only = (transport: Transport) => ("i2c" === transport ? ["--addresses", "0x1d"] : []);

describe.each(transports)("a bus owner on %s", (transport) => {
	const listed = { eid: 9, bus: `${transport}0`, ...address(transport), kind: "endpoint", types: [0, 0x7e], uuid, unit: 64 };

	test("finds the endpoint, and tells kind, types, UUID and unit", async () => {
		const path = join(folder(), "line");
		await open(`listen:unix:${path}`, { transport, eid: 0 });
		const run = new Run(program, "bus", `--${transport}`, `unix:${path}`, "--once", ...patient, ...only(transport));
		expect(await run.status).toBe(0);
		expect(run.output).toBe(`EID 8  this bus owner\n└─ EID 9  ${place(transport)}  endpoint  Vendor Defined, PCI  ${uuid}  unit 64\n`);
	});

	test("tells it as JSON", async () => {
		const path = join(folder(), "line");
		await open(`listen:unix:${path}`, { transport, eid: 0 });
		const run = new Run(program, "bus", `--${transport}`, `unix:${path}`, "--once", ...patient, "--json", ...only(transport));
		expect(await run.status).toBe(0);
		expect(JSON.parse(run.output)).toEqual({ eid: 8, endpoints: [{ ...listed, behind: [] }] });
	});

	test("follows who goes and comes back", async () => {
		const path = join(folder(), "line");
		const { device } = await open(`listen:unix:${path}`, { transport, eid: 0 });
		const run = new Run(
			program,
			"bus",
			`--${transport}`,
			`unix:${path}`,
			"--json",
			"--interval",
			"50",
			...patient,
			"--log",
			"error",
			...only(transport),
		);
		await run.until("endpoints");
		await device.close();
		await run.until('"event":"lost"');
		await open(`listen:unix:${path}`, { transport, eid: 0 });
		await run.until('"event":"found"');
		const [, lost, found] = run.output.split("\n");
		expect(JSON.parse(lost)).toMatchObject({ event: "lost", eid: 9, bus: `${transport}0` });
		expect(JSON.parse(found)).toEqual({ event: "found", ...listed });
		run.process.kill("SIGTERM");
		expect(await run.status).toBe(143);
	});
});

test("three processes on one I2C bus: each finds the others at one socket", async () => {
	const socket = join(folder(), "bus");
	const device = (target: string, ...options: string[]) => new Run(program, "device", "--i2c", target, "--log", "info", ...options);
	const hub = device(`listen:unix:${socket}`, "--i2c-speed", "400");
	await hub.until("i2c0");
	const second = device(`unix:${socket}`, "--i2c-address", "0x1e");
	await second.untilError("i2c0: up");
	const third = device(`unix:${socket}`, "--i2c-address", "0x1f", "--profile", "vendor");
	await third.untilError("i2c0: up");
	const owner = new Run(
		program,
		"bus",
		"--i2c",
		`unix:${socket}`,
		"--addresses",
		"0x1d,0x1e,0x1f,0x20",
		"--interval",
		"50",
		...patient,
		"--log",
		"error",
		"--json",
	);
	await owner.until("endpoints");
	const [tree] = owner.output.split("\n");
	const endpoints = (JSON.parse(tree) as { endpoints: { eid: number; address: number }[] }).endpoints;
	expect(endpoints.map(({ address }) => address).sort()).toEqual([0x1d, 0x1e, 0x1f]);
	const { eid } = endpoints.find((each) => 0x1e === each.address)!;
	second.process.kill("SIGTERM");
	await owner.until(`"event":"lost","eid":${eid}`);
	device(`unix:${socket}`, "--i2c-address", "0x1e");
	await owner.until(`"event":"found","eid":${eid}`);
	expect(owner.output.match(/"event"/g)).toHaveLength(2);
});

test("a device whose sending can be limited is told its limit, keeps it, and refuses another", async () => {
	const path = join(folder(), "line");
	const profile = join(folder(), "limited.json");
	writeFileSync(profile, JSON.stringify({ name: "limited", control: { rateLimit: { least: 10, most: 1000, burst: 3 } } }));
	const bus = (limit: string) => new Run(program, "bus", "--serial", `unix:${path}`, "--once", ...patient, "--limit", limit);
	await new Run(program, "device", "--profile", profile, "--serial", `listen:unix:${path}`).until("serial0 listens on ");
	const present = / {2}sends 2 packets in a row, 100 a second \(possible: 3, 10 to 1000\)\n$/;
	const limited = bus("9=2/100");
	expect(await limited.status).toBe(0);
	expect(limited.output).toMatch(present);
	const refused = bus("9=4/100");
	expect(await refused.status).toBe(0);
	expect(refused.errors).toContain("EID 9 refuses its rate limit (Request TX Rate Limit), completion 0x02");
	expect(refused.output).toMatch(present);
});

test("a device that takes half a second is there for who waits for so long", async () => {
	const path = join(folder(), "line");
	const profile = { name: "slow", faults: [{ kind: "delay", milliseconds: 500, direction: "transmit" }] } as const;
	await open(`listen:unix:${path}`, { transport: "serial", eid: 0, profile });
	const run = (...options: string[]) => new Run(program, "bus", "--serial", `unix:${path}`, "--once", ...options);
	const quick = run();
	expect(await quick.status).toBe(0);
	expect(quick.output).toBe("EID 8  this bus owner\n");
	const slow = run(...patient);
	expect(await slow.status).toBe(0);
	expect(slow.output).toContain("└─ EID 9  serial0  endpoint");
});

test("a device without rate limit is named", async () => {
	const path = join(folder(), "line");
	await open(`listen:unix:${path}`, { transport: "serial", eid: 0 });
	const run = new Run(program, "bus", "--serial", `unix:${path}`, "--once", ...patient, "--limit", "9=1/1");
	expect(await run.status).toBe(0);
	expect(run.errors).toContain("EID 9 has no rate limit (Query Rate Limit)");
});

test.each(["9=1", "9=0/1", "7=1/1"])("--limit %s is refused", async (limit) => {
	const run = new Run(program, "bus", "--serial", "unix:nowhere", "--limit", limit);
	expect(await run.status).not.toBe(0);
	expect(run.errors).toMatch(/EID=BURST\/RATE|8 to 254/);
});

test("without a bus there is nothing to own", async () => {
	const run = new Run(program, "bus");
	expect(await run.status).not.toBe(0);
	expect(run.errors).toContain("name a bus: --i2c, --serial or --usbredir");
});
