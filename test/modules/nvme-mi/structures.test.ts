// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { enduranceLog, healthLog } from "../../../modules/nvme-mi/admin/health-log.js";
import { identifyController } from "../../../modules/nvme-mi/admin/identify-controller.js";
import Fields from "../../../modules/device/fields.js";
import { identifyNamespace, independentNamespace, writeDescriptors } from "../../../modules/nvme-mi/admin/identify-namespace.js";
import { logPages } from "../../../modules/nvme-mi/admin/logs.js";
import { persistentEventLog } from "../../../modules/nvme-mi/admin/persistent-events.js";
import { sanitizeLog, telemetryLog } from "../../../modules/nvme-mi/admin/state-logs.js";
import {
	controllerInformation,
	pcieInformation,
	portInformation,
	subsystemInformation,
	twoWireInformation,
} from "../../../modules/nvme-mi/mi/data-structures.js";
import { configurationSpace } from "../../../modules/nvme-mi/pcie/configuration-space.js";
import type Call from "../../../modules/nvme-mi/call.js";
import { features } from "../../../modules/nvme-mi/model/features.js";
import { codes } from "../../../modules/nvme-mi/model/lockdown.js";
import { readSection } from "../../../modules/nvme-mi/profile/section.js";
import Window from "../../../modules/wire/window.js";
import { adminTable } from "../../../modules/nvme-mi/admin/commands.js";
import { managementTable } from "../../../modules/nvme-mi/mi/commands.js";
import { pcieTable } from "../../../modules/nvme-mi/pcie/commands.js";

const tables = {
	enduranceLog,
	healthLog,
	identifyController,
	identifyNamespace,
	independentNamespace,
	persistentEventLog,
	sanitizeLog,
	telemetryLog,
	controllerInformation,
	pcieInformation,
	portInformation,
	subsystemInformation,
	twoWireInformation,
	configurationSpace,
};

describe.each(Object.entries(tables))("fields of %s", (_name, fields) => {
	it("stand in the order of their offsets, and none on another", () => {
		let end = 0;
		for (const { at, size, name } of fields) {
			expect(at, name).toBeGreaterThanOrEqual(end);
			end = at + size;
		}
	});

	it("are a number or bytes", () => {
		for (const { number, bytes, name } of fields) expect((undefined === number) !== (undefined === bytes), name).toBe(true);
	});
});

it("commands stand at their opcodes, each once", () => {
	for (const table of [managementTable, adminTable, pcieTable]) {
		table.forEach((row, opcode) => expect(row?.opcode ?? opcode).toBe(opcode));
		const names = table.flatMap((row) => row?.name ?? []);
		expect(new Set(names).size).toBe(names.length);
	}
});

it("all that there is can be prohibited", () => {
	for (const { length } of [managementTable, adminTable, pcieTable]) expect(length).toBeLessThanOrEqual(codes);
	for (const { id } of features) expect(id).toBeLessThan(codes);
});

it("the identifier of a namespace is a UUID of version 8, whatever the device's is", () => {
	const uuid = "ffffffff-ffff-ffff-ffff-ffffffffffff";
	const section = { ports: [{ twoWire: {} }], controllers: [{}], namespaces: { list: [{ blocks: 1, controllers: [0] }] } };
	const { subsystem } = readSection(new Fields(section, "nvmeMi"), { uuid, serialNumber: "1" });
	const memory = new Uint8Array(24);
	const window = new Window(memory, new DataView(memory.buffer));
	window.reset(0, 0, 24);
	writeDescriptors({ window, subsystem, controller: subsystem.controllers[0], u32: () => 1 } as unknown as Call);
	expect(Buffer.from(memory).toString("hex")).toBe("03100000ffffffffffff8fffbffffffffffffefe04010000");
});

it("log pages are whole dwords", () => {
	for (const page of logPages) expect((page?.size ?? 0) % 4, page?.name).toBe(0);
});
