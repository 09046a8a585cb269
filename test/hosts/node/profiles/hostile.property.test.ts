// SPDX-License-Identifier: Apache-2.0
// Whatever a file holds: a device, or an error for people that names the file.
import fc from "fast-check";
import { expect, test } from "vitest";
import factories from "../../../../hosts/common/registry.js";
import { parseProfile } from "../../../../hosts/node/profiles/load.js";
import Device from "../../../../modules/device/device.js";
import { textOf } from "../../../lint/sources.js";

const port = { network: 1, receiveUnit: 64, transmissionUnit: 64, eid: 8, frames: 136, wake() {} };
const unique = { uuid: "00112233-4455-6677-8899-aabbccddeeff", serialNumber: "1" };
const runs = 1000;
/** Bytes of the largest memory that a profile may ask for. */
const most = 0x4000000;

/** Whether the text is a profile; then it has to be a device that takes packets. */
async function tryText(text: string): Promise<boolean> {
	let profile;
	try {
		({ profile } = await parseProfile("any.json", text));
	} catch (error) {
		expect((error as Error).constructor, (error as Error).stack).toBe(Error);
		expect((error as Error).message).toMatch(/^any\.json/);
		expect((error as Error).message.split("\n").length).toBeLessThanOrEqual(21);
		return false;
	}
	const { front } = new Device({ profile, ports: [port], factories, unique });
	const { frames } = front.port(0);
	expect(front.memory.length).toBeLessThanOrEqual(most);
	front.memory.set([1, 8, 9, 0xc8, 0, 0x80, 2], frames);
	front.receive(0, 0, frames, 7, 0);
	expect(front.tick(0)).toBeGreaterThanOrEqual(0);
	return true;
}

const texts = ["endpoint", "vendor", "faulty"].map((name) => textOf(`modules/device/profiles/${name}.json`));

test("any text", async () => {
	await fc.assert(
		fc.asyncProperty(fc.oneof(fc.string(), fc.string({ unit: "binary" }), fc.json()), async (text) => {
			await tryText(text);
		}),
		{ numRuns: runs },
	);
});

test("any JSON in any section", async () => {
	const section = fc.constantFrom("$schema", "license", "name", "description", "identity", "memory", "vendor", "faults");
	await fc.assert(
		fc.asyncProperty(fc.dictionary(section, fc.jsonValue()), fc.jsonValue(), async (sections, name) => {
			await tryText(JSON.stringify({ name, ...sections }));
		}),
		{ numRuns: runs },
	);
});

test("a profile with a piece of text cut out, put in, or exchanged", async () => {
	const pieces = fc.oneof(
		fc.string({ maxLength: 4 }),
		fc.constantFrom("{", "}", "[", "]", '"', ",", ":", "\\", "-", "1e400", "null", "\ud800"),
	);
	const cut = fc.record({ text: fc.constantFrom(...texts), at: fc.nat(), length: fc.nat(8), piece: pieces });
	let valid = 0;
	await fc.assert(
		fc.asyncProperty(cut, async ({ text, at, length, piece }) => {
			const from = at % text.length;
			if (await tryText(text.slice(0, from) + piece + text.slice(from + length))) valid++;
		}),
		{ numRuns: runs },
	);
	expect(valid).toBeGreaterThan(0);
});

test("the largest of everything", async () => {
	const exchange = { name: "N".repeat(126), answer: null };
	const messages = Array.from({ length: 32 }, (_, iana) => ({ iana, exchanges: Array.from({ length: 256 }, () => exchange) }));
	const memory = {
		slots: 255,
		slotsPerSource: 255,
		messageSize: 131072,
		exchanges: 256,
		answerSize: 65536,
		largeAnswers: 64,
		requests: 64,
		requestSize: 131072,
	};
	expect(await tryText(JSON.stringify({ name: "x", memory }))).toBe(false);
	expect(await tryText(JSON.stringify({ name: "x", memory: { ...memory, limit: most } }))).toBe(true);
	expect(await tryText(JSON.stringify({ name: "x", vendor: { messages: messages.slice(0, 20) } }))).toBe(true);
	expect(await tryText(JSON.stringify({ name: "x", vendor: { messages } }))).toBe(true);
});
