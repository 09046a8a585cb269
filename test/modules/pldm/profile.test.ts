// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import Fields from "../../../modules/device/fields.js";
import { readPldm } from "../../../modules/pldm/profile/pldm.js";

const read = (section: object) => readPldm(new Fields(section, "pldm"));
const sensor = { id: 1, unit: "none" };
const effecter = { id: 1, unit: "none", least: 0, most: 1, value: 0 };
const fields = [{ set: 1, possible: [1] }];
const general = [{ field: "name", text: "N" }];
const fru = (...records: object[]) => ({ fru: { records } });
const record = (handle: number, data: number[] = []) => ({ data: [handle, 0, 0, 0, 1, 127, 0, 0, data.length, 0, ...data] });

test.each<[object, string]>([
	[{ tid: 255 }, "pldm.tid: must be a whole number from 0 to 254"],
	[{ tid: -1 }, "pldm.tid: must be a whole number from 0 to 254"],
	[{ terminusHandle: 0 }, "pldm.terminusHandle: must be a whole number from 1 to 65535"],
	[{ terminusHandle: 65536 }, "pldm.terminusHandle: must be"],
	[{ updated: "2026-01-02" }, "pldm.updated: must be a moment such as 2026-01-02T03:04:05Z"],
	[{ updated: "x2026-01-02T03:04:05Z" }, "pldm.updated: must be a moment"],
	[{ updated: "2026-01-02T03:04:05Zx" }, "pldm.updated: must be a moment"],
	[{ extra: 1 }, "pldm.extra: there is no such property"],
	[{ events: { count: 0 } }, "pldm.events.count: must be a whole number from 1 to 255"],
	[{ events: { count: 256 } }, "pldm.events.count: must be"],
	[{ events: { size: 15 } }, "pldm.events.size: must be a whole number from 16 to 4096"],
	[{ events: { size: 4097 } }, "pldm.events.size: must be"],
	[{ events: { more: 1 } }, "pldm.events.more: there is no such property"],
	[{ entities: [{ type: 1 }] }, 'pldm.entities[0]: lacks "id"'],
	[{ entities: [{ id: "1a", type: 1 }] }, "pldm.entities[0].id: must be 1 to 32 letters and digits, a letter first"],
	[{ entities: [{ id: "a", type: 65536 }] }, "pldm.entities[0].type: must be a whole number from 0 to 65535"],
	[{ entities: [{ id: "a", type: 1, instance: 65536 }] }, "pldm.entities[0].instance: must be"],
	[
		{
			entities: [
				{ id: "a", type: 1 },
				{ id: "a", type: 1 },
			],
		},
		"pldm.entities[1].id: another entity has this id",
	],
	[
		{
			entities: [
				{ id: "a", type: 1, container: "b" },
				{ id: "b", type: 1 },
			],
		},
		"pldm.entities[0].container: no entity before this one has this id",
	],
	[{ entities: [{ id: "a", type: 1, x: 1 }] }, "pldm.entities[0].x: there is no such property"],
	[{ numericSensors: [{ unit: "none" }] }, 'pldm.numericSensors[0]: lacks "id"'],
	[{ numericSensors: [{ ...sensor, id: 0 }] }, "pldm.numericSensors[0].id: must be a whole number from 1 to 65534"],
	[{ numericSensors: [{ ...sensor, id: 65535 }] }, "pldm.numericSensors[0].id: must be"],
	[{ numericSensors: [{ id: 1 }] }, 'pldm.numericSensors[0]: lacks "unit"'],
	[{ numericSensors: [{ ...sensor, entity: "a" }] }, "pldm.numericSensors[0].entity: no entity has this id"],
	[{ numericSensors: [{ ...sensor, modifier: 13 }] }, "pldm.numericSensors[0].modifier: must be a whole number from -12 to 12"],
	[{ numericSensors: [{ ...sensor, accuracy: 101 }] }, "pldm.numericSensors[0].accuracy: must be a number from 0 to 100"],
	[{ numericSensors: [{ ...sensor, resolution: 0 }] }, "pldm.numericSensors[0].resolution: must be a number"],
	[{ numericSensors: [{ ...sensor, hysteresis: -1 }] }, "pldm.numericSensors[0].hysteresis: must be a number from 0"],
	[{ numericSensors: [{ ...sensor, updateInterval: 86401 }] }, "pldm.numericSensors[0].updateInterval: must be a number from 0 to 86400"],
	[{ numericSensors: [{ ...sensor, plusTolerance: 256 }] }, "pldm.numericSensors[0].plusTolerance: must be"],
	[{ numericSensors: [{ ...sensor, minusTolerance: 256 }] }, "pldm.numericSensors[0].minusTolerance: must be"],
	[{ numericSensors: [{ ...sensor, thresholds: { middle: 1 } }] }, "pldm.numericSensors[0].thresholds.middle: there is no such property"],
	[{ numericSensors: [{ ...sensor, range: { middle: 1 } }] }, "pldm.numericSensors[0].range.middle: there is no such property"],
	[{ numericSensors: [{ ...sensor, x: 1 }] }, "pldm.numericSensors[0].x: there is no such property"],
	[
		{ numericSensors: [{ ...sensor, names: [{ language: "e_n", name: "x" }] }] },
		'pldm.numericSensors[0].names[0].language: must be a language tag such as "en" or "de-CH"',
	],
	[{ numericSensors: [{ ...sensor, names: [{ name: "x" }] }] }, 'pldm.numericSensors[0].names[0]: lacks "language"'],
	[{ numericSensors: [{ ...sensor, names: [{ language: "en" }] }] }, 'pldm.numericSensors[0].names[0]: lacks "name"'],
	[
		{ numericSensors: [{ ...sensor, names: [{ language: "en", name: "x", y: 1 }] }] },
		"pldm.numericSensors[0].names[0].y: there is no such property",
	],
	[{ numericSensors: [sensor], stateSensors: [{ id: 1, fields }] }, "pldm: two sensors have the id 1"],
	[{ stateSensors: [{ id: 1 }] }, 'pldm.stateSensors[0]: lacks "fields"'],
	[{ stateSensors: [{ id: 1, fields: [] }] }, "pldm.stateSensors[0].fields: must be a list of 1 to 8"],
	[
		{ stateSensors: [{ id: 1, fields: [{ set: 1, possible: [] }] }] },
		"pldm.stateSensors[0].fields[0].possible: must be 1 to 64 states, each 1 to 255",
	],
	[{ stateSensors: [{ id: 1, fields: [{ set: 1, possible: [0] }] }] }, "pldm.stateSensors[0].fields[0].possible: must be 1 to 64 states"],
	[
		{ stateSensors: [{ id: 1, fields: [{ set: 1, possible: [1, 2], state: 3 }] }] },
		"pldm.stateSensors[0].fields[0].state: is none of the possible states",
	],
	[{ stateSensors: [{ id: 1, fields: [{ possible: [1] }] }] }, 'pldm.stateSensors[0].fields[0]: lacks "set"'],
	[{ stateSensors: [{ id: 1, fields: [{ set: 1, possible: [1], x: 1 }] }] }, "pldm.stateSensors[0].fields[0].x: there is no such property"],
	[{ stateSensors: [{ id: 1, fields, x: 1 }] }, "pldm.stateSensors[0].x: there is no such property"],
	[{ numericEffecters: [{ id: 1, unit: "none", least: 0, most: 1 }] }, 'pldm.numericEffecters[0]: lacks "value"'],
	[{ numericEffecters: [{ ...effecter, delay: 3_600_001 }] }, "pldm.numericEffecters[0].delay: must be a whole number from 0 to 3600000"],
	[{ numericEffecters: [{ ...effecter, semantic: 65536 }] }, "pldm.numericEffecters[0].semantic: must be"],
	[{ numericEffecters: [{ ...effecter, x: 1 }] }, "pldm.numericEffecters[0].x: there is no such property"],
	[{ numericEffecters: [effecter], stateEffecters: [{ id: 1, fields }] }, "pldm: two effecters have the id 1"],
	[{ stateEffecters: [{ id: 1, fields, x: 1 }] }, "pldm.stateEffecters[0].x: there is no such property"],
	[{ numericEffecters: [{ ...effecter, id: undefined }] }, 'pldm.numericEffecters[0]: lacks "id"'],
	[{ numericEffecters: [{ ...effecter, least: undefined }] }, 'pldm.numericEffecters[0]: lacks "least"'],
	[{ numericEffecters: [{ ...effecter, most: undefined }] }, 'pldm.numericEffecters[0]: lacks "most"'],
	[{ stateEffecters: [{ fields }] }, 'pldm.stateEffecters[0]: lacks "id"'],
	[{ stateSensors: [{ fields }] }, 'pldm.stateSensors[0]: lacks "id"'],
	[{ stateSensors: [{ id: 1, fields: [{ set: 1 }] }] }, 'pldm.stateSensors[0].fields[0]: lacks "possible"'],
	[
		{ stateSensors: [{ id: 1, fields: [{ set: 1, possible: [1, 0] }] }] },
		"pldm.stateSensors[0].fields[0].possible: must be 1 to 64 states",
	],
	[{ entities: [{ id: "a" }] }, 'pldm.entities[0]: lacks "type"'],
	[
		{ numericSensors: [{ ...sensor, names: [{ language: "a-b-c-d-e", name: "x" }] }] },
		"pldm.numericSensors[0].names[0].language: must be a language tag",
	],
	...["drive", "Drive.temperature", "drive.Temperature", "drive.temp_x"].map((source): [object, string] => [
		{ numericSensors: [{ ...sensor, source }] },
		"pldm.numericSensors[0].source: must be the name of a signal",
	]),
	[{ oem: [{ iana: 1 }] }, 'pldm.oem[0]: lacks "data"'],
	[{ oem: [{ iana: 1, data: [1, -1] }] }, "pldm.oem[0].data: every byte has to be given"],
	[{ records: [{}] }, 'pldm.records[0]: lacks "data"'],
	[fru({ general }), 'pldm.fru.records[0]: lacks "set"'],
	[fru({ set: 1, general: [{ text: "x" }] }), 'pldm.fru.records[0].general[0]: lacks "field"'],
	[
		fru({ set: 1, general: [{ field: "name", text: "aß" }] }),
		"pldm.fru.records[0].general[0].text: has characters that ASCII cannot write",
	],
	[fru({ set: 1, general: [{ field: "name", bytes: [1, -1] }] }), "pldm.fru.records[0].general[0].bytes: every byte has to be given"],
	[fru({ set: 1, oem: { iana: 1 } }), 'pldm.fru.records[0].oem: lacks "fields"'],
	[fru({ set: 1, oem: { iana: 1, fields: [{ bytes: [1] }] } }), 'pldm.fru.records[0].oem.fields[0]: lacks "number"'],
	[{ fru: { content: [1, -1] } }, "pldm.fru.content: every byte has to be given"],
	[{ oem: [{ data: [1] }] }, 'pldm.oem[0]: lacks "iana"'],
	[{ oem: [{ iana: 1, data: [-1] }] }, "pldm.oem[0].data: every byte has to be given"],
	[{ oem: [{ iana: 1, data: [1], x: 1 }] }, "pldm.oem[0].x: there is no such property"],
	[fru({ set: 0, general }), "pldm.fru.records[0].set: must be a whole number from 1 to 65535"],
	[fru({ set: 1 }), 'pldm.fru.records[0]: needs either "general" or "oem"'],
	[fru({ set: 1, general, oem: { iana: 1, fields: [] } }), 'pldm.fru.records[0]: needs either "general" or "oem"'],
	[fru({ set: 1, general: [{ field: "name" }] }), 'pldm.fru.records[0].general[0]: needs either "text" or "bytes"'],
	[fru({ set: 1, general: [{ field: "name", text: "x", bytes: [1] }] }), 'pldm.fru.records[0].general[0]: needs either "text" or "bytes"'],
	[fru({ set: 1, general: [{ field: "colour", text: "x" }] }), "pldm.fru.records[0].general[0].field: must be one of chassisType"],
	[fru({ set: 1, general: [{ field: "name", text: "ß" }] }), "pldm.fru.records[0].general[0].text: has characters that ASCII cannot write"],
	[fru({ set: 1, general: [{ field: "name", bytes: [-1] }] }), "pldm.fru.records[0].general[0].bytes: every byte has to be given"],
	[
		fru({ set: 1, general: [{ field: "name", bytes: new Array(256).fill(0) }] }),
		"pldm.fru.records[0].general[0].bytes: has 256 bytes, at most 255",
	],
	[
		fru({ set: 1, encoding: "UTF8", general: [{ field: "name", text: "あ".repeat(86) }] }),
		"pldm.fru.records[0].general[0].text: has 258 bytes, at most 255",
	],
	[
		fru({ set: 1, oem: { iana: 1, fields: [{ number: 1, bytes: [1] }] } }),
		"pldm.fru.records[0].oem.fields[0].number: must be a whole number from 2 to 254",
	],
	[fru({ set: 1, oem: { fields: [] } }), 'pldm.fru.records[0].oem: lacks "iana"'],
	[fru({ set: 1, general, x: 1 }), "pldm.fru.records[0].x: there is no such property"],
	[{ fru: { capacity: 32769 } }, "pldm.fru.capacity: must be a whole number from 0 to 32768"],
	[{ fru: { x: 1 } }, "pldm.fru.x: there is no such property"],
	[{ fru: { content: [-1] } }, "pldm.fru.content: every byte has to be given"],
	[{ fru: { content: [1, 0, 1, 1, 1, 8] } }, "pldm.fru.content: are no records"],
	[
		{ entities: [{ id: "a", type: 1, present: true }], fru: { capacity: 1 } },
		"pldm.fru.capacity: nobody can set the inventory while entities come and go",
	],
	[{ records: [record(1), record(1)] }, "pldm.records: record 1 stands behind record 1: handles rise from 1 on"],
	[{ records: [record(0)] }, "pldm.records: record 0 stands behind record 0"],
	[{ records: [{ data: record(1).data.slice(0, 9) }] }, "pldm.records[0].data: is no record with all its bytes"],
	[{ records: [{ data: [...record(1).data, 1] }] }, "pldm.records[0].data: is no record with all its bytes"],
	[{ records: [{ data: record(1, [-1]).data }] }, "pldm.records[0].data: every byte has to be given"],
	[{ records: [{ ...record(1), x: 1 }] }, "pldm.records[0].x: there is no such property"],
	[
		{ entities: [{ id: "a", type: 1, present: true }], records: [record(1)] },
		"pldm.records: entities come and go only where the records follow from them",
	],
])("%j is refused", (section, message) => expect(() => read(section)).toThrow(message));

describe("what a section says", () => {
	test("little", () => {
		const { tid, platform, fru } = read({});
		expect({ tid, fru }).toEqual({ tid: 0, fru: undefined });
		expect(platform).toMatchObject({
			uid: new Array(16).fill(0),
			updated: [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0xea, 0x07, 0x16],
			events: { count: 16, size: 64 },
			presence: undefined,
		});
		expect(platform.records).toHaveLength(1);
	});

	test("that nothing comes and goes, unless an entity says so", () => {
		const entities = [{ id: "a", type: 1 }];
		expect(read({ entities, fru: {} })).toMatchObject({ platform: { presence: undefined }, fru: { plugged: false } });
		const { platform, fru } = read({
			entities: [...entities, { id: "b", type: 2, present: true }],
			numericSensors: [{ ...sensor, entity: "b" }],
			fru: {},
		});
		expect(fru).toMatchObject({ plugged: true });
		expect(platform.presence).toMatchObject({ records: [-1, 1], sensors: new Map([[1, 1]]) });
	});

	test("that a language has four parts, and a field the state 255", () => {
		const names = [{ language: "en-a-b-c", name: "x" }];
		const { stateSensors } = read({ stateSensors: [{ id: 1, names, fields: [{ set: 1, possible: [255] }] }] });
		expect(stateSensors[0]).toMatchObject({ names, fields: [{ possible: [255] }] });
	});

	test("the records as they are", () => {
		const { platform } = read({ numericSensors: [sensor], records: [record(5, [1]), record(9)] });
		expect(platform.records!.map((each) => Array.from(each))).toEqual([record(5, [1]).data, record(9).data]);
		expect(read({ records: [] }).platform.records).toEqual([]);
	});

	test("texts of the inventory, in every encoding", () => {
		const bytesOf = (encoding: string, text: string) => {
			const records = read(fru({ set: 1, encoding, general: [{ field: "name", text }] })).fru!.records;
			return Buffer.from(records.subarray(7)).toString("hex");
		};
		expect(bytesOf("ASCII", "aZ~")).toBe("615a7e");
		expect(bytesOf("UTF8", "aß\u07ff\u0800温")).toBe("61c39fdfbfe0a080e6b8a9");
		expect(bytesOf("UTF16LE", "a温")).toBe("6100296e");
		expect(bytesOf("UTF16BE", "a温")).toBe("00616e29");
		expect(bytesOf("UTF16", "a温")).toBe("00616e29");
		expect(bytesOf("unspecified", "a")).toBe("61");
	});

	test("the inventory as it is", () => {
		const content = [1, 0, 128, 1, 1, 5, 1, 0xaa, 2, 0, 1, 0, 1];
		expect(Array.from(read({ fru: { content } }).fru!.records)).toEqual(content);
	});
});
