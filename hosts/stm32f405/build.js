#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// npm run firmware: an image of main.ts for a board, from npm and Debian packages alone.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { children, fromNpm, installEngine, locked, make, missing, output } from "../xs/engine.js";
import { identifiers, nativeNames, root, twinFiles, update } from "../xs/script.js";
import { boards } from "./boards.js";
import { bundle } from "./bundle.js";

const here = import.meta.dirname;
const list = Object.entries(boards).map(([name, { description }]) => `${name.padEnd(12)} ${description}`);
const help = `Builds the firmware of a board: ELF, BIN and, for boards with flash memory, DFU.

Usage: npm run firmware -- --board NAME [--out FOLDER]

  --board NAME      ${list.join("\n                    ")}
  --out FOLDER      where the files go, build/firmware
  --help            print this`;

const arm = {
	compiler: ["arm-none-eabi-gcc", "--specs=nano.specs"],
	packages: "make gcc libc6-dev gcc-arm-none-eabi libnewlib-arm-none-eabi",
};
const own = { compiler: ["gcc"], packages: arm.packages };

async function main() {
	const { values } = parseArgs({
		options: {
			board: { type: "string" },
			out: { type: "string", default: join(root, "build/firmware") },
			help: { type: "boolean", short: "h" },
		},
	});
	if (values.help) return console.log(help);
	const board = boards[values.board];
	if (undefined === board) throw new Error(`there is no board "${values.board}": choose from ${Object.keys(boards).join(", ")}`);
	const lacking = missing(own) ?? missing(arm);
	if (lacking) throw new Error(`this machine lacks ${lacking}`);
	const files = await locked(console.log, () => build(values.board, board));
	mkdirSync(values.out, { recursive: true });
	for (const extension of ["elf", "bin"]) copyFileSync(`${files}.${extension}`, join(values.out, `${values.board}.${extension}`));
	console.log(execFileSync("arm-none-eabi-size", ["-A", `${files}.elf`], { encoding: "utf8" }));
}

/** Returns the path of the image without extension. */
async function build(name, board) {
	installEngine(console.log);
	const folder = join(output, "firmware", name);
	const compiler = join(output, "compiler");
	await make({
		makefile: join(here, "../xs/compiler/Makefile"),
		name: "compiler",
		compiler: own.compiler,
		settings: fromNpm.settings,
		variables: { ...fromNpm.variables, OUT: compiler },
		progress: console.log,
	});
	const text = await bundle(here, board.modules ?? {});
	const script = join(folder, "main.js");
	update(script, text);
	update(join(folder, "archive.c"), execFileSync(join(compiler, "compiler"), ["main", script], { encoding: "utf8", maxBuffer: 1 << 26 }));
	update(join(folder, "table.c"), table(nativeNames([{ code: text }])));
	update(join(folder, "mc.xs.h"), identifiers(twinFiles()));
	const { slots, chunks, scriptStack } = board.memory;
	const settings = { HSE: 8, BAUD: 115200, LED: -1, SLOT_COUNT: slots, CHUNK_BYTES: chunks, SCRIPT_STACK_COUNT: scriptStack };
	const definitions = Object.entries(settings).map(([key, value]) => `-DMCTP_XS_${key}=${value}`);
	update(join(folder, "settings"), definitions.join("\n"));
	const variables = {
		BOARD: name,
		BOARD_SOURCE: board.source,
		PROCESSOR: board.architecture,
		SETTINGS: definitions.join(" "),
		GENERATED: folder,
		OUT: folder,
		TWINS: twinFiles().join(" "),
	};
	await make({
		makefile: join(here, "Makefile"),
		name: `firmware-${board.architecture.split(" ")[0].slice(6)}`,
		compiler: arm.compiler,
		settings: [...fromNpm.settings, join(here, "Makefile")],
		variables: { ...fromNpm.variables, ...variables },
		progress: console.log,
	});
	return join(folder, "image");
}

function table(natives) {
	return [
		"/* Written by hosts/stm32f405/build.js. */",
		'#include "natives.h"',
		...natives.map((name) => `extern void ${name}();`),
		"const NativeEntry gNatives[] = {",
		...natives.map((name) => `\t{ "${name}", ${name} },`),
		"\t{ NULL, NULL },\n};\n",
	].join("\n");
}

for (const signal of ["SIGINT", "SIGTERM"])
	process.once(signal, () => {
		for (const child of children) child.kill();
		process.exit(130);
	});

main().catch((error) => {
	console.error(error.message);
	process.exitCode = 1;
});
