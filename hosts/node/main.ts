#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
import { createRequire } from "node:module";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import Uuid from "../../modules/control/uuid.js";
import { isAssignable } from "../../modules/mctp/eid.js";
import { runDevice } from "./device-command.js";
import { logLevels } from "./log.js";
import { parseTarget, targetForms, type Target } from "./serial/target.js";

/** Exit statuses. */
const Status = Object.freeze({ failure: 1, usage: 2 } as const);

const examples = `
Examples:
  mctp-xs                                      a device on a pseudo terminal, and how to attach a peer to it
  mctp-xs --serial listen:unix:/tmp/mctp.sock  for qemu-system-... -serial unix:/tmp/mctp.sock
  mctp-xs --once                               only show what the device is
  mctp-xs device --help                        all options`;

const { version } = createRequire(import.meta.url)("mctp-xs/package.json") as { version: string };

const program = new Command("mctp-xs")
	.description("An MCTP endpoint (DMTF DSP0236) as a virtual device: for development of BMC firmware and drivers, without hardware.")
	.version(version)
	.addHelpText("after", examples)
	.showHelpAfterError("Try: mctp-xs --help")
	.exitOverride();

program
	.command("device", { isDefault: true })
	.description("Be a device: show what it is, then answer a bus owner on each serial line. This is what runs without a command.")
	.addOption(
		new Option("--serial <target>", `attach a serial line (DSP0253), may be repeated: ${targetForms}`)
			.argParser(addTarget)
			.default([], "pty"),
	)
	.addOption(new Option("--eid <number>", "static EID, 8 to 254").argParser(parseEid).default(0, "none, the bus owner assigns one"))
	.addOption(
		new Option("--uuid <uuid>", "UUID of the device (default: made from the host name and the serial targets)").argParser(parseUuid),
	)
	.addOption(new Option("--log <level>", "how much to tell on standard error; debug: every packet").choices(logLevels).default("info"))
	.option("--once", "show what the device is, then end: no serial line is opened")
	.action((options) => runDevice({ once: false, ...options, serial: options.serial.length > 0 ? options.serial : [parseTarget("pty")] }));

function addTarget(text: string, before: readonly Target[]): readonly Target[] {
	return [...before, checked(() => parseTarget(text))];
}

function parseEid(text: string): number {
	const eid = /^\d{1,3}$/.test(text) ? Number(text) : NaN;
	if (!isAssignable(eid)) throw new InvalidArgumentError("Allowed are whole numbers from 8 to 254.");
	return eid;
}

function parseUuid(text: string): string {
	checked(() => new Uuid(text));
	return text.toLowerCase();
}

/** Errors of a parser as errors of usage. */
function checked<Value>(parse: () => Value): Value {
	try {
		return parse();
	} catch (error) {
		throw new InvalidArgumentError((error as Error).message);
	}
}

/* Whoever reads the output may leave; the device stays. */
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
try {
	await program.parseAsync();
} catch (error) {
	if (error instanceof CommanderError) process.exitCode = 0 === error.exitCode ? 0 : Status.usage;
	else {
		process.stderr.write(`mctp-xs: ${(error as Error).message}\n`);
		process.exitCode = Status.failure;
	}
}
