#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// npm run firmware: an image of main.ts for a board, from npm and Debian packages alone, or with an installed Moddable SDK.
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { children, hash, locked, make, missing, output } from "../xs/engine.js";
import { missingSdk } from "../xs/moddable.js";
import { root, update } from "../xs/script.js";
import { boards } from "./boards.js";
import { dfuFile } from "./dfu.js";
import { usage } from "./usage.js";
import * as npm from "./npm.js";
import * as sdk from "./sdk.js";

const here = import.meta.dirname;
const list = Object.entries(boards).map(([name, { description }]) => `${name.padEnd(15)} ${description}`);
const help = `Builds the firmware of a board: ELF, BIN and, for boards with flash memory, DFU.

Usage: npm run firmware -- --board NAME [--sdk] [--profile PROFILE] [--i2c ADDRESS | --usb] [--hse MHZ] [--baud RATE] [--led PIN] [--out FOLDER]

  --board NAME      ${list.join("\n                    ")}
  --sdk             with the XS and the linker of the Moddable SDK in $MODDABLE: objects in flash, so that RAM is free for more; NAME-sdk.elf
  --profile PROFILE what the device is: a name of mctp-xs profile list, or a module from mctp-xs profile compile mine.json -o mine.ts; else one for the board
  --i2c ADDRESS     stm32f405, with --sdk: the endpoint is not on the serial line but on I2C1 (PB6: SCL, PB7: SDA), at this 7-bit address, such as 0x1d
  --usb             stm32f405, with --sdk: the endpoint is also a USB device of full speed (PA11: D-, PA12: D+), in a network of its own; wants a crystal
  --hse MHZ         stm32f405: the crystal, 4 to 26 MHz, 8
  --baud RATE       stm32f405: of the serial line (USART1, PA9 and PA10), 115200
  --led PIN         stm32f405: pin that is high while the device serves, such as C12; none
  --out FOLDER      where the files go, build/firmware
  --help            print this`;

const arm = {
	compiler: ["arm-none-eabi-gcc", "--specs=nano.specs"],
	packages: "make gcc libc6-dev gcc-arm-none-eabi libnewlib-arm-none-eabi",
};
const own = { compiler: npm.compiler, packages: arm.packages };

async function main() {
	const { values } = parseArgs({
		options: {
			board: { type: "string" },
			sdk: { type: "boolean", default: false },
			profile: { type: "string" },
			i2c: { type: "string" },
			usb: { type: "boolean", default: false },
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
	const lacking = missing(own) ?? missing(arm) ?? (values.sdk ? missingSdk() : undefined);
	if (lacking) throw new Error(`this machine lacks ${lacking}`);
	if (values.sdk && !board.sdk) throw new Error(`--sdk: ${values.board} is not built with it`);
	if (values.i2c && !board.i2c) throw new Error(`--i2c: ${values.board} has no such bus`);
	if (values.usb && !(board.usb && values.sdk)) throw new Error("--usb: only for stm32f405 with --sdk, which leaves RAM for it");
	if (values.usb && values.i2c) throw new Error("--usb or --i2c, not both");
	if (values.i2c && !board.usualAddress && !values.sdk)
		throw new Error("--i2c: only with --sdk, because else objects of the language's library leave no RAM for it");
	const name = values.sdk ? `${values.board}-sdk` : values.board;
	const files = await locked(console.log, () => build(name, board, values));
	mkdirSync(values.out, { recursive: true });
	for (const extension of ["elf", "bin"]) copyFileSync(`${files}.${extension}`, join(values.out, `${name}.${extension}`));
	if (board.flash) writeFileSync(join(values.out, `${name}.dfu`), dfu(name, files));
	console.log(usage(`${files}.elf`, { ...(values.sdk ? board.sdk : board.npm).memory, sdk: values.sdk }));
}

/** Returns the path of the image without extension. */
async function build(name, board, options) {
	const { profile = "", hse, baud, led = "", i2c: address = board.usualAddress } = options;
	const folder = join(output, "firmware", `${name}-${hash([profile, hse, baud, led, options.usb ? "usb" : address].join())}`);
	const bus = options.usb ? board.usb : address ? board.i2c : undefined;
	const sources = [...board.sources, ...(bus?.sources ?? [])];
	const { source, memory, modules } = options.sdk ? { source: sdk, ...board.sdk } : { source: npm, ...board.npm };
	const replaced = { ...modules, ...bus?.modules, ...(options.profile && { profile: profileOf(options.profile) }) };
	const made = await source.generate(folder, { replaced, memory, natives: sources }, console.log);
	const pins = { HSE: whole(options.hse, "--hse", 4, 26), BAUD: whole(options.baud, "--baud", 1200, 3_000_000), LED: pinOf(options.led) };
	const i2c = bus && address ? whole(address, "--i2c", 0x09, 0x77) : 0;
	const definitions = Object.entries({ ...pins, I2C: i2c, ...made.definitions }).map(([key, value]) => `-DMCTP_XS_${key}=${value}`);
	definitions.push(...(board.definitions ?? []).map((definition) => `-D${definition}`));
	update(join(folder, "settings"), [...definitions, memory.malloc].join("\n"));
	const variables = {
		IMAGE: name,
		BOARD: options.board,
		SOURCES: sources.join(" "),
		PROCESSOR: board.architecture,
		SETTINGS: definitions.join(" "),
		MALLOC: memory.malloc,
		GENERATED: folder,
		OUT: folder,
		...made.variables,
	};
	await make({
		makefile: join(here, "Makefile"),
		name: `firmware-${board.architecture.split(" ")[0].slice(6)}`,
		compiler: arm.compiler,
		settings: [...made.settings, join(here, "Makefile")],
		variables,
		progress: console.log,
	});
	return join(folder, "image");
}

/** A profile of the package by its name, or a file; the path from the root. */
function profileOf(text) {
	const own = `modules/device/profiles/${text}.ts`;
	if (/^[\w-]+$/.test(text) && existsSync(join(root, own))) return own;
	if (!existsSync(text)) throw new Error(`--profile ${text}: there is no such profile, and no such file`);
	if (!text.endsWith(".ts"))
		throw new Error(`--profile ${text}: first mctp-xs profile compile ${text} -o ${text.replace(/(\.json)?$/, ".ts")}`);
	return relative(root, resolve(text));
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

for (const signal of ["SIGINT", "SIGTERM"])
	process.once(signal, () => {
		for (const child of children) child.kill();
		process.exit(130);
	});

main().catch((error) => {
	console.error(error.message);
	process.exitCode = 1;
});
