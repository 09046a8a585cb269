// SPDX-License-Identifier: Apache-2.0
// What people read whose profile is wrong: literally.
import { expect, test } from "vitest";
import { parseProfile } from "../../../../hosts/node/profiles/load.js";

async function errorOf(text: string): Promise<string> {
	const result = await parseProfile("p.json", text).then(
		({ profile }) => profile,
		(error: Error) => error.message,
	);
	if ("string" !== typeof result) throw new Error(`${text} is valid`);
	return result;
}

const list = "allowed are $schema, license, name, description, identity, memory, control, nvmeMi, pldm, pmbus, vendor, faults";
const vendor = (messages: string) => `{ "name": "x", "vendor": { "messages": [${messages}] } }`;
const exchange = (row: string) => vendor(`{ "pci": "0x1AF4", "exchanges": [${row}] }`);
const fault = (row: string) => `{ "name": "x", "faults": [${row}] }`;

test.each([
	["", "p.json:1:1: value expected"],
	["\n\n  nonsense", "p.json:3:3: invalid symbol"],
	["{", "p.json:1:2: close brace expected"],
	['{ "name": "x", }', "p.json:1:16: property name expected"],
	['{\r\n\t"name" "x"\r\n}', "p.json:2:9: colon expected"],
	['{ "name": "x" "y" }', "p.json:1:15: comma expected"],
	['{ "name": "x\n" }', "p.json:1:11: unexpected end of string"],
	['{ "name": "\\x" }', "p.json:1:11: invalid escape character"],
	['{ "name": "x" } // why', "p.json:1:17: invalid comment token"],
	['{ "name": "x" } {}', "p.json:1:17: end of file expected"],
	['{ "name": "x", "memory": { "slots": 1, "slots": 2 } }', 'p.json:1:40: the second "slots" here'],
	["[".repeat(40), "p.json:1:33: more than 32 levels deep"],
])("syntax: %j", async (text, message) => expect(await errorOf(text)).toBe(message));

test.each([
	["[]", "p.json:1:1: must be a device profile of mctp-xs, not []"],
	["{}", 'p.json:1:1: lacks "name"'],
	['{ "name": "two words" }', 'p.json:1:3: name: must be 1 to 32 letters and digits, a letter first, not "two words"'],
	['{ "name": "x", "memroy": {} }', 'p.json:1:16: memroy: there is no such property: did you mean "memory"?'],
	['{ "name": "x", "frobnicate": {} }', `p.json:1:16: frobnicate: there is no such property: ${list}`],
	['{ "name": "x", "__proto__": {} }', `p.json:1:16: __proto__: there is no such property: ${list}`],
	['{ "name": "x", "a b\\u009b": 1 }', `p.json:1:16: ["a b\\u009b"]: there is no such property: ${list}`],
	['{ "name": "x", "memory": { "slots": 256 } }', "p.json:1:28: memory.slots: must be a whole number from 0 to 255, not 256"],
	['{ "name": "x", "memory": 1 }', "p.json:1:16: memory: must be an object, not 1"],
	['{ "name": "x", "identity": { "uuid": "1" } }', 'p.json:1:30: identity.uuid: must be 32 hexadecimal digits as 8-4-4-4-12, not "1"'],
	['{ "name": "x", "identity": { "usb": { "vendorId": "0x1209" } } }', 'p.json:1:30: identity.usb: lacks "productId"'],
	[
		vendor('{ "pci": 6900, "exchanges": [] }'),
		'p.json:1:43: vendor.messages[0].pci: must be four hexadecimal digits such as "0x1AF4", not 6900',
	],
	[vendor('{ "exchanges": [] }'), 'p.json:1:41: vendor.messages[0]: needs either "pci" or "iana"'],
	[vendor('{ "pci": "0x1AF4", "iana": 1, "exchanges": [] }'), 'p.json:1:41: vendor.messages[0]: needs either "pci" or "iana"'],
	[
		exchange('{ "request": "0", "answer": null }'),
		'p.json:1:76: vendor.messages[0].exchanges[0].request: must be at most 4096 bytes as hexadecimal digits such as "01 02 FF", .. for any byte, not "0"',
	],
	[
		exchange('{ "answer": 1 }'),
		'p.json:1:76: vendor.messages[0].exchanges[0].answer: must be at most 4096 bytes as hexadecimal digits such as "01 02 FF", .. for any byte, or null, not 1',
	],
	[exchange("{}"), 'p.json:1:74: vendor.messages[0].exchanges[0]: lacks "answer"'],
	[exchange('{ "answer": ".." }'), "p.json:1:76: vendor.messages[0].exchanges[0].answer: asks for a byte of the request that is not there"],
	[fault('{ "kind": "drop", "rate": 2 }'), "p.json:1:45: faults[0].rate: must be a number from 0 to 1, not 2"],
	[fault('{ "kind": "drop", "eid": 9 }'), 'p.json:1:29: faults[0].kind: must be source or destination, to go with eid, not "drop"'],
	[fault('{ "kind": "delay" }'), 'p.json:1:27: faults[0]: lacks "milliseconds"'],
	[fault('{ "kind": "drop", "direction": "up" }'), 'p.json:1:45: faults[0].direction: must be one of "receive", "transmit", not "up"'],
	[fault(Array(33).fill('{ "kind": "drop" }').join()), "p.json:1:16: faults: has 33 elements: allowed are 0 to 32"],
	['{ "name": "x", "memory": { "limit": 4096 } }', /^p\.json:1:1: endpoint memory: .* = \d+ bytes, more than the limit of 4096$/],
	['{ "name": "x", "vendor": { "services": { "bench": true } }, "memory": { "requests": 0 } }', /^p\.json: .*raise memory\.requests$/],
])("contents: %j", async (text, message) => {
	if ("string" === typeof message) expect(await errorOf(text)).toBe(message);
	else expect(await errorOf(text)).toMatch(message);
});

test("several problems are told at once", async () => {
	expect(await errorOf('{\n\t"name": 1,\n\t"memory": { "slots": -1, "slot": 1 }\n}')).toBe(
		[
			"p.json is not a valid profile:",
			"  p.json:2:2: name: must be 1 to 32 letters and digits, a letter first, not 1",
			'  p.json:3:27: memory.slot: there is no such property: did you mean "slots"?',
			"  p.json:3:14: memory.slots: must be a whole number from 0 to 255, not -1",
		].join("\n"),
	);
});

test("not more than twenty", async () => {
	const many = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`property${index}`, 1]));
	expect((await errorOf(JSON.stringify({ name: "x", ...many }))).split("\n")).toHaveLength(21);
});

test("long values are cut", async () => {
	const message = await errorOf(JSON.stringify({ name: "x".repeat(10_000) }));
	expect(message).toMatch(/not "x{56}\.\.\.$/);
});
