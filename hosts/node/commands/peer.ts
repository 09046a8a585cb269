// SPDX-License-Identifier: Apache-2.0
// What commands have in common that talk to one endpoint through a link of their own.
import { constants } from "node:os";
import { setTimeout } from "node:timers/promises";
import { Argument, Option, type Command } from "commander";
import { describe } from "../attach.js";
import BusOwner, { ownEid } from "../bus-owner.js";
import { lineConnection } from "../connections.js";
import { deviceAddress } from "../i2c/link.js";
import lineFor from "../line/lines.js";
import { parseTarget, socketForms, targetForms, type Target } from "../line/target.js";
import type { TransportName } from "../link.js";
import Log, { logLevels, type LogLevel } from "../log.js";
import untilSignal from "../signals.js";
import { transportNames } from "../transports.js";
import { checked, parseCount, parseEid, parseI2cAddress } from "./arguments.js";

export interface PeerOptions extends Partial<Record<TransportName, true>> {
	ownEid: number;
	/** Milliseconds */
	timeout?: number;
	i2cAddress: number;
	log: LogLevel;
}

/** What the person is told that waits: with these, the peer has to come here. */
const comesHere = new Set<Target["kind"]>(["pty", "listen"]);

/** Adds a command whose first argument says where the endpoint is. Its action gets `PeerOptions`. */
export function addPeerCommand(program: Command, name: string): Command {
	const command = program
		.command(name)
		.addArgument(new Argument("<target>", `where the endpoint is: ${targetForms}`).argParser((text) => checked(() => parseTarget(text))));
	for (const transport of transportNames) {
		const others = transportNames.filter((other) => other !== transport);
		command.addOption(new Option(`--${transport}`, ways[transport]).conflicts(others));
	}
	return command
		.addOption(
			new Option("--i2c-address <number>", "7-bit address of the endpoint on an I2C bus")
				.argParser(parseI2cAddress)
				.default(deviceAddress, "0x1d"),
		)
		.addOption(new Option("--own-eid <number>", "EID of this side, 8 to 254").argParser(parseEid).default(ownEid))
		.addOption(
			new Option(
				"--timeout <ms>",
				"milliseconds to wait for the peer to come, and for each answer (default: for ever, and 6000)",
			).argParser(parseCount),
		)
		.addOption(new Option("--log <level>", "how much to tell on standard error").choices(logLevels).default("warn"));
}

const ways: Readonly<Record<TransportName, string>> = Object.freeze({
	serial: "over a serial line (DSP0253); this is what happens without such an option",
	i2c: "as controller on an I2C bus whose other stations are at the other end of a connection",
	usbredir: "as USB host of the device at the other end of a usbredir connection, in place of QEMU",
});

/** What goes over the line to the target. Throws an error for the person where that cannot be. */
export function transportTo(target: Target, options: PeerOptions): TransportName {
	const transport = transportNames.find((name) => options[name]) ?? "serial";
	if ("serial" !== transport && !("address" in target)) throw new Error(`--${transport} goes over a socket: write ${socketForms}`);
	return transport;
}

/** What is done before the link is closed, where a signal ends the work; it has a second. */
export interface Farewell {
	say?: () => Promise<unknown>;
}

const farewellTime = 1000;

/** Opens a link to the target, waits for the peer, and runs `work`. A signal ends it; everything is closed in any case. */
export async function withPeer(
	target: Target,
	options: PeerOptions,
	work: (owner: BusOwner, farewell: Farewell) => Promise<void>,
): Promise<void> {
	const { ownEid, timeout } = options;
	const signalled = untilSignal();
	const log = new Log(options.log);
	const transport = transportTo(target, options);
	const line = lineFor(target);
	const physical = "i2c" === transport ? options.i2cAddress : 0;
	const owner = new BusOwner({ connection: lineConnection({ transport, line }, log), eid: ownEid, timeout, physical });
	const farewell: Farewell = {};
	const converse = async () => {
		await owner.open();
		if (comesHere.has(target.kind)) log.warn(`${transport} ${describe(line)}`);
		await owner.peer(timeout);
		await work(owner, farewell);
	};
	try {
		const signal = await Promise.race([converse(), signalled]);
		if (undefined !== signal) {
			process.exitCode = 128 + constants.signals[signal];
			await Promise.race([farewell.say?.().catch(() => {}), setTimeout(farewellTime, undefined, { ref: false })]);
		}
	} finally {
		await owner.close();
	}
}
