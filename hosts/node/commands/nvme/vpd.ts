// SPDX-License-Identifier: Apache-2.0
import { Option, type Command } from "commander";
import type { Target } from "../../line/target.js";
import type NvmeMiClient from "../../nvme/client.js";
import { readVpd, readVpdPiece, writeVpd } from "../../nvme/management.js";
import { readBytes, writeBytes } from "../../profiles/text.js";
import { hexBytes } from "../../trace/hex.js";
import { addDriveCommand, confirm, parseNumber, print, printJson, withDrive, type DriveOptions } from "./drive.js";

interface Options extends DriveOptions {
	output?: string;
	write?: string;
	offset: number;
	length?: number;
}

const mostVpd = 4096;
const line = 16;

export default function (nvme: Command): void {
	addDriveCommand(nvme, "vpd")
		.description("Read the vital product data, or write some of it.")
		.addOption(new Option("--offset <bytes>", "first byte").argParser(parseNumber(0xffff)).default(0))
		.addOption(new Option("--length <bytes>", "how many (default: all)").argParser(parseNumber(mostVpd, 1)))
		.option("-o, --output <file>", "write the bytes to a file")
		.option("--write <file>", "write the bytes of a file to the drive")
		.option("--yes", "do write: the memory survives a limited number of times")
		.action((target: Target, options: Options) => withDrive(target, options, (client) => run(client, options)));
}

async function run(client: NvmeMiClient, options: Options): Promise<void> {
	const { offset, length, output, write, json } = options;
	if (undefined !== write) {
		const data = readBytes(write, mostVpd);
		confirm(options, `this overwrites ${data.length} bytes of the vital product data`);
		return writeVpd(client, offset, data);
	}
	const data = undefined === length ? (await readVpd(client)).subarray(offset) : await readVpdPiece(client, offset, length);
	if (undefined !== output) return writeBytes(output, data);
	if (json) return printJson({ offset, data });
	for (let at = 0; at < data.length; at += line) print(dumpLine(offset + at, data.subarray(at, at + line)));
}

/** Offset, bytes, and what of them is ASCII. */
function dumpLine(at: number, bytes: Uint8Array): string {
	const text = Buffer.from(bytes)
		.toString("latin1")
		.replace(/[^ -~]/g, ".");
	return `${at.toString(16).padStart(4, "0")}  ${hexBytes(bytes).padEnd(3 * line - 1)}  ${text}`;
}
