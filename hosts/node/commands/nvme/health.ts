// SPDX-License-Identifier: Apache-2.0
import type { Command } from "commander";
import type { Target } from "../../line/target.js";
import { pollControllers, pollSubsystem } from "../../nvme/health.js";
import { readController, readPorts, readSubsystem } from "../../nvme/management.js";
import type NvmeMiClient from "../../nvme/client.js";
import { fieldRows } from "../../nvme/text.js";
import { hex } from "../../names.js";
import formatTable from "../../table.js";
import { addDriveCommand, bold, print, printJson, withDrive, type DriveOptions } from "./drive.js";

interface Options extends DriveOptions {
	clear?: true;
}

export default function (nvme: Command): void {
	addDriveCommand(nvme, "health")
		.description("How the drive is (NVM Subsystem Health Status Poll). Exit status 1: it does not work, or warns.")
		.option("--clear", "clear what has changed")
		.action((target: Target, options: Options) => withDrive(target, options, (client) => health(client, options)));
	addDriveCommand(nvme, "controllers")
		.description("List the controllers, and how they are (Controller Health Status Poll).")
		.option("--clear", "clear what has changed")
		.action((target: Target, options: Options) => withDrive(target, options, (client) => controllers(client, options)));
	addDriveCommand(nvme, "ports")
		.description("Tell of the subsystem and its ports.")
		.action((target: Target, options: Options) => withDrive(target, options, (client) => ports(client, options)));
}

const list = (texts: readonly string[]) => (0 === texts.length ? "nothing" : texts.join(", "));

async function health(client: NvmeMiClient, { json, clear }: Options): Promise<void> {
	const found = await pollSubsystem(client, clear);
	const { functional, resetRequired, sanitizeFailed, links, warnings, temperature, used, changed } = found;
	if (!functional || sanitizeFailed || warnings.length > 0) process.exitCode = 1;
	if (json) return printJson(found);
	process.stdout.write(
		formatTable(
			[
				["Drive", functional ? (sanitizeFailed ? "works, but its last sanitize failed" : "works") : "does not work"],
				["Reset", resetRequired ? "needed, to activate firmware" : "not needed"],
				["PCIe links", links.map((up, index) => `port ${index} ${up ? "up" : "down"}`).join(", ")],
				["Warnings", list(warnings)],
				["Temperature", undefined === temperature ? "not told" : `${temperature} °C`],
				["Life used", `${used} %`],
				["Changed", list(changed)],
			],
			bold,
		),
	);
}

async function controllers(client: NvmeMiClient, { json, clear }: Options): Promise<void> {
	const found: object[] = [];
	const table = [["Id", "PCI", "Port", "Status", "Temperature", "Spare", "Used", "Warnings", "Changed"]];
	for (const each of await pollControllers(client, clear)) {
		const { controller, ready, fatal, shutdown, temperature, spare, used, warnings, changed } = each;
		const { PORTID, PRII, PRI, VID, DID, SSVID, SSID } = await readController(client, controller);
		const address = 0 === PRII ? undefined : pciAddress(Number(PRI));
		found.push({ ...each, port: PORTID, address, vendor: VID, device: DID, subsystemVendor: SSVID, subsystemDevice: SSID });
		const status = fatal ? "fatal error" : "none" !== shutdown ? `shutdown ${shutdown}` : ready ? "ready" : "not ready";
		table.push([
			String(controller),
			`${address ?? "none"} ${hex(Number(VID), 4)}:${hex(Number(DID), 4)}`,
			String(PORTID),
			status,
			`${temperature} °C`,
			`${spare} %`,
			`${used} %`,
			list(warnings),
			list(changed),
		]);
	}
	if (json) return printJson(found, 2);
	if (0 === found.length) return print("the drive has no controllers");
	process.stdout.write(formatTable(table, bold));
}

/** Bus, device and function: 8, 5 and 3 bits. */
function pciAddress(address: number): string {
	const digits = (value: number) => value.toString(16).padStart(2, "0");
	return `${digits(address >> 8)}:${digits((address >> 3) & 0x1f)}.${address & 7}`;
}

const kinds: Readonly<Record<number, string>> = Object.freeze({ 0: "inactive", 1: "PCIe", 2: "two-wire" });

async function ports(client: NvmeMiClient, { json }: Options): Promise<void> {
	const subsystem = await readSubsystem(client);
	const all = await readPorts(client);
	if (json) return printJson({ subsystem, ports: all }, 2);
	print(`NVMe-MI ${subsystem.MJR}.${subsystem.MNR}, ${all.length} ports`);
	for (const [index, { PRTTYP, PRTCAP, ...rest }] of all.entries()) {
		const can = [Number(PRTCAP) & 1 ? "command initiated auto pause" : "", Number(PRTCAP) & 2 ? "asynchronous events" : ""].filter(Boolean);
		process.stdout.write(
			formatTable([["Port", `${index}, ${kinds[Number(PRTTYP)] ?? `type ${PRTTYP}`}`], ["Can do", list(can)], ...fieldRows(rest)], bold),
		);
	}
}
