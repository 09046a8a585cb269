// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { bytes, hexadecimal } from "../../../modules/activation/bytes.js";
import { choice, flag, list, none, nothing, number, object, record, text, whole } from "../../../modules/activation/schema.js";

test("schemas are plain data", () => {
	expect(whole("a", 1, 9)).toEqual({ type: "integer", description: "a", minimum: 1, maximum: 9 });
	expect(number("a", 0, 0.5)).toEqual({ type: "number", description: "a", minimum: 0, maximum: 0.5 });
	expect(flag("a")).toEqual({ type: "boolean", description: "a" });
	expect(text("a")).toEqual({ type: "string", description: "a" });
	expect(choice("a", ["b", "c"])).toEqual({ type: "string", description: "a", enum: ["b", "c"] });
	expect(list("a", flag("b"))).toEqual({ type: "array", description: "a", items: { type: "boolean", description: "b" } });
	expect(record("a", flag("b"))).toEqual({
		type: "object",
		description: "a",
		additionalProperties: { type: "boolean", description: "b" },
	});
	expect(nothing).toEqual({ type: "null" });
	expect(none).toEqual({ type: "object", properties: {}, required: [], additionalProperties: false });
});

test("an object has what it needs, and may have more", () => {
	const a = flag("a");
	const b = text("b");
	expect(object({ a }, { b })).toEqual({
		type: "object",
		properties: { a, b },
		required: ["a"],
		additionalProperties: false,
	});
});

test("a list of choices is not the caller's", () => {
	const values = ["a"];
	const schema = choice("x", values);
	values.push("b");
	expect(schema.enum).toEqual(["a"]);
	expect(Object.isFrozen(schema.enum)).toBe(true);
});

test("bytes are pairs of digits", () => {
	const memory = Uint8Array.from([0xff, 0x00, 0x0a, 0xff]);
	expect(hexadecimal(memory, 1, 2)).toBe("000a");
	expect(hexadecimal(memory, 4, 0)).toBe("");
	const pattern = new RegExp(bytes.pattern as string);
	expect(["", "00", "000a"].every((each) => pattern.test(each))).toBe(true);
	expect(["0", "0A", "00 0a", "0g"].some((each) => pattern.test(each))).toBe(false);
});
