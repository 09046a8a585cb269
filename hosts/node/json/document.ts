// SPDX-License-Identifier: Apache-2.0
import { findNodeAtLocation, parseTree, printParseErrorCode, type Node, type ParseError } from "jsonc-parser";
import { formatPath, shown, type Path } from "./path.js";

/** How deep values may be nested: what reads JSON calls itself for each level. */
const deepest = 32;

/** Something that is wrong with a value, or with a property. */
export interface Problem {
	readonly path: Path;
	readonly message: string;
}

/** A JSON text, and where in it each value is. */
class Document {
	/** The file, as people named it. */
	readonly file: string;
	readonly value: unknown;
	readonly #text: string;
	readonly #tree: Node;

	/** Throws an error that says what is wrong, and where, if the text is not JSON. */
	constructor(file: string, text: string) {
		this.file = file;
		this.#text = text;
		const tooDeep = offsetOfDepth(text, deepest + 1);
		if (undefined !== tooDeep) throw this.#syntaxError(tooDeep, `more than ${deepest} levels deep`);
		const errors: ParseError[] = [];
		const tree = parseTree(text, errors, { disallowComments: true });
		if (errors.length > 0) throw this.#syntaxError(errors[0].offset, spoken(printParseErrorCode(errors[0].error)));
		this.#tree = tree!;
		try {
			this.value = JSON.parse(text);
		} catch (error) {
			throw this.#syntaxError(0, (error as Error).message);
		}
		const twice = duplicate(this.#tree);
		if (undefined !== twice) throw this.#syntaxError(twice.offset, `the second ${shown(twice.value)} here`);
	}

	/** An error with a line `file:line:column: path: message` for each problem. */
	error(what: string, problems: readonly Problem[]): Error {
		const lines = problems.map(({ path, message }) => {
			const node = this.#find(path);
			const place = undefined === node ? this.file : this.#place(node.offset);
			return `${place}: ${0 === path.length ? "" : `${formatPath(path)}: `}${message}`;
		});
		return new Error(1 === lines.length ? lines[0] : `${this.file} is not ${what}:\n${lines.map((line) => `  ${line}`).join("\n")}`);
	}

	#syntaxError(offset: number, message: string): Error {
		return new Error(`${this.#place(offset)}: ${message}`);
	}

	#place(offset: number): string {
		const lines = this.#text.slice(0, offset).split(/\r\n|\r|\n/);
		return `${this.file}:${lines.length}:${lines.at(-1)!.length + 1}`;
	}

	/** Of a property, its name; else the value. */
	#find(path: Path): Node | undefined {
		const node = findNodeAtLocation(this.#tree, [...path]);
		return "property" === node?.parent?.type ? node.parent : node;
	}
}

/** Where the nesting becomes so deep. */
function offsetOfDepth(text: string, most: number): number | undefined {
	let depth = 0;
	let quoted = false;
	for (let offset = 0; offset < text.length; offset++) {
		const character = text[offset];
		if ('"' === character) quoted = !quoted;
		else if (quoted) offset += "\\" === character ? 1 : 0;
		else if ("[{".includes(character)) depth++;
		else if ("]}".includes(character)) depth--;
		if (depth === most) return offset;
	}
	return undefined;
}

/** The name of a property that its object has already. */
function duplicate(node: Node): Node | undefined {
	const names = new Set<unknown>();
	for (const child of node.children ?? []) {
		const [name, value] = "property" === child.type ? child.children! : [undefined, child];
		if (undefined !== name && names.has(name.value)) return name;
		names.add(name?.value);
		const deeper = duplicate(value);
		if (undefined !== deeper) return deeper;
	}
	return undefined;
}

/** `CommaExpected` as people say it. */
function spoken(name: string): string {
	return name.replace(/(?!^)([A-Z])/g, " $1").toLowerCase();
}

export default Document;
