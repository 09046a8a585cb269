// SPDX-License-Identifier: Apache-2.0
// What the commands below nvme have in common.
import { InvalidArgumentError, Option, type Command } from "commander";
import type BusOwner from "../../bus-owner.js";
import type { Target } from "../../line/target.js";
import NvmeMiClient from "../../nvme/client.js";
import { parsePeerEid } from "../arguments.js";
import { addPeerCommand, withPeer, type Farewell, type PeerOptions } from "../peer.js";

export { bold, dim, print, printJson, progress } from "../output.js";

export interface DriveOptions extends PeerOptions {
	eid: number;
	json?: true;
	/** Of NVMe Admin and PCIe commands. */
	controller: number;
	yes?: true;
}

/** Adds a command that talks to the drive whose link is its first argument. */
export function addDriveCommand(parent: Command, name: string): Command {
	return addPeerCommand(parent, name)
		.addOption(new Option("--eid <number>", "EID of the drive").argParser(parsePeerEid).default(0, "0, whoever is at the other end"))
		.option("--json", "print JSON");
}

/** The same for a command of one controller. */
export function addControllerCommand(parent: Command, name: string): Command {
	return addDriveCommand(parent, name).addOption(
		new Option("--controller <id>", "controller identifier").argParser(parseNumber(0xffff)).default(0),
	);
}

/** Has the person confirm what destroys data. */
export function confirm({ yes }: DriveOptions, what: string): void {
	if (!yes) throw new Error(`${what}: say --yes if that is what you want`);
}

/** A whole number, decimal or with 0x. */
export function parseNumber(most: number, least = 0): (text: string) => number {
	return (text) => {
		const value = /^(0x[0-9a-f]{1,13}|\d{1,16})$/i.test(text) ? Number(text) : NaN;
		if (value >= least && value <= most) return value;
		throw new InvalidArgumentError(`Allowed are whole numbers from ${least} to ${most}, also as 0x...`);
	};
}

/** One of some words, as its number. */
export function parseWord(words: Readonly<Record<string, number>>): (text: string) => number {
	return (text) => {
		if (Object.hasOwn(words, text)) return words[text];
		throw new InvalidArgumentError(`Allowed are ${Object.keys(words).join(", ")}.`);
	};
}

/** Opens the link, and gives `work` a client for the drive at its other end. What takes the drive longer is told. */
export function withDrive(
	target: Target,
	options: DriveOptions,
	work: (client: NvmeMiClient, owner: BusOwner, farewell: Farewell) => Promise<void>,
): Promise<void> {
	const { eid, timeout } = options;
	const onProgress = (name: string, milliseconds: number) =>
		process.stderr.write(`${name}: the drive needs up to ${milliseconds / 1000} s\n`);
	return withPeer(target, options, (owner, farewell) =>
		work(new NvmeMiClient({ requester: owner.requester, eid, timeout, onProgress }), owner, farewell),
	);
}
