// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import formatTable from "../../../hosts/node/table.js";

test("cells of several lines; the first column stands out without changing the width", () => {
	const rows = [
		["One", "first\nsecond line", "x"],
		["Longer", "", "1\n2\n3"],
	];
	expect(formatTable(rows, (text) => `<${text}>`)).toBe(`\
┌────────┬─────────────┬───┐
│ <One>    │ first       │ x │
│ <>       │ second line │   │
│ <Longer> │             │ 1 │
│ <>       │             │ 2 │
│ <>       │             │ 3 │
└────────┴─────────────┴───┘
`);
});

test("nothing stands out where nothing is said", () => {
	expect(formatTable([["a"], ["bc"]])).toBe("┌────┐\n│ a  │\n│ bc │\n└────┘\n");
});

test("characters that take two columns, or none, do not shift what follows", () => {
	expect(
		formatTable([
			["吸気", "x"],
			["e\u0301a😀", "y"],
		]),
	).toBe("┌──────┬───┐\n│ 吸気 │ x │\n│ e\u0301a😀 │ y │\n└──────┴───┘\n");
});
