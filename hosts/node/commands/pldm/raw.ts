// SPDX-License-Identifier: Apache-2.0
import { InvalidArgumentError, type Command } from "commander";
import { commandCount, typeCount } from "../../../../modules/pldm/header.js";
import type { Target } from "../../line/target.js";
import type PldmClient from "../../pldm/client.js";
import { hexBytes } from "../../trace/hex.js";
import { bytesOf } from "../arguments.js";
import { addTerminusCommand, print, printJson, withTerminus, type TerminusOptions } from "./terminus.js";

export default function (pldm: Command): void {
	addTerminusCommand(pldm, "raw")
		.description("Send any command, and print its answer from the completion code on.")
		.argument("<type>", "PLDM type, such as 2", (text) => parseNumber(text, typeCount - 1))
		.argument("<command>", "command code, such as 0x11", (text) => parseNumber(text, commandCount - 1))
		.argument("[bytes...]", "what follows the command code, such as 01 00 00")
		.action((target: Target, type: number, code: number, words: readonly string[], options: TerminusOptions, command: Command) => {
			const body = bytesOf(words, command);
			return withTerminus(target, options, (client) => run(client, type, code, body, options));
		});
}

function parseNumber(text: string, most: number): number {
	const value = /^(0x[0-9a-f]{1,2}|\d{1,3})$/i.test(text) ? Number(text) : NaN;
	if (!(value <= most)) throw new InvalidArgumentError(`Allowed are whole numbers from 0 to ${most}.`);
	return value;
}

async function run(client: PldmClient, type: number, code: number, body: Uint8Array, { json }: TerminusOptions): Promise<void> {
	const answer = await client.raw(type, code, body);
	if (json) printJson({ type, command: code, completion: answer[0], data: answer.subarray(1) });
	else print(hexBytes(answer));
}
