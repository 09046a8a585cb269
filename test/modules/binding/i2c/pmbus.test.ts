// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import factories from "../../../../hosts/common/registry.js";
import { parseProfile } from "../../../../hosts/node/profiles/load.js";
import linear11 from "../../../../modules/binding/i2c/linear11.js";
import type { Activation } from "../../../../modules/activation/activation.js";
import pmbus from "../../../../modules/binding/i2c/factory.js";
import Fields from "../../../../modules/device/fields.js";
import Device from "../../../../modules/device/device.js";
import type { Profile } from "../../../../modules/device/profile.js";
import powerSupply from "../../../../modules/device/profiles/power-supply.js";
import { bytes, hex } from "../../../support/text.js";

const port = { network: 1, receiveUnit: 64, transmissionUnit: 64, frames: 600, wake() {} };
const unique = { uuid: "00112233-4455-6677-8899-aabbccddeeff", serialNumber: "1" };
const room = 259;

/** The device of a profile at address 0x1D. */
class Bench {
	readonly #device: Device;

	constructor(profile: Profile) {
		this.#device = new Device({ profile, ports: [port], factories, unique });
	}

	/** What is read behind these bytes, the address byte first; or undefined: nobody knows them. */
	read(written: string): string | undefined {
		return this.#serve(written, true);
	}

	/** Whether these bytes are taken. */
	write(written: string): boolean {
		return undefined !== this.#serve(written, false);
	}

	get methods(): Activation["methods"] {
		return this.#device.activations.map((make) => make()).find((each) => "pmbus" === each.name)!.methods;
	}

	call(name: string, parameters: object = {}): unknown {
		return this.methods[name].run(parameters, 0);
	}

	#serve(written: string, reading: boolean): string | undefined {
		const { endpoint, target } = this.#device;
		const { frames } = endpoint.port(0);
		const all = bytes(written);
		endpoint.memory.set(all, frames);
		const length = target!.serve(frames, all.length, reading, frames + room, room, 0);
		return length < 0 ? undefined : hex(endpoint.memory.subarray(frames + room, frames + room + length));
	}
}

describe("the power supply", () => {
	// 3A is 0x1D to be written to; the last byte of each answer is the packet error code, over 3A, command, 3B and data
	test.each([
		["READ_VIN is 230 V, 920 quarters", "3a88", "98f399"],
		["READ_VOUT is 12 V, 6144 of 2^-9", "3a8b", "001875"],
		["VOUT_MODE says so", "3a20", "177d"],
		["READ_TEMPERATURE_1 is 41 degrees", "3a8d", "90e208"],
		["MFR_ID is a block of 7 bytes", "3a99", "074578616d706c6518"],
		["PMBUS_REVISION is 1.3 for both parts", "3a98", "333a"],
	])("%s", (_name, written, answer) => {
		expect(new Bench(powerSupply).read(written)).toBe(answer);
	});

	test("takes what can be written, with a right code or none, and keeps it", () => {
		const bench = new Bench(powerSupply);
		expect(bench.write("3a010040")).toBe(false);
		expect(bench.write("3a0140")).toBe(true);
		expect(bench.read("3a01")?.slice(0, 2)).toBe("40");
		expect(bench.write("3a40341260")).toBe(true);
		expect(bench.write("3a40ffff00")).toBe(false);
		expect(bench.read("3a40")?.slice(0, 4)).toBe("3412");
		expect(bench.write("3a9b014200")).toBe(false);
		expect(bench.write("3a9b0142")).toBe(true);
		expect(bench.read("3a9b")?.slice(0, 4)).toBe("0142");
		expect(bench.write("3a9b03424242")).toBe(false);
		expect(bench.call("counters")).toEqual({ served: 6, unknown: 0, length: 1, errorCode: 3 });
	});

	test("refuses what can only be read, what has no data, and what it has not", () => {
		const bench = new Bench(powerSupply);
		expect(bench.write("3a8b0000")).toBe(false);
		expect(bench.read("3a03")).toBeUndefined();
		expect(bench.write("3a03")).toBe(true);
		expect(bench.read("3a77")).toBeUndefined();
		expect(bench.write("3a0355aa")).toBe(false);
	});

	test("is operated: readings are set, and it is told how often commands were written", () => {
		const bench = new Bench(powerSupply);
		bench.call("set", { code: 0x8d, value: [0x64, 0x00] });
		expect(bench.read("3a8d")?.slice(0, 4)).toBe("6400");
		bench.write("3a03");
		expect(bench.call("list")).toContainEqual({ code: 3, name: "CLEAR_FAULTS", value: [], writes: 1 });
		expect(() => bench.call("set", { code: 0x8d, value: [1] })).toThrow("READ_TEMPERATURE_1 has 2 bytes");
		expect(() => bench.call("set", { code: 0x99, value: [1, 2, 3, 4, 5, 6, 7, 8] })).toThrow("MFR_ID has at most 7 bytes");
		expect(() => bench.call("set", { code: 3, value: [] })).toThrow("there is no command 3 with data: pmbus.list has all");
	});
});

const device = (...commands: object[]) => new Bench({ name: "p", pmbus: { commands } });

describe("a profile that is not checked by the schema", () => {
	test.each([
		[[{}], `pmbus.commands[0]: lacks "code"`],
		[[{ code: 15, byte: 1 }], "code: is that of MCTP"],
		[[{ code: 1 }], "needs one of byte, word, linear11, block, text, send"],
		[[{ code: 1, byte: 1, word: 2 }], "needs one of byte, word, linear11, block, text, send"],
		[[{ code: 1, block: [1, -1, 3] }], "block: has a byte that is left open"],
		[[{ code: 1, text: "" }], "text: must be a text of 1 to 255 ASCII characters"],
		[[{ code: 1, text: "a\n" }], "text: must be a text of 1 to 255 ASCII characters"],
		[[{ code: 1, text: "\ta" }], "text: must be a text of 1 to 255 ASCII characters"],
		[[{ code: 1, text: "a".repeat(256) }], "text: must be a text of 1 to 255 ASCII characters"],
		[[{ code: 1, send: false }], "send: can only be true"],
		[[{ code: 1, linear11: -33_570_817 }], "linear11: must be"],
		[
			[
				{ code: 1, byte: 1 },
				{ code: 1, word: 1 },
			],
			"pmbus.commands[1].code: another command has this code",
		],
	])("%j is refused", (commands, message) => expect(() => device(...commands)).toThrow(message));

	test("has to have commands", () => expect(() => new Bench({ name: "p", pmbus: {} } as Profile)).toThrow('lacks "commands"'));

	test("needs as much memory as its commands have data", () => {
		const commands = [
			{ code: 1, send: true },
			{ code: 2, word: 1 },
			{ code: 3, text: "abc" },
		];
		expect(pmbus.memory!(new Fields({ pmbus: { commands } }))).toEqual({ data: 5, requests: 0 });
	});

	test("names a command that has no name by its code", () => {
		expect(device({ code: 0xab, byte: 7 }).call("list")).toEqual([{ code: 0xab, name: "command 0xab", value: [7], writes: 0 }]);
	});
});

test("LINEAR11 from the least to the largest", () => {
	const bench = device({ code: 1, linear11: -33_554_432 }, { code: 2, linear11: 33_521_664 });
	expect([bench.read("3a01")?.slice(0, 4), bench.read("3a02")?.slice(0, 4)]).toEqual(["007c", "ff7b"]);
});

test("a block has bytes of any value, and may become shorter", () => {
	const bench = device({ code: 1, block: [0, 255, 128], writable: true });
	expect(bench.read("3a01")?.slice(0, 8)).toBe("0300ff80");
	bench.call("set", { code: 1, value: [1, 2, 3] });
	expect(bench.read("3a01")?.slice(0, 8)).toBe("03010203");
	bench.call("set", { code: 1, value: [9] });
	expect([bench.read("3a01")?.slice(0, 4), bench.call("list")]).toEqual([
		"0109",
		[{ code: 1, name: "command 0x1", value: [9], writes: 0 }],
	]);
	expect(bench.write("3a010401020304")).toBe(false);
	expect([bench.write("3a01020405"), bench.call("list")]).toEqual([true, [{ code: 1, name: "command 0x1", value: [4, 5], writes: 1 }]]);
	expect(bench.write("3a01")).toBe(false);
	expect(() => bench.call("set", { code: 2, value: [9] })).toThrow("there is no command 2 with data: pmbus.list has all");
});

test("its methods say what they take and give", () => {
	const { list, set, counters } = JSON.parse(JSON.stringify(device({ code: 1, byte: 1 }).methods)) as Activation["methods"];
	const byte = { type: "integer", minimum: 0, maximum: 0xff };
	const count = { type: "integer", minimum: 0, maximum: Number.MAX_SAFE_INTEGER };
	const value = { type: "array", items: byte };
	expect(set.parameters).toMatchObject({ properties: { code: byte, value }, required: ["code", "value"] });
	expect(list.result).toMatchObject({ items: { properties: { code: byte, name: { type: "string" }, value, writes: count } } });
	expect(counters.result).toMatchObject({ properties: { served: count, unknown: count, length: count, errorCode: count } });
});

test("a device without the section serves nothing but MCTP", () => {
	expect(new Device({ profile: { name: "plain" }, ports: [port], factories, unique }).target).toBeUndefined();
});

test.each([
	[0, 0x8000],
	[1, 0xba00],
	[-1, 0xb400],
	[0.5, 0xb200],
	[36.5, 0xe248],
	[1023, 0x03ff],
	[1024, 0x0a00],
	[-1024, 0x0400],
	[33521664, 0x7bff],
	[-33554432, 0x7c00],
])("LINEAR11 of %d", (value, word) => {
	expect(linear11(value)).toBe(word);
	const mantissa = ((word & 0x7ff) << 21) >> 21;
	expect(mantissa * 2 ** ((word << 16) >> 27)).toBe(value);
});

const command = (row: object) => parseProfile("p.json", JSON.stringify({ name: "p", pmbus: { commands: [row] } }));
test.each([
	[{ code: "0x0F", byte: 1 }, /code: must be two hexadecimal digits such as "0x8B", not 0x0F, which is MCTP's/],
	[{ code: "0x01" }, /pmbus\.commands\[0\]/],
	[{ code: "0x01", byte: 1, word: 2 }, /pmbus\.commands\[0\]/],
	[{ code: "0x01", byte: 256 }, /byte: must be a whole number from 0 to 255/],
	[{ code: "0x01", send: false }, /send: must be true/],
])("refused: %j", async (row, message) => {
	await expect(command(row)).rejects.toThrow(message);
});
test("two commands with one code are refused where the second stands", async () => {
	const rows = [
		{ code: "0x01", byte: 1 },
		{ code: "0x01", word: 1 },
	];
	await expect(parseProfile("p.json", JSON.stringify({ name: "p", pmbus: { commands: rows } }))).rejects.toThrow(
		"pmbus.commands[1].code: another command has this code",
	);
});
