// SPDX-License-Identifier: Apache-2.0
import { Argument, Option, type Command } from "commander";
import type { Target } from "../../line/target.js";
import { hex } from "../../names.js";
import { Primitive } from "../../nvme/client.js";
import type NvmeMiClient from "../../nvme/client.js";
import { addDriveCommand, parseNumber, print, printJson, withDrive, type DriveOptions } from "./drive.js";

interface Options extends DriveOptions {
	slot: number;
	clear?: true;
	packet: number;
}

const codes = Object.freeze({
	pause: Primitive.pause,
	resume: Primitive.resume,
	abort: Primitive.abort,
	state: Primitive.getState,
	replay: Primitive.replay,
} as const);
type Name = keyof typeof codes;

export default function (nvme: Command): void {
	addDriveCommand(nvme, "primitive")
		.description("Send a control primitive: these are served whatever the command slots do.")
		.addArgument(new Argument("<primitive>", "which").choices(Object.keys(codes)))
		.addOption(new Option("--slot <number>", "command slot, 0 or 1").argParser(parseNumber(1)).default(0))
		.addOption(new Option("--packet <number>", "replay from this packet of the answer on").argParser(parseNumber(0xff)).default(0))
		.option("--clear", "clear the error flags of the state")
		.action((target: Target, name: Name, options: Options) => withDrive(target, options, (client) => run(client, name, options)));
}

async function run(client: NvmeMiClient, name: Name, { slot, clear, packet, json }: Options): Promise<void> {
	const parameter = "replay" === name ? packet : "state" === name && clear ? 1 : 0;
	const response = await client.primitive(codes[name], slot, parameter);
	const meaning = meanings[name](response);
	if (json) printJson({ primitive: name, slot, response, meaning });
	else print(`slot ${slot}: ${meaning.join(", ")} (${hex(response, 4)})`);
}

const states = Object.freeze(["idle", "receiving", "processing", "transmitting"]);
const aborts = Object.freeze([
	"nothing was aborted",
	"aborted before it was processed",
	"aborted when some of it was processed",
	"reserved",
]);
/** Flags of Get State by bit (NVMe-MI 1.2, figure 41). */
const flags: Readonly<Record<number, string>> = Object.freeze({
	15: "paused",
	14: "subsystem was reset",
	13: "bad packet",
	12: "unexpected packet",
	11: "packet out of sequence",
	10: "middle or end without start",
	9: "packet of a wrong size",
	8: "packet to an unknown destination",
	7: "bad header version",
	6: "packet too long",
	5: "message timed out",
	4: "bad integrity check",
	3: "command to a slot that was not idle",
});

/** What the 16 bits of each response say. */
const meanings: Readonly<Record<Name, (response: number) => readonly string[]>> = Object.freeze({
	pause: (response) => [0 === (response & 3) ? "not paused" : "paused"],
	resume: () => ["resumed"],
	abort: (response) => [aborts[response & 3]],
	state: (response) => [
		states[response & 3],
		...Object.keys(flags)
			.filter((bit) => 0 !== (response & (1 << Number(bit))))
			.map((bit) => flags[Number(bit)]),
	],
	replay: (response) => [0 === (response & 1) ? "no answer is kept" : "the answer is sent once more"],
});
