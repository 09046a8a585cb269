// SPDX-License-Identifier: Apache-2.0
// Turns TypeScript into what an image is built from: sources.c (texts of modules and programs, table of natives) and mc.xs.h (identifiers of C hosts).
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { files, identifiers, nativeNames, root, script, twinFiles, update } from "../../hosts/xs/script.js";
import { boardFiles, boards, overlaid, usual } from "./boards.js";

export const programs = "test/xs/programs";
const scriptTwins = /^\/\/ twins: script$/m;
/* Of the hosts, what runs on every engine: the virtual I2C bus, and scenarios on it. */
export const folders = [
	"modules",
	"hosts/common/i2c",
	"hosts/common/usb",
	"hosts/moddable/key-value",
	"hosts/node/i2c",
	"hosts/node/simulate",
	"test/support",
	"test/tables",
	programs,
];
const scenarios = "hosts/node/simulate/scenarios";

/** Names of the programs: the files of test/xs/programs. Its folders hold what programs share. */
export function programNames() {
	return readdirSync(join(root, programs))
		.filter((file) => file.endsWith(".ts"))
		.map((file) => file.slice(0, -3))
		.sort();
}

/** A program that wants twins in TypeScript, or scenarios, has them on XS 13.3 only: manifests bring the twins in C, and no JSON. */
export function bundledOnly(program) {
	const text = readFileSync(join(root, programs, `${program}.ts`), "utf8");
	return scriptTwins.test(text) || text.includes('from "scenarios"');
}

/** Whether a program counts instructions: its text speaks of them. Only then are they what the emulated clock goes by. */
export function counts(path) {
	return /\binstructions\b/.test(readFileSync(join(root, `${path}.ts`), "utf8"));
}

/** Path of a module, as manifests have it: the twin in C where there is one. */
export function locate(name) {
	if ("host" === name) return "test/xs/host/host.js";
	const twin = `${dirname(name)}/native/${basename(name)}.ts`;
	return existsSync(join(root, twin)) ? twin : `${name}.ts`;
}

/** A program that is about what stands below the classes: every board runs it. */
export function onBoard(program) {
	return /from "\.\/fixtures\/(board|i2c-bus|power|usb-host)\.js"/.test(readFileSync(join(root, programs, `${program}.ts`), "utf8"));
}

/** A program that is about what outlives the power: for boards that have the SDK's module for that. */
export function keeps(program) {
	return readFileSync(join(root, programs, `${program}.ts`), "utf8").includes('from "./fixtures/power.js"');
}

/** C files that no module stands for. */
export function hostFiles() {
	return boardFiles(usual);
}

/** C files of native modules, relative to the root: the twins, the classes, the board, and what programs need. */
export function nativeFiles(board) {
	const paths = [
		...twinFiles(),
		...files("hosts/common/i2c", ".c"),
		...files("hosts/common/usb", ".c"),
		...boardFiles(board),
		...files(programs, ".c"),
	];
	return [...new Set(paths.map((path) => overlaid(path, board)))];
}

/** Writes sources.c and mc.xs.h of a board's images into a folder, each only when it changes. Returns the source maps by path. */
export function bundle(folder, board) {
	const modules = [module("test/xs/host/host.js", "host"), data(scenarios, "scenarios")];
	for (const [name, path] of Object.entries(boards[board].modules ?? {})) modules.push(module(path, name));
	for (const path of folders.flatMap((name) => files(name, ".ts")))
		if (!/\.(d|test)\.ts$/.test(path)) modules.push(module(overlaid(path, board), path.slice(0, -3)));
	update(join(folder, "sources.c"), sources(modules));
	update(join(folder, "mc.xs.h"), identifiers(nativeFiles(board)));
	return new Map(modules.map(({ path, map }) => [path, map]));
}

/** A module with all files of a folder as a list. */
function data(folder, name) {
	const texts = files(folder, ".json").map((path) => readFileSync(join(root, path), "utf8"));
	return { name, path: folder, scriptTwins: false, code: `export default [${texts.join(",\n")}];\n` };
}

function module(path, name) {
	const wantsScript = scriptTwins.test(readFileSync(join(root, path), "utf8"));
	try {
		const { code, map } = script(path);
		return { name, path, map, scriptTwins: wantsScript, code: `//@line 1 "${path}"\n${code}//# sourceURL=${path}\n` };
	} catch (error) {
		const [{ text: reason, location }] = error.errors;
		const text = JSON.stringify(`${path}: line ${location?.line}: ${reason}`);
		// Only the programs that import it fail.
		return { name, path, scriptTwins: wantsScript, code: `throw new SyntaxError(${text});` };
	}
}

function sources(modules) {
	const natives = nativeNames(modules);
	return [
		"/* Written by bundle.js. */",
		'#include "host.h"',
		...natives.map((name) => `extern void ${name}() __attribute__((weak));`),
		"const NativeEntry gNatives[] = {",
		...natives.map((name) => `\t{ "${name}", ${name} },`),
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
