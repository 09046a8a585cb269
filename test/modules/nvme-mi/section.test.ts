// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import Fields from "../../../modules/device/fields.js";
import { readSection } from "../../../modules/nvme-mi/profile/section.js";
import { vitalProductData } from "../../../modules/nvme-mi/profile/vital.js";
import { driveIdentity } from "../../support/drive.js";

const ports = [{ twoWire: {} }];
const read = (section: object, identity: typeof driveIdentity | object = driveIdentity) =>
	readSection(new Fields(section, "nvmeMi"), { ...driveIdentity, ...identity });
const text = (bytes: Uint8Array) => String.fromCharCode(...bytes);

test("what a section does not say is as usual", () => {
	const { subsystem, endpoints, keep, answers } = read({ ports });
	expect([endpoints, keep, answers]).toEqual([[0], false, undefined]);
	const { identity, times, namespaces, firmware, counters, vpd } = subsystem;
	expect({ ...identity, serialNumber: text(identity.serialNumber), model: text(identity.model), name: text(identity.name) }).toEqual({
		vendor: 0,
		device: 0,
		subsystemVendor: 0,
		subsystemDevice: 0,
		oui: 0,
		serialNumber: "SN1".padEnd(20),
		model: "Drive".padEnd(40),
		name: "nqn.2014-08.org.nvmexpress:uuid:00112233-4455-6677-8899-aabbccddeeff\0",
		unique: Uint8Array.of(0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff),
		major: 1,
		minor: 2,
		version: 0x00020000,
	});
	expect(times).toEqual({
		command: 0,
		format: 0,
		commit: 0,
		reset: 0,
		namespace: 0,
		sanitize: 10_000,
		sanitizeEstimate: 0xffffffff,
		shortTest: 60_000,
		extendedTest: 600_000,
	});
	expect(subsystem.work).toEqual([0, 0, 0, 0, 0, 0]);
	expect([namespaces.all.length, namespaces.capacity, namespaces.formats]).toEqual([1, 0, [9]]);
	expect([firmware.slots.map(text), firmware.active, firmware.firstReadOnly]).toEqual([["1.0     "], 1, false]);
	expect([counters.powerCycles, counters.unsafeShutdowns, counters.mediaErrors, counters.hours(0), counters.unitsRead(1e6)]).toEqual([
		0, 0, 0, 0, 0,
	]);
	expect([vpd.content.length, vpd.writable, vpd.updates]).toEqual([256, true, 1000]);
	expect([subsystem.formatAttributes, subsystem.sanitizeCapabilities]).toEqual([4, 0x60000007]);
	expect(subsystem.controllers).toEqual([]);
});

test("an empty list of answers is none", () => {
	expect(read({ ports, answers: [] }).answers).toBeUndefined();
});

test("vital product data are those of the device where the section has none", () => {
	const content = (identity: object) => read({ ports }, identity).subsystem.vpd.content;
	expect(content({ manufacturer: "Acme" })).toEqual(vitalProductData(["Acme", "Drive", "Drive", "", "SN1"]));
	expect(content({ product: undefined })).toEqual(vitalProductData(["", "", "", "", "SN1"]));
});

test("times are those of the work that takes them", () => {
	const { work } = read({ ports, times: { command: 1, format: 2, commit: 3, reset: 4, namespace: 5 } }).subsystem;
	expect(work).toEqual([0, 1, 2, 3, 4, 5]);
});

test("identity: what the section says goes before what the device does", () => {
	const pci = { vendor: 1, device: 2, subsystemVendor: 3, subsystemDevice: 4 };
	const section = { ports, version: "2.1", nvmeVersion: "1.4", oui: "ac-DE-48", serialNumber: "S", model: "M", nqn: "n", pci };
	const { identity } = read(section).subsystem;
	expect(identity).toMatchObject({
		major: 2,
		minor: 1,
		version: 0x00010400,
		oui: 0xacde48,
		vendor: 1,
		device: 2,
		subsystemVendor: 3,
		subsystemDevice: 4,
	});
	expect([identity.serialNumber, identity.model, identity.name].map(text)).toEqual(["S".padEnd(20), "M".padEnd(40), "n\0"]);
	expect(text(read({ ports }, { product: undefined }).subsystem.identity.model)).toBe("mctp-xs".padEnd(40));
	expect(text(read({ ports }, { serialNumber: "123456789012345678901" }).subsystem.identity.serialNumber)).toBe("12345678901234567890");
});

describe("ports", () => {
	test("of PCIe", () => {
		const own = { payload: 3, speed: 2, largestSpeed: 5, width: 16, negotiatedWidth: 8 };
		const { subsystem, endpoints } = read({
			ports: [
				{ pcie: own, largestUnit: 4096, autoPause: true },
				{ pcie: {}, events: true },
			],
		});
		expect(subsystem.ports.map(({ options }) => options)).toEqual([
			{ kind: 1, largestUnit: 4096, autoPause: true, events: false, payload: 3, speed: 2, speeds: 0x1f, width: 16, negotiatedWidth: 8 },
			{ kind: 1, largestUnit: 64, autoPause: false, events: true, payload: 0, speed: 4, speeds: 0x0f, width: 4, negotiatedWidth: 4 },
		]);
		expect(endpoints).toEqual([0]);
		expect(subsystem.ports.map(({ linked, frequency, unit }) => [linked, frequency, unit])).toEqual([
			[true, 1, 64],
			[true, 1, 64],
		]);
	});

	test("of two wires, behind which the management endpoint is if nobody says where", () => {
		const own = { largestFrequency: "1000", frequency: "400", vpdAddress: 0x50, vpdFrequency: "400", address: 0x3a };
		const { subsystem, endpoints } = read({ ports: [{ pcie: {} }, { twoWire: own }, { twoWire: {} }] });
		expect(subsystem.ports.slice(1).map(({ options }) => options)).toEqual([
			{
				kind: 2,
				largestUnit: 64,
				autoPause: false,
				events: false,
				largestFrequency: 3,
				frequency: 2,
				vpdAddress: 0x50,
				vpdFrequency: 2,
				address: 0x3a,
			},
			{
				kind: 2,
				largestUnit: 64,
				autoPause: false,
				events: false,
				largestFrequency: 1,
				frequency: 1,
				vpdAddress: 0,
				vpdFrequency: 0,
				address: 0x1d,
			},
		]);
		expect(endpoints).toEqual([1]);
		expect([subsystem.ports[1].linked, subsystem.ports[1].frequency]).toEqual([false, 2]);
		subsystem.ports[1].unit = 128;
		subsystem.ports[1].frequency = 3;
		subsystem.ports[1].reset();
		expect([subsystem.ports[1].unit, subsystem.ports[1].frequency]).toEqual([64, 2]);
	});

	test.each([
		[{ ports: [{ twoWire: {}, largestUnit: 63 }] }, "largestUnit"],
		[{ ports: [{ twoWire: {}, largestUnit: 4097 }] }, "largestUnit"],
		[{ ports: Array.from({ length: 9 }, () => ({ twoWire: {} })) }, "ports"],
		[{ ports: [{ pcie: { speed: 7 } }] }, "speed"],
		[{ ports: [{ pcie: { width: 33 } }] }, "width"],
		[{ ports: [{ pcie: { payload: 6 } }] }, "payload"],
		[{ ports: [{ twoWire: { address: 0x80 } }] }, "address"],
		[{ ports: [{ twoWire: { frequency: "200" } }] }, "frequency"],
		[{ ports: [{ pcie: { frequency: "100" } }] }, "frequency"],
		[{ ports: [{ twoWire: { speed: 1 } }] }, "speed"],
		[{ ports: [{ twoWire: {}, speed: 1 }] }, "speed"],
		[{ ports, endpoints: [] }, "endpoints"],
		[{ ports, endpoints: [0, 1] }, "endpoints"],
		[{ ports, endpoints: [-1] }, "endpoints: are ports of the subsystem, 0 to 0"],
	])("%j is refused", (section, field) => expect(() => read(section)).toThrow(`${field}`));
});

describe("controllers", () => {
	test("have what all have, unless they say more", () => {
		const rest = { spare: 4, spareThreshold: 5, used: 6, reliable: false, readOnly: true };
		const health = { temperature: 1, lowest: -2, highest: 3, sensors: [{}, { difference: 100 }, { difference: -100 }], ...rest };
		const controllers = [
			{},
			{ id: 0xffef, type: "administrative", address: "Ff:1f.7", segment: 255, enabled: false, health: { used: 255 } },
		];
		const [one, two] = read({ ports, health, controllers }).subsystem.controllers;
		const common = { temperature: 274, lowest: 270, highest: 277, sensors: [0, 100, -100], ...rest };
		expect(one.options).toEqual({ id: 0, port: 0, kind: 1, address: 0, segment: 0, enabled: true, health: common });
		expect(two.options).toEqual({
			id: 0xffef,
			port: 0,
			kind: 3,
			address: 0xffff,
			segment: 255,
			enabled: false,
			health: { ...common, used: 255 },
		});
		expect([one.warning, one.index, two.index]).toEqual([0x0d, 0, 1]);
	});

	test("are as usual", () => {
		const [first, { options }, last] = read({ ports, controllers: [{ type: "discovery" }, {}, { type: "io" }] }).subsystem.controllers;
		expect([first.options.kind, options.kind, last.options.kind]).toEqual([2, 1, 1]);
		expect(options).toMatchObject({ id: 1, address: 1, enabled: true });
		expect(options.health).toEqual({
			temperature: 303,
			lowest: 262,
			highest: 344,
			sensors: [0, 0, 0, 0, 0, 0, 0, 0],
			spare: 100,
			spareThreshold: 5,
			used: 0,
			reliable: true,
			readOnly: false,
		});
		expect(first.warning).toBe(0);
	});

	test.each([
		[{ controllers: Array.from({ length: 17 }, () => ({})) }, "controllers"],
		[{ controllers: [{ id: 2 }, {}] }, "identifiers go up"],
		[{ controllers: [{ id: 0xfff0 }] }, "id"],
		[{ controllers: [{ segment: 256 }] }, "segment"],
		[{ controllers: [{ address: "01:20.0" }] }, "address"],
		[{ controllers: [{ address: "01:00.8" }] }, "address"],
		[{ controllers: [{ address: "x01:00.0" }] }, "address"],
		[{ controllers: [{ address: "01:00.0x" }] }, "address"],
		[{ controllers: [{ health: { temperature: -101 } }] }, "temperature"],
		[{ controllers: [{ health: { temperature: 201 } }] }, "temperature"],
		[{ controllers: [{ health: { sensors: [{}, { difference: 101 }] } }] }, "sensors[1].difference"],
		[{ controllers: [{ health: { sensors: [{ difference: -101 }] } }] }, "sensors[0].difference"],
		[{ controllers: [{ health: { sensors: [{ colour: 1 }] } }] }, "sensors[0].colour"],
		[{ controllers: [{ health: { sensors: Array.from({ length: 9 }, () => ({})) } }] }, "sensors: must be a list of at most 8"],
		[{ controllers: [{ health: { spare: 101 } }] }, "spare"],
		[{ controllers: [{ health: { colour: 1 } }] }, "colour"],
		[{ controllers: [{ colour: 1 }] }, "colour"],
	])("%j is refused", (section, message) => expect(() => read({ ports, ...section })).toThrow(message));
});

describe("namespaces", () => {
	test("that are there from the start", () => {
		const list = [
			{ id: 3, blocks: 10, format: 1, used: 4, shared: true, controllers: [2] },
			{ blocks: 5, controllers: [0, 2] },
			{ id: 1, blocks: 1 },
		];
		const formats = [{ blockSize: 512 }, { blockSize: 65536 }];
		const { namespaces } = read({ ports, controllers: [{}, { id: 2 }], namespaces: { most: 5, formats, list } }).subsystem;
		expect(namespaces.all).toHaveLength(5);
		expect(namespaces.formats).toEqual([9, 16]);
		expect(namespaces.all[2]).toMatchObject({ allocated: true, blocks: 10, format: 1, shift: 16, used: 4, shared: true, attached: 2 });
		expect(namespaces.all[1]).toMatchObject({ blocks: 5, format: 0, shift: 9, used: 0, shared: true, attached: 3 });
		expect(namespaces.all[0]).toMatchObject({ blocks: 1, shared: false, attached: 0 });
		expect([namespaces.capacity, namespaces.unallocated]).toEqual([0x100000, 0x100000 - 10 * 65536 - 6 * 512]);
	});

	test("need no more room than they take, and at least a mebibyte", () => {
		const capacity = (namespaces: object) => read({ ports, namespaces }).subsystem.namespaces.capacity;
		expect(capacity({})).toBe(0x100000);
		expect(capacity({ list: [{ blocks: 4096 }] })).toBe(0x200000);
		expect(capacity({ capacity: 512, list: [{ blocks: 1 }] })).toBe(512);
		expect(read({ ports, namespaces: {} }).subsystem.namespaces.all).toHaveLength(16);
	});

	test.each([
		[{ most: 0 }, "most"],
		[{ most: 129 }, "most"],
		[{ most: 1, list: [{ blocks: 1 }, { blocks: 1 }] }, "list"],
		[{ most: 1, list: [{ id: 2, blocks: 1 }] }, "id"],
		[{ formats: [] }, "formats: has at least one"],
		[{ formats: [{}] }, 'lacks "blockSize"'],
		[{ formats: [{ blockSize: 256 }] }, "blockSize"],
		[{ formats: [{ blockSize: 513 }] }, "blockSize: must be a power of two"],
		[{ formats: [{ blockSize: 512, metadata: 8 }] }, "metadata"],
		[{ list: [{}] }, 'lacks "blocks"'],
		[{ list: [{ blocks: 0 }] }, "blocks"],
		[{ list: [{ blocks: 2 ** 45 }] }, "blocks: has too many bytes"],
		[{ list: [{ blocks: 1, used: 2 }] }, "used"],
		[{ list: [{ blocks: 1, format: 1 }] }, "format"],
		[{ list: [{ blocks: 1, colour: 1 }] }, "colour"],
		[{ list: [{ blocks: 1, controllers: [1] }] }, "controllers: there is no controller 1"],
		[{ capacity: 511, list: [{ blocks: 1 }] }, "namespaces of 512 bytes do not fit"],
		[{ colour: 1 }, "colour"],
	])("%j is refused", (namespaces, message) => expect(() => read({ ports, controllers: [{}], namespaces })).toThrow(message));
});

describe("firmware, counters, vital product data, answers", () => {
	test("are as the section says", () => {
		const { subsystem, keep } = read({
			ports,
			replay: true,
			formatAttributes: 7,
			firmware: { slots: [{}, { revision: "ab" }], active: 2, firstReadOnly: true, limit: 8 },
			counters: {
				dataUnitsRead: 1,
				dataUnitsWritten: 2,
				powerCycles: 3,
				powerOnHours: 4,
				unsafeShutdowns: 5,
				mediaErrors: 6,
				readRate: 0.5,
				writeRate: 2,
			},
			vpd: { content: [1, 2, 0xff], writable: false, updates: 9 },
		});
		const { firmware, counters, vpd } = subsystem;
		expect([keep, subsystem.formatAttributes]).toEqual([true, 7]);
		expect([firmware.slots.map(text), firmware.active, firmware.firstReadOnly]).toEqual([["\0\0\0\0\0\0\0\0", "ab      "], 2, true]);
		expect([firmware.download(0, vpd.content, 0, 9), firmware.download(0, new Uint8Array(8), 0, 8)]).toEqual([false, true]);
		expect([counters.unitsRead(2000), counters.unitsWritten(2000), counters.hours(0)]).toEqual([2, 6, 4]);
		expect([counters.powerCycles, counters.unsafeShutdowns, counters.mediaErrors]).toEqual([3, 5, 6]);
		expect([Array.from(vpd.content), vpd.writable, vpd.updates]).toEqual([[1, 2, 255], false, 9]);
	});

	test.each([
		[{ firmware: { slots: [] } }, "active"],
		[{ firmware: { slots: [{ revision: "1" }, {}], active: 2 } }, "runs, and so has a revision"],
		[{ firmware: { slots: Array.from({ length: 8 }, () => ({ revision: "1" })) } }, "slots"],
		[{ firmware: { slots: [{ revision: "123456789" }] } }, "revision"],
		[{ firmware: { slots: [{ revision: "1", colour: 1 }] } }, "colour"],
		[{ firmware: { colour: 1 } }, "colour"],
		[{ firmware: { limit: 3 } }, "limit"],
		[{ counters: { colour: 1 } }, "colour"],
		[{ counters: { readRate: -1 } }, "readRate"],
		[{ times: { colour: 1 } }, "colour"],
		[{ vpd: { colour: 1 } }, "colour"],
		[{ vpd: { updates: 65536 } }, "updates"],
		[{ pci: { colour: 1 } }, "colour"],
		[{ pci: { vendor: 0x10000 } }, "vendor"],
		[{ version: "3.0" }, "version"],
		[{ version: "1.22" }, "version"],
		[{ version: "11.2" }, "version"],
		[{ oui: "AC-DE" }, "oui"],
		[{ oui: "0AC-DE-48" }, "oui"],
		[{ oui: "AC-DE-480" }, "oui"],
		[{ serialNumber: "123456789012345678901" }, "serialNumber"],
		[{ serialNumber: "" }, "serialNumber"],
		[{ model: "é" }, "model"],
		[{ formatAttributes: 8 }, "formatAttributes"],
		[{ answers: [{}] }, "command"],
		[{ answers: [{ command: "identify", colour: 1 }] }, "colour"],
		[{ answers: [{ command: "identify", patches: [{ at: 0 }] }] }, "bytes"],
		[{ answers: [{ command: "identify", patches: [{ bytes: [1] }] }] }, 'lacks "at"'],
		[{ answers: [{ command: "identify", patches: [{ at: 0, bytes: [1], colour: 1 }] }] }, "colour"],
		[{ answers: [{ command: "identify", completion: 0x800 }] }, "completion"],
	])("%j is refused", (section, message) => expect(() => read({ ports, ...section })).toThrow(message));
});

test("an area of product information is filled up to 8 bytes", () => {
	expect(Array.from(vitalProductData(["A"]).subarray(8, 24))).toEqual([
		1, 2, 0x19, 0xc1, 0x41, 0xc0, 0xc0, 0xc1, 0, 0, 0, 0, 0, 0, 0, 0xa1,
	]);
});

test("vital product data where the profile has none: a product information area", () => {
	const content = vitalProductData(["Ab", "é", "", "x".repeat(50), "9"]);
	expect(content).toHaveLength(256);
	expect(Array.from(content.subarray(0, 8))).toEqual([1, 0, 0, 0, 1, 0, 0, 0xfe]);
	const area = content.subarray(8, 8 + 8 * content[9]);
	expect(area.reduce((sum, byte) => sum + byte, 0) & 0xff).toBe(0);
	expect(Array.from(area.subarray(0, 10))).toEqual([1, 7, 0x19, 0xc2, 0x41, 0x62, 0xc1, 0x69, 0xc0, 0xe8]);
	expect(Array.from(area.subarray(10, 50))).toEqual(Array.from({ length: 40 }, () => 0x78));
	expect(Array.from(area.subarray(50, 55))).toEqual([0xc1, 0x39, 0xc0, 0xc0, 0xc1]);
	expect(Array.from(content.subarray(8 + area.length))).toEqual(Array.from({ length: 256 - 8 - area.length }, () => 0));
});
