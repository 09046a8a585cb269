// SPDX-License-Identifier: Apache-2.0
import { formatAttachment } from "./attach.js";
import BusOwner from "./bus-owner.js";
import Device from "./device.js";
import deviceUuid from "./identity.js";
import Log, { colorsFor, type LogLevel } from "./log.js";
import { formatDemonstration } from "./report.js";
import lineFor from "./serial/lines.js";
import { formatTarget, type Target } from "./serial/target.js";
import untilSignal from "./signals.js";

export interface DeviceCommandOptions {
	serial: readonly Target[];
	eid: number;
	uuid?: string;
	log: LogLevel;
	once: boolean;
}

/** Runs the virtual device until a signal comes: first for the bus owner in this process, then on its serial lines. */
export async function runDevice(options: DeviceCommandOptions): Promise<void> {
	const { serial, eid, once } = options;
	const signalled = untilSignal();
	const log = new Log(options.log);
	const { bold } = colorsFor(process.stdout);
	const uuid = options.uuid ?? deviceUuid(serial.map(formatTarget).join(" "));
	const device = new Device({ lines: serial.map(lineFor), eid, uuid, log });
	try {
		await demonstrate(device, bold);
		if (once) return;
		await device.open();
		for (const { name, line } of device.links) process.stdout.write(`\n${formatAttachment(name, line, bold)}`);
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
