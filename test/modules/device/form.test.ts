// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { hasForm, isAlphanumeric, isAscii, isName, isWord, momentForm, uuidForm } from "../../../modules/device/form.js";

const long = "a".repeat(32);

describe("a name", () => {
	test.each(["a", "Z", "azAZ09", long])("%s", (text) => expect(isName(text)).toBe(true));
	test.each(["", "0a", "a_", "a b", "ä", "a/", "a:", "a@", "a[", "a`", "a{", `${long}a`])("not %j", (text) =>
		expect(isName(text)).toBe(false),
	);
});

test("words are of letters alone", () => {
	expect(["", "a", "abc", "abcd", "ab1", "a-b"].map((text) => isWord(text, 3))).toEqual([false, true, true, false, false, false]);
	expect(["", "1", "a1b", "a1b2", "a-b"].map((text) => isAlphanumeric(text, 3))).toEqual([false, true, true, false, false]);
});

test("ASCII is what can be printed", () => {
	expect([" ", "~", " !~", "", "    ", "\x1f", "\x7f", "é", "\u{1f600}"].map((text) => isAscii(text, 3))).toEqual([
		true,
		true,
		true,
		false,
		false,
		false,
		false,
		false,
		false,
	]);
});

describe("a form", () => {
	test.each([
		["09", "99"],
		["fF0", "xxx"],
		["2026-01-02T03:04:05Z", momentForm],
		["00112233-4455-6677-8899-aAbBcCdDeEfF", uuidForm],
		["", ""],
	])("%j is as %j", (text, form) => expect(hasForm(text, form)).toBe(true));
	test.each([
		["0a", "99"],
		["0/", "99"],
		["0:", "99"],
		["g", "x"],
		["G", "x"],
		["@", "x"],
		["`", "x"],
		["1", "99"],
		["111", "99"],
		["2026-01-02t03:04:05Z", momentForm],
		["00112233-4455-6677-8899-aabbccddeef", uuidForm],
		["00112233445566778899aabbccddeeff", uuidForm],
	])("%j is not as %j", (text, form) => expect(hasForm(text, form)).toBe(false));
});
