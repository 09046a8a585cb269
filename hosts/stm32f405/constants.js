// SPDX-License-Identifier: Apache-2.0
// Tables of numbers, such as Counter: their numbers go where they are used. As objects in RAM they cost a slot for each name, and one for each function that names them.
import { dirname, join, relative } from "node:path";
import { root, script } from "../xs/script.js";

/** Numbers by name, by the table's name, by the module's path. */
const known = new Map();

/** The code with numbers in place of `Counter.received` and of `const { received } = Counter`; `path`: of its module, from the root. */
export function withConstants(path, code) {
	const tables = new Map([...tablesOf(path, code), ...importedBy(path, code)]);
	if (0 === tables.size) return code;
	const names = [...tables.keys()].join("|");
	const numberOf = (table, name) => tables.get(table).get(name.trim());
	return code
		.replace(new RegExp(String.raw`^const \{ ([\w, :]+) \} = (${names});$`, "gm"), (statement, members, table) => {
			const values = members.split(",").map((each) => {
				const [name, alias = name] = each.split(":");
				return [alias.trim(), numberOf(table, name)];
			});
			return values.some(([, value]) => undefined === value) ? statement : `const ${values.map((each) => each.join(" = ")).join(", ")};`;
		})
		.replace(new RegExp(String.raw`(?<![\w.])(${names})\.(\w+)\b`, "g"), (text, table, name) => numberOf(table, name) ?? text);
}

function tablesOf(path, code) {
	if (!known.has(path))
		known.set(path, new Map([...code.matchAll(/^(?:export )?const (\w+) = Object\.freeze\(\{([^{}]*)\}\);$/gm)].flatMap(readTable)));
	return known.get(path);
}

/** A table, if all that it has are numbers. */
function readTable([, table, text]) {
	const lines = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "").split(",");
	const members = lines.filter((line) => "" !== line.trim()).map((line) => /^\s*(\w+): (\d+)\s*$/.exec(line));
	return members.includes(null) || 0 === members.length ? [] : [[table, new Map(members.map(([, name, value]) => [name, value]))]];
}

function* importedBy(path, code) {
	for (const [, names, from] of code.matchAll(/^import [^;"]*\{([^}]*)\} from "(\.[^"]+)\.js";$/gm)) {
		const module = relative(root, join(root, dirname(path), `${from}.ts`));
		const tables = tablesOf(module, script(module).code);
		for (const name of names.split(",").map((each) => each.trim())) if (tables.has(name)) yield [name, tables.get(name)];
	}
}
