// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import BusOwner from "../../../../hosts/node/bus-owner.js";
import { clone } from "../../../../hosts/node/clone/clone.js";
import type { ProfileDocument } from "../../../../hosts/node/clone/section.js";
import { virtualConnection } from "../../../../hosts/node/connections.js";
import clock from "../../../../hosts/node/clock.js";
import Device from "../../../../hosts/node/device.js";
import { discover } from "../../../../hosts/node/discover.js";
import Log from "../../../../hosts/node/log.js";
import PldmClient from "../../../../hosts/node/pldm/client.js";
import { readFruTable } from "../../../../hosts/node/pldm/inventory.js";
import { walkRecords } from "../../../../hosts/node/pldm/repository.js";
import { parseProfile } from "../../../../hosts/node/profiles/load.js";
import type { Activation } from "../../../../modules/activation/activation.js";

const uuid = "00112233-4455-6677-8899-aabbccddeeff";

/** The sensor card, as its file has it, with changes to its section `pldm`. */
function card(changes: object = {}): ProfileDocument & { pldm: Record<string, unknown> } {
	const file = join(import.meta.dirname, "../../../../modules/device/profiles/sensor-card.json");
	const document = JSON.parse(readFileSync(file, "utf8"));
	document.identity.uuid = uuid;
	Object.assign(document.pldm, changes);
	return document;
}

async function deviceOf(document: object) {
	const { profile } = await parseProfile("the test", JSON.stringify(document));
	const device = new Device({ profile, attachments: [], eid: 9, log: new Log("error") });
	const owner = new BusOwner({ connection: virtualConnection(device.virtualEnd) });
	onTestFinished(async () => {
		await owner.close();
		await device.close();
	});
	await owner.open();
	const operate = (method: string, parameters: object) =>
		(device.activation().children as Activation[]).find(({ name }) => "pldm" === name)!.methods[method].run(parameters, clock());
	return { owner, client: new PldmClient({ requester: owner.requester, eid: 0 }), operate };
}

async function cloneOf({ owner }: { owner: BusOwner }) {
	const notes: string[] = [];
	const discovery = await discover(owner.control);
	const twin = await clone({ owner, eid: 0, name: "twin", discovery, note: (text) => notes.push(text) });
	return { twin: twin as ProfileDocument & { pldm: Record<string, unknown> }, notes };
}

/** Everything that a terminus tells without being changed, as bytes. */
async function everything(client: PldmClient): Promise<Record<string, string>> {
	const told: Record<string, string> = {};
	const ask = async (name: string, type: number, code: number, ...body: number[]) => {
		told[name] = Buffer.from(await client.raw(type, code, Uint8Array.from(body))).toString("hex");
	};
	for await (const record of walkRecords(client)) told[`record ${record[0]}`] = Buffer.from(record).toString("hex");
	told.inventory = Buffer.from(await readFruTable(client)).toString("hex");
	await ask("TID", 0, 2);
	await ask("types", 0, 4);
	await ask("platform commands", 0, 5, 2, 0x00, 0xf1, 0xf2, 0xf1);
	await ask("FRU commands", 0, 5, 4, 0x00, 0xf0, 0xf0, 0xf1);
	await ask("UID", 2, 3);
	await ask("repository", 2, 0x50);
	await ask("signature", 2, 0x53);
	await ask("FRU metadata", 4, 1);
	for (let id = 1; id <= 12; id++) {
		await ask(`reading ${id}`, 2, 0x11, id, 0, 0);
		await ask(`thresholds ${id}`, 2, 0x12, id, 0);
		await ask(`hysteresis ${id}`, 2, 0x15, id, 0);
	}
	for (let id = 101; id <= 104; id++) await ask(`states ${id}`, 2, 0x21, id, 0, 0, 0);
	await ask("effecter 201", 2, 0x32, 201, 0);
	await ask("effecter 202", 2, 0x3a, 202, 0);
	return told;
}

describe("a clone of a sensor card", () => {
	test("answers the same bytes", async () => {
		const original = await deviceOf(card());
		const { twin, notes } = await cloneOf(original);
		expect(notes).toEqual(["PLDM terminus: 43 records and the inventory are copied"]);
		const expected = await everything(original.client);
		expect(Object.keys(expected).length).toBeGreaterThan(90);
		expect(await everything((await deviceOf(twin)).client)).toEqual(expected);
	});

	test("that was used is as it is now", async () => {
		const original = await deviceOf(card({ tid: 7 }));
		original.operate("setSensor", { id: 1, value: 21.7 });
		original.operate("setSensor", { id: 12, value: 4_000_000_000 });
		original.operate("setState", { id: 103, state: 2 });
		const { twin } = await cloneOf(original);
		const section = twin.pldm as { tid: number; numericSensors: { id: number; value: number }[]; stateSensors: { fields: object[] }[] };
		expect(section.tid).toBe(7);
		expect(section.numericSensors[0]).toEqual({
			id: 1,
			name: "Inlet temperature",
			unit: "degreesC",
			dataSize: "sint16",
			resolution: 0.1,
			thresholds: { upperWarning: 45, upperCritical: 55, upperFatal: 65, lowerWarning: 2, lowerCritical: -5, lowerFatal: -15 },
			hysteresis: 2,
			value: 21.7,
		});
		expect(section.stateSensors[2]).toMatchObject({ fields: [{ set: 33, possible: [1, 2], state: 2 }] });
		expect(section.numericSensors[11]).toMatchObject({ value: 4_000_000_000 });
	});

	test("has its inventory in words", async () => {
		const { twin } = await cloneOf(await deviceOf(card()));
		expect(twin.pldm.fru).toMatchObject({
			capacity: 512,
			records: [
				{
					set: 1,
					general: expect.arrayContaining([
						{ field: "partNumber", text: "EX-SC-12" },
						{ field: "vendorIana", bytes: "9c 01 00 00" },
					]),
				},
				{ set: 1, encoding: "UTF8", oem: { iana: 412, fields: [{ number: 2, text: "Bürostuhl" }] } },
				{ set: 2, general: [{ field: "name", text: "Cortex-M4" }] },
			],
		});
	});

	test("has an inventory that the profile has no words for as bytes", async () => {
		const content = "01 00 80 01 01 05 02 41 42";
		const original = await deviceOf(card({ fru: { content } }));
		const { twin, notes } = await cloneOf(original);
		expect(twin.pldm.fru).toEqual({ content });
		expect(notes).toEqual(["PLDM terminus: 41 records and the inventory are copied"]);
		expect(Buffer.from(await readFruTable((await deviceOf(twin)).client)).toString("hex")).toMatch(/^010080010105024142/);
	});
});
