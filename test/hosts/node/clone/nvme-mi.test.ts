// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import BusOwner from "../../../../hosts/node/bus-owner.js";
import { clone } from "../../../../hosts/node/clone/clone.js";
import { moves } from "../../../../hosts/node/clone/nvme-mi/answers.js";
import { listReadables, readableName, readAnswer, type Readable } from "../../../../hosts/node/clone/nvme-mi/readables.js";
import type { ProfileDocument } from "../../../../hosts/node/clone/section.js";
import { virtualConnection } from "../../../../hosts/node/connections.js";
import Device from "../../../../hosts/node/device.js";
import { discover } from "../../../../hosts/node/discover.js";
import Log from "../../../../hosts/node/log.js";
import NvmeMiClient from "../../../../hosts/node/nvme/client.js";
import { managementCommand } from "../../../../hosts/node/nvme/request.js";
import { parseProfile } from "../../../../hosts/node/profiles/load.js";

const uuid = "00112233-4455-6677-8899-aabbccddeeff";

/** The profile of the package's drive, that no host uses, as its file has it. */
function driveDocument(): ProfileDocument & { nvmeMi: Record<string, unknown> } {
	const file = join(import.meta.dirname, "../../../../modules/device/profiles/nvme.json");
	const document = JSON.parse(readFileSync(file, "utf8"));
	document.identity.uuid = uuid;
	document.nvmeMi.counters = { ...document.nvmeMi.counters, readRate: 0, writeRate: 0 };
	return document;
}

/** A device of a profile, and a bus owner of it. */
async function deviceOf(document: object): Promise<{ owner: BusOwner; client: NvmeMiClient }> {
	const { profile } = await parseProfile("the test", JSON.stringify(document));
	const device = new Device({ profile, attachments: [], eid: 9, log: new Log("error") });
	const owner = new BusOwner({ connection: virtualConnection(device.virtualEnd) });
	onTestFinished(async () => {
		await owner.close();
		await device.close();
	});
	await owner.open();
	return { owner, client: new NvmeMiClient({ requester: owner.requester, eid: 0 }) };
}

async function cloneOf(document: object): Promise<{ twin: ProfileDocument; notes: string[] }> {
	const { owner } = await deviceOf(document);
	const notes: string[] = [];
	const discovery = await discover(owner.control);
	return { twin: await clone({ owner, eid: 0, name: "twin", discovery, note: (text) => notes.push(text) }), notes };
}

/** What the other readable commands are: health polls, configuration, vital product data. */
const others = Object.freeze([
	managementCommand(0x01),
	managementCommand(0x02, 0x80ff0000, 0x1f),
	...[0, 1].flatMap((port) => [1, 3].map((id) => managementCommand(0x04, id | (port << 24)))),
	managementCommand(0x04, 2),
	managementCommand(0x04, 4),
	managementCommand(0x05, 0, 256),
	managementCommand(0x05, 0, 257),
]);

/** Every answer of a fresh original and a fresh twin, one after the other; bytes that the clock moves are 0. */
async function compare(original: object, twin: object): Promise<number> {
	const { client: left } = await deviceOf(original);
	const { client: right } = await deviceOf(twin);
	const readables = await listReadables(left);
	await listReadables(right);
	for (const command of others) expect(await right.send(command)).toEqual(await left.send(command));
	for (const readable of readables) {
		const [expected, found] = await Promise.all([left, right].map((client) => still(client, readable)));
		expect({ name: readableName(readable), ...found }).toEqual({ name: readableName(readable), ...expected });
	}
	return readables.length;
}

async function still(client: NvmeMiClient, readable: Readable) {
	const answer = await readAnswer(client, readable);
	return { ...answer, data: Buffer.from(answer.data.map((byte, at) => (moves(readable, at) ? 0 : byte))).toString("hex") };
}

describe("a clone of a drive", () => {
	test("of this project follows from its model, and answers the same in every byte", async () => {
		const document = driveDocument();
		const { twin, notes } = await cloneOf(document);
		expect(twin.nvmeMi).not.toHaveProperty("answers");
		expect(notes.at(-1)).toMatch(/^NVMe-MI drive: \d+ answers follow from its model, 0 are copied, 0 differ$/);
		expect(await compare(document, twin)).toBeGreaterThan(400);
	});

	test("with anything that the model cannot say answers the same, too", async () => {
		const document = driveDocument();
		document.nvmeMi.answers = [
			{
				command: "identify",
				first: 1,
				patches: [
					{ at: 77, bytes: "05" },
					{ at: 3072, bytes: "76 65 6e 64 6f 72" },
				],
			},
			{ command: "identify", first: 1, controller: 1, patches: [{ at: 77, bytes: "06" }] },
			{ command: "identify", first: 0x18, completion: 0x002 },
			{ command: "identify", first: 0x1f, size: 4096, patches: [{ at: 4095, bytes: "ff" }] },
			{
				command: "log",
				first: 0,
				patches: [
					{ at: 0x30, bytes: "01" },
					{ at: 0x28, bytes: "00" },
				],
			},
			{
				command: "log",
				first: 0x0c,
				size: 512,
				patches: [
					{ at: 0, bytes: "01 02" },
					{ at: 508, bytes: "03 04" },
				],
			},
			{ command: "log", first: 0x0a, completion: 0x109 },
			{
				command: "log",
				first: 0x02,
				namespace: 0xffffffff,
				patches: [
					{ at: 3, bytes: "63" },
					{ at: 192, bytes: "01 00 00 00" },
				],
			},
			{ command: "feature", first: 0x0c, size: 0, result: 1 },
			{ command: "feature", first: 0x02, result: 4 },
			{ command: "feature", first: 0x0b, completion: 0x002 },
			{ command: "structure", first: 0x04000000, size: 6, patches: [{ at: 0, bytes: "02 00 10 0a 10 09" }] },
			{ command: "structure", first: 0x01010000, patches: [{ at: 4, bytes: "00 10" }] },
			{ command: "pcie", patches: [{ at: 0x08, bytes: "07" }] },
		];
		document.nvmeMi.controllers = [
			{ id: 0, address: "01:00.0", health: { temperature: 80, sensors: [{}, { difference: -7 }], spare: 5, used: 120, reliable: false } },
			{ id: 7, port: 0, address: "02:00.1", type: "administrative", health: { sensors: [], readOnly: true } },
		];
		document.nvmeMi.answers = (document.nvmeMi.answers as { controller?: number }[]).filter(({ controller }) => 1 !== controller);
		const { twin, notes } = await cloneOf(document);
		const copied = (twin.nvmeMi as { answers: object[] }).answers;
		expect(copied).toContainEqual({ command: "identify", first: 0x18, completion: 0x002 });
		expect(copied).toContainEqual({
			command: "log",
			first: 0x0c,
			size: 512,
			patches: [
				{ at: 0, bytes: "01 02" },
				{ at: 508, bytes: "03 04" },
			],
		});
		expect(copied).toContainEqual({ command: "feature", first: 0x02, result: 4 });
		expect(notes.at(-1)).toMatch(/, 0 differ$/);
		await compare(document, twin);
	});

	test("without controllers, or on a PCIe port alone, is a profile as well", async () => {
		for (const section of [{ ports: [{ twoWire: {} }] }, { ports: [{ pcie: { width: 2 } }], controllers: [{ port: 0 }] }]) {
			const document = { name: "small", identity: { uuid }, nvmeMi: section };
			const { twin } = await cloneOf(document);
			const { client: left } = await deviceOf(document);
			const { client: right } = await deviceOf(twin);
			for (const command of others.slice(0, 2)) expect(await right.send(command)).toEqual(await left.send(command));
		}
	});

	test("what is no drive has no such section, and one that does not answer is left out with a word", async () => {
		expect((await cloneOf({ name: "echo", identity: { uuid } })).twin).toEqual({ name: "twin", identity: { uuid } });
		const { owner } = await deviceOf({ name: "echo", identity: { uuid } });
		const notes: string[] = [];
		const discovery = await discover(owner.control);
		const types = [...discovery.types, { type: 0x04, versions: [] }];
		const found = await clone({
			owner,
			eid: 0,
			timeout: 20,
			name: "twin",
			discovery: { ...discovery, types },
			note: (text) => notes.push(text),
		});
		expect(found).toEqual({ name: "twin", identity: { uuid } });
		expect(notes).toEqual(["NVMe-MI drive is left out: Read NVMe-MI Data Structure: no answer from EID 0 within 0.04 s"]);
	});
});
