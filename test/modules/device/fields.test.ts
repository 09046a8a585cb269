// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import Fields from "../../../modules/device/fields.js";

const of = (value: unknown) => new Fields({ value }, "a[0]");

describe("a section", () => {
	it.each([null, undefined, 1, "x", [], true])("that is %j is refused", (value) => {
		expect(() => new Fields(value, "vendor.messages[2]")).toThrow(new RangeError("vendor.messages[2]: must be an object"));
	});

	it("without a path is the profile", () => expect(() => new Fields(null)).toThrow("profile: must be an object"));
	it("that is not there is undefined", () => expect(of(undefined).section("value")).toBeUndefined());
	it("has the path of its own", () => expect(of({}).section("value")!.path).toBe("a[0].value"));
	it("at the top has a path without a dot", () => expect(new Fields({ vendor: {} }).section("vendor")!.path).toBe("vendor"));

	it("tells what nobody asked for", () => {
		const fields = new Fields({ one: 1, two: 2, three: 3 }, "a");
		fields.flag("zero");
		fields.whole("one", 0, 9);
		expect(fields.rest()).toEqual(["two", "three"]);
		expect(() => fields.end()).toThrow(new RangeError("a.two: there is no such property: allowed are zero, one"));
	});

	it("of which all is asked for has an end", () => {
		const fields = new Fields({ one: 1 });
		fields.whole("one", 0, 9);
		expect(() => fields.end()).not.toThrow();
	});

	it("that may have nothing says so", () => {
		expect(() => new Fields({ constructor: 1 }).end()).toThrow("constructor: there is no such property: allowed are none");
	});

	it("lacks what is required", () => {
		expect(() => new Fields({}, "a").required("b", undefined)).toThrow(new RangeError('a: lacks "b"'));
		expect(new Fields({}).required("b", 0)).toBe(0);
	});
});

const text = "must be a text of 1 to 126 printable characters";

describe.each<[string, (fields: Fields) => unknown, readonly unknown[], readonly unknown[], string]>([
	[
		"a whole number",
		(fields) => fields.whole("value", 2, 5),
		[2, 5],
		[1, 6, 2.5, NaN, "3", null, true, [3]],
		"must be a whole number from 2 to 5",
	],
	["a number", (fields) => fields.number("value", 0, 1), [0, 0.5, 1], [-0.1, 1.1, NaN, "1", null], "must be a number from 0 to 1"],
	["a flag", (fields) => fields.flag("value"), [true, false], [0, 1, "true", null], "must be true or false"],
	["a choice", (fields) => fields.choice("value", ["one", "two"]), ["one", "two"], ["three", 1, null], "must be one of one, two"],
	[
		"a text that fits",
		(fields) => fields.match("value", (text) => /^a+$/.test(text), "some a"),
		["a", "aaa"],
		["", "ab", 1, null],
		"must be some a",
	],
	[
		"a text",
		(fields) => fields.text("value"),
		[" ", "~", "Mülhöfer", "\u00a0", "\ud7ff\ue000\ufffd", "x".repeat(126)],
		["", "x".repeat(127), "\n", "\u001f", "\u007f", "\u009b", "\u{1f600}", "\ud800", "\ufffe", 1, null],
		text,
	],
	[
		"a longer text",
		(fields) => fields.text("value", 200),
		["x".repeat(200)],
		["x".repeat(201)],
		"must be a text of 1 to 200 printable characters",
	],
	[
		"bytes",
		(fields) => fields.bytes("value", 3),
		[[], [0, 255, -1]],
		[[256], [-2], [1.5], ["1"], [null], [1, 2, 3, 4], "01", 1, null, { length: 1 }],
		"must be a list of at most 3 bytes",
	],
])("%s", (_what, read, good, bad, message) => {
	it.each(good.map((value) => [value]))("may be %j", (value) => expect(read(of(value))).toBe(value));
	it.each(bad.map((value) => [value]))("may not be %j", (value) =>
		expect(() => read(of(value))).toThrow(new RangeError(`a[0].value: ${message}`)),
	);
	it("may be left out", () => expect(read(of(undefined))).toBeUndefined());
});

describe("a list", () => {
	it("gives its objects their paths", () => {
		expect(
			of([{ a: 1 }, {}])
				.list("value", 2)!
				.map(({ path, value }) => [path, value]),
		).toEqual([
			["a[0].value[0]", { a: 1 }],
			["a[0].value[1]", {}],
		]);
	});

	it("may be left out", () => expect(of(undefined).list("value", 2)).toBeUndefined());
	it.each([[[{}, {}, {}]], [{}], ["x"], [7], [null]])("may not be %j", (value) => {
		expect(() => of(value).list("value", 2)).toThrow(new RangeError("a[0].value: must be a list of at most 2"));
	});
	it("holds objects only", () => expect(() => of([{}, 1]).list("value", 2)).toThrow(new RangeError("a[0].value[1]: must be an object")));
});

describe("null", () => {
	it("is told from what is not there", () => {
		expect(of(null).isNull("value")).toBe(true);
		expect(of(undefined).isNull("value")).toBe(false);
		expect(of(0).isNull("value")).toBe(false);
	});
});
