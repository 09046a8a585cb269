// SPDX-License-Identifier: Apache-2.0
// Numbers in images with XS: those of constants and tables stand where they are used.
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { withConstants } from "../../../hosts/xs/constants.js";
import { plain } from "../../../hosts/xs/script.js";

const path = join(import.meta.dirname, "../../../modules/mctp/somebody.ts");
const table = `export const Table = Object.freeze({
	/** The first, of two. */
	one: 0x01,
	// not: this,
	two: 65535,
} as const);
`;

describe("a table of the module", () => {
	it("has its numbers where it is used", () => {
		const text = `${table}f(Table.one, Table.two + Table.two);\n`;
		expect(withConstants(path, text)).toEqual({ text: `${table}f(1, 65535 + 65535);\n`, define: {} });
	});

	it("gives constants, under the same name or another", () =>
		expect(withConstants(path, `${table}const { one, two: last } = Table;\nf(one, last);\n`)).toEqual({
			text: `${table}\nf(one, last);\n`,
			define: { one: "1", last: "65535" },
		}));

	it.each([
		[
			"of which something else is used",
			`${table}type One = typeof Table.one;\nf(Table, Table.three, other.Table.one, Tables.one, Object.keys(Table));\n`,
		],
		["that lacks what is taken out of it", `${table}const { one, three } = Table;\n`],
		["with a text", "const Other = Object.freeze({ a: 1, b: 'x' });\nf(Other.a);\n"],
		["with an object", "const Other = Object.freeze({ a: Object.freeze({ b: 1 }) });\nf(Other.a);\n"],
		["with a sum", "const Other = Object.freeze({ a: 1 + b });\nf(Other.a);\n"],
		["with nothing", "const Other = Object.freeze({});\nf(Other.a);\n"],
	])("%s stays", (_what, text) => expect(withConstants(path, text)).toEqual({ text, define: {} }));
});

describe("a constant", () => {
	it("of the module is known by its name", () =>
		expect(withConstants(path, "/** Bytes. */\nconst long = 0x40; // 64\nconst short = 8;\n")).toEqual({
			text: "/** Bytes. */\n // 64\n\n",
			define: { long: "64", short: "8" },
		}));

	it.each(["export const shown = 1;\n", "const sum = 1 + 2;\n", "const less = -1;\n", "\tconst inside = 1;\n", "let changed = 1;\n"])(
		"is not %j",
		(text) => expect(withConstants(path, text)).toEqual({ text, define: {} }),
	);
});

describe("what is imported", () => {
	it("is looked up in its module", () => {
		const imports = `import { Counter, other } from "./counter.js";\nimport { Completion } from "../control/completion.js";\n`;
		const text = "const { received } = Counter;\nf(Counter.shortPacket, Completion.unsupportedType);\n";
		expect(withConstants(path, imports + text)).toEqual({ text: `${imports}\nf(1, 128);\n`, define: { received: "0" } });
	});

	it("comes without constants, line by line as it was", () =>
		expect(
			withConstants(
				path,
				`import Header, {\n\theaderLength,\n\ttype other,\n\ttagOwner,\n} from "./header.js";\nimport { stageFree } from "./exchange.js";\n`,
			),
		).toEqual({
			text: `import Header, {\n\t\n\ttype other,\n\t\n} from "./header.js";\nimport {  } from "./exchange.js";\n`,
			define: { headerLength: "4", tagOwner: "8", stageFree: "0" },
		}));

	it("stays, from where there is nothing", () => {
		const text = 'import { headerLength } from "./nowhere.js";\nimport { tagOwner } from "host";\n';
		expect(withConstants(path, text)).toEqual({ text, define: {} });
	});
});

it("a module has them in its code", () =>
	expect(plain("modules/mctp/sender.ts").code).toContain("if (void 0 === exchange || 1 !== exchange.stage) return false;"));
