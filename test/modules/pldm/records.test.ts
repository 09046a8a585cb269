// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import Fields from "../../../modules/device/fields.js";
import { readPldm } from "../../../modules/pldm/profile/pldm.js";

/** The records of a section, without the terminus locator, as hexadecimal digits. */
function records(section: object): string[] {
	const { platform } = readPldm(new Fields({ terminusHandle: 7, ...section }, "pldm"));
	return platform.records!.slice(1).map((record) => Buffer.from(record).toString("hex"));
}

const hex = (text: string) => text.replace(/\s/g, "");
const terminus = "0700 0100 0000";

test("a numeric sensor, and its names in two languages (DSP0248 28.4, 28.8)", () => {
	const sensor = {
		id: 0x102,
		unit: "degreesC",
		dataSize: "uint16",
		resolution: 0.5,
		offset: -10,
		modifier: -1,
		accuracy: 1.5,
		plusTolerance: 3,
		minusTolerance: 4,
		range: { nominal: 25, normalMax: 40, normalMin: 5 },
		thresholds: { upperWarning: 45, upperCritical: 55, upperFatal: 65, lowerWarning: 2, lowerCritical: -5, lowerFatal: -15 },
		hysteresis: 2,
		updateInterval: 2.5,
		name: "T1",
		names: [{ language: "de-CH", name: "Lüfter" }],
	};
	expect(records({ numericSensors: [sensor] })).toEqual([
		hex(`02000000 01 02 0000 5900  0700 0201 ${terminus} 00 01 02 ff 00 00 00 00 00 00 00 01 02 0000003f 000020c1 9600 03 04
			2800 3f 12 00002040 00002040 ffff 0000 06 7f
			00007a43 0000c843 00004842 0000e143 0000a041 00800944 000048c2 00802244 000016c3`),
		hex(`03000000 01 06 0000 2300  0700 0201 01 02 656e00 005400310000 64652d434800 004c00fc00660074006500720000`),
	]);
});

test("a numeric sensor that says nothing more than it has to", () => {
	expect(records({ numericSensors: [{ id: 1, unit: "none", dataSize: "sint8", thresholds: { lowerCritical: 1 } }] })).toEqual([
		hex(`02000000 01 02 0000 5600  0700 0100 ${terminus} 00 00 00 00 00 00 00 00 00 00 00 01 01 0000803f 00000000 0000 00 00
			00 10 12 0000803f 0000803f 7f 80 06 10
			00000000 00000000 00000000 00000000 00000000 00000000 0000803f 00000000 00000000`),
	]);
});

test("a numeric effecter, and its name (DSP0248 28.11, 28.16)", () => {
	const effecter = {
		id: 0x203,
		semantic: 5,
		unit: "percentage",
		dataSize: "uint8",
		modifier: 1,
		accuracy: 2,
		plusTolerance: 1,
		minusTolerance: 2,
		range: { nominal: 50, normalMax: 60 },
		least: 20,
		most: 100,
		value: 50,
		delay: 250,
		name: "F1",
	};
	expect(records({ numericEffecters: [effecter] })).toEqual([
		hex(`02000000 01 09 0000 4400  0700 0302 ${terminus} 0500 00 01 41 01 00 00 00 00 00 00 01 00 0000803f 00000000 c800 01 02
			0000803e 0000803e 0a 02 06 03
			0000a040 0000c040 00000000 00000000 00000000`),
		hex(`03000000 01 0d 0000 0f00  0700 0302 01 01 656e00 004600310000`),
	]);
});

test("state sensors and effecters of several fields have a name for each", () => {
	const fields = [
		{ set: 1, possible: [1, 2, 3] },
		{ set: 0x1234, possible: [8, 16] },
	];
	expect(records({ stateSensors: [{ id: 1, name: "S", fields }], stateEffecters: [{ id: 2, semantic: 3, name: "E", fields }] })).toEqual([
		hex(`02000000 01 04 0000 1700  0700 0100 ${terminus} 00 01 02 0100 01 0e 3412 03 000101`),
		hex(`03000000 01 06 0000 1500  0700 0100 02 01 656e00 00530000 01 656e00 00530000`),
		hex(`04000000 01 0b 0000 1900  0700 0200 ${terminus} 0300 00 01 02 0100 01 0e 3412 03 000101`),
		hex(`05000000 01 0d 0000 1500  0700 0200 02 01 656e00 00450000 01 656e00 00450000`),
	]);
});

test("a record of names follows only what has some", () => {
	const effecter = { unit: "RPM", least: 0, most: 9, value: 0 };
	const types = records({
		numericEffecters: [
			{ ...effecter, id: 1 },
			{ ...effecter, id: 2, name: "Fan" },
		],
	}).map((record) => record.slice(10, 12));
	expect(types).toEqual(["09", "09", "0d"]);
});

test("containers within containers", () => {
	const entities = [
		{ id: "one", type: 1 },
		{ id: "two", type: 2, instance: 5, container: "one" },
		{ id: "three", type: 3, container: "two", name: "X" },
		{ id: "four", type: 4, container: "one" },
	];
	expect(records({ entities })).toEqual([
		hex(`02000000 01 0f 0000 1600  0100 00 0100 0100 0000 02 0200 0500 0100 0400 0100 0100`),
		hex(`03000000 01 0f 0000 1000  0200 00 0200 0500 0100 01 0300 0100 0200`),
		hex(`04000000 01 10 0000 0f00  0300 0100 0200 00 01 656e00 00580000`),
	]);
});

test("a compact sensor has whole numbers, and of its names the first", () => {
	const thresholds = { upperWarning: 1.6, lowerFatal: -3 };
	expect(
		records({
			numericSensors: [
				{ id: 1, unit: "volts", compact: true, name: "V", thresholds },
				{ id: 2, unit: "amps", compact: true },
			],
		}),
	).toEqual([
		hex(`02000000 01 15 0000 2800  0700 0100 ${terminus} 01 05 00 00 21 02000000 00000000 00000000 00000000 00000000 fdffffff 56`),
		hex(`03000000 01 15 0000 2700  0700 0200 ${terminus} 00 06 00 00 00 ${"00000000".repeat(6)}`),
	]);
});

test("the locator names the UUID; OEM records stand last; an inventory has a record for each set", () => {
	const section = {
		tid: 9,
		oem: [{ iana: 0x01020304, data: [1, 2] }],
		fru: { records: [1, 2, 1].map((set) => ({ set, general: [{ field: "name", text: "N" }] })) },
	};
	const { platform } = readPldm(new Fields(section), "00112233-4455-6677-8899-aabbccddeeff");
	expect(platform.records!.map((record) => Buffer.from(record).toString("hex"))).toEqual([
		hex("01000000 01 01 0000 1900  0100 01 09 0000 00 11 00 00112233445566778899aabbccddeeff"),
		hex(`02000000 01 14 0000 0a00  0100 0100 ${terminus}`),
		hex(`03000000 01 14 0000 0a00  0100 0200 ${terminus}`),
		hex("04000000 01 7f 0000 0a00  04030201 0000 0200 0102"),
	]);
});
