// SPDX-License-Identifier: Apache-2.0
import { existsSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import bundle from "../support/bundle.js";
import { folder } from "../support/device.js";
import { answer, bytes, frame, hex, request } from "../support/frames.js";
import { Peer } from "../support/peer.js";
import Run from "../support/run.js";

let program: string;
beforeAll(() => {
	program = bundle();
});

/** A running device with EID 9 and one serial line. */
async function device(at = folder(), ...more: string[]) {
	const serial = join(at, "serial");
	const control = join(at, "control");
	const run = new Run(program, "--serial", `listen:unix:${serial}`, "--eid", "9", "--control", `listen:unix:${control}`, ...more);
	await run.until(control);
	return { at, run, serial, control, target: `unix:${control}` };
}

async function call(...words: string[]) {
	const run = new Run(program, "call", ...words);
	return { status: await run.status, output: run.output, errors: run.errors };
}

async function exchange(serial: string): Promise<string> {
	const peer = await Peer.connect({ path: serial });
	peer.write(bytes(request));
	const text = hex(await peer.read(bytes(answer).length));
	peer.socket.destroy();
	return text;
}

describe("call", () => {
	test("lists methods and events, and those whose names begin with a name", async () => {
		const { target } = await device();
		const all = await call(target);
		expect(all).toMatchObject({ status: 0, errors: "" });
		expect(all.output).toMatch(/^ {2}endpoint\.counters \[port=\] +What became of packets/m);
		expect(all.output).toMatch(/^ {2}faults\.add kind= \[\.\.\.\] +Adds a fault/m);
		expect(all.output).toMatch(/^ {2}event endpoint\.packet +A packet that came/m);
		const faults = await call(target, "faults");
		expect(faults.output).toMatch(/^ {2}faults\.clear/m);
		expect(faults.output).not.toContain("endpoint.");
		const document = JSON.parse((await call(target, "--json")).output);
		expect(document).toMatchObject({ openrpc: "1.3.2", info: { title: "mctp-xs" } });
	});

	test("describes a method", async () => {
		const { target } = await device();
		const { output, status } = await call(target, "faults.add", "--describe");
		expect(status).toBe(0);
		expect(output).toMatch(/^faults\.add: Adds a fault/);
		expect(output).toMatch(/│ kind +│ needed +│ delay, reorder, drop/);
		expect(output).toMatch(/│ rate +│ optional │ 0 to 1/);
	});

	test("operates the device: an EID, counters", async () => {
		const { target, serial } = await device();
		expect(await exchange(serial)).toBe(answer);
		const counters = JSON.parse((await call(target, "endpoint.counters", "port=0", "--json")).output);
		expect(counters).toMatchObject([{ port: 0, name: "serial0", counters: { received: 1, sent: 1 } }]);
		expect(await call(target, "endpoint.assign", '{"port":0,"eid":40}')).toEqual({ status: 0, output: "", errors: "" });
		const ports = (await call(target, "endpoint.ports")).output;
		expect(ports).toMatch(/│ 0 +│ serial0 +│ 1 +│ false │ 40 +│ 9 +│/);
	});

	test("makes faults, and ends them", async () => {
		const { target, serial } = await device();
		expect((await call(target, "faults.add", "kind=corrupt", "direction=transmit", "position=8", "--json")).output).toBe(
			'{\n  "id": 1\n}\n',
		);
		expect(await exchange(serial)).toBe(hex(frame(bytes("01 08 09 c0 00 00 02 00 08 02 00"))));
		expect(JSON.parse((await call(target, "faults.list", "--json")).output)).toMatchObject({ faults: [{ applied: 1 }] });
		await call(target, "faults.clear");
		expect(await exchange(serial)).toBe(hex(frame(bytes("01 08 09 d0 00 00 02 00 09 02 00"))));
	});

	test("tells what the device does not take", async () => {
		const { target } = await device();
		expect(await call(target, "endpoint.counter")).toEqual({
			status: 1,
			output: "",
			errors: 'mctp-xs: there is no method "endpoint.counter": did you mean endpoint.counters? rpc.discover tells all\n',
		});
		const { status, errors } = await call(target, "faults.add", "kind=drop", "rate=2");
		expect({ status, errors }).toEqual({ status: 1, errors: "mctp-xs: rate: must be a number from 0 to 1, not 2\n" });
	});

	test("tells what is wrong with its use", async () => {
		const usage = async (...words: string[]) => {
			const { status, errors } = await call(...words);
			expect(status).toBe(2);
			return errors;
		};
		expect(await usage()).toContain("missing required argument 'target'");
		expect(await usage("pty")).toContain("Write unix:PATH or tcp:HOST:PORT.");
		expect(await usage("unix:/nowhere", "faults.add", "drop")).toContain('"drop": write NAME=VALUE, or one JSON object.');
	});

	test("tells where nobody is, or somebody else", async () => {
		const path = join(folder(), "control");
		const { status, errors } = await call(`unix:${path}`);
		expect({ status, errors }).toEqual({ status: 1, errors: `mctp-xs: no connection to unix:${path}: nobody listens there\n` });
	});
});

describe("watch", () => {
	test("tells events until a signal comes", async () => {
		const { target, serial } = await device();
		const watch = new Run(program, "watch", target);
		await call(target, "faults.add", "kind=drop", "direction=transmit");
		for (let count = 0; !watch.output.includes("Get Endpoint ID"); count++) {
			const peer = await Peer.connect({ path: serial });
			peer.write(bytes(request));
			await new Promise((resolve) => setTimeout(resolve, 50));
			peer.socket.destroy();
		}
		await watch.until("faults.fault id 1 kind drop port 0 direction transmit");
		expect(watch.output).toMatch(/^\d\d:\d\d:\d\d\.\d{3} endpoint\.packet serial0 <- EID 8 to 9 .*Get Endpoint ID request/m);
		watch.process.kill("SIGINT");
		expect(await watch.status).toBe(0);
		expect(watch.errors).toBe("");
	});

	test("finds a device again that has restarted", async () => {
		const first = await device();
		const watch = new Run(program, "watch", first.target, "endpoint", "--json");
		await untilTold(watch, first.serial, 1);
		first.run.process.kill("SIGTERM");
		expect(await first.run.status).toBe(0);
		expect(existsSync(first.control)).toBe(false);
		const second = await device(first.at);
		await untilTold(watch, second.serial, watch.output.split("\n").length);
		const told = / {2}unix:.*: the device closed the connection; trying again\n.* {2}unix:.*: found again\n/;
		await expect.poll(() => watch.errors).toMatch(told);
		await exchange(second.serial); // of the one before, it may have heard only the answer
		const packet = { name: "serial0", direction: "received", verdict: "received", bytes: "010908c8008002" };
		const lines = () => watch.output.split("\n").slice(0, -1);
		await expect
			.poll(() => lines().map((line) => JSON.parse(line)))
			.toContainEqual(expect.objectContaining({ name: "endpoint.packet", value: expect.objectContaining(packet) }));
		watch.process.kill("SIGTERM");
		expect(await watch.status).toBe(0);
	});

	test("tells counters as they change", async () => {
		const { target, serial } = await device();
		const watch = new Run(program, "watch", target, "--counters");
		await exchange(serial);
		await watch.until("endpoint.counters serial0 received 1 (+1)");
		await exchange(serial);
		await watch.until("endpoint.counters serial0 received 2 (+1)");
		watch.process.kill("SIGINT");
		expect(await watch.status).toBe(0);
	});

	test("does not wait for a device that never was there, nor for events that do not exist", async () => {
		const nobody = new Run(program, "watch", `unix:${join(folder(), "control")}`);
		expect(await nobody.status).toBe(1);
		expect(nobody.errors).toContain("nobody listens there");
		const { target } = await device();
		const wrong = new Run(program, "watch", target, "endpoint.pack");
		expect(await wrong.status).toBe(1);
		expect(wrong.errors).toBe("mctp-xs: there is no event endpoint.pack: there are endpoint.packet, faults.fault\n");
	});
});

/** Exchanges packets until they are told. */
async function untilTold(watch: Run, serial: string, lines: number): Promise<void> {
	while (watch.output.split("\n").length <= lines) {
		await exchange(serial);
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
}
