// SPDX-License-Identifier: Apache-2.0
// What an image is made of with XS 13.3 from npm: all modules as byte code, whose objects, and those of the library, are made in RAM at start.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { fromNpm, installEngine, make, output } from "../xs/engine.js";
import { identifiers, nativeNames, twinFiles, update } from "../xs/script.js";
import { bundle } from "./bundle.js";

export const compiler = ["gcc"];

/** Writes the sources of an image into `folder`; returns settings and variables for `make`. */
export async function generate(folder, { replaced, memory: { slots, chunks, scriptStack } }, progress) {
	installEngine(progress);
	const program = await compile(progress);
	const text = await bundle(replaced);
	const script = join(folder, "main.js");
	update(script, text);
	update(join(folder, "archive.c"), execFileSync(program, ["main", script], { encoding: "utf8", maxBuffer: 1 << 26 }));
	update(join(folder, "table.c"), table(nativeNames([{ code: text }])));
	update(join(folder, "mc.xs.h"), identifiers(twinFiles()));
	return {
		settings: fromNpm.settings,
		variables: { ...fromNpm.variables, TWINS: twinFiles().join(" ") },
		definitions: { SLOT_COUNT: slots, CHUNK_BYTES: chunks, SCRIPT_STACK_COUNT: scriptStack },
	};
}

/** The compiler of scripts, for the machine that builds. Returns its path. */
async function compile(progress) {
	const folder = join(output, "compiler");
	await make({
		makefile: join(import.meta.dirname, "../xs/compiler/Makefile"),
		name: "compiler",
		compiler,
		settings: fromNpm.settings,
		variables: { ...fromNpm.variables, OUT: folder },
		progress,
	});
	return join(folder, "compiler");
}

function table(natives) {
	return [
		"/* Written by hosts/stm32f405/npm.js. */",
		'#include "natives.h"',
		...natives.map((name) => `extern void ${name}();`),
		"const NativeEntry gNatives[] = {",
		...natives.map((name) => `\t{ "${name}", ${name} },`),
		"\t{ NULL, NULL },\n};\n",
	].join("\n");
}
