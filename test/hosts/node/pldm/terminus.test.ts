// SPDX-License-Identifier: Apache-2.0
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import BusOwner from "../../../../hosts/node/bus-owner.js";
import { virtualConnection } from "../../../../hosts/node/connections.js";
import Device from "../../../../hosts/node/device.js";
import lineFor from "../../../../hosts/node/line/lines.js";
import { parseTarget } from "../../../../hosts/node/line/target.js";
import Log from "../../../../hosts/node/log.js";
import PldmClient, { PldmError } from "../../../../hosts/node/pldm/client.js";
import { discoverTerminus } from "../../../../hosts/node/pldm/discover.js";
import type { ReceivedEvent } from "../../../../hosts/node/pldm/event-text.js";
import { isAnnouncement, pollEvents, receiveEvents, subscribe } from "../../../../hosts/node/pldm/events.js";
import { readFruTable, recordsOf } from "../../../../hosts/node/pldm/inventory.js";
import { readRecord, walkRecords } from "../../../../hosts/node/pldm/repository.js";
import { readSensor, sensorsOf } from "../../../../hosts/node/pldm/sensors.js";
import { builtIn } from "../../../../hosts/node/profiles/built-in.js";
import type { Activation } from "../../../../modules/activation/activation.js";
import type { Profile } from "../../../../modules/device/profile.js";
import { PldmType } from "../../../../modules/pldm/header.js";
import { PlatformCommand } from "../../../../modules/pldm/platform/command.js";
import clock from "../../../../hosts/node/clock.js";
import { own } from "../support/bus-owner.js";
import { folder, open } from "../support/device.js";
import { linked, transports } from "../support/linked.js";

const card = builtIn["sensor-card"];

/** A tenth of all packets of PLDM is lost, in both directions. The time-out is long, as an attempt given up while its answer is sent can make one message of two. */
const lossy: Profile = {
	...card,
	faults: [
		{ kind: "drop", rate: 0.1, seed: 11, direction: "receive", type: 1 },
		{ kind: "drop", rate: 0.1, seed: 12, direction: "transmit" },
	],
};

async function clientBy(transport: (typeof transports)[number], profile: Profile): Promise<PldmClient> {
	const { owner } = await linked(transport, profile);
	return new PldmClient({ requester: owner.requester, eid: 9 });
}

/** An operator calls a method of a part of the device. */
async function operate(device: Device, method: string, parameters: object, part = "pldm"): Promise<unknown> {
	const children = device.activation().children as Activation[];
	return children.find(({ name }) => part === name)!.methods[method].run(parameters, clock());
}

/** Everything that a requester can learn of the card. */
async function walk(client: PldmClient, requestCount?: number): Promise<unknown> {
	const terminus = await discoverTerminus(client);
	const records: Uint8Array[] = [];
	for await (const record of walkRecords(client, requestCount)) records.push(record);
	const readings = [];
	for (const sensor of sensorsOf(records)) readings.push(await readSensor(client, sensor));
	const inventory = recordsOf(await readFruTable(client));
	return { types: terminus.types.map(({ type }) => type), records: records.length, readings, inventory: inventory.length };
}

function expectCard(found: unknown): void {
	expect(found).toMatchObject({ types: [0, 2, 4], records: 43, inventory: 3 });
	const { readings } = found as { readings: { name: string; value?: number; unit?: string; state?: string; operational: string }[] };
	expect(readings).toHaveLength(16);
	expect(readings[0]).toEqual({ id: 1, name: "Inlet temperature", operational: "enabled", value: 23.5, unit: "degreesC", state: "normal" });
	expect(readings[6]).toMatchObject({ name: "12 V", value: 12.04, unit: "volts" });
	expect(readings[10]).toMatchObject({ name: "Humidity", value: 41, unit: "percentage" });
	expect(readings[11]).toMatchObject({ name: "Corrected errors", operational: "unavailable" });
	expect(readings[13]).toMatchObject({
		fields: [
			{ stateSet: 13, state: 1 },
			{ stateSet: 13, state: 1 },
		],
	});
}

describe("the sensor card", () => {
	test.each(transports)("is read by %s", async (transport) => {
		expectCard(await walk(await clientBy(transport, card)));
	});

	test.each(transports)("gives a record of 4 KiB by %s, in messages of 64 bytes to 4 KiB", async (transport) => {
		const data = Array.from({ length: 4064 }, (_, index) => (index * 7 + (index >> 8)) & 0xff);
		const client = await clientBy(transport, { name: "large", pldm: { oem: [{ iana: 412, data }] } });
		for (const count of [48, 64, 240, 1000, 2048, 4082]) {
			const { record, next } = await readRecord(client, 2, count);
			expect([...record.subarray(18)], `${count} at a time`).toEqual(data);
			expect(next).toBe(0);
		}
	});

	test.each(transports)("is read by %s with a tenth of the packets lost, by trying again", async (transport) => {
		const { device, owner } = await linked(transport, lossy);
		expectCard(await walk(new PldmClient({ requester: owner.requester, eid: 9, timeout: 250, attempts: 20 })));
		const { faults } = (await operate(device, "list", {}, "faults")) as { faults: { applied: number }[] };
		for (const { applied } of faults) expect(applied).toBeGreaterThan(5);
	});

	test("gives records in parts of any size", async () => {
		const { device } = await open(`listen:unix:${join(folder(), "serial")}`, { profile: card });
		const owner = new BusOwner({ connection: virtualConnection(device.virtualEnd), eid: 20 });
		onTestFinished(() => owner.close());
		await owner.open();
		const client = new PldmClient({ requester: owner.requester, eid: 0 });
		const { record: whole } = await readRecord(client, 7, 4096);
		for (const count of [1, 2, 9, 10, 11, 63, 64, 100, whole.length - 1, whole.length])
			expect((await readRecord(client, 7, count)).record).toEqual(whole);
	});

	test("serves three requesters at once, each on its own link", async () => {
		const paths = ["one", "two", "three"].map((name) => join(folder(), name));
		const attachments = paths.map((path, index) => ({
			transport: 1 === index ? ("usbredir" as const) : ("serial" as const),
			line: lineFor(parseTarget(`listen:unix:${path}`)),
		}));
		const model = new Device({ attachments, eid: 9, uuid: "00000000-0000-0000-0000-000000000001", profile: card, log: new Log("error") });
		onTestFinished(() => model.close());
		await model.open();
		const found = await Promise.all(
			paths.map(async (path, index) => {
				const { owner } = await own(`unix:${path}`, { transport: 1 === index ? "usbredir" : "serial" });
				await owner.peer();
				return walk(new PldmClient({ requester: owner.requester, eid: 9 }), 32);
			}),
		);
		for (const each of found) expectCard(each);
	});

	test("an abandoned walk leaves nothing behind: no exchange, no assembly, no state of a transfer", async () => {
		const path = join(folder(), "serial");
		const { device } = await open(`listen:unix:${path}`, { profile: card });
		const { owner } = await own(`unix:${path}`);
		await owner.peer();
		const client = new PldmClient({ requester: owner.requester, eid: 9 });
		for (let count = 0; count < 40; count++)
			await client.command(PldmType.platform, PlatformCommand.getPdr, {
				recordHandle: 7,
				transferOperationFlag: 1,
				requestCount: 1 + count,
			});
		/* The answer may be here before its sender knows. */
		await expect.poll(() => device.endpoint.exchanges.busy).toBe(0);
		expect(device.endpoint.reassembly.active).toBeUndefined();
		expectCard(await walk(client));
	});

	test("tells why not", async () => {
		const path = join(folder(), "serial");
		await open(`listen:unix:${path}`, { profile: card });
		const { owner } = await own(`unix:${path}`);
		await owner.peer();
		const client = new PldmClient({ requester: owner.requester, eid: 9 });
		const refused = client.command(PldmType.platform, PlatformCommand.getSensorReading, { sensorId: 77 });
		await expect(refused).rejects.toThrow(PldmError);
		await expect(refused).rejects.toThrow("GetSensorReading: completion code 0x80, invalid sensor id");
		await expect(client.command(PldmType.firmware, 1)).rejects.toThrow("firmware update command 0x01: unknown here, send its bytes");
		expect(Array.from(await client.raw(PldmType.firmware, 1, new Uint8Array()))).toEqual([0x20]);
	});
});

describe("events", () => {
	/** A card, a requester, and what it hears. */
	async function subscribed(polled: boolean) {
		const path = join(folder(), "serial");
		const { device } = await open(`listen:unix:${path}`, { profile: card });
		const { owner } = await own(`unix:${path}`);
		await owner.peer();
		const heard: ReceivedEvent[] = [];
		let wake = () => {};
		receiveEvents(owner.endpoint, (event) => {
			heard.push(event);
			wake();
		});
		const client = new PldmClient({ requester: owner.requester, eid: 9 });
		await subscribe(client, 8, polled);
		const until = async (count: number) => {
			while (heard.length < count) await new Promise<void>((resolve) => (wake = resolve));
		};
		return { device, client, heard, until };
	}

	test("come to the requester", async () => {
		const { device, heard, until } = await subscribed(false);
		await operate(device, "setSensor", { id: 1, value: 48 });
		await operate(device, "setState", { id: 103, state: 2 });
		await until(2);
		expect(heard.map(({ eventClass, data }) => [eventClass, Buffer.from(data).toString("hex")])).toEqual([
			[0, "010002080103e001"],
			[0, "6700" + "01" + "00" + "02" + "01"],
		]);
	});

	test("too large for a message are announced, and polled in parts", async () => {
		const large: Profile = { ...card, memory: { requestSize: 64, requests: 2 } };
		const path = join(folder(), "serial");
		const { device } = await open(`listen:unix:${path}`, { profile: large });
		const { owner } = await own(`unix:${path}`);
		await owner.peer();
		const announced = new Promise<ReceivedEvent>((resolve) => receiveEvents(owner.endpoint, resolve));
		const client = new PldmClient({ requester: owner.requester, eid: 9 });
		await subscribe(client, 8, false);
		const data = Buffer.from(Array.from({ length: 64 }, (_, index) => index));
		await operate(device, "raiseEvent", { eventClass: 0xfa, data: data.toString("hex") });
		expect(isAnnouncement(await announced)).toBe(true);
		const events = [];
		for await (const event of pollEvents(client)) events.push(event);
		expect(events).toEqual([{ tid: 0, eventClass: 0xfa, data: Uint8Array.from(data) }]);
		expect(await operate(device, "events", {})).toMatchObject({ waiting: [], lost: 0, undelivered: 0 });
	});

	test("are kept to be polled", async () => {
		const { device, client, heard } = await subscribed(true);
		for (let value = 0; value < 3; value++) await operate(device, "setSensor", { id: 5, value: 0 === value % 2 ? 100 : 8000 });
		const events = [];
		for await (const event of pollEvents(client)) events.push(Buffer.from(event.data).toString("hex"));
		expect(events).toEqual(["05000207010264" + "00", "050002010702401f", "05000207010264" + "00"]);
		expect(heard).toEqual([]);
	});
});
