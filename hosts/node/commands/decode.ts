// SPDX-License-Identifier: Apache-2.0
import { Argument, Option, type Command } from "commander";
import Decoder from "../trace/decoder.js";
import { formatDump, formatPacket, formatTime, jsonOf } from "../trace/format.js";
import Input, { forms } from "../trace/input.js";

interface Options {
	as?: string;
	bytes?: true;
	json?: true;
}

const examples = `
Examples:
  mctp-xs decode trace.pcapng
  mctp-xs decode 7e 01 07 01 09 08 c8 00 80 02 0e b2 7e
  mctp-xs device --trace - | mctp-xs decode -
  ... | od -An -v -tx1 | mctp-xs decode -`;

export default function (program: Command): void {
	program
		.command("decode")
		.summary("Print MCTP packets readable: from a capture, or from bytes.")
		.description(
			"Print MCTP packets readable: from a capture (pcapng or pcap), or from bytes. Exit status 1: something is wrong with them.",
		)
		.addArgument(
			new Argument(
				"<what...>",
				"a file, - for standard input, or bytes as 0108..., 01 08 ...; files hold a capture or lines of such bytes",
			),
		)
		.addOption(new Option("--as <form>", "what the bytes are (default: told from the first ones)").choices(Object.keys(forms)))
		.option("--bytes", "all bytes of each message")
		.option("--json", "print a line of JSON for each packet")
		.addHelpText("after", examples)
		.action(run);
}

async function run(words: readonly string[], { as, bytes, json }: Options): Promise<void> {
	const input = new Input(as);
	const decoder = new Decoder();
	let number = 0;
	for await (const packet of input.packets(words)) {
		if (process.stdout.errored) break;
		const decoded = decoder.decode(packet);
		const { message } = decoded;
		number++;
		if (decoded.faults.length > 0 || (message?.faults.length ?? 0) > 0) process.exitCode = 1;
		if (json) print(JSON.stringify({ number, ...jsonOf(decoded) }));
		else {
			print([number, undefined === packet.time ? "" : formatTime(packet.time), formatPacket(decoded)].filter(Boolean).join(" "));
			if (bytes && undefined !== message) print(formatDump(message.bytes));
		}
	}
	if (input.others > 0) process.stderr.write(`${input.others} frames of the capture are not MCTP\n`);
}

function print(line: string): void {
	process.stdout.write(`${line}\n`);
}
