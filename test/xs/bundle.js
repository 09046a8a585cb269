// SPDX-License-Identifier: Apache-2.0
// Turns TypeScript into what an image is built from: sources.c (texts of modules and programs, table of natives) and mc.xs.h (identifiers of C hosts).
// The texts come straight from TypeScript, never from a dist folder that may be stale.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { transformSync } from "esbuild";

export const root = join(import.meta.dirname, "../..");
export const programs = "test/xs/programs";
const scriptTwins = /^\/\/ twins: script$/m;
const folders = ["modules", "test/support", "test/tables", programs];

/** Names of the programs: the files of test/xs/programs. Its folders hold what programs share. */
export function programNames() {
	return readdirSync(join(root, programs))
		.filter((file) => file.endsWith(".ts"))
		.map((file) => file.slice(0, -3))
		.sort();
}

/** A program that wants twins in TypeScript has them on XS 13.3 only: manifests bring the ones in C. */
export function hasScriptTwins(program) {
	return scriptTwins.test(readFileSync(join(root, programs, `${program}.ts`), "utf8"));
}

/** Path of a module, as manifests have it: the twin in C where there is one. */
export function locate(name) {
	if ("host" === name) return "test/xs/host/host.js";
	const twin = `${dirname(name)}/native/${basename(name)}.ts`;
	return existsSync(join(root, twin)) ? twin : `${name}.ts`;
}

/** C files of native modules, relative to the root: what lies in a folder named native, and what programs need. */
export function nativeFiles() {
	return [...files("modules", ".c").filter((path) => path.includes("/native/")), ...files(programs, ".c")];
}

/** Writes sources.c and mc.xs.h into a folder, each only when it changes. Returns the source maps by path. */
export function bundle(folder) {
	const modules = [module("test/xs/host/host.js", "host")];
	for (const path of folders.flatMap((name) => files(name, ".ts")))
		if (!/\.(d|test)\.ts$/.test(path)) modules.push(module(path, path.slice(0, -3)));
	mkdirSync(folder, { recursive: true });
	update(join(folder, "sources.c"), sources(modules));
	update(join(folder, "mc.xs.h"), identifiers());
	return new Map(modules.map(({ path, map }) => [path, map]));
}

function files(folder, extension) {
	if (!existsSync(join(root, folder))) return [];
	return readdirSync(join(root, folder), { recursive: true })
		.map((file) => `${folder}/${file}`)
		.filter((path) => path.endsWith(extension))
		.sort();
}

function module(path, name) {
	const text = readFileSync(join(root, path), "utf8");
	const wantsScript = scriptTwins.test(text);
	const options = {
		loader: path.endsWith(".ts") ? "ts" : "js",
		target: "es2022",
		sourcefile: path,
		sourcemap: "external",
		tsconfigRaw: { compilerOptions: { target: "es2022", verbatimModuleSyntax: true } },
		logLevel: "silent",
	};
	try {
		const { code, map } = transformSync(text, options);
		return {
			name,
			path,
			scriptTwins: wantsScript,
			map: JSON.parse(map),
			code: `//@line 1 "${path}"\n${bareNatives(code)}//# sourceURL=${path}\n`,
		};
	} catch (error) {
		const [{ text: reason, location }] = error.errors;
		// Only the programs that import it fail.
		return {
			name,
			path,
			scriptTwins: wantsScript,
			code: `throw new SyntaxError(${JSON.stringify(`${path}: line ${location?.line}: ${reason}`)});`,
		};
	}
}

/**
 * The SDK's compiler makes a bare host function of a function or method that only calls native("name"); XS 13.3 would make a new one at every call.
 * Lines stay lines.
 */
function bareNatives(code) {
	const call = String.raw`\(([\w, ]*)\) \{(\n)\s*return native\("(\w+)"\)\.call\(this(?:, )?\%\);(\n)\s*\}`;
	const functions = new RegExp(String.raw`^(export )?function (\w+)${call.replace("%", "3")}`, "gm");
	const methods = new RegExp(String.raw`^(\s+)(static )?(\w+)${call.replace("%", "4")}`, "gm");
	const bare = code.replace(functions, '$1var $2 = native("$5");$4$6');
	if (!/\bextends Native\("/.test(bare)) return bare;
	return bare.replace(methods, (match, indent, isStatic, name, parameters, line, native) => {
		const holder = isStatic ? "this" : "this.prototype";
		return `${indent}static { Object.defineProperty(${holder}, "${name}", { value: native("${native}"), configurable: true, writable: true }); }${line}${line}`;
	});
}

function sources(modules) {
	const natives = new Set(modules.flatMap(({ code }) => [...code.matchAll(/\b[Nn]ative\("(\w+)"\)/g)].map((match) => match[1])));
	return [
		"/* Written by bundle.js. */",
		'#include "host.h"',
		...[...natives].map((name) => `extern void ${name}() __attribute__((weak));`),
		"const NativeEntry gNatives[] = {",
		...[...natives].map((name) => `\t{ "${name}", ${name} },`),
		"\t{ NULL, NULL },\n};",
		"const Source gSources[] = {",
		...modules.map(({ name, code, scriptTwins }) => `\t{ "${name}",\n${literal(code)},\n\t${scriptTwins} },`),
		"\t{ NULL, NULL, false },\n};\n",
	].join("\n");
}

function literal(text) {
	const escaped = text.replace(/[\\"]/g, "\\$&").replace(/[^\t\n\x20-\x7e]/gu, octal);
	return escaped
		.split("\n")
		.map((line) => `\t"${line}\\n"`)
		.join("\n");
}

function octal(character) {
	return [...Buffer.from(character)].map((byte) => `\\${byte.toString(8).padStart(3, "0")}`).join("");
}

/** The SDK generates xsID_name macros from the C hosts; here each looks its name up. */
function identifiers() {
	const names = new Set(nativeFiles().flatMap((path) => readFileSync(join(root, path), "utf8").match(/\bxsID_\w+/g) ?? []));
	return ["/* Written by bundle.js. */", ...[...names].sort().map((name) => `#define ${name} fxID(the, "${name.slice(5)}")`), ""].join(
		"\n",
	);
}

function update(path, text) {
	if (existsSync(path) && text === readFileSync(path, "utf8")) return;
	writeFileSync(path, text);
}
