// SPDX-License-Identifier: Apache-2.0
// The profile sensor-card on a chip with 128 KB of RAM, read by the project's own requester, and compared with the same card under Node.
import { afterAll, beforeAll, beforeEach, expect, inject, onTestFinished, test } from "vitest";
import BusOwner from "../../hosts/node/bus-owner.js";
import { virtualConnection } from "../../hosts/node/connections.js";
import Device from "../../hosts/node/device.js";
import { discover } from "../../hosts/node/discover.js";
import Log from "../../hosts/node/log.js";
import PldmClient from "../../hosts/node/pldm/client.js";
import { discoverTerminus } from "../../hosts/node/pldm/discover.js";
import { readFruTable } from "../../hosts/node/pldm/inventory.js";
import { walkRecords } from "../../hosts/node/pldm/repository.js";
import { readSensor, sensorsOf } from "../../hosts/node/pldm/sensors.js";
import { builtIn } from "../../hosts/node/profiles/built-in.js";
import { own } from "../hosts/node/support/bus-owner.js";
import { Emulator } from "./emulator.js";

const skipped = inject("withoutImage")["sensor-card"];
beforeEach((context) => context.skip(undefined !== skipped, skipped));

const emulator = new Emulator("sensor-card");
beforeAll(async () => {
	if (undefined === skipped) await emulator.start();
});
afterAll(() => emulator.stop());

/** Everything that a requester can learn of the card. */
async function walk(owner: BusOwner) {
	const { uuid } = await discover(owner.control, 9);
	const client = new PldmClient({ requester: owner.requester, eid: 9 });
	const { types } = await discoverTerminus(client);
	const records: Uint8Array[] = [];
	for await (const record of walkRecords(client)) records.push(record);
	const readings = [];
	for (const sensor of sensorsOf(records)) readings.push(await readSensor(client, sensor));
	return { uuid, types, records, readings, inventory: await readFruTable(client) };
}

test("has types, records, readings and inventory as the same card has under Node", async () => {
	const { owner } = await own(`unix:${emulator.socket("serial")}`);
	await owner.peer();
	const found = await walk(owner);
	// GetSensorReading of the inlet temperature: enabled, events too; normal, unknown before; 235 tenths of a degree
	const body = Uint8Array.of(0x80, 0x02, 0x11, 0x01, 0x00, 0x00);
	expect(Array.from(await owner.requester.request({ port: 0, eid: 9, type: 0x01, body }))).toEqual([
		0x00, 0x02, 0x11, 0x00, 0x03, 0x00, 0x02, 0x01, 0x00, 0x01, 0xeb, 0x00,
	]);
	const card = new Device({ attachments: [], eid: 9, uuid: found.uuid, profile: builtIn["sensor-card"], log: new Log("error") });
	const other = new BusOwner({ connection: virtualConnection(card.virtualEnd) });
	onTestFinished(() => other.close());
	await other.open();
	await other.peer();
	expect(found.records).toHaveLength(43);
	expect(found.readings).toHaveLength(16);
	expect(found).toEqual(await walk(other));
});
