// SPDX-License-Identifier: Apache-2.0
import { Argument, Option, type Command } from "commander";
import { Kind } from "../../../../modules/nvme-mi/message.js";
import { Status } from "../../../../modules/nvme-mi/status.js";
import type { Target } from "../../line/target.js";
import type NvmeMiClient from "../../nvme/client.js";
import { NvmeMiError } from "../../nvme/errors.js";
import { commandName } from "../../nvme/names.js";
import { hexBytes } from "../../trace/hex.js";
import { bytesOf } from "../arguments.js";
import { addControllerCommand, addDriveCommand, parseNumber, print, printJson, withDrive, type DriveOptions } from "./drive.js";

/** Kinds of commands, and bytes behind the opcode that each has at least. */
const kinds = Object.freeze({
	mi: { kind: Kind.managementInterface, fixed: 11 },
	admin: { kind: Kind.admin, fixed: 63 },
	pcie: { kind: Kind.pcie, fixed: 15 },
});
type KindName = keyof typeof kinds;

interface PcieOptions extends DriveOptions {
	offset: number;
	length: number;
}

const examples = `
Examples:
  mctp-xs nvme raw unix:/tmp/mctp.sock mi 1                         NVM Subsystem Health Status Poll
  mctp-xs nvme raw unix:/tmp/mctp.sock mi 0 00 00 00 00 00 00 02    Read NVMe-MI Data Structure: controllers`;

export default function (nvme: Command): void {
	addDriveCommand(nvme, "raw")
		.description("Send any command, and print its answer from the status on. Exit status 1: it is not success.")
		.addArgument(new Argument("<kind>", "kind of command").choices(Object.keys(kinds)))
		.argument("<opcode>", "such as 0x06", parseNumber(0xff))
		.argument("[bytes...]", "what follows the opcode; zeros follow where there are fewer than the command has")
		.addHelpText("after", examples)
		.action((target: Target, kind: KindName, opcode: number, words: readonly string[], options: DriveOptions, command: Command) => {
			const body = bytesOf(words, command);
			return withDrive(target, options, (client) => run(client, kind, opcode, body, options));
		});
	addControllerCommand(nvme, "pcie")
		.description("Read the PCIe configuration space of a controller.")
		.addOption(new Option("--offset <bytes>", "first byte").argParser(parseNumber(4095)).default(0))
		.addOption(new Option("--length <bytes>", "how many").argParser(parseNumber(4096, 1)).default(256))
		.action((target: Target, options: PcieOptions) =>
			withDrive(target, options, async (client) => {
				const { controller, offset, length, json } = options;
				const data = await client.pcie(0x00, controller, offset, length);
				if (json) printJson({ offset, data });
				else print(hexBytes(data));
			}),
		);
}

async function run(client: NvmeMiClient, name: KindName, opcode: number, bytes: Uint8Array, { json }: DriveOptions): Promise<void> {
	const { kind, fixed } = kinds[name];
	const body = new Uint8Array(Math.max(fixed, bytes.length));
	body.set(bytes);
	const answer = await client.send({ kind, opcode, body });
	if (Status.success !== answer[0]) process.exitCode = 1;
	if (json) printJson({ kind, opcode, status: answer[0], data: answer.subarray(1) });
	else print(hexBytes(answer));
	if (Status.success !== answer[0]) process.stderr.write(`mctp-xs: ${new NvmeMiError(commandName(kind, opcode), kind, answer).message}\n`);
}
