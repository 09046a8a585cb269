// SPDX-License-Identifier: Apache-2.0
import { Option, type Command } from "commander";
import { formatAttachment } from "../attach.js";
import BusOwner from "../bus-owner.js";
import Device from "../device.js";
import deviceUuid from "../identity.js";
import Log, { colorsFor, logLevels, type LogLevel } from "../log.js";
import lineFor from "../line/lines.js";
import { formatTarget, parseTarget, targetForms, type Target } from "../line/target.js";
import { formatDemonstration } from "../report.js";
import untilSignal from "../signals.js";
import { addTarget, parseEid, parseUuid } from "./arguments.js";

interface Options {
	serial: readonly Target[];
	eid: number;
	uuid?: string;
	log: LogLevel;
	once: boolean;
}

export default function (program: Command): void {
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
		.action((options) => run({ once: false, ...options, serial: options.serial.length > 0 ? options.serial : [parseTarget("pty")] }));
}

/** Runs the virtual device until a signal comes: first for the bus owner in this process, then on its serial lines. */
async function run(options: Options): Promise<void> {
	const { serial, eid, once } = options;
	const signalled = untilSignal();
	const log = new Log(options.log);
	const { bold } = colorsFor(process.stdout);
	const uuid = options.uuid ?? deviceUuid(serial.map(formatTarget).join(" "));
	const device = new Device({ attachments: serial.map((target) => ({ transport: "serial", line: lineFor(target) })), eid, uuid, log });
	try {
		await demonstrate(device, bold);
		if (once) return;
		await device.open();
		for (const link of device.links) process.stdout.write(`\n${formatAttachment(link, bold)}`);
		log.info(`${await signalled}: closing`);
	} finally {
		await device.close();
	}
}

async function demonstrate(device: Device, bold: (text: string) => string): Promise<void> {
	const owner = new BusOwner(device.virtualEnd);
	try {
		process.stdout.write(formatDemonstration(await owner.demonstrate(), bold));
	} finally {
		owner.close();
	}
}
