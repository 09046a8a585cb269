// SPDX-License-Identifier: Apache-2.0
import { Option, type Command } from "commander";
import type { Target } from "../../line/target.js";
import { Cns, identify, listControllers, listNamespaces, readNamespace } from "../../nvme/admin.js";
import type NvmeMiClient from "../../nvme/client.js";
import { decode } from "../../nvme/decode.js";
import { blockFormats, formatOf, identifyController } from "../../nvme/structures.js";
import { fieldRows } from "../../nvme/text.js";
import { bytes } from "../../nvme/units.js";
import formatTable from "../../table.js";
import { hexBytes } from "../../trace/hex.js";
import { addControllerCommand, bold, parseNumber, print, printJson, withDrive, type DriveOptions } from "./drive.js";

interface Options extends DriveOptions {
	raw?: true;
	namespace: number;
	first: number;
	commandSet: number;
}

const lastNamespace = 0xffffffff;

export default function (nvme: Command): void {
	addControllerCommand(nvme, "id-ctrl")
		.description("Identify a controller.")
		.option("--raw", "print its 4096 bytes")
		.action((target: Target, options: Options) => withDrive(target, options, (client) => controller(client, options)));
	addControllerCommand(nvme, "id-ns")
		.description("Identify a namespace, whether it is attached or not.")
		.argument("<namespace>", "namespace identifier", parseNumber(lastNamespace, 1))
		.option("--raw", "print its 4096 bytes")
		.action((target: Target, id: number, options: Options) => withDrive(target, options, (client) => namespace(client, id, options)));
	addControllerCommand(nvme, "list-ns")
		.description("List all namespaces.")
		.action((target: Target, options: Options) => withDrive(target, options, (client) => namespaces(client, options)));
	addControllerCommand(nvme, "identify")
		.description("Print the bytes of any structure of Identify.")
		.argument("<cns>", "which structure (CNS)", parseNumber(0xff))
		.addOption(new Option("--namespace <id>", "namespace identifier").argParser(parseNumber(lastNamespace)).default(0))
		.addOption(new Option("--first <id>", "first controller of a list").argParser(parseNumber(0xffff)).default(0))
		.addOption(new Option("--command-set <number>", "command set").argParser(parseNumber(0xff)).default(0))
		.action((target: Target, cns: number, options: Options) =>
			withDrive(target, options, async (client) => {
				const data = await identify(client, cns, options);
				if (options.json) printJson({ cns, data });
				else print(hexBytes(data));
			}),
		);
}

async function controller(client: NvmeMiClient, { controller, json, raw }: Options): Promise<void> {
	const data = await identify(client, Cns.controller, { controller });
	if (raw) return print(hexBytes(data));
	const values = decode(data, identifyController);
	if (json) return printJson(values, 2);
	process.stdout.write(formatTable(fieldRows(values, ["CNTLID"]), bold));
}

async function namespace(client: NvmeMiClient, id: number, { controller, json, raw }: Options): Promise<void> {
	const { bytes: data, fields } = await readNamespace(client, controller, id);
	if (raw) return print(hexBytes(data));
	const formats = blockFormats(data);
	if (json) return printJson({ ...fields, formats }, 2);
	const inUse = formatOf(fields);
	const lines = formats.map((each, index) => `${index}: ${each.data} + ${each.metadata} bytes${index === inUse ? ", in use" : ""}`);
	process.stdout.write(formatTable([...fieldRows(fields, ["NSZE"]), ["Formats", lines.join("\n")]], bold));
}

async function namespaces(client: NvmeMiClient, { controller, json }: Options): Promise<void> {
	const found: { id: number; blocks: number; blockSize: number; used: number; controllers: readonly number[] }[] = [];
	for (const id of await listNamespaces(client, controller, Cns.allocatedNamespaces)) {
		const { bytes: data, fields } = await readNamespace(client, controller, id);
		const controllers = await listControllers(client, controller, Cns.attachedControllers, id);
		const { data: blockSize } = blockFormats(data)[formatOf(fields)] ?? { data: 0 };
		found.push({ id, blocks: Number(fields.NSZE), blockSize, used: Number(fields.NUSE), controllers });
	}
	if (json) return printJson(found, 2);
	if (0 === found.length) return print("the drive has no namespaces: see nvme namespace create --help");
	const table = found.map(({ id, blocks, blockSize, used, controllers }) => [
		String(id),
		bytes(blocks * blockSize),
		String(blockSize),
		0 === blocks ? "" : `${Math.round((100 * used) / blocks)} %`,
		0 === controllers.length ? "none" : controllers.join(", "),
	]);
	process.stdout.write(formatTable([["Id", "Size", "Block", "In use", "Controllers"], ...table], bold));
}
