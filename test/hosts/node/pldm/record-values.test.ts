// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { recordValues } from "../../../../hosts/node/pldm/record-values.js";
import { sensorsOf } from "../../../../hosts/node/pldm/sensors.js";

const unhex = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(" ", ""), "hex"));
const header = { recordHandle: 5, headerVersion: 1, pdrType: 20, recordChangeNumber: 2, dataLength: 10 };

test("a record as it should be has its fields", () => {
	expect(recordValues(unhex("05000000 01 14 0200 0a00 0100 0700 4300 0100 0300"))).toEqual({
		...header,
		...{ terminusHandle: 1, fruRecordSetId: 7, entityType: 0x43, entityInstance: 1, containerId: 3 },
	});
});

test.each([
	["05000000 01 14 0200 0a00 0100", { ...header, data: unhex("0100"), fault: "cut short: the record has 2 bytes of data instead of 10" }],
	["05000000 01 14 0200 0300 010007", { ...header, dataLength: 3, data: unhex("010007"), fault: "cut short: 3 bytes are too few" }],
	[
		"05000000 01 14",
		{
			...header,
			recordChangeNumber: 0,
			dataLength: 0,
			data: unhex(""),
			fault: "cut short: 6 bytes are too few",
		},
	],
])("of another one there is what can be read, and why not more: %s", (record, values) => {
	expect(recordValues(unhex(record))).toEqual(values);
});

test("a record that is not as it should be describes no sensor, and hides none", () => {
	const state = unhex("06000000 01 04 0000 1100 0100 6500 4400 0100 0100 00 00 01 0100 01 0e");
	const odd = unhex("05000000 01 02 0000 1500 0100 0100 4400 0100 0100 00 00 02 00 00 00 00 00 00");
	expect(sensorsOf([odd, state]).map(({ id }) => id)).toEqual([101]);
});

test("a name in a compact record does not steer the terminal either", () => {
	const compact = unhex(`07000000 01 15 0000 2b00 0100 0301 4300 0100 0100 04 02 00 00 00 ${"00".repeat(24)} 541b5b30`);
	expect(sensorsOf([compact])).toMatchObject([{ id: 259, name: "T?[0" }]);
});
