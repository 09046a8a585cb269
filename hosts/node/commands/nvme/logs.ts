// SPDX-License-Identifier: Apache-2.0
import { Option, type Command } from "commander";
import type { Target } from "../../line/target.js";
import { hex } from "../../names.js";
import { allNamespaces } from "../../nvme/admin.js";
import type NvmeMiClient from "../../nvme/client.js";
import { decode } from "../../nvme/decode.js";
import { inContext, logName, logSize, readLog, supportedLogs } from "../../nvme/logs.js";
import { logRows } from "../../nvme/structures.js";
import { fieldRows } from "../../nvme/text.js";
import { writeBytes } from "../../profiles/text.js";
import formatTable from "../../table.js";
import { hexBytes } from "../../trace/hex.js";
import { addControllerCommand, bold, parseNumber, print, printJson, progress, withDrive, type DriveOptions } from "./drive.js";

interface Options extends DriveOptions {
	namespace: number;
	length?: number;
	offset: number;
	parameter: number;
	id?: number;
	clear?: true;
	raw?: true;
	output?: string;
}

const smartPage = 0x02;
/** Bytes above which it is told how far the reading is. */
const long = 0x10000;

export default function (nvme: Command): void {
	addControllerCommand(nvme, "smart")
		.description("SMART / Health Information of a controller.")
		.action((target: Target, options: Options) =>
			withDrive(target, options, (client) => show(client, smartPage, { ...options, namespace: allNamespaces, offset: 0, parameter: 0 })),
		);
	addControllerCommand(nvme, "logs")
		.description("List the log pages, or read one.")
		.argument("[page]", "log page identifier", parseNumber(0xff))
		.addOption(new Option("--namespace <id>", "namespace identifier").argParser(parseNumber(allNamespaces)).default(0))
		.addOption(new Option("--length <bytes>", "how much of it (default: all)").argParser(parseNumber(0x40000000, 4)))
		.addOption(new Option("--offset <bytes>", "first byte, a multiple of 4").argParser(parseNumber(0xfffffffc)).default(0))
		.addOption(new Option("--parameter <number>", "log specific parameter (LSP)").argParser(parseNumber(0x7f)).default(0))
		.addOption(new Option("--id <number>", "log specific identifier (LSI), such as the endurance group").argParser(parseNumber(0xffff)))
		.option("--clear", "what it tells of is over once it was read")
		.option("--raw", "print bytes")
		.option("-o, --output <file>", "write its bytes to a file")
		.action((target: Target, page: number | undefined, options: Options) =>
			withDrive(target, options, (client) => (undefined === page ? list(client, options) : show(client, page, options))),
		);
}

async function list(client: NvmeMiClient, { controller, json }: Options): Promise<void> {
	const pages = (await supportedLogs(client, controller)).map((page) => ({ page, name: logName(page) }));
	if (json) return printJson(pages, 2);
	process.stdout.write(formatTable([["Page", "Name"], ...pages.map(({ page, name }) => [hex(page), name])], bold));
}

async function show(client: NvmeMiClient, page: number, options: Options): Promise<void> {
	const { controller, namespace, offset, parameter, id, json, raw, output } = options;
	const tell = progress(logName(page));
	const read = async () => {
		const length = options.length ?? Math.max(4, (await logSize(client, controller, page)) - offset);
		const onProgress = length < long ? undefined : (done: number, total: number) => tell(done / total);
		return readLog(client, page, length, { controller, namespace, offset, parameter, id, clearing: options.clear, onProgress });
	};
	const data = await (0 === parameter ? inContext(client, controller, page, read) : read());
	if (undefined !== output) return writeBytes(output, data);
	const rows = 0 === offset ? logRows[page] : undefined;
	if (raw || (undefined === rows && !json)) return print(hexBytes(data));
	if (json) return printJson({ page, name: logName(page), ...(undefined === rows ? { data } : { fields: decode(data, rows) }) }, 2);
	process.stdout.write(formatTable(fieldRows(decode(data, rows!), ["Critical Warning", "Percentage Used", "SPROG"]), bold));
}
