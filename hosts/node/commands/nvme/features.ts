// SPDX-License-Identifier: Apache-2.0
import { Option, type Command } from "commander";
import type { Target } from "../../line/target.js";
import { hex } from "../../names.js";
import { getFeature, Select, setFeature } from "../../nvme/admin.js";
import type NvmeMiClient from "../../nvme/client.js";
import { CompletionError, NvmeMiError } from "../../nvme/errors.js";
import { featureName } from "../../nvme/feature-names.js";
import formatTable from "../../table.js";
import { addControllerCommand, bold, parseNumber, print, printJson, withDrive, type DriveOptions } from "./drive.js";

interface Options extends DriveOptions {
	save?: true;
	namespace: number;
}

/** Features that may be there: those of the base specification, and of the NVM command set. */
const candidates = [...Array.from({ length: 0x1f }, (_, index) => index + 1), 0x78, 0x7d, 0x7e, 0x7f, 0x80, 0x81, 0x82, 0x83, 0x84];
const selects = Object.freeze(["current", "default", "saved"] as const);
type Told = Record<(typeof selects)[number], number | string | undefined>;

export default function (nvme: Command): void {
	addControllerCommand(nvme, "features")
		.description("List the features of a controller, tell of one, or set it.")
		.argument("[feature]", "feature identifier", parseNumber(0xff, 1))
		.argument("[value]", "what it is set to (dword 11)", parseNumber(0xffffffff))
		.option("--save", "it outlives a reset")
		.addOption(new Option("--namespace <id>", "namespace identifier").argParser(parseNumber(0xffffffff)).default(0))
		.action((target: Target, feature: number | undefined, value: number | undefined, options: Options) =>
			withDrive(target, options, (client) => run(client, feature, value, options)),
		);
}

async function run(client: NvmeMiClient, feature: number | undefined, value: number | undefined, options: Options): Promise<void> {
	const { controller, namespace, save, json } = options;
	if (undefined !== feature && undefined !== value)
		await setFeature(client, feature, value, { controller, namespace, saved: true === save });
	const found: { feature: number; name: string; values: Told; can: string[] }[] = [];
	for (const id of undefined === feature ? candidates : [feature]) {
		try {
			found.push({ feature: id, name: featureName(id) ?? "", ...(await readOne(client, id, options)) });
		} catch (error) {
			const refused = error instanceof CompletionError || error instanceof NvmeMiError;
			if (!refused || undefined !== feature) throw error;
		}
	}
	if (json) return printJson(found, 2);
	if (0 === found.length) return print("the controller has no features");
	const rows = found.map(({ feature: id, name, values, can }) => [
		hex(id),
		name,
		...selects.map((select) => shown(values[select])),
		can.join(", "),
	]);
	process.stdout.write(
		formatTable(
			[["Id", "Feature", ...selects.map((select) => select.replace(/^./, (letter) => letter.toUpperCase())), "Can be"], ...rows],
			bold,
		),
	);
}

async function readOne(client: NvmeMiClient, id: number, { controller, namespace }: Options): Promise<{ values: Told; can: string[] }> {
	const values = {} as Told;
	for (const select of selects) {
		try {
			const { value, data } = await getFeature(client, id, Select[select], { controller, namespace });
			values[select] = data.length > 0 ? Buffer.from(data).toString("hex") : value;
		} catch (error) {
			if ("current" === select || !(error instanceof CompletionError)) throw error;
		}
	}
	const { value } = await getFeature(client, id, Select.capabilities, { controller, namespace });
	const can = ["saved", "set for each namespace", "changed"].filter((_, bit) => 0 !== (value & (1 << bit)));
	return { values, can };
}

function shown(value: number | string | undefined): string {
	return undefined === value ? "" : "number" === typeof value ? hex(value) : value;
}
