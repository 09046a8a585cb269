// SPDX-License-Identifier: Apache-2.0
import { constants } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { Option, type Command } from "commander";
import type Known from "../../../modules/control/known.js";
import OwnedBuses, { formatTree } from "../bus.js";
import { ownEid } from "../bus-owner.js";
import clock from "../clock.js";
import lineFor from "../line/lines.js";
import { parseSocketTarget, parseTarget, socketForms, targetForms, type Target } from "../line/target.js";
import type { TransportName } from "../link.js";
import Log, { logLevels, type LogLevel } from "../log.js";
import untilSignal from "../signals.js";
import { transportNames } from "../transports.js";
import { adding, parseCount, parseEid, parseEidLimit, parseI2cAddress, type EidLimit } from "./arguments.js";

interface Options extends Partial<Record<TransportName, readonly Target[]>> {
	ownEid: number;
	addresses?: readonly number[];
	interval: number;
	timeout: number;
	limit?: readonly EidLimit[];
	once?: true;
	json?: true;
	log: LogLevel;
}

/** Milliseconds between two looks whether all have been found. */
const pause = 20;

export default function (program: Command): void {
	program
		.command("bus")
		.description("Be the owner of buses: find all endpoints, give them EIDs, print them as a tree, and tell who comes and goes.")
		.addOption(
			new Option("--i2c <target>", `an I2C bus, whose other stations are there; each link may be repeated: ${socketForms}`).argParser(
				adding(parseSocketTarget),
			),
		)
		.addOption(new Option("--serial <target>", `a serial line: ${targetForms}`).argParser(adding(parseTarget)))
		.addOption(new Option("--usbredir <target>", `a USB device, in place of QEMU: ${socketForms}`).argParser(adding(parseSocketTarget)))
		.addOption(new Option("--own-eid <number>", "EID of this side; it gives those behind it").argParser(parseEid).default(ownEid))
		.addOption(
			new Option("--addresses <list>", "7-bit addresses on I2C buses, such as 0x1d,0x1e (default: all)").argParser((text) =>
				text.split(",").map(parseI2cAddress),
			),
		)
		.addOption(new Option("--interval <ms>", "milliseconds between two looks at an endpoint").argParser(parseCount).default(2000))
		.addOption(
			new Option("--timeout <ms>", "milliseconds to wait for each answer; whoever is silent for so long is not there")
				.argParser(parseCount)
				.default(300),
		)
		.addOption(
			new Option(
				"--limit <eid=burst/rate>",
				"has an endpoint send at most so many packets in a row, and a second, such as 9=8/1000, or 9=none; may be repeated",
			).argParser(adding(parseEidLimit)),
		)
		.option("--once", "end when all have been found")
		.option("--json", "print JSON: one object for the tree, then one a line for each change")
		.addOption(new Option("--log <level>", "how much to tell on standard error").choices(logLevels).default("warn"))
		.action((options: Options, command: Command) => run(options, command));
}

async function run(options: Options, command: Command): Promise<void> {
	const { ownEid: eid, addresses, interval, timeout, limit: limits = [], once, json, log: level } = options;
	const attachments = transportNames.flatMap((transport) =>
		(options[transport] ?? []).map((target) => ({ transport, line: lineFor(target) })),
	);
	if (0 === attachments.length) command.error("error: name a bus: --i2c, --serial or --usbredir");
	const log = new Log(level);
	const signalled = untilSignal();
	let following = false;
	const tell = (what: string) => (known: Known) => {
		if (!following) return;
		const { behind, ...endpoint } = buses.describe(known);
		process.stdout.write(
			json ? `${JSON.stringify({ event: what, ...endpoint })}\n` : `${what}: ${formatTree([{ ...endpoint, behind: [] }]).slice(3)}`,
		);
		void behind;
	};
	const listener = {
		onFound: tell("found"),
		onChanged: tell("changed"),
		onLost: tell("lost"),
		onConflict: tell("conflict"),
		onLimit: tell("limited"),
	};
	const buses = new OwnedBuses({ attachments, eid, addresses, interval, timeout, limits, listener, log });
	const work = async () => {
		await buses.open();
		while (!buses.settled(clock())) await sleep(pause);
		const tree = buses.list();
		process.stdout.write(json ? `${JSON.stringify({ eid, endpoints: tree })}\n` : `EID ${eid}  this bus owner\n${formatTree(tree)}`);
		following = true;
		return once ? undefined : signalled;
	};
	try {
		const signal = await Promise.race([work(), signalled]);
		if (undefined !== signal) process.exitCode = 128 + constants.signals[signal];
	} finally {
		following = false;
		await buses.close();
	}
}
