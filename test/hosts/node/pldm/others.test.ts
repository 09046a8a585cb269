// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import PldmClient from "../../../../hosts/node/pldm/client.js";
import { discoverTerminus } from "../../../../hosts/node/pldm/discover.js";
import { formatEvent } from "../../../../hosts/node/pldm/event-text.js";
import { pollEvents } from "../../../../hosts/node/pldm/events.js";
import { readFruTable } from "../../../../hosts/node/pldm/inventory.js";
import { readRecord, walkRecords } from "../../../../hosts/node/pldm/repository.js";
import { readSensor, readThresholds, sensorsOf } from "../../../../hosts/node/pldm/sensors.js";
import type { Call } from "../../../../hosts/node/requester.js";
import type Requester from "../../../../hosts/node/requester.js";

const unhex = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(" ", ""), "hex"));

/** A terminus that answers with these, from the completion code on, one after the other; and what it was asked behind the instance id. */
function scripted(...answers: string[]) {
	const asked: string[] = [];
	const request = async ({ body }: Call) => {
		asked.push(Buffer.from(body.subarray(1)).toString("hex"));
		return Uint8Array.of(body[0] & 0x1f, body[1], body[2], ...unhex(answers.shift() ?? ""));
	};
	return { client: new PldmClient({ requester: { request } as unknown as Requester, eid: 9 }), asked };
}

describe("what is known of a terminus", () => {
	const sensor = (id: string, unit: string) =>
		unhex(
			`01000000 01 15 0000 2b00 0100 ${id} 4400 0100 0000 04 ${unit} 3f 46000000 05000000 55000000 00000000 5f000000 f6ffffff 54656d70`,
		);
	const temperature = sensor("0300", "02 fe 00");
	const requests = sensor("0400", "4d 00 03");
	const fans = unhex("02000000 01 04 0000 1900 0100 6600 4400 0100 0000 00 01 03 0d00 01 06 0d00 01 06 0080 01 02");
	const fanNames = unhex("03000000 01 06 0000 1d00 0100 6600 03 01 656e00 00410000 01 656e00 00420000 01 656e00 00430000");
	const known = { sensors: sensorsOf([temperature, requests, fans, fanNames]), effecters: [] };

	test("a sensor that does not tell its thresholds has those of its record", async () => {
		const { client, asked } = scripted("05");
		expect(await readThresholds(client, known.sensors[0])).toEqual({ lower: [0.05, 0, -0.1], upper: [0.7, 0.85, 0.95] });
		expect(asked).toEqual(["02120300"]);
	});

	test("a unit may be one by time", () => {
		expect(known.sensors.map(({ unit }) => unit)).toEqual(["degreesC", "messages/second", undefined]);
	});

	test("states have the names of their sets, and fields their own", async () => {
		const { client } = scripted("00 03 00 01 00 01 00 02 01 02 02 00 00 00");
		const reading = await readSensor(client, known.sensors[2]);
		expect(reading.fields).toEqual([
			{ name: "A", stateSet: 13, state: 1, stateSetName: "presence", stateName: "present", operational: "enabled" },
			{ name: "B", stateSet: 13, state: 2, stateSetName: "presence", stateName: "notPresent", operational: "enabled" },
			{ name: "C", stateSet: 0x8000, state: 0, stateSetName: undefined, stateName: "unknown", operational: "unavailable" },
		]);
	});

	test.each([
		["0300 02 08 01 02 4700", "TID 1 sensor 3 Temp: upperWarning, was normal, 0.71 degreesC"],
		["0900 02 08 01 02 4700", "TID 1 sensor 9: upperWarning, was normal, raw 71"],
		["6600 01 01 02 01", "TID 1 sensor 102 B, field 1: notPresent, was present"],
		["6600 01 02 07 00", "TID 1 sensor 102 C, field 2: state 7, was unknown"],
		["6700 01 00 02 01", "TID 1 sensor 103, field 0: state 2, was state 1"],
		["6600 00 01 00", "TID 1 sensor 102 A: disabled, was enabled"],
	])("event %s is told by it", (data, text) => {
		expect(formatEvent({ tid: 1, eventClass: 0, data: unhex(data) }, known)).toBe(text);
	});
});

describe("a record that is longer than what was asked for", () => {
	const head = "05000000 01 14 0000 0a00";
	const body = "0100 0200 4300 0100 0000";

	test("and comes cut short as if it were whole is asked for again, as long as it is", async () => {
		const { client, asked } = scripted(`00 06000000 00000000 05 0c00 ${head} 0100`, `00 06000000 00000000 05 1400 ${head} ${body}`);
		expect(await readRecord(client, 5, 12)).toEqual({ record: unhex(head + body), next: 6 });
		expect(asked).toEqual(["02510500000000000000010c000000", "025105000000000000000114000000"]);
	});

	test("and says that it has more than it ever gives is what it gives", async () => {
		const short = `00 00000000 00000000 05 0c00 ${head} 0100`;
		const { client, asked } = scripted(short, short);
		expect(await readRecord(client, 5, 12)).toEqual({ record: unhex(`${head} 0100`), next: 0 });
		expect(asked).toHaveLength(2);
	});

	test("and comes in parts is not asked for again", async () => {
		const { client, asked } = scripted(`00 06000000 01000000 00 0c00 ${head} 0100`, "00 06000000 00000000 04 0800 0200 4300 0100 0000 2c");
		const { record } = await readRecord(client, 5, 12);
		expect(record).toEqual(unhex(head + body));
		expect(asked).toHaveLength(2);
	});
});

test("a record whose own handle is another than that under which the terminus has it is read under the latter", async () => {
	const first = "00 00000000 0a000000 00 0a00 00000000 01 14 0000 0a00";
	const { client, asked } = scripted(first, "00 00000000 00000000 04 0a00 0100 0200 4300 0100 0000 b0");
	expect((await readRecord(client, 0x01000001, 10)).record).toHaveLength(20);
	expect(asked).toEqual(["02510100000100000000010a000000", "0251010000010a000000000a000000"]);
});

test("the first record is read on under its own handle", async () => {
	const { client, asked } = scripted(
		"00 06000000 0a000000 00 0a00 05000000 01 14 0300 0a00",
		"00 06000000 00000000 04 0a00 0100 0200 4300 0100 0000 04",
	);
	expect((await readRecord(client, 0, 10)).record).toHaveLength(20);
	expect(asked).toEqual(["02510000000000000000010a000000", "0251050000000a000000000a000300"]);
});

describe("versions of a type", () => {
	const tid = "00 01";
	const types = "00 0100000000000000";
	const commands = `00 3e ${"00".repeat(31)}`;

	test.each([
		["with their check", "00 00000000 05 00f0f1f1 babe9d53", [0xf1f1f000]],
		["one, without a check", "00 00000000 05 00f0f1f1", [0xf1f1f000]],
	])("%s", async (_name, versions, expected) => {
		const { client, asked } = scripted(tid, types, versions, commands);
		expect((await discoverTerminus(client)).types).toEqual([{ type: 0, versions: expected, commands: [1, 2, 3, 4, 5] }]);
		expect(asked.at(-1)).toBe("00050000f0f1f1");
	});

	test.each([
		["with a wrong check", "00 00000000 05 00f0f1f1 babe9d54", "GetPLDMVersion: wrong CRC-32"],
		["of no whole number of words", "00 00000000 05 00f0f1f1 ba", "GetPLDMVersion: 5 bytes are no list of versions"],
		["that are none", "00 00000000 05", "GetPLDMVersion: 0 bytes are no list of versions"],
	])("%s are told as its fault", async (_name, versions, fault) => {
		const { types: found } = await discoverTerminus(scripted(tid, types, versions).client);
		expect(found).toEqual([{ type: 0, versions: [], commands: [], fault }]);
	});

	test("of which the terminus does not tell all hide no other type", async () => {
		const two = "00 8100000000000000";
		const one = "00 00000000 05 00f0f1f1 babe9d53";
		const { client, asked } = scripted(tid, two, "83", one, "05");
		expect((await discoverTerminus(client)).types).toEqual([
			{ type: 0, versions: [], commands: [], fault: "GetPLDMVersion: completion code 0x83, invalid pldm type" },
			{ type: 7, versions: [0xf1f1f000], commands: [], fault: "GetPLDMCommands: completion code 0x05, unsupported command" },
		]);
		expect(asked.slice(2)).toEqual(["0003000000000100", "0003000000000107", "00050700f0f1f1"]);
	});
});

describe("what never ends is given up", () => {
	/** A terminus that gives the same answer again and again. */
	const repeating = (answer: string) => scripted(...Array.from({ length: 0x11000 }, () => answer)).client;
	const aes = "aa".repeat(0x4000);

	test.each([
		["nothing", "00 05000000 01"],
		["always more", `00 05000000 01 ${aes}`],
	])("a table of %s", async (_name, answer) => {
		await expect(readFruTable(repeating(answer))).rejects.toThrow("GetFRURecordTable: the table has no end");
	});

	test.each([
		["nothing", "00 06000000 05000000 00 0000"],
		["always more", `00 06000000 05000000 00 0040 ${aes}`],
	])("a record of %s", async (_name, answer) => {
		await expect(readRecord(repeating(answer), 7)).rejects.toThrow(/^GetPDR: record \d+ has no end$/);
	});

	test.each([
		["nothing", "00 03 0700 05000000 00 00 00000000"],
		["always more", `00 03 0700 05000000 00 00 00400000 ${aes}`],
	])("an event of %s", async (_name, answer) => {
		await expect(pollEvents(repeating(answer)).next()).rejects.toThrow("PollForPlatformEventMessage: event 7 has no end");
	});

	test.each([
		["none", "00 05000000 01"],
		["always more", `00 05000000 01 ${aes}`],
	])("a list of versions: %s", async (_name, answer) => {
		const { client } = scripted("00 01", "00 0100000000000000", answer, answer);
		expect((await discoverTerminus(client)).types).toMatchObject([{ fault: "GetPLDMVersion: the list has no end" }]);
	});

	test("records that come again and again", async () => {
		const walk = async () => {
			for await (const record of walkRecords(repeating("00 06000000 00000000 05 0b00 05000000 01 7f 0000 0100 aa")))
				expect(record).toHaveLength(11);
		};
		await expect(walk()).rejects.toThrow("GetPDR: record 6 comes a second time");
	});
});

test("an error record of the platform (CPER) is told as one", () => {
	expect(formatEvent({ tid: 3, eventClass: 7, data: unhex("01 00 0400 43504552") })).toBe(
		"TID 3 cper: formatVersion 1, formatType 0, cperLength 4, cper 43504552",
	);
	expect(formatEvent({ tid: 3, eventClass: 7, data: unhex("01 00 0500 43504552") })).toBe("TID 3 cper: data 0100050043504552");
});
