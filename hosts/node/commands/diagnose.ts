// SPDX-License-Identifier: Apache-2.0
import { Option, type Command } from "commander";
import type BusOwner from "../bus-owner.js";
import { diagnose, formatDiagnosis } from "../diagnose.js";
import type { Target } from "../line/target.js";
import { colorsFor } from "../log.js";
import { parsePeerEid } from "./arguments.js";
import { addPeerCommand, withPeer, type PeerOptions } from "./peer.js";

interface Options extends PeerOptions {
	eid: number;
	json?: true;
}

export default function (program: Command): void {
	addPeerCommand(program, "diagnose")
		.description("Ask an endpoint of this project how the machine is that it runs on: memory, why it was reset, what ended its run before.")
		.addOption(new Option("--eid <number>", "EID of the endpoint").argParser(parsePeerEid).default(0, "0, whoever is at the other end"))
		.option("--json", "print JSON")
		.action((target: Target, options: Options) => withPeer(target, options, (owner) => run(owner, options)));
}

async function run({ requester }: BusOwner, { eid, json }: Options): Promise<void> {
	const diagnosis = await diagnose(requester, eid);
	if (json) process.stdout.write(`${JSON.stringify(diagnosis)}\n`);
	else process.stdout.write(formatDiagnosis(diagnosis, colorsFor(process.stdout).bold));
}
