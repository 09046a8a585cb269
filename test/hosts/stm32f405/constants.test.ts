// SPDX-License-Identifier: Apache-2.0
// Tables of numbers in images with XS from npm.
import { expect, test } from "vitest";
import { withConstants } from "../../../hosts/stm32f405/constants.js";

const path = "modules/mctp/somebody.ts";
const table = `export const Table = Object.freeze({
  /** The first, of two. */
  one: 1,
  // not: this,
  two: 65535
});
`;

test("numbers stand where a table of the module is used", () => {
	const code = `${table}f(Table.one, Table.two + Table.two);\n`;
	expect(withConstants(path, code)).toBe(`${table}f(1, 65535 + 65535);\n`);
});

test("and where they are taken out of it, under the same name or another", () => {
	const module = "modules/mctp/another.ts";
	expect(withConstants(module, `${table}const { one, two: last } = Table;\n`)).toBe(`${table}const one = 1, last = 65535;\n`);
	const unknown = `${table}const { one, three } = Table;\n`;
	expect(withConstants(module, unknown)).toBe(unknown);
});

test("what only looks like it stays", () => {
	const code = `${table}f(Table, Table.three, other.Table.one, Tables.one, Object.keys(Table));\n`;
	expect(withConstants("modules/mctp/third.ts", code)).toBe(code);
});

test.each([
	["a text", "a: 1, b: 'x'"],
	["an object", "a: Object.freeze({ b: 1 })"],
	["a sum", "a: 1 + b"],
	["nothing", ""],
])("a table with %s stays", (what, members) => {
	const code = `const Other = Object.freeze({${members}});\nf(Other.a);\n`;
	expect(withConstants(`modules/mctp/${what}.ts`, code)).toBe(code);
});

test("an imported table is looked up in its module", () => {
	const imports = `import Message, { Counter, other } from "./counter.js";\nimport { Completion } from "../control/completion.js";\n`;
	const code = "const { received } = Counter;\nf(Counter.shortPacket, Completion.unsupportedType);\n";
	expect(withConstants("modules/mctp/fourth.ts", imports + code)).toBe(`${imports}const received = 0;\nf(1, 128);\n`);
});
