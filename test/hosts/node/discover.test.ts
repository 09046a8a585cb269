// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import ControlClient from "../../../hosts/node/control-client.js";
import { discover } from "../../../hosts/node/discover.js";
import { measureEcho } from "../../../hosts/node/echo.js";
import type Requester from "../../../hosts/node/requester.js";
import RealRequester from "../../../hosts/node/requester.js";
import { bytes } from "./support/frames.js";
import { pair } from "./support/pair.js";

test("everything that an endpoint tells", async () => {
	const client = new ControlClient(new RealRequester(pair().owner, 1), 0);
	expect(await discover(client, 10)).toEqual({
		formerEid: 9,
		eid: 10,
		endpointType: 0x03,
		mediumSpecific: 0,
		uuid: "12345678-9abc-def0-1234-56789abcdef0",
		baseVersions: [0xf1f0ff00, 0xf1f1ff00, 0xf1f2ff00, 0xf1f3f300],
		types: [
			{ type: 0x00, versions: [0xf1f0ff00, 0xf1f1ff00, 0xf1f2ff00, 0xf1f3f300] },
			{ type: 0x7e, versions: [0xf1f0ff00] },
		],
		vendors: [{ type: 0x7e, id: 0xccde, commandSet: 0 }],
	});
});

test("the echo is measured", async () => {
	const requester = new RealRequester(pair().owner, 1);
	const { size, roundTrip } = await measureEcho(requester, 0, 9, 4096);
	expect(size).toBe(4096);
	expect(roundTrip).toBeGreaterThan(0);
});

/** Answers in place of an endpoint: what follows header and command code, by command code; instance ids are right. */
function scripted(answers: Record<number, string | readonly string[]>): ControlClient {
	const counts: Record<number, number> = {};
	const request: Requester["request"] = async ({ body }) => {
		const script = answers[body[1]];
		const index = (counts[body[1]] = (counts[body[1]] ?? -1) + 1);
		const rest = "string" === typeof script ? script : script[index];
		return Buffer.concat([Uint8Array.of(body[0] & 0x1f, body[1]), bytes(rest)]);
	};
	return new ControlClient({ request } as Requester, 0);
}

const plain = {
	0x01: "00 00 09 00",
	0x02: ["00 00 00 00", "00 09 00 00"],
	0x03: "00 00 11 22 33 44 55 66 77 88 99 aa bb cc dd ee ff",
	0x04: "00 01 f1 f3 f1 00",
	0x05: "00 01 00",
	0x06: "00 ff 00 12 34 00 01",
} as const;

describe("endpoints of other makers", () => {
	test("without an EID before; without vendors, selectors are not asked for", async () => {
		const found = await discover(scripted(plain), 9);
		expect(found).toMatchObject({ formerEid: 0, eid: 9, endpointType: 0, vendors: [], uuid: "00112233-4455-6677-8899-aabbccddeeff" });
	});

	test("one that keeps its EID is given none", async () => {
		const found = await discover(scripted({ ...plain, 0x01: "05", 0x02: ["00 0b 00 00", "00 0b 00 00"] }));
		expect(found).toMatchObject({ formerEid: 11, eid: 11 });
	});

	test("two vendors, PCI and IANA", async () => {
		const selectors = ["00 01 00 12 34 00 01", "00 ff 01 00 00 a0 15 ff fe"];
		const found = await discover(scripted({ ...plain, 0x05: "00 02 7e 7f", 0x06: selectors }), 9);
		expect(found.vendors).toEqual([
			{ type: 0x7e, id: 0x1234, commandSet: 1 },
			{ type: 0x7f, id: 0xa015, commandSet: 0xfffe },
		]);
	});

	test("no UUID, and no version for a listed type", async () => {
		const versions = ["00 01 f1 f3 f1 00", "80"];
		const found = await discover(scripted({ ...plain, 0x03: "05", 0x04: versions }), 9);
		expect(found.uuid).toBeUndefined();
		expect(found.types).toEqual([{ type: 0, versions: [] }]);
	});

	test.each([
		["rejects the EID", { 0x01: "00 10 08 00" }, "rejected EID 9 and keeps 8"],
		["takes the EID but has another", { 0x02: ["00 00 00 00", "00 0a 00 00"] }, "accepted EID 9, but calls itself 10"],
		["answers too short", { 0x02: ["00 00"] }, "the answer has 1 bytes after the completion code, expected 3"],
		["fails a command", { 0x05: "01" }, "getMessageTypeSupport: completion code 1 (error)"],
		["fails a command in a way of its own", { 0x01: "82" }, "setEndpointId: completion code 130 (specific to the command)"],
		["lists fewer types than announced", { 0x05: "00 03 00 01" }, "3 types announced, 2 listed"],
		["announces more versions than come", { 0x04: "00 02 f1 f3 f1 00" }, "2 versions announced in 5 bytes"],
		["repeats selectors for ever", { 0x05: "00 01 7e", 0x06: "00 00 00 12 34 00 01" }, "selector 0 follows 0"],
		["has an unknown vendor id format", { 0x05: "00 01 7e", 0x06: "00 ff 02 12 34 00 01" }, "unknown vendor id format"],
	] as const)("one that %s", async (_, change, message) => {
		await expect(discover(scripted({ ...plain, ...change }), 9)).rejects.toThrow(message);
	});

	test("an answer with another instance id", async () => {
		const request = async () => bytes("1f 02 00 09 00 00");
		const client = new ControlClient({ request } as unknown as Requester, 0);
		await expect(discover(client, 9)).rejects.toThrow("getEndpointId: the answer is to something else");
	});
});
