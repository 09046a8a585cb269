// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import control from "../../../modules/control/factory.js";
import Device from "../../../modules/device/device.js";
import type { MemoryOptions } from "../../../modules/mctp/arena.js";
import { VendorType } from "../../../modules/mctp/responder.js";
import vendor from "../../../modules/vendor/factory.js";

const port = { network: 1, receiveUnit: 64, transmissionUnit: 64, frames: 136, wake() {} };
const unique = { uuid: "00112233-4455-6677-8899-aabbccddeeff", serialNumber: "1" };

function make(section: unknown, memory: MemoryOptions = {}): Device {
	return new Device({ profile: { name: "x", vendor: section, memory }, ports: [port], factories: [control, vendor], unique });
}

function vendorsOf(section: unknown): unknown {
	const { all } = make(section).endpoint.responders;
	return all.slice(1).map(({ type, vendor: id }) => [type, id?.id, id?.commandSet]);
}

/** One vendor with one exchange. */
const exchange = (row: object) => ({ messages: [{ pci: 1, exchanges: [row] }] });
const where = "vendor.messages[0].exchanges[0]";

describe("test services", () => {
	it.each([
		[{}, []],
		[{ services: {} }, []],
		[{ services: { echo: false, bench: false } }, []],
		[{ services: { echo: true } }, [[VendorType.pci, 0xccde, 0]]],
		[{ services: { bench: true } }, [[VendorType.pci, 0xccde, 0]]],
		[{ services: { diagnostics: true } }, [[VendorType.pci, 0xccde, 0]]],
	])("%j", (section, vendors) => expect(vendorsOf(section)).toEqual(vendors));

	it("need a request handle for bench, and none for echo", () => {
		expect(() => make({ services: { bench: true } }, { requests: 0 })).toThrow("no request handle left: raise memory.requests");
		expect(() => make({ services: { echo: true } }, { requests: 0 })).not.toThrow();
	});
});

describe("messages", () => {
	it("are of PCI vendors and IANA enterprises", () => {
		const messages = [
			{ pci: 0x1af4, commandSet: 0x0102, exchanges: [] },
			{ iana: 0xffffffff, exchanges: [] },
			{ iana: 0x1af4, exchanges: [] },
		];
		expect(vendorsOf({ messages })).toEqual([
			[VendorType.pci, 0x1af4, 0x0102],
			[VendorType.iana, 0xffffffff, 0],
			[VendorType.iana, 0x1af4, 0],
		]);
	});

	it.each([
		[{ services: { ecco: true } }, "vendor.services.ecco: there is no such property: allowed are echo, bench, diagnostics"],
		[{ message: [] }, "vendor.message: there is no such property: allowed are services, messages"],
		[{ messages: [{ exchanges: [] }] }, 'vendor.messages[0]: needs either "pci" or "iana"'],
		[{ messages: [{ pci: 1, iana: 1, exchanges: [] }] }, 'vendor.messages[0]: needs either "pci" or "iana"'],
		[{ messages: [{ pci: 65536 }] }, "vendor.messages[0].pci: must be a whole number from 0 to 65535"],
		[{ messages: [{ iana: 2 ** 32 }] }, "vendor.messages[0].iana: must be a whole number from 0 to 4294967295"],
		[{ messages: [{ pci: 1, commandSet: -1 }] }, "vendor.messages[0].commandSet: must be a whole number from 0 to 65535"],
		[{ messages: Array.from({ length: 33 }, (_, pci) => ({ pci, exchanges: [] })) }, "vendor.messages: must be a list of at most 32"],
		[
			{
				messages: [
					{ pci: 1, exchanges: [] },
					{ pci: 1, exchanges: [] },
				],
			},
			"vendor.messages[1]: this vendor has messages already, or the test services use it: one place a vendor",
		],
		[
			{ services: { echo: true }, messages: [{ pci: 0xccde, exchanges: [] }] },
			"vendor.messages[0]: this vendor has messages already, or the test services use it: one place a vendor",
		],
		[exchange({}), `${where}: lacks "answer"`],
		[exchange({ answer: [1], delay: 5001 }), `${where}.delay: must be a whole number from 0 to 5000`],
		[exchange({ answer: [256] }), `${where}.answer: must be a list of at most 4096 bytes`],
		[exchange({ answer: [1], request: "01" }), `${where}.request: must be a list of at most 4096 bytes`],
		[exchange({ answer: [1], requests: [1] }), `${where}.requests: there is no such property: allowed are name, request, answer, delay`],
		[exchange({ answer: [1], name: "" }), `${where}.name: must be a text of 1 to 126 printable characters`],
		[exchange({ answer: [-1] }), `${where}.answer: asks for a byte of the request that is not there`],
		[exchange({ request: [1], answer: [1, -1] }), `${where}.answer: asks for a byte of the request that is not there`],
	])("%j is refused", (section, message) => expect(() => make(section)).toThrow(new RangeError(message)));

	it("have answers for which there is memory", () => {
		const answer = Array.from({ length: 300 }, () => 0);
		expect(() => make(exchange({ answer }), { messageSize: 303 })).not.toThrow();
		expect(() => make(exchange({ answer }), { messageSize: 302 })).toThrow(
			new RangeError(`${where}.answer: has 300 bytes, and there is memory for 299: raise memory.messageSize`),
		);
		expect(() => make(exchange({ answer }), { largeAnswers: 0 })).toThrow("there is memory for 125");
		expect(() => make(exchange({ answer }), { largeAnswers: 0, answerSize: 303 })).not.toThrow();
	});
});
