// SPDX-License-Identifier: Apache-2.0
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { bytes, frame } from "../support/frames.js";
import bundle from "../support/bundle.js";
import { folder } from "../support/device.js";
import { Peer } from "../support/peer.js";
import Run from "../support/run.js";
import sensorCard from "../support/sensor-card.js";

/** A sensor card, and what `mctp-xs pldm` says of it. */
async function card() {
	const { program, path, control, replug } = await sensorCard();
	const start = (...words: string[]) => new Run(program, "pldm", ...words.map((word) => ("TARGET" === word ? `unix:${path}` : word)));
	const pldm = async (...words: string[]) => {
		const run = start(...words);
		return { status: await run.status, output: run.output, errors: run.errors };
	};
	const call = async (...words: string[]) => {
		const run = new Run(program, "call", `unix:${control}`, ...words);
		expect(await run.status).toBe(0);
	};
	return { start, pldm, call, path, replug };
}

describe("mctp-xs pldm", () => {
	test("types, pdr, fru, raw", async () => {
		const { pldm } = await card();
		const types = JSON.parse((await pldm("types", "TARGET", "--json")).output);
		expect(types).toMatchObject({ tid: 0, types: [{ name: "base", versions: ["1.0.0", "1.1.0"] }, { name: "platform" }, { name: "FRU" }] });
		expect((await pldm("types", "TARGET")).output).toContain("GetSensorReading");
		expect(JSON.parse((await pldm("pdr", "list", "TARGET", "--json")).output)).toHaveLength(43);
		expect((await pldm("pdr", "show", "TARGET", "6", "7")).output).toMatch(/numeric sensor[^]*warningHigh +│ 45 [^]*吸気温度/);
		expect((await pldm("pdr", "show", "TARGET", "6", "31")).output).toMatch(
			/baseUnit +│ 2 \(degreesC\) [^]*sensorDataSize +│ 3 \(sint16\) [^]*resolution +│ 0\.1 [^]*rangeFieldFormat +│ 6 \(real32\) [^]*stateSetId 13 \(presence\), possibleStatesSize 1, possibleStates 06, states present notPresent │/,
		);
		const shown = await pldm("pdr", "show", "TARGET");
		expect(shown).toMatchObject({ status: 0, errors: "" });
		expect(shown.output.match(/│ Record /g)).toHaveLength(43);
		expect(JSON.parse((await pldm("pdr", "show", "TARGET", "26", "--json")).output)).toMatchObject([
			{ record: "compact numeric sensor", recordHandle: 26, sensorId: 11, name: Buffer.from("Humidity").toString("hex") },
		]);
		expect((await pldm("pdr", "show", "TARGET", "41", "--raw")).output).toBe(
			"29 00 00 00 01 14 00 00 0a 00 01 00 01 00 44 00 01 00 00 00\n",
		);
		expect((await pldm("fru", "print", "TARGET")).output).toMatch(/part number +│ EX-SC-12 [^]*Bürostuhl/);
		expect(await pldm("raw", "TARGET", "2", "0x11", "01", "00", "00")).toEqual({
			status: 0,
			output: "00 03 00 02 01 00 01 eb 00\n",
			errors: "",
		});
	});

	test("sensor read and watch, effecter set", async () => {
		const { pldm, call } = await card();
		await call("pldm.setSensor", "id=3", "value=105");
		expect((await pldm("sensor", "read", "TARGET", "1", "3", "102")).output).toMatch(
			/1 +│ Inlet temperature +│ 23.5 degreesC +│ normal [^]*3 +│ Processor temperature +│ 105 degreesC +│ upperCritical [^]*102 +│ Fans +│ presence: present, presence: present +│ enabled /,
		);
		expect(JSON.parse((await pldm("sensor", "read", "TARGET", "--json")).output)).toHaveLength(16);
		const watched = await pldm("sensor", "watch", "TARGET", "7", "--interval", "1", "--count", "3");
		expect(watched.output.match(/7 12 V 12.04 volts normal\n/g)).toHaveLength(3);
		const lines = (await pldm("sensor", "watch", "TARGET", "7", "--json", "--interval", "1", "--count", "2")).output.trim().split("\n");
		expect(lines.map((line) => JSON.parse(line))).toEqual(
			Array(2).fill({
				time: expect.stringMatching(/^\d{4}-.*Z$/),
				...{ id: 7, name: "12 V", operational: "enabled", value: 12.04, unit: "volts", state: "normal" },
			}),
		);
		expect((await pldm("effecter", "set", "TARGET", "202", "1")).output).toBe("effecter 202, name Identify light, present 1\n");
		expect((await pldm("effecter", "set", "TARGET", "201", "60")).output).toBe(
			"effecter 201, name Fan speed, operational updatePending, pending 60, present 50, unit percentage\n",
		);
	});

	test("events follow: sent, and polled", async () => {
		const { start, call, pldm } = await card();
		const run = start("events", "follow", "TARGET", "--count", "2", "--json", "--log", "info");
		/* Until it has subscribed, nothing is raised. */
		for (let raised = false; !raised; raised = run.output.split("\n").length > 2) {
			await call("pldm.setSensor", "id=1", "value=48");
			await call("pldm.setSensor", "id=1", "value=20");
		}
		expect(await run.status).toBe(0);
		const [first] = run.output.split("\n").map((line) => line && JSON.parse(line));
		expect(first).toMatchObject({ tid: 0, eventClass: 0, sensorId: 1, sensorEventClass: 2, sensorDataSize: 3 });
		expect(first).toMatchObject({ name: "Inlet temperature", unit: "degreesC", value: first.presentReading / 10 });
		const polled = pldm("events", "follow", "TARGET", "--poll", "50", "--count", "1");
		const ended = polled.then(() => true);
		for (
			let value = 20;
			!(await Promise.race([ended, new Promise<false>((resolve) => setTimeout(resolve, 100, false))]));
			value = 68 - value
		)
			await call("pldm.setSensor", "id=1", `value=${value}`);
		expect((await polled).output).toMatch(
			/TID 0 sensor 1 Inlet temperature: (upperWarning, was normal, 48|normal, was upperWarning, 20) degreesC\n/,
		);
	});

	test("sensor watch and events follow go on when the card was unplugged and is back", async () => {
		const { start, call, replug } = await card();
		const watch = start("sensor", "watch", "TARGET", "1", "--json", "--interval", "1", "--count", "100000");
		await watch.until('"value":23.5');
		await replug();
		await call("pldm.setSensor", "id=1", "value=31");
		await watch.until('"value":31');
		watch.process.kill("SIGINT");
		expect(await watch.status).toBe(130);

		for (const options of [[], ["--poll", "20"]]) {
			const follow = start("events", "follow", "TARGET", ...options);
			const raised = async (count: number) => {
				for (let value = 48; follow.output.split("upperWarning, was").length <= count; value = 68 - value)
					await call("pldm.setSensor", "id=1", `value=${value}`);
			};
			await raised(1);
			await replug();
			await raised(3);
			follow.process.kill("SIGINT");
			expect(await follow.status).toBe(130);
			expect(follow.errors).not.toMatch(/^mctp-xs/m);
		}
	});

	test("events follow knows sensors that come while it runs", async () => {
		const file = join(folder(), "slot.json");
		const sensor = { id: 5, name: "Module", entity: "module", unit: "degreesC", thresholds: { upperWarning: 70 }, value: 30 };
		const entities = [
			{ id: "board", type: 60 },
			{ id: "module", type: 66, container: "board", present: false },
		];
		writeFileSync(file, JSON.stringify({ name: "slot", pldm: { entities, numericSensors: [sensor] } }));
		const [path, control] = ["serial", "control"].map((name) => join(folder(), name));
		const device = new Run(bundle(), "device", "--profile", file, "--serial", `listen:unix:${path}`, "--control", `listen:unix:${control}`);
		await device.until("serial0 listens on ");
		const call = async (...words: string[]) => expect(await new Run(bundle(), "call", `unix:${control}`, ...words).status).toBe(0);
		const follow = new Run(bundle(), "pldm", "events", "follow", `unix:${path}`);
		for (let present = true; !follow.output.includes("added"); present = !present)
			await call("pldm.setPresent", "entity=module", `present=${present}`);
		await call("pldm.setPresent", "entity=module", "present=true");
		for (let value = 75; !follow.output.includes("upperWarning, was normal, 75"); value = 105 - value)
			await call("pldm.setSensor", "id=5", `value=${value}`);
		expect(follow.output).toMatch(/TID 0 records: handles .*added [^]*TID 0 sensor 5 Module: upperWarning, was normal, 75 degreesC\n/);
	});

	test("events follow that ends by a signal has the terminus raise no more events", async () => {
		const { program, path, device } = await sensorCard("--log", "debug");
		const follow = new Run(program, "pldm", "events", "follow", `unix:${path}`);
		await device.untilError("globalEnable 1, transportProtocolType 0, receiver 8");
		follow.process.kill("SIGTERM");
		expect(await follow.status).toBe(143);
		await device.untilError("globalEnable 0, transportProtocolType 0, receiver 8");
	});

	test.each([
		[["sensor", "read", "TARGET", "77"], 1, /there is no sensor 77: there are 1, 2, 3, /],
		[["effecter", "set", "TARGET", "9", "1"], 1, /there is no effecter 9: there are 201, 202/],
		[["effecter", "set", "TARGET", "201", "1", "2"], 1, /effecter 201 is numeric: give it one value/],
		[["effecter", "set", "TARGET", "201", "101"], 1, /effecter 201 takes 20 to 100 percentage/],
		[["effecter", "set", "TARGET", "201", "-5"], 1, /effecter 201 takes 20 to 100 percentage/],
		[["effecter", "set", "TARGET", "202", "9"], 1, /field 0 of effecter 202 takes the states 1, 2/],
		[["effecter", "set", "TARGET", "202", "1", "2"], 1, /effecter 202 has 1 field: give it 1 state/],
		[["pdr", "show", "TARGET", "99"], 1, /GetPDR: completion code 0x82, invalid record handle/],
		[["raw", "TARGET", "64", "1"], 2, /whole numbers from 0 to 63/],
		[["sensor", "read", "TARGET", "x"], 2, /whole numbers from 0 to 65535/],
	] as const)("%j says what is wrong", async (words, status, errors) => {
		const { pldm } = await card();
		const run = await pldm(...words);
		expect(run.status).toBe(status);
		expect(run.errors).toMatch(errors);
	});

	test("records that are not as they should be are told of, and texts do not steer the terminal", async () => {
		const records = [
			"01000000 01 15 0000 0300 010203",
			"02000000 01 04 0000 1100 0100 6500 4400 0100 0100 00 01 01 0100 01 0e",
			"04000000 01 04 0000 1100 0100 6600 4400 0100 0100 00 00 01 0100 01 0e",
			"05000000 01 06 0000 0f00 0100 6500 01 01 656e00 001b00410000",
		];
		const profile = {
			name: "odd",
			identity: { manufacturer: "Example", product: "Odd" },
			pldm: {
				records: records.map((data) => ({ data: data.replaceAll(" ", "") })),
				stateSensors: [{ id: 101, fields: [{ set: 1, possible: [1, 2, 3], state: 2 }] }],
				fru: { records: [{ set: 1, general: [{ field: "model", bytes: "1b5b324a410a42" }] }] },
			},
		};
		const file = join(folder(), "odd.json");
		writeFileSync(file, JSON.stringify(profile));
		const path = join(folder(), "serial");
		const program = bundle();
		const device = new Run(program, "device", "--profile", file, "--serial", `listen:unix:${path}`);
		await device.until("serial0 listens on ");
		const pldm = async (...words: string[]) => {
			const run = new Run(program, "pldm", ...words, `unix:${path}`);
			expect(await run.status).toBe(0);
			return run.output;
		};
		const list = await pldm("pdr", "list");
		expect(list).toMatch(/1 +│ compact numeric sensor +│ 13 +│ not as it should be: cut short: 3 bytes are too few │/);
		expect(list).toMatch(/5 +│ sensor auxiliary names +│ 25 +│ sensor 101, \?A +│/);
		expect(await pldm("pdr", "show")).toMatch(/data +│ 01 02 03 [^]*names language en, name \?A/);
		const read = await pldm("sensor", "read");
		expect(read).toMatch(/101 │ \?A +│ health: nonCritical │ enabled/);
		expect(read).toMatch(/102 │ +│ +│ GetStateSensorReadings: completion code 0x80, invalid sensor id │/);
		expect(await pldm("fru", "print")).toMatch(/│ model +│ \?\[2JA\?B +│/);
	});

	test("a device without PLDM does not answer", async () => {
		const path = join(folder(), "serial");
		const device = new Run(bundle(), "device", "--serial", `listen:unix:${path}`);
		await device.until("serial0 listens on ");
		const peer = await Peer.connect({ path });
		peer.write(frame(bytes("01 00 08 c8 01 80 00 02")));
		peer.socket.destroy();
		const run = new Run(bundle(), "pldm", "types", `unix:${path}`, "--timeout", "1000");
		expect(await run.status).toBe(1);
		expect(run.errors).toMatch(/no answer to 3 attempts, the first of 1000 ms/);
	});
});
