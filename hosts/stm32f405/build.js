#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// npm run firmware: an image of main.ts for a board, from npm and Debian packages alone.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { children, fromNpm, installEngine, locked, make, missing, output } from "../xs/engine.js";
import { identifiers, nativeNames, root, twinFiles, update } from "../xs/script.js";
import { boards } from "./boards.js";
import { bundle } from "./bundle.js";
import { dfuFile } from "./dfu.js";

const here = import.meta.dirname;
const list = Object.entries(boards).map(([name, { description }]) => `${name.padEnd(15)} ${description}`);
const usualAddress = "0x1d";
const help = `Builds the firmware of a board: ELF, BIN and, for boards with flash memory, DFU.

Usage: npm run firmware -- --board NAME [--profile FILE] [--i2c ADDRESS] [--hse MHZ] [--baud RATE] [--led PIN] [--out FOLDER]

  --board NAME      ${list.join("\n                    ")}
  --profile FILE    what the device is: a module from mctp-xs profile compile mine.json -o FILE.ts; else one for the board
  --i2c ADDRESS     stm32f405: the endpoint is not on the serial line but on I2C1 (PB6: SCL, PB7: SDA), at this 7-bit address, such as 0x1d
  --hse MHZ         stm32f405: the crystal, 4 to 26 MHz, 8
  --baud RATE       stm32f405: of the serial line (USART1, PA9 and PA10), 115200
  --led PIN         stm32f405: pin that is high while the device serves, such as C12; none
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
			profile: { type: "string" },
			i2c: { type: "string" },
			hse: { type: "string", default: "8" },
			baud: { type: "string", default: "115200" },
			led: { type: "string" },
			out: { type: "string", default: join(root, "build/firmware") },
			help: { type: "boolean", short: "h" },
		},
	});
	if (values.help) return console.log(help);
	const board = boards[values.board];
	if (undefined === board) throw new Error(`there is no board "${values.board}": choose from ${Object.keys(boards).join(", ")}`);
	const lacking = missing(own) ?? missing(arm);
	if (lacking) throw new Error(`this machine lacks ${lacking}`);
	const address = values.i2c ?? (board.i2cAlways && usualAddress);
	if (address && !board.i2c) throw new Error(`--i2c: ${values.board} has no such bus`);
	const files = await locked(console.log, () => build(values.board, board, { ...values, i2c: address }));
	mkdirSync(values.out, { recursive: true });
	for (const extension of ["elf", "bin"]) copyFileSync(`${files}.${extension}`, join(values.out, `${values.board}.${extension}`));
	if (board.flash) writeFileSync(join(values.out, `${values.board}.dfu`), dfu(values.board, files));
	console.log(execFileSync("arm-none-eabi-size", [`${files}.elf`], { encoding: "utf8" }));
}

/** Returns the path of the image without extension. */
async function build(name, board, options) {
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
	const bus = options.i2c ? board.i2c : undefined;
	const text = await bundle(here, {
		...board.modules,
		...bus?.modules,
		...(options.profile && { profile: relative(root, resolve(options.profile)) }),
	});
	const script = join(folder, "main.js");
	update(script, text);
	update(join(folder, "archive.c"), execFileSync(join(compiler, "compiler"), ["main", script], { encoding: "utf8", maxBuffer: 1 << 26 }));
	update(join(folder, "table.c"), table(nativeNames([{ code: text }])));
	update(join(folder, "mc.xs.h"), identifiers([...twinFiles(), ...board.sources, ...(bus?.sources ?? [])]));
	const { slots, chunks, scriptStack } = board.memory;
	const pins = { HSE: whole(options.hse, "--hse", 4, 26), BAUD: whole(options.baud, "--baud", 1200, 3_000_000), LED: pinOf(options.led) };
	const i2c = bus ? whole(options.i2c, "--i2c", 0x09, 0x77) : 0;
	const settings = { ...pins, I2C: i2c, SLOT_COUNT: slots, CHUNK_BYTES: chunks, SCRIPT_STACK_COUNT: scriptStack };
	const definitions = Object.entries(settings).map(([key, value]) => `-DMCTP_XS_${key}=${value}`);
	definitions.push(...(board.definitions ?? []).map((definition) => `-D${definition}`));
	update(join(folder, "settings"), definitions.join("\n"));
	const variables = {
		BOARD: name,
		SOURCES: [...board.sources, ...(bus?.sources ?? [])].join(" "),
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

function whole(text, option, least, most) {
	const value = Number(text);
	if (!(Number.isInteger(value) && value >= least && value <= most)) throw new Error(`${option} ${text}: ${least} to ${most}`);
	return value;
}

/** C12 -> 2 * 16 + 12 */
function pinOf(text) {
	if (undefined === text) return -1;
	const [, port, pin] = /^P?([A-I])(\d{1,2})$/i.exec(text) ?? [];
	if (undefined === port || Number(pin) > 15) throw new Error(`--led ${text}: a pin is written as C12`);
	return 16 * (port.toUpperCase().charCodeAt(0) - 65) + Number(pin);
}

/** The file for boards with flash memory: vectors and the rest, without the sectors between. */
function dfu(name, image) {
	const section = (...sections) => {
		const path = `${image}.section`;
		execFileSync("arm-none-eabi-objcopy", ["-O", "binary", ...sections.map((each) => `--only-section=${each}`), `${image}.elf`, path]);
		return readFileSync(path);
	};
	return dfuFile(`mctp-xs ${name}`, [
		{ address: 0x08000000, bytes: section(".vectors") },
		{ address: 0x0800c000, bytes: section(".text", ".ARM.extab", ".ARM.exidx", ".data") },
	]);
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
