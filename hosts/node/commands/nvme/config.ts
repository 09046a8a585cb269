// SPDX-License-Identifier: Apache-2.0
import { Argument, Option, type Command } from "commander";
import { PortKind } from "../../../../modules/nvme-mi/model/port.js";
import type { Target } from "../../line/target.js";
import type NvmeMiClient from "../../nvme/client.js";
import { readFrequency, readPorts, readUnit, setFrequency, setUnit } from "../../nvme/management.js";
import formatTable from "../../table.js";
import { addDriveCommand, bold, parseNumber, printJson, withDrive, type DriveOptions } from "./drive.js";

interface Options extends DriveOptions {
	port?: number;
}

/** What can be set, and the port that is meant where nobody says. */
const settings = Object.freeze({
	frequency: { set: setFrequency, kind: PortKind.twoWire as number },
	unit: { set: setUnit, kind: undefined },
} as const);
const names = Object.freeze(Object.keys(settings)) as readonly (keyof typeof settings)[];

export default function (nvme: Command): void {
	addDriveCommand(nvme, "config")
		.description("Tell how the ports of the drive are configured, or change that.")
		.addArgument(new Argument("[setting]", "frequency: kHz of a two-wire port; unit: MCTP transmission unit, bytes").choices(names))
		.argument("[value]", "what it is set to", parseNumber(0xffff, 1))
		.addOption(
			new Option("--port <number>", "port of the subsystem (default: the first that has the setting)").argParser(parseNumber(0xff)),
		)
		.action((target: Target, setting: keyof typeof settings | undefined, value: number | undefined, options: Options) =>
			withDrive(target, options, (client) => run(client, setting, value, options)),
		);
}

async function run(
	client: NvmeMiClient,
	setting: keyof typeof settings | undefined,
	value: number | undefined,
	{ port, json }: Options,
): Promise<void> {
	const ports = await readPorts(client);
	if (undefined !== setting && undefined !== value) {
		const { set, kind } = settings[setting];
		const chosen = port ?? ports.findIndex(({ PRTTYP }) => undefined === kind || kind === PRTTYP);
		if (chosen < 0) throw new Error("the drive has no two-wire port, whose frequency could be set");
		if ("frequency" === setting && ![100, 400, 1000].includes(value)) throw new Error(`${value} kHz: allowed are 100, 400 and 1000`);
		await set(client, chosen, value);
	}
	const found: { port: number; kind: string; unit: number; largestUnit: number; frequency?: number }[] = [];
	for (const [index, { PRTTYP, MMTUS }] of ports.entries()) {
		const twoWire = PortKind.twoWire === PRTTYP;
		found.push({
			port: index,
			kind: twoWire ? "two-wire" : PortKind.pcie === PRTTYP ? "PCIe" : "inactive",
			unit: await readUnit(client, index),
			largestUnit: Number(MMTUS),
			...(twoWire ? { frequency: await readFrequency(client, index) } : {}),
		});
	}
	if (json) return printJson(found, 2);
	const rows = found.map(({ port: number, kind, unit, largestUnit, frequency }) => [
		String(number),
		kind,
		`${unit} of at most ${largestUnit} bytes`,
		undefined === frequency ? "" : `${frequency} kHz`,
	]);
	process.stdout.write(formatTable([["Port", "Kind", "Transmission unit", "Frequency"], ...rows], bold));
}
