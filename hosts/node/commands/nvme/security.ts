// SPDX-License-Identifier: Apache-2.0
import { Option, type Command } from "commander";
import type { Target } from "../../line/target.js";
import { securityReceive, securitySend } from "../../nvme/admin.js";
import type NvmeMiClient from "../../nvme/client.js";
import { writeBytes } from "../../profiles/text.js";
import { hexBytes } from "../../trace/hex.js";
import { bytesOf } from "../arguments.js";
import { addControllerCommand, parseNumber, print, printJson, withDrive, type DriveOptions } from "./drive.js";

interface Options extends DriveOptions {
	specific: number;
	length: number;
	output?: string;
}

const mostBytes = 4096;
const information = 0;

export default function (nvme: Command): void {
	const security = nvme.command("security").description("Security protocols: which there are, and messages to and from them.");
	addControllerCommand(security, "list")
		.description("List the security protocols.")
		.action((target: Target, options: Options) => withDrive(target, options, (client) => list(client, options)));
	withProtocol(addControllerCommand(security, "send"))
		.description("Send bytes to a security protocol (Security Send).")
		.argument("<bytes...>", "such as 01 02")
		.action((target: Target, protocol: number, words: readonly string[], options: Options, command: Command) => {
			const data = bytesOf(words, command);
			return withDrive(target, options, (client) => securitySend(client, { ...options, protocol }, data));
		});
	withProtocol(addControllerCommand(security, "receive"))
		.description("Get bytes from a security protocol (Security Receive).")
		.addOption(new Option("--length <bytes>", "how many").argParser(parseNumber(mostBytes, 1)).default(512))
		.option("-o, --output <file>", "write them to a file")
		.action((target: Target, protocol: number, options: Options) =>
			withDrive(target, options, async (client) => {
				const data = await securityReceive(client, { ...options, protocol }, options.length);
				if (undefined !== options.output) writeBytes(options.output, data);
				else if (options.json) printJson({ protocol, data });
				else print(hexBytes(data));
			}),
		);
}

function withProtocol(command: Command): Command {
	return command
		.argument("<protocol>", "security protocol", parseNumber(0xff))
		.addOption(new Option("--specific <number>", "what is specific to the protocol").argParser(parseNumber(0xffff)).default(0));
}

/** The list has its length, big endian, in bytes 6 and 7 (SPC-5, 7.7.2). */
async function list(client: NvmeMiClient, { controller, json }: Options): Promise<void> {
	const data = await securityReceive(client, { controller, protocol: information }, 512);
	const protocols = Array.from(data.subarray(8, 8 + ((data[6] << 8) | data[7])));
	if (json) printJson(protocols);
	else print(protocols.map((each) => `0x${each.toString(16).padStart(2, "0")}`).join(" "));
}
