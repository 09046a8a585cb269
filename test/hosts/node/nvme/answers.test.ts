// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { getFeature, identify } from "../../../../hosts/node/nvme/admin.js";
import NvmeMiClient, { Primitive, type NvmeMiClientOptions } from "../../../../hosts/node/nvme/client.js";
import { pollSubsystem } from "../../../../hosts/node/nvme/health.js";
import { acknowledgeEvents, configureEvents, readEventMessage } from "../../../../hosts/node/nvme/events.js";
import { readControllerIds, readSubsystem, reset } from "../../../../hosts/node/nvme/management.js";
import type { Call } from "../../../../hosts/node/requester.js";
import type Requester from "../../../../hosts/node/requester.js";
import { sealed } from "../../../tables/nvme-mi.js";

/** What follows the message type byte, with its check; `0*3` is three zero bytes. */
function answer(text: string): Uint8Array {
	return Uint8Array.from(Buffer.from(sealed(text).slice(2), "hex"));
}

/** A client whose requests are answered with these, one after the other; where they end, time runs out. */
function scripted(answers: readonly Uint8Array[], options: Partial<NvmeMiClientOptions> = {}) {
	const calls: Call[] = [];
	const waits: number[] = [];
	const left = [...answers];
	const request = async (call: Call) => {
		calls.push(call);
		for (let next = left.shift(); undefined !== next; next = left.shift()) {
			const wait = call.more?.(next) ?? 0;
			waits.push(wait);
			if (0 === wait) return next;
		}
		return new Promise<never>(() => {});
	};
	const client = new NvmeMiClient({ requester: { request } as unknown as Requester, eid: 9, timeout: 100, ...options });
	return { client, calls, waits };
}

const sent = ({ body }: Call) => Buffer.from(body).toString("hex");
const wire = (text: string) => sealed(text).slice(2);

describe("requests are on the wire", () => {
	test.each([
		["NVM Subsystem Health Status Poll, clearing", (client: NvmeMiClient) => pollSubsystem(client, true), "08 0000 01 000000 0*4 00000080"],
		["Read NVMe-MI Data Structure", readSubsystem, "08 0000 00 000000 00000000 0*4"],
		["Reset", reset, "08 0000 07 000000 0*8"],
		[
			"Identify Controller of controller 1, bytes 8 to 27",
			(client: NvmeMiClient) => identify(client, 1, { controller: 1 }, 20, 8),
			"10 0000 06 03 0100 0*4 0*16 08000000 14000000 0*8 01000000 0*20",
		],
		[
			"Get Features of a namespace, the saved value",
			(client: NvmeMiClient) => getFeature(client, 0x05, 2, { namespace: 3 }),
			"10 0000 0a 00 0000 03000000 0*16 0*4 0*4 0*8 05020000 0*20",
		],
		["PCIe Configuration Read", (client: NvmeMiClient) => client.pcie(0, 1, 0x40, 4), "20 0000 00 00 0100 0400 0000 4000 0*6"],
		["Get State of slot 1", (client: NvmeMiClient) => client.primitive(Primitive.getState, 1, 1), "01 0000 03 01 0100"],
	])("%s", (_name, ask, expected) => {
		const { client, calls } = scripted([]);
		void Promise.resolve(ask(client)).catch(() => {});
		return Promise.resolve().then(() => {
			expect(calls.map(sent)).toEqual([wire(expected)]);
			expect(calls[0].type).toBe(0x84);
		});
	});
});

const structure = (client: NvmeMiClient) => readSubsystem(client);
const admin = (client: NvmeMiClient) => identify(client, 1, {}, 8);

describe("an answer is refused, with a reason", () => {
	test.each([
		["that is too short", structure, "88 0000 00 0000", "it has 6 bytes behind the message type, at least 7 are needed"],
		["that is a request", structure, "08 0000 00 000000", "it is a request"],
		["of another kind", structure, "90 0000 00 000000", "it is of message type 2, asked was 1"],
		["for the other slot", structure, "89 0000 00 000000", "it is for command slot 1, asked was 0"],
		["with a reserved status", structure, "88 0000 7f 000000", "its status 0x7F is reserved"],
		["whose structure is longer than itself", structure, "88 0000 00 200000 0*4", "it announces 32 bytes and has 4"],
		["without a completion", admin, "90 0000 00 000000 0*8", "it has 12 of 16 bytes of a completion"],
		["with more data than asked for", admin, "90 0000 00 000000 0*8 00000100 0*12", "it has 12 bytes of data, asked for were 8"],
		["with less", admin, "90 0000 00 000000 0*8 00000100 0*4", "it has 4 bytes of data, asked for were 8"],
		[
			"of a primitive with another tag",
			(client: NvmeMiClient) => client.primitive(3, 0),
			"80 0000 00 07 0000",
			"its tag is 7, asked was 1",
		],
		[
			"of a primitive that takes longer",
			(client: NvmeMiClient) => client.primitive(3, 0),
			"80 0000 01 01 0000",
			"a control primitive never takes longer",
		],
	])("%s", async (_name, ask, text, reason) => {
		await expect(ask(scripted([answer(text)]).client)).rejects.toThrow(`the answer is refused: ${reason}`);
	});
});

test("a structure whose length is left 0 is all that there is", async () => {
	const { client } = scripted([answer("88 0000 00 000000 0200 0100 0500")]);
	expect(await readControllerIds(client)).toEqual([1, 5]);
});

describe("a refusal is an error that says what and where", () => {
	test.each([
		[
			"invalid opcode",
			structure,
			"88 0000 03 000000",
			/^Read NVMe-MI Data Structure: invalid command opcode \(status 0x03\): the device does not have/,
		],
		["a bit of a field", structure, "88 0000 04 03 0d00", /invalid parameter \(status 0x04: byte 13, bit 3, NVMe Management dword 1\)$/],
		[
			"a field of an admin command",
			admin,
			"90 0000 04 00 2000",
			/^Identify: invalid parameter \(status 0x04: byte 32, bit 0, data length\)$/,
		],
		["no location", structure, "88 0000 04 00 0000", /invalid parameter \(status 0x04\)$/],
		["a status of a vendor", structure, "88 0000 e5 000000", /specific to the vendor \(status 0xE5\)$/],
		["a completion, final", admin, "90 0000 00 000000 0*8 00000580", /^Identify: invalid field in command \(NVMe status 0x002\)$/],
		[
			"one to be tried again",
			admin,
			"90 0000 00 000000 0*8 00000d00",
			/^Identify: internal error \(NVMe status 0x006, may be tried again\)$/,
		],
		["one of a vendor", admin, "90 0000 00 000000 0*8 0000f30f", /specific to the vendor \(NVMe status 0x7F9, may be tried again\)$/],
	])("%s", async (_name, ask, text, message) => {
		await expect(ask(scripted([answer(text)]).client)).rejects.toThrow(message);
	});
});

const information = answer("88 0000 00 200000 01 01 02 0*29");

describe("waiting", () => {
	test("More Processing Required with its time, in units of 100 ms; the time of none is short", async () => {
		const told: number[] = [];
		const { client, waits } = scripted([answer("88 0000 01 00 2a00"), answer("88 0000 01 00 0000"), information], {
			onProgress: (_name, milliseconds) => told.push(milliseconds),
		});
		expect(await readSubsystem(client)).toMatchObject({ MJR: 1, MNR: 2 });
		expect(told).toEqual([4200, 100]);
		expect(waits).toEqual([4400, 300, 0]);
	});

	test("a device that always needs longer is given up", async () => {
		const { client } = scripted(
			Array.from({ length: 9 }, () => answer("88 0000 01 00 ffff")),
			{ longest: 6_000_000 },
		);
		await expect(readSubsystem(client)).rejects.toThrow(
			"not done within 6000 s, says the device: wait longer, or end it with the control primitive Abort",
		);
	});

	test("a damaged answer is as none, and asks for another; too many are told", async () => {
		const damaged = information.slice();
		damaged[5] ^= 1;
		expect(await readSubsystem(scripted([damaged, information]).client)).toMatchObject({ NUMP: 1 });
		await expect(readSubsystem(scripted([damaged, damaged]).client)).rejects.toThrow("its integrity check is wrong again and again");
	});

	test("of a command that changes something the answer is asked for by Replay, once it is late", async () => {
		const { client, calls } = scripted([], { timeout: 5, attempts: 3 });
		void reset(client).catch(() => {});
		while (calls.length < 2) await new Promise((resolve) => setTimeout(resolve, 1));
		expect(calls[0]).toMatchObject({ timeout: 15, attempts: 1 });
		expect(sent(calls[1])).toBe(wire("00 0000 04 01 0000"));
		expect(calls[1]).toMatchObject({ timeout: 5, attempts: 3 });
	});
});

test("commands take both slots in turn, and wait where there is none", async () => {
	const pending: { slot: number; settle: () => void }[] = [];
	const request = (call: Call) =>
		new Promise((resolve) => {
			const slot = call.body[0] & 1;
			const settle = () => {
				const message = answer(slot ? "89 0000 00 200000 0*32" : "88 0000 00 200000 0*32");
				call.more?.(message);
				resolve(message);
			};
			pending.push({ slot, settle });
		});
	const client = new NvmeMiClient({ requester: { request } as unknown as Requester, eid: 9 });
	const all = Array.from({ length: 4 }, () => readSubsystem(client));
	await Promise.resolve();
	expect(pending.map(({ slot }) => slot)).toEqual([0, 1]);
	pending[1].settle();
	await all[1];
	expect(pending.map(({ slot }) => slot)).toEqual([0, 1, 1]);
	pending[0].settle();
	pending[2].settle();
	await all[2];
	pending[3].settle();
	await Promise.all(all);
	expect(pending.map(({ slot }) => slot)).toEqual([0, 1, 1, 0]);
});

describe("an event message", () => {
	const message = "28 0000 02 00 1b0000 07 18 09 00 00 08 00000000 01 09 00 02 0c 01000000 01 aabb";

	test("has occurrences, with data where the device adds some", () => {
		expect(readEventMessage(answer(message))).toEqual([
			{ id: 8, name: "temperature", generation: 3, scope: 1, of: 0, data: new Uint8Array() },
			{ id: 12, name: "telemetry", generation: 3, scope: 1, of: 1, data: Uint8Array.of(0xaa, 0xbb) },
		]);
	});

	test.each([
		["a response", message.replace(/^28/, "a8")],
		["of another kind", message.replace(/^28/, "08")],
		["of another version", message.replace("02 00 1b", "02 01 1b")],
		["longer than it is", message.replace("1b0000", "1c0000")],
		["with an occurrence beyond its end", message.replace("02 0c", "03 0c")],
		["with more occurrences than it has", message.replace("02 00 1b", "03 00 1b")],
		["with an occurrence without length", message.replace("07 18 09", "07 18 00")],
		["cut short", "28 0000 02 00 1b"],
	])("is none if it is %s", (_name, text) => {
		expect(readEventMessage(answer(text))).toBeUndefined();
	});

	const enable = (text: string) => configureEvents(scripted([answer(text)]).client, [{ id: 8, enabled: true }]);

	test.each([
		["enabling", (client: NvmeMiClient) => configureEvents(client, [{ id: 8, enabled: true }])],
		["acknowledging", acknowledgeEvents],
	])("%s tells of what has occurred, where the answer does", async (_name, ask) => {
		const { client } = scripted([answer("88 0000 00 000000 01 00 120000 07 00 09 02 00 08 03000000 01 2d0f")]);
		expect(await ask(client)).toEqual([{ id: 8, name: "temperature", generation: 0, scope: 1, of: 3, data: Uint8Array.of(0x2d, 0x0f) }]);
	});

	test("an answer without a list, or with an empty one, tells of nothing", async () => {
		expect(await enable("88 0000 00 000000")).toEqual([]);
		expect(await enable("88 0000 00 000000 00 00 070000 07 00")).toEqual([]);
	});

	test.each([
		["a header of another length", "00 00 070000 06 00"],
		["a list longer than the answer", "01 00 110000 07 00 09 00 00 08 00000000 01"],
		["an occurrence beyond the list", "01 00 0f0000 07 00 09 00 00 08 00000000 01"],
		["less than a header", "00 00 070000 07"],
	])("an answer with %s is refused", async (_name, list) => {
		await expect(enable(`88 0000 00 000000 ${list}`)).rejects.toThrow("its list of occurrences is malformed");
	});

	test("nor with a wrong integrity check", () => {
		const damaged = answer(message);
		damaged[10] ^= 1;
		expect(readEventMessage(damaged)).toBeUndefined();
	});
});
