// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { decodePdr, encodePdr } from "../../../modules/pldm/platform/pdr/record.js";

const hex = (text: string) => Uint8Array.from(Buffer.from(text.replace(/\s/g, ""), "hex"));
const common = "recordHandle headerVersion pdrType recordChangeNumber dataLength";

/** Names in their order; in brackets those of the first row of a list. */
function namesOf(values: object): string {
	return Object.entries(values)
		.map(([name, value]) => (Array.isArray(value) ? `${name} (${namesOf(value[0] as object)})` : name))
		.join(" ");
}

/** The fields behind the common header, in the order of DSP0248 28. */
test.each<[number, string, string]>([
	[1, "terminus locator", "terminusHandle validity tid containerId terminusLocatorType terminusLocatorValueSize terminusLocatorValue"],
	[
		2,
		"numeric sensor",
		"terminusHandle sensorId entityType entityInstance containerId sensorInit auxiliaryNames baseUnit unitModifier rateUnit baseOemUnitHandle auxUnit auxUnitModifier auxRateUnit rel auxOemUnitHandle isLinear sensorDataSize resolution offset accuracy plusTolerance minusTolerance hysteresis supportedThresholds thresholdAndHysteresisVolatility stateTransitionInterval updateInterval maxReadable minReadable rangeFieldFormat rangeFieldSupport nominalValue normalMax normalMin warningHigh warningLow criticalHigh criticalLow fatalHigh fatalLow",
	],
	[
		4,
		"state sensor",
		"terminusHandle sensorId entityType entityInstance containerId sensorInit auxiliaryNames compositeCount sensors (stateSetId possibleStatesSize possibleStates)",
	],
	[6, "sensor auxiliary names", "terminusHandle sensorId sensorCount sensors (nameCount names (language name))"],
	[
		9,
		"numeric effecter",
		"terminusHandle effecterId entityType entityInstance containerId effecterSemanticId effecterInit auxiliaryNames baseUnit unitModifier rateUnit baseOemUnitHandle auxUnit auxUnitModifier auxRateUnit auxOemUnitHandle isLinear effecterDataSize resolution offset accuracy plusTolerance minusTolerance stateTransitionInterval transitionInterval maxSettable minSettable rangeFieldFormat rangeFieldSupport nominalValue normalMax normalMin ratedMax ratedMin",
	],
	[
		11,
		"state effecter",
		"terminusHandle effecterId entityType entityInstance containerId effecterSemanticId effecterInit description compositeCount effecters (stateSetId possibleStatesSize possibleStates)",
	],
	[13, "effecter auxiliary names", "terminusHandle effecterId effecterCount effecters (nameCount names (language name))"],
	[
		15,
		"entity association",
		"containerId associationType containerEntityType containerEntityInstance containerEntityContainerId containedCount contained (entityType entityInstance containerId)",
	],
	[16, "entity auxiliary names", "entityType entityInstance containerId sharedNameCount nameCount names (language name)"],
	[20, "FRU record set", "terminusHandle fruRecordSetId entityType entityInstance containerId"],
	[
		21,
		"compact numeric sensor",
		"terminusHandle sensorId entityType entityInstance containerId nameLength baseUnit unitModifier occurrenceRate rangeFieldSupport warningHigh warningLow criticalHigh criticalLow fatalHigh fatalLow name",
	],
	[
		30,
		"file descriptor",
		"terminusHandle fileIdentifier entityType entityInstance containerId superiorDirectory fileClassification oemFileClassification fileCapabilities fileVersion fileMaximumSize fileMaximumDescriptorCount fileNameLength fileName oemNameLength oemName",
	],
	[127, "OEM", "vendorIana oemRecordId vendorDataLength vendorData"],
	[99, "any other", "data"],
])("records of type %d, %s, have their fields in order", (pdrType, _, fields) => {
	const row = { names: [{}] };
	const values = { sensors: [row], effecters: [row], contained: [{}], names: [{}], oemFileClassification: 1 };
	expect(namesOf(decodePdr(encodePdr(pdrType, values)))).toBe(`${common} ${fields}`);
});

describe("a record", () => {
	test("has the common header in front", () => {
		expect(Buffer.from(encodePdr(127, { recordHandle: 0x01020304, recordChangeNumber: 0x0506, vendorData: [9] })).toString("hex")).toBe(
			"04030201017f060509000000000000000100" + "09",
		);
		expect(decodePdr(hex("04030201 01 7f 0605 0900 00000000 0000 0100 09"))).toMatchObject({
			...{ recordHandle: 0x01020304, headerVersion: 1, pdrType: 127, recordChangeNumber: 0x0506, dataLength: 9 },
			...{ vendorIana: 0, oemRecordId: 0, vendorDataLength: 1, vendorData: hex("09") },
		});
	});

	test("of a type without a layout has its bytes", () => {
		expect(decodePdr(hex("01000000 01 63 0000 0200 aabb"))).toMatchObject({ pdrType: 99, data: hex("aabb") });
		expect(encodePdr(99, { recordHandle: 1, data: [0xaa, 0xbb] })).toEqual(hex("01000000 01 63 0000 0200 aabb"));
		expect(encodePdr(99, {})).toEqual(hex("00000000 01 63 0000 0000"));
	});

	test("may have bytes behind it that are not its own", () => {
		expect(decodePdr(hex("01000000 01 63 0000 0100 aabb"))).toMatchObject({ data: hex("aa") });
	});

	test.each([
		["01000000 01 63 0000 0300 aabb", "cut short: the record has 2 bytes of data instead of 3"],
		["01000000 01 63 0000 03", "cut short: 9 bytes are too few"],
		["01000000 01 14 0000 0200 aabb", "cut short: 2 bytes are too few"],
	])("that is cut short is refused: %s", (record, message) => expect(() => decodePdr(hex(record))).toThrow(message));

	test("of a file has the name of an OEM class where it is of one", () => {
		const file = "0100 0100 2d0001000000 0000 04 00 0100 ffffffff 00100000 01 04 6c6f6700";
		expect(decodePdr(hex(`09000000 01 1e 0000 1e00 ${file}`))).toMatchObject({
			fileIdentifier: 1,
			fileMaximumSize: 4096,
			fileName: hex("6c6f6700"),
		});
		const oem = file.replace("04 00 0100", "04 02 0100");
		expect(decodePdr(hex(`09000000 01 1e 0000 2100 ${oem} 02 4f00`))).toMatchObject({ oemNameLength: 2, oemName: hex("4f00") });
	});
});
