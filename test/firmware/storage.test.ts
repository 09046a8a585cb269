// SPDX-License-Identifier: Apache-2.0
// What a requester sets, through the whole machine into its storage: RAM that behaves like flash memory, because QEMU has no flash controller.
import { afterAll, beforeAll, beforeEach, expect, inject, test } from "vitest";
import PldmClient from "../../hosts/node/pldm/client.js";
import { readFruTable } from "../../hosts/node/pldm/inventory.js";
import { FruCommand } from "../../modules/pldm/fru/command.js";
import { PldmType } from "../../modules/pldm/header.js";
import { own } from "../hosts/node/support/bus-owner.js";
import { tableOf } from "../support/fru.js";
import { Emulator } from "./emulator.js";

const skipped = inject("withoutImage")["mps2-sensor-card"];
beforeEach((context) => context.skip(undefined !== skipped, skipped));

const emulator = new Emulator("mps2-sensor-card");
beforeAll(async () => {
	if (undefined === skipped) await emulator.start();
});
afterAll(() => emulator.stop());

test("SetFRURecordTable outlives resets, many times", async () => {
	const { owner } = await own(`unix:${emulator.socket("serial")}`);
	await owner.peer();
	const client = new PldmClient({ requester: owner.requester, eid: 0, attempts: 10 });
	expect(await readFruTable(client)).toHaveLength(100);
	for (const letter of "ABC") {
		const data = tableOf(letter);
		await client.command(PldmType.fru, FruCommand.setFruRecordTable, { dataTransferHandle: 0, transferFlag: 5, data });
		await emulator.reset();
		expect(await readFruTable(client)).toEqual(data);
	}
});
