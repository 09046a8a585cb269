// SPDX-License-Identifier: Apache-2.0
import { InvalidArgumentError, Option, type Command } from "commander";
import { nullEid } from "../../../modules/mctp/eid.js";
import type BusOwner from "../bus-owner.js";
import { clone } from "../clone/clone.js";
import { sections } from "../clone/sections.js";
import { discover } from "../discover.js";
import type { Target } from "../line/target.js";
import { parseProfile } from "../profiles/load.js";
import { writeText } from "../profiles/text.js";
import { parsePeerEid } from "./arguments.js";
import { addPeerCommand, withPeer, type PeerOptions } from "./peer.js";

interface Options extends PeerOptions {
	eid: number;
	name: string;
	output?: string;
	quiet?: true;
}

const examples = `
Examples:
  mctp-xs clone unix:/tmp/mctp.sock > twin.json
  mctp-xs device --profile ./twin.json --serial listen:unix:/tmp/twin.sock

It reads: ${sections.map(({ name }) => name).join(", ")}. It changes nothing, and does not become the device's bus owner.`;

/** Adds the command `clone`. */
export default function (program: Command): void {
	addPeerCommand(program, "clone")
		.description("Read what a device is into a profile, whose device gives the same answers.")
		.addOption(new Option("--eid <number>", "EID of the device").argParser(parsePeerEid).default(0, "0, whoever is at the other end"))
		.addOption(new Option("--name <name>", "what the profile is called").argParser(parseName).default("clone"))
		.option("-o, --output <file>", "where to write it (default: standard output)")
		.option("--quiet", "do not tell on standard error what is read")
		.addHelpText("after", examples)
		.action((target: Target, options: Options) => withPeer(target, options, (owner) => run(owner, options)));
}

function parseName(text: string): string {
	if (/^[A-Za-z][A-Za-z0-9]{0,31}$/.test(text)) return text;
	throw new InvalidArgumentError("Allowed are 1 to 32 letters and digits, a letter first.");
}

async function run(owner: BusOwner, { eid, name, output, quiet, timeout }: Options): Promise<void> {
	const note = (text: string) => (quiet ? undefined : process.stderr.write(`${text}\n`));
	const discovery = await discover(owner.control);
	if (nullEid !== eid && discovery.eid !== eid)
		throw new Error(
			`the device at the other end has EID ${discovery.eid}, not ${eid}: what is behind a bridge cannot be cloned through it`,
		);
	const profile = await clone({ owner, eid, timeout, discovery, name, note });
	const text = `${JSON.stringify(profile, undefined, "\t")}\n`;
	await parseProfile(output ?? "the clone", text); /* it is a profile */
	if (undefined === output) process.stdout.write(text);
	else writeText(output, text);
}
