// SPDX-License-Identifier: Apache-2.0
import { Option, type Command } from "commander";
import type BusOwner from "../bus-owner.js";
import { deviceEid } from "../bus-owner.js";
import { discover } from "../discover.js";
import type { Target } from "../line/target.js";
import { colorsFor } from "../log.js";
import { discoveryAsJson, formatDiscovery } from "../report.js";
import { parseEid } from "./arguments.js";
import { addPeerCommand, withPeer, type PeerOptions } from "./peer.js";

interface Options extends PeerOptions {
	eid: number;
	keep?: true;
	echo?: true;
	json?: true;
}

export default function (program: Command): void {
	addPeerCommand(program, "discover")
		.description("Be the bus owner of an endpoint: give it an EID, ask it what it is, and print that.")
		.addOption(new Option("--eid <number>", "EID to give to the endpoint, 8 to 254").argParser(parseEid).default(deviceEid))
		.addOption(new Option("--keep", "leave the endpoint the EID that it has, or without one").conflicts("eid"))
		.option("--echo", "also measure the echo service, if it has one")
		.option("--json", "print JSON")
		.action((target: Target, options: Options) => withPeer(target, options, (owner) => run(owner, options)));
}

async function run(owner: BusOwner, { eid, keep, echo, json }: Options): Promise<void> {
	const discovery = await discover(owner.control, keep ? undefined : eid);
	const found = { discovery, echoes: echo ? await owner.echoes(discovery) : [] };
	if (json) process.stdout.write(`${JSON.stringify(discoveryAsJson(found), undefined, 2)}\n`);
	else process.stdout.write(formatDiscovery(found, colorsFor(process.stdout).bold));
}
