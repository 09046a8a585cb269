// SPDX-License-Identifier: Apache-2.0
// Numbers that do not change go where they are used: constants of a module, those that it imports, and those of tables such as Counter. A name from outside of it costs a
// function a slot in RAM, where its code lies there, and 40 instructions at each call; a table in RAM, a slot for each of its names.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const number = String.raw`(\d+|0x[\da-f]+)`;

/** What other modules may take from one, by its path: constants, and tables of numbers, each by name. */
const known = new Map();

/**
 * The text of a module, from which constants are gone, and their values by name, as esbuild's `define` wants them. Lines stay lines.
 * `path`: of the module.
 */
export function withConstants(path, text) {
	const define = {};
	const tables = new Map(tablesIn(text));
	const rest = text
		.replace(/^(import [^;"]*\{)([^}]*)(\} from "(\.[^"]+)\.js";)$/gm, (statement, start, names, end, from) => {
			const module = exportsOf(join(dirname(path), `${from}.ts`));
			for (const [name, members] of module.tables) tables.set(name, members);
			return `${start}${names.replace(/(\w+)(?:,|(?=\s*$))/g, (each, name) => {
				if (!module.constants.has(name)) return each;
				define[name] = module.constants.get(name);
				return "";
			})}${end}`;
		})
		.replace(/^const \{ ([\w, :]+) \} = (\w+);$/gm, (statement, members, table) => {
			const values = members.split(", ").map((each) => {
				const [name, alias = name] = each.split(": ");
				return [alias, tables.get(table)?.get(name)];
			});
			if (values.some(([, value]) => undefined === value)) return statement;
			Object.assign(define, Object.fromEntries(values));
			return "";
		})
		.replace(new RegExp(String.raw`^const (\w+) = ${number};`, "gm"), (statement, name, value) => {
			define[name] = literal(value);
			return "";
		})
		.replace(/(?<![\w.]|typeof )(\w+)\.(\w+)\b/g, (member, table, name) => tables.get(table)?.get(name) ?? member);
	return { text: rest, define };
}

function exportsOf(path) {
	if (!known.has(path)) {
		const text = existsSync(path) ? readFileSync(path, "utf8") : "";
		const constants = [...text.matchAll(new RegExp(String.raw`^export const (\w+) = ${number};`, "gm"))];
		known.set(path, { constants: new Map(constants.map(([, name, value]) => [name, literal(value)])), tables: tablesIn(text) });
	}
	return known.get(path);
}

function tablesIn(text) {
	return [...text.matchAll(/^(?:export )?const (\w+) = Object\.freeze\(\{([^{}]*)\}(?: as const)?\);$/gm)].flatMap(readTable);
}

/** A table, if all that it has are numbers. */
function readTable([, table, text]) {
	const lines = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "").split(",");
	const members = lines.filter((line) => "" !== line.trim()).map((line) => new RegExp(String.raw`^\s*(\w+): ${number}\s*$`).exec(line));
	return members.includes(null) || 0 === members.length ? [] : [[table, new Map(members.map(([, name, value]) => [name, literal(value)]))]];
}

/** As JSON has it. */
function literal(value) {
	return `${Number(value)}`;
}
