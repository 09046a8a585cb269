// SPDX-License-Identifier: Apache-2.0
// What the commands below pldm have in common.
import { Option, type Command } from "commander";
import { Failure } from "../../../../modules/mctp/request.js";
import type BusOwner from "../../bus-owner.js";
import type { Target } from "../../line/target.js";
import PldmClient from "../../pldm/client.js";
import { walkRecords } from "../../pldm/repository.js";
import { RequestError } from "../../requester.js";
import { parsePeerEid } from "../arguments.js";
import { addPeerCommand, withPeer, type Farewell, type PeerOptions } from "../peer.js";

export interface TerminusOptions extends PeerOptions {
	eid: number;
	json?: true;
	raw?: true;
}

export { bold, dim, green, print, printJson, red, yellow } from "../output.js";

/** Adds a command that talks to the terminus whose link is its first argument. */
export function addTerminusCommand(parent: Command, name: string): Command {
	return addPeerCommand(parent, name)
		.addOption(new Option("--eid <number>", "EID of the terminus").argParser(parsePeerEid).default(0, "0, whoever is at the other end"))
		.option("--json", "print JSON");
}

/** Opens the link, and gives `work` a client for the terminus at its other end. */
export function withTerminus(
	target: Target,
	options: TerminusOptions,
	work: (client: PldmClient, owner: BusOwner, farewell: Farewell) => Promise<void>,
): Promise<void> {
	const { eid, timeout } = options;
	return withPeer(target, options, (owner, farewell) =>
		work(new PldmClient({ requester: owner.requester, eid, timeout }), owner, farewell),
	);
}

/** What comes of something; undefined, where the terminus was unplugged meanwhile. */
export async function unlessUnplugged<Result>(work: Promise<Result>): Promise<Result | undefined> {
	try {
		return await work;
	} catch (error) {
		if (error instanceof RequestError && Failure.linkDown === error.reason) return undefined;
		throw error;
	}
}

/** All records of a terminus. */
export async function allRecords(client: PldmClient): Promise<Uint8Array[]> {
	const records: Uint8Array[] = [];
	for await (const record of walkRecords(client)) records.push(record);
	return records;
}
