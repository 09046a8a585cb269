// SPDX-License-Identifier: Apache-2.0
// TypeScript of the repository as XS takes it, straight from the sources, never from a dist folder that may be stale.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { transformSync } from "esbuild";
import { withConstants } from "./constants.js";

export const root = join(import.meta.dirname, "../..");

/** Paths from the root of the files with this extension in a folder and those in it, sorted. */
export function files(folder, extension) {
	if (!existsSync(join(root, folder))) return [];
	return readdirSync(join(root, folder), { recursive: true })
		.map((file) => `${folder}/${file}`)
		.filter((path) => path.endsWith(extension) && !path.includes("/node_modules/"))
		.sort();
}

/** C files of modules that have a twin in C. */
export function twinFiles() {
	return files("modules", ".c").filter((path) => path.includes("/native/"));
}

/** A file as JavaScript, and its source map: without its types, numbers that do not change where they are used, line by line as it was. Throws what esbuild throws. */
export function plain(path) {
	const file = join(root, path);
	const { text, define } = withConstants(file, readFileSync(file, "utf8"));
	const { code, map } = transformSync(text, {
		define,
		loader: path.endsWith(".ts") ? "ts" : "js",
		target: "es2022",
		sourcefile: path,
		sourcemap: "external",
		tsconfigRaw: { compilerOptions: { target: "es2022", verbatimModuleSyntax: true } },
		logLevel: "silent",
	});
	return { code, map: JSON.parse(map) };
}

/** The same for XS 13.3, with its path. */
export function script(path) {
	const { code, map } = plain(path);
	return { path, map, code: bareNatives(code) };
}

/**
 * The SDK's compiler makes a bare host function of a function or method that only calls native("name"); XS 13.3 would make a new one at every call.
 * Lines stay lines.
 */
function bareNatives(code) {
	const call = String.raw`\(([\w, ]*)\) \{(\n)\s*return native\("(\w+)"\)\.call\(this(?:, )?\%\);(\n)\s*\}`;
	const functions = new RegExp(String.raw`^(export (?:default )?)?function (\w+)${call.replace("%", "3")}`, "gm");
	const methods = new RegExp(String.raw`^(\s+)(static )?(\w+)${call.replace("%", "4")}`, "gm");
	const bare = code.replace(functions, (match, exported = "", name, parameters, line, native) => {
		const declared = `var ${name} = native("${native}");${line}${line}`;
		return exported.includes("default") ? `${declared}export default ${name};` : `${exported}${declared}`;
	});
	if (!/\bextends Native\("/.test(bare)) return bare;
	return bare.replace(methods, (match, indent, isStatic, name, parameters, line, native) => {
		const holder = isStatic ? "this" : "this.prototype";
		return `${indent}static { Object.defineProperty(${holder}, "${name}", { value: native("${native}"), configurable: true, writable: true }); }${line}${line}`;
	});
}

/** Names of the C functions that scripts ask for with native("name") and Native("name"). */
export function nativeNames(scripts) {
	return [...new Set(scripts.flatMap(({ code }) => [...code.matchAll(/\b[Nn]ative\("(\w+)"\)/g)].map((match) => match[1])))];
}

/** The SDK generates xsID_name macros from the C hosts; here each looks its name up. */
export function identifiers(natives) {
	const names = new Set(natives.flatMap((path) => readFileSync(join(root, path), "utf8").match(/\bxsID_\w+/g) ?? []));
	const lines = [...names].sort().map((name) => `#define ${name} fxID(the, "${name.slice(5)}")`);
	return ["/* Written by hosts/xs/script.js. */", ...lines, ""].join("\n");
}

/** Writes a file only when it changes, so that make compiles only what has to be. */
export function update(path, text) {
	if (existsSync(path) && text === readFileSync(path, "utf8")) return;
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(path, text);
}
