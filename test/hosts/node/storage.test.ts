// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import BusOwner from "../../../hosts/node/bus-owner.js";
import { virtualConnection } from "../../../hosts/node/connections.js";
import Device from "../../../hosts/node/device.js";
import Log from "../../../hosts/node/log.js";
import PldmClient from "../../../hosts/node/pldm/client.js";
import { readFruTable } from "../../../hosts/node/pldm/inventory.js";
import { builtIn } from "../../../hosts/node/profiles/built-in.js";
import { folderStorage } from "../../../hosts/node/storage.js";
import { FruCommand } from "../../../modules/pldm/fru/command.js";
import { PldmType } from "../../../modules/pldm/header.js";
import { tableOf } from "../../support/fru.js";
import { folder, Heard } from "./support/device.js";

const bytes = Uint8Array.from({ length: 64 }, (_, index) => index);

test("what is written is read by the next process; what was never written is FF", () => {
	const path = folder();
	expect(folderStorage(path, new Log("error"))("fru").write(3, bytes, 10, 4)).toBe(true);
	const memory = new Uint8Array(12);
	expect(folderStorage(path, new Log("error"))("fru").read(0, memory, 1, 10)).toBe(true);
	expect(Array.from(memory)).toEqual([0, 0, 0, 0, 10, 11, 12, 13, 0xff, 0xff, 0xff, 0]);
});

test("a region that nobody wrote is FF, and makes no file", () => {
	const path = folder();
	const memory = new Uint8Array(2);
	expect(folderStorage(path, new Log("error"))("fru").read(0, memory, 0, 2)).toBe(true);
	expect(Array.from(memory)).toEqual([0xff, 0xff]);
	expect(readdirSync(path)).toEqual([]);
});

test("erasing counts with the next write: who looks before finds what was", () => {
	const path = folder();
	const storage = folderStorage(path, new Log("error"))("fru");
	storage.write(0, bytes, 0, 8);
	expect(storage.erase()).toBe(true);
	expect(readFileSync(join(path, "fru"))).toHaveLength(8);
	const memory = new Uint8Array(1);
	storage.read(0, memory, 0, 1);
	expect(memory[0]).toBe(0xff);
	expect(storage.write(0, bytes, 32, 2)).toBe(true);
	expect(Array.from(readFileSync(join(path, "fru")))).toEqual([32, 33]);
	expect(readdirSync(path)).toEqual(["fru"]);
});

test("what cannot be written is refused, and told", () => {
	const path = folder();
	const told = new Heard();
	const storage = folderStorage(path, told.log)("fru");
	rmSync(path, { recursive: true });
	writeFileSync(path, "in the way");
	onTestFinished(() => rmSync(path));
	storage.erase();
	expect(storage.write(0, bytes, 0, 8)).toBe(false);
	expect(told.text).toContain("storage: ENOTDIR");
});

test("SetFRURecordTable outlives the device", async () => {
	const path = folder();
	async function start() {
		const log = new Log("error");
		const device = new Device({ attachments: [], eid: 9, profile: builtIn["sensor-card"], storage: folderStorage(path, log), log });
		const owner = new BusOwner({ connection: virtualConnection(device.virtualEnd) });
		await owner.open();
		await owner.peer();
		const end = async () => {
			await owner.close();
			await device.close();
		};
		onTestFinished(end);
		return { client: new PldmClient({ requester: owner.requester, eid: 0 }), end };
	}
	const first = await start();
	expect(await readFruTable(first.client)).not.toEqual(tableOf("A"));
	const set = { dataTransferHandle: 0, transferFlag: 5, data: tableOf("A") };
	await first.client.command(PldmType.fru, FruCommand.setFruRecordTable, set);
	await first.end();
	expect(await readFruTable((await start()).client)).toEqual(tableOf("A"));
});
