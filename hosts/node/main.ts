#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
import { createRequire } from "node:module";
import { Command, CommanderError } from "commander";
import addBus from "./commands/bus.js";
import addCall from "./commands/call.js";
import addClone from "./commands/clone.js";
import addDecode from "./commands/decode.js";
import addDevice from "./commands/device.js";
import addDiagnose from "./commands/diagnose.js";
import addDiscover from "./commands/discover.js";
import addNvme from "./commands/nvme.js";
import addPldm from "./commands/pldm.js";
import addProfile from "./commands/profile.js";
import addReplay from "./commands/replay.js";
import addRequest from "./commands/request.js";
import addSimulate from "./commands/simulate.js";
import addWatch from "./commands/watch.js";

/** Exit statuses. */
const Status = Object.freeze({ failure: 1, usage: 2 } as const);
/** Each adds one command; the first is what runs without a command. */
const commands = [
	addDevice,
	addDiscover,
	addBus,
	addDiagnose,
	addRequest,
	addPldm,
	addNvme,
	addClone,
	addDecode,
	addReplay,
	addProfile,
	addCall,
	addWatch,
	addSimulate,
];

const examples = `
Examples:
  mctp-xs                                        a device on a pseudo terminal, and how to attach a peer to it
  mctp-xs --usbredir listen:unix:/tmp/mctp.sock  a USB device for QEMU; prints QEMU's options
  mctp-xs --serial listen:unix:/tmp/mctp.sock    for qemu-system-... -serial unix:/tmp/mctp.sock
  mctp-xs --once                                 only show what the device is
  mctp-xs device --help                          all options`;

const { version } = createRequire(import.meta.url)("mctp-xs/package.json") as { version: string };

const program = new Command("mctp-xs")
	.description("An MCTP endpoint (DMTF DSP0236) as a virtual device: for development of BMC firmware and drivers, without hardware.")
	.version(version)
	.addHelpText("after", examples)
	.showHelpAfterError("Try: mctp-xs --help")
	.exitOverride();
for (const add of commands) add(program);

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
