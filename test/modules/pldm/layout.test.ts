// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { decode, encode, layout } from "../../../modules/pldm/layout/field.js";
import { bytes, list, optional } from "../../../modules/pldm/layout/groups.js";
import { f32, s32, s8, sized, u16, u32, u8 } from "../../../modules/pldm/layout/numbers.js";
import { ascii, utf16 } from "../../../modules/pldm/layout/texts.js";
import { unitNames } from "../../../modules/pldm/platform/units.js";

const hex = (text: string) => Uint8Array.from(Buffer.from(text.replace(/\s/g, ""), "hex"));
const text = (data: Uint8Array) => Buffer.from(data).toString("hex");

describe("numbers", () => {
	const fields = layout([u8("a"), s8("b"), u16("c"), u32("d"), s32("e"), f32("f")]);
	const data = "fe fe feff fffffffe feffffff 0000c0bf";
	const values = { a: 0xfe, b: -2, c: 0xfffe, d: 0xfeffffff, e: -2, f: -1.5 };

	test("are little endian, with their signs", () => {
		expect(decode(fields, hex(data))).toEqual(values);
		expect(text(encode(fields, values))).toBe(text(hex(data)));
	});

	test("that are missing are 0", () => expect(text(encode(fields, {}))).toBe("00".repeat(16)));

	test.each<["sensorDataSize" | "effecterDataSize" | "rangeFieldFormat", number, string, number]>([
		["sensorDataSize", 0, "fe", 0xfe],
		["sensorDataSize", 1, "fe", -2],
		["sensorDataSize", 2, "feff", 0xfffe],
		["sensorDataSize", 3, "feff", -2],
		["sensorDataSize", 4, "feffffff", 0xfffffffe],
		["sensorDataSize", 5, "feffffff", -2],
		["sensorDataSize", 6, "0807060504030200", 0x02030405060708],
		["sensorDataSize", 6, "ffffffffffffffff", 2 ** 64],
		["sensorDataSize", 7, "feffffffffffffff", -2],
		["sensorDataSize", 7, "0000000000000080", -(2 ** 63)],
		["sensorDataSize", 7, "ffffffffffffff7f", 2 ** 63],
		["effecterDataSize", 5, "feffffff", -2],
		["rangeFieldFormat", 5, "feffffff", -2],
		["rangeFieldFormat", 6, "0000c0bf", -1.5],
	])("of a kind that %s says: %d", (name, size, own, value) => {
		const sizedFields = [u8(name), sized("value", name)];
		expect(decode(sizedFields, hex(`0${size}${own}`))).toEqual({ [name]: size, value });
		expect(text(encode(sizedFields, { [name]: size, value }))).toBe(`0${size}${own}`);
	});

	test.each<["sensorDataSize" | "effecterDataSize" | "rangeFieldFormat", number]>([
		["sensorDataSize", 7],
		["effecterDataSize", 5],
		["rangeFieldFormat", 6],
	])("of a kind that there is not are refused: %s above %d", (name, most) => {
		const sizedFields = [u8(name), sized("value", name)];
		const told = `${name} is ${most + 1}: 0 to ${most}`;
		expect(() => decode(sizedFields, hex(`0${most + 1}00`))).toThrow(told);
		expect(() => encode(sizedFields, { [name]: most + 1 })).toThrow(told);
		expect(text(encode(sizedFields, { value: 5 }))).toBe("0005");
	});
});

describe("bytes", () => {
	test("so many", () => {
		const fields = [bytes("data", 3), u8("behind")];
		expect(decode(fields, hex("01020304"))).toEqual({ data: hex("010203"), behind: 4 });
		expect(text(encode(fields, { data: [1], behind: 4 }))).toBe("01000004");
		expect(text(encode(fields, { data: [1, 2, 3, 9], behind: 4 }))).toBe("01020304");
		expect(text(encode(fields, {}))).toBe("00000000");
	});

	test("as many as another field says, which is counted where it is missing", () => {
		const fields = [u16("length"), bytes("data", "length"), u8("behind")];
		expect(decode(fields, hex("0200 0102 03"))).toEqual({ length: 2, data: hex("0102"), behind: 3 });
		expect(text(encode(fields, { data: [1, 2], behind: 3 }))).toBe("0200010203");
		expect(text(encode(fields, { length: 9, data: [1, 2] }))).toBe("0900010200");
		expect(text(encode(fields, {}))).toBe("000000");
	});

	test("all that is left", () => {
		const fields = [u8("head"), bytes("data")];
		expect(decode(fields, hex("010203"))).toEqual({ head: 1, data: hex("0203") });
		expect(text(encode(fields, { head: 1, data: [2, 3] }))).toBe("010203");
	});
});

describe("lists", () => {
	const counted = [u8("count"), list("rows", "count", [u8("length"), bytes("data", "length")]), u8("behind")];

	test("with as many rows as another field says", () => {
		const values = {
			count: 2,
			rows: [
				{ length: 1, data: hex("aa") },
				{ length: 0, data: hex("") },
			],
			behind: 7,
		};
		expect(decode(counted, hex("02 01aa 00 07"))).toEqual(values);
		expect(text(encode(counted, { rows: [{ data: [0xaa] }, {}], behind: 7 }))).toBe("0201aa0007");
		expect(text(encode(counted, {}))).toBe("0000");
	});

	test("with fewer rows than announced are cut short", () => {
		expect(() => decode([u8("count"), list("rows", "count", [u8("a")])], hex("02 01"))).toThrow("cut short: 2 bytes are too few");
	});

	test("up to the end", () => {
		const fields = [list("rows", undefined, [u16("a")])];
		expect(decode(fields, hex("0100 0200"))).toEqual({ rows: [{ a: 1 }, { a: 2 }] });
		expect(text(encode(fields, { rows: [{ a: 1 }, { a: 2 }] }))).toBe("01000200");
		expect(() => decode(fields, hex("0100 02"))).toThrow("cut short");
	});
});

test("fields that are there only if those before say so", () => {
	const fields = [u8("kind"), optional(({ kind }) => 1 === kind, [u8("length"), bytes("data", "length")])];
	expect(decode(fields, hex("01 01 aa"))).toEqual({ kind: 1, length: 1, data: hex("aa") });
	expect(decode(fields, hex("02 01 aa"))).toEqual({ kind: 2 });
	expect(text(encode(fields, { kind: 1, data: [0xaa] }))).toBe("0101aa");
	expect(text(encode(fields, { kind: 2, data: [0xaa] }))).toBe("02");
});

test("texts end with a null character", () => {
	const fields = [ascii("narrow"), utf16("wide"), u8("behind")];
	expect(decode(fields, hex("6100 006100e40000 07"))).toEqual({ narrow: "a", wide: "aä", behind: 7 });
	expect(text(encode(fields, { narrow: "a", wide: "aä", behind: 7 }))).toBe("6100006100e4000007");
	expect(text(encode(fields, {}))).toBe("00000000");
	expect(() => decode([ascii("a"), u8("b")], hex("61"))).toThrow("cut short");
});

describe("a record or message", () => {
	test.each([255, 256, 257, 511, 512, 513, 5000])("may have %d bytes", (length) => {
		const data = new Uint8Array(length).fill(7);
		expect(encode([bytes("data")], { data })).toEqual(data);
		expect(encode([bytes("data")], { data }, length)).toEqual(data);
	});

	test("with more than it may have is refused", () => {
		expect(() => encode([bytes("data")], { data: new Uint8Array(300) }, 299)).toThrow("more than 299 bytes");
		expect(() => encode([bytes("data")], { data: new Uint8Array(0x10001) })).toThrow("more than 65536 bytes");
	});

	test("leaves the bytes and values that it was given as they are", () => {
		const values = { data: [1] };
		encode([u8("length"), bytes("data", "length")], values);
		expect(values).toEqual({ data: [1] });
	});
});

test("units have the numbers of DSP0248 table 75", () => {
	const numbers = {
		none: 0,
		degreesC: 2,
		kelvins: 4,
		volts: 5,
		amps: 6,
		watts: 7,
		joules: 8,
		RPM: 19,
		hertz: 20,
		seconds: 21,
		percentage: 65,
		counts: 67,
	};
	expect(Object.fromEntries(Object.keys(numbers).map((name) => [name, unitNames.indexOf(name)]))).toEqual(numbers);
	expect(new Set(unitNames).size).toBe(unitNames.length);
	for (const name of unitNames) expect(name).toMatch(/^[A-Za-z]+$/);
});
