// SPDX-License-Identifier: Apache-2.0
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import ControlClient from "../../../../hosts/node/control-client.js";
import Requester from "../../../../hosts/node/requester.js";
import CapturedDevice from "../../../../hosts/node/trace/captured-device.js";
import { conversationOf, type Conversation, type ConversationOptions } from "../../../../hosts/node/trace/conversation.js";
import type { Direction, TracedPacket } from "../../../../hosts/node/trace/packet.js";
import { formatDifference, replayedJson } from "../../../../hosts/node/trace/replay-report.js";
import Replay, { type Replayed } from "../../../../hosts/node/trace/replay.js";
import type Endpoint from "../../../../modules/mctp/endpoint.js";
import { Heard } from "../support/device.js";
import { bytes, hex } from "../support/frames.js";
import { pair, type PairOptions } from "../support/pair.js";

type Line = readonly [direction: Direction, packet: string, more?: Partial<TracedPacket>];

async function* trace(lines: readonly Line[]): AsyncGenerator<TracedPacket> {
	for (const [direction, packet, more] of lines) yield { port: "serial0", direction, bytes: bytes(packet), ...more };
}

function conversation(lines: readonly Line[], options?: ConversationOptions): Promise<Conversation> {
	return conversationOf(trace(lines), options);
}

/** A bus owner (EID 8) gives a device EID 10, and asks for its EID and UUID. */
const enumeration: readonly Line[] = [
	["received", "010008c8 00 80 02"],
	["sent", "010800c0 00 00 02 00 00 00 00"],
	["received", "010008c9 00 81 01 00 0a"],
	["sent", "01080ad1 00 01 01 00 00 0a 00"],
	["received", "010a08ca 00 82 02"],
	["sent", "01080ae2 00 02 02 00 0a 00 00"],
	["received", "010a08cb 00 83 03"],
	["sent", "01080af3 00 03 03 00 12345678 9abc def0 1234 56789abcdef0"],
];
const echo: readonly Line[] = [
	["received", "010a08cc 7e ccde f0 0102"],
	["sent", "01080ac4 7e ccde f0 0102"],
];

describe("the conversation in a capture", () => {
	test("is requests with their answers", async () => {
		const { exchanges, left } = await conversation([...enumeration, ...echo]);
		expect(exchanges.map(({ number, requester, responder, answers }) => [number, requester, responder, answers.length])).toEqual([
			[1, 8, 0, 1],
			[3, 8, 0, 1],
			[5, 8, 10, 1],
			[7, 8, 10, 1],
			[9, 8, 10, 1],
		]);
		expect(hex(exchanges[4].answers[0].bytes)).toBe("7e cc de f0 01 02");
		expect(left.size).toBe(0);
	});

	test("of messages of several packets, which cross each other", async () => {
		const { exchanges } = await conversation([
			["received", `010a0889 7eccdef0${"11".repeat(60)}`],
			["received", `010a088a 7eccdef0${"22".repeat(60)}`],
			["received", "010a0859 11"],
			["received", "010a085a 22"],
			["sent", "01080ac2 7eccdef022"],
			["sent", "01080ac1 7eccdef011"],
		]);
		expect(exchanges.map(({ request, answers }) => [request.bytes.length, request.bytes.at(-1), answers[0].bytes.at(-1)])).toEqual([
			[65, 0x11, 0x11],
			[65, 0x22, 0x22],
		]);
	});

	test("leaves out what cannot be asked again, and counts it", async () => {
		const { exchanges, left } = await conversation([
			["received", "01ff08c8 00 80 02"],
			["received", "013708c8 00 80 02", { dropped: "notForUs" }],
			["received", "010a08c8 42 00", { dropped: "messageType" }],
			["sent", "01080ac9 05 00"],
			["received", "010a08c3 00 00 02 00"],
			...echo,
		]);
		expect(exchanges.map(({ request, answers }) => [hex(request.bytes), answers.length])).toEqual([
			["42 00", 0],
			["7e cc de f0 01 02", 1],
		]);
		expect(Object.fromEntries(left)).toEqual({
			broadcast: 1,
			"dropped as notForUs": 1,
			"answers without their request": 1,
			"requests of the device": 1,
		});
	});

	test("of the side that asks more, or as chosen", async () => {
		const swapped = enumeration.map(([direction, packet]): Line => ["sent" === direction ? "received" : "sent", packet]);
		expect((await conversation(swapped)).exchanges).toHaveLength(4);
		await expect(conversation([...swapped, ["received", "010a08c8 00 80 02"]], { direction: "received" })).resolves.toMatchObject({
			exchanges: [{ number: 9 }],
		});
	});

	test("of one of several devices", async () => {
		const { exchanges, left } = await conversation([...enumeration, ["received", "010b08c8 00 80 02"]], { device: 11 });
		expect(exchanges.map(({ responder }) => responder)).toEqual([11]);
		expect([...left]).toEqual([
			["to other EIDs", 4],
			["answers without their request", 4],
		]);
	});

	test("of one port", async () => {
		const both: Line[] = [...echo, ["received", "010b08c8 00 80 02", { port: "usb0" }]];
		await expect(conversation(both)).rejects.toThrow("this capture has requests on several ports: choose --port serial0 or usb0");
		expect((await conversation(both, { port: "usb0" })).exchanges).toHaveLength(1);
		await expect(conversation(both, { port: "usb1" })).rejects.toThrow("there are no requests in this capture");
	});
});

/** Plays a conversation to a device, in its order. */
async function play(lines: readonly Line[], device: PairOptions = {}, eid?: number): Promise<Replayed[]> {
	const { owner } = pair(device);
	const requester = new Requester(owner, 4, 1000);
	const { exchanges } = await conversation(lines);
	const replay = new Replay({ requester, control: new ControlClient(requester, 0) }, exchanges, eid);
	const results: Replayed[] = [];
	for (const exchange of exchanges) results.push(await replay.play(exchange));
	return results;
}

const noEid = { deviceEid: 0 } as const;

describe("a replay", () => {
	test("to a device that does the same", async () => {
		expect((await play([...enumeration, ...echo], noEid)).map(({ same }) => same)).toEqual([true, true, true, true, true]);
	});

	test("of a part of a conversation: the device is given the EID that it had", async () => {
		const [, , getEid] = await play([...echo, ...echo, ...enumeration.slice(4, 6)], noEid);
		expect(getEid.same).toBe(true);
	});

	test("to a device with another EID: EIDs are translated, also in answers", async () => {
		const results = await play([...echo, ["received", "010a08ca 00 82 02"], ["sent", "01080ac2 00 02 02 00 0a 02 00"]]);
		expect(results.map(({ same, answer }) => [same, hex(answer!)])).toEqual([
			[true, "7e cc de f0 01 02"],
			[true, "00 02 02 00 09 02 00"],
		]);
	});

	test("to a device whose EID is given", async () => {
		const results = await play(echo, {}, 9);
		expect(results.map(({ same }) => same)).toEqual([true]);
		await expect(play(echo, {}, 33)).resolves.toMatchObject([{ same: false, answer: undefined }]);
	});

	test("where one of several answers comes", async () => {
		const [echoed] = await play([
			["received", "010a08cc 7e ccde f0 01"],
			["sent", "01080ac4 7e ccde f0 00"],
			["sent", "01080ac4 7e ccde f0 01"],
		]);
		expect(echoed).toMatchObject({ same: true, expected: [{ length: 5 }, { length: 5 }] });
	});

	test("where no answer is right", async () => {
		const silent: Line = ["received", "010a08c8 7e ccde 77", { dropped: "silent" }];
		expect(await play([silent])).toMatchObject([{ same: true, answer: undefined }]);
	});

	test("says what is different: bytes", async () => {
		const [, , , uuid] = await play(enumeration, { ...noEid, uuid: "12345678-9abc-def0-1234-56789abcd0f0" });
		expect(uuid.same).toBe(false);
		expect(formatDifference(uuid)).toBe(`7 Get Endpoint UUID request, instance 3
  captured  00 03 03 00 12 34 56 78 9a bc de f0 12 34 56 78 9a bc de f0
  now       00 03 03 00 12 34 56 78 9a bc de f0 12 34 56 78 9a bc d0 f0
                                                                  ^^  1 of 20 bytes differ
  captured  Get Endpoint UUID answer, instance 3, completion success, UUID 12345678-9abc-def0-1234-56789abcdef0
  now       Get Endpoint UUID answer, instance 3, completion success, UUID 12345678-9abc-def0-1234-56789abcd0f0
`);
		expect(replayedJson(uuid)).toEqual({
			number: 7,
			same: false,
			name: "Get Endpoint UUID request",
			request: "008303",
			expected: ["00030300123456789abcdef0123456789abcdef0"],
			answer: "00030300123456789abcdef0123456789abcd0f0",
		});
	});

	test("says what is different: far behind", async () => {
		const [request, answer] = ["00", "11"].map((end) => `7eccdef0${"55".repeat(56)}${end}`);
		const [echoed] = await play([
			["received", `010a08cc ${request}`],
			["sent", `01080ac4 ${answer}`],
		]);
		expect(formatDifference(echoed)).toContain(`
  captured  55 55 55 55 11
  now       55 55 55 55 00
                        ^^  1 of 61 bytes differ, shown from byte 56
`);
	});

	test("says what is different: an answer is missing, or should be", async () => {
		const [missing] = await play([
			["received", "010a08c8 42 00"],
			["sent", "01080ac0 42 01"],
		]);
		expect(formatDifference(missing)).toBe("1 unknown, bytes 1\n  no answer; captured: 42 01\n");
		expect(replayedJson(missing)).toMatchObject({ same: false, answer: null });
		const [surplus] = await play([["received", "010a08c8 00 80 77"]]);
		expect(formatDifference(surplus)).toBe(
			"1 command 0x77 request, instance 0\n  answered, which it was not in the capture: 00 00 77 05\n",
		);
	});
});

describe("the device of a capture", () => {
	/** A requester in front of it. */
	async function serve(lines: readonly Line[], deviceEid = 0) {
		const heard = new Heard();
		const { exchanges } = await conversation(lines);
		const furnish = (device: Endpoint) => void new CapturedDevice(device, exchanges, heard.log);
		const { owner, device, link } = pair({ deviceEid, furnish });
		const requester = new Requester(owner, 4, 1000);
		const ask = async (eid: number, message: string, timeout = 2000) => {
			const [type, ...body] = bytes(message);
			return hex(await requester.request({ port: 0, eid, type, body: Uint8Array.from(body), timeout }));
		};
		return { ask, heard, device, link };
	}

	test("answers as it did, with the instance id and the EID of this run", async () => {
		const { ask, device } = await serve([...enumeration, ...echo]);
		expect(await ask(0, "00 9f 02")).toBe("1f 02 00 00 00 00");
		expect(await ask(0, "00 81 01 00 2c")).toBe("01 01 00 00 2c 00");
		expect(device.port(0).eid).toBe(0x2c);
		expect(await ask(0x2c, "00 82 02")).toBe("02 02 00 2c 00 00");
		expect(await ask(0x2c, "00 83 03")).toBe("03 03 00 12 34 56 78 9a bc de f0 12 34 56 78 9a bc de f0");
		expect(await ask(0x2c, "7e ccde f0 0102")).toBe("cc de f0 01 02");
	});

	test("gives equal requests their answers in turn, then the last one again; a new link begins anew", async () => {
		const lines: Line[] = [1, 2].flatMap((value): Line[] => [
			["received", "010a08c8 42 00"],
			["sent", `01080ac0 42 0${value}`],
		]);
		const { ask, link } = await serve(lines, 10);
		for (const value of ["01", "02", "02"]) expect(await ask(10, "42 00")).toBe(value);
		link.up = false;
		link.up = true;
		expect(await ask(10, "42 00")).toBe("01");
	});

	test("sends the last of several answers", async () => {
		const { ask } = await serve(
			[
				["received", "010a08c8 42 00"],
				["sent", "01080ac0 42 01"],
				["sent", "01080ac0 42 02"],
			],
			10,
		);
		expect(await ask(10, "42 00")).toBe("02");
	});

	test("sends long answers to long requests, and PLDM instance ids", async () => {
		const long = "66".repeat(60);
		const { ask } = await serve(
			[
				["received", `010a0889 01 83 00 02 ${long}`],
				["received", "010a0859 aa"],
				["sent", `01080a81 01 03 00 02 ${long}`],
				["sent", "01080a51 bb"],
			],
			10,
		);
		expect(await ask(10, `01 9e 00 02 ${long} aa`)).toBe(hex(bytes(`1e 00 02 ${long} bb`)));
	});

	test("does not make up answers; says what is not in the capture", async () => {
		const { ask, heard } = await serve([...enumeration, ...echo], 10);
		await expect(ask(10, "7e ccde f0 03", 100)).rejects.toThrow("no answer within 100 ms");
		expect(heard.text).toContain("not in the capture: mctp-echo, PCI vendor 0xCCDE, bytes 1");
		expect(await ask(10, "00 85 05")).toBe("05 05 05");
		expect(heard.text).toContain("not in the capture: Get Message Type Support request, instance 5");
	});

	test("stays silent where it was", async () => {
		const { ask, heard } = await serve([["received", "010a08c8 42 00", { dropped: "silent" }]], 10);
		await expect(ask(10, "42 00", 100)).rejects.toThrow("no answer within 100 ms");
		expect(heard.text).toBe("");
	});

	test("of any capture takes any requests", async () => {
		const message = fc.tuple(
			fc.constantFrom("00", "0080", "008001", "000001", "01", "7e", "7eccde", "7f", "42"),
			fc.uint8Array({ maxLength: 12 }),
		);
		await fc.assert(
			fc.asyncProperty(fc.array(fc.tuple(message, message), { minLength: 1, maxLength: 6 }), message, async (exchanges, [type, rest]) => {
				const textOf = ([begin, end]: [string, Uint8Array]) => `${begin}${Buffer.from(end).toString("hex")}`;
				const lines = exchanges.flatMap(([request, answer]): Line[] => [
					["received", `010a08c8${textOf(request)}`],
					["sent", `01080ac0${textOf(answer)}`],
				]);
				const { device } = await serve(lines, 10);
				const { frames } = device.port(0);
				for (const packet of [...lines.map(([, text]) => text), `010a08c8${type}${Buffer.from(rest).toString("hex")}`]) {
					const all = bytes(packet);
					device.memory.set(all, frames);
					device.receive(0, 0, frames, all.length, 0);
					while (device.transmit(0, 0, frames, 68) > 0) device.transmitted(0, 0, true);
				}
			}),
			{ numRuns: 200 },
		);
	});
});
