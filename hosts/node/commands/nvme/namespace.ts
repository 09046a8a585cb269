// SPDX-License-Identifier: Apache-2.0
import { Option, type Command } from "commander";
import type { Target } from "../../line/target.js";
import { allNamespaces, attachNamespace, createNamespace, deleteNamespace } from "../../nvme/admin.js";
import type NvmeMiClient from "../../nvme/client.js";
import { addControllerCommand, confirm, parseNumber, print, printJson, withDrive, type DriveOptions } from "./drive.js";

interface Options extends DriveOptions {
	blocks: number;
	format: number;
	shared?: true;
}

export default function (nvme: Command): void {
	const namespace = nvme.command("namespace").description("Create, delete, attach and detach namespaces.");
	addControllerCommand(namespace, "create")
		.description("Create a namespace, and print its identifier; no controller has it yet.")
		.argument("<blocks>", "size in logical blocks", parseBlocks)
		.addOption(new Option("--format <number>", "format of the blocks, as id-ns lists them").argParser(parseNumber(63)).default(0))
		.option("--shared", "several controllers may have it")
		.action((target: Target, blocks: number, options: Options) => withDrive(target, options, (client) => create(client, blocks, options)));
	addControllerCommand(namespace, "delete")
		.description("Delete a namespace, and all that is on it.")
		.argument("<namespace>", "namespace identifier, or all", parseNamespace)
		.option("--yes", "do so")
		.action((target: Target, id: number, options: Options) =>
			withDrive(target, options, async (client) => {
				confirm(options, `this deletes ${nameOf(id)}`);
				await deleteNamespace(client, options.controller, id);
			}),
		);
	for (const [name, attached, what] of ways) {
		addControllerCommand(namespace, name)
			.description(what)
			.argument("<namespace>", "namespace identifier", parseNumber(allNamespaces - 1, 1))
			.argument("<controllers...>", "controller identifiers", (text: string, before: readonly number[] = []) => [
				...before,
				parseNumber(0xffff)(text),
			])
			.action((target: Target, id: number, controllers: readonly number[], options: Options) =>
				withDrive(target, options, (client) => attachNamespace(client, options.controller, id, controllers, attached)),
			);
	}
}

const ways = Object.freeze([
	["attach", true, "Give a namespace to controllers: to all of them, or none."],
	["detach", false, "Take a namespace away from controllers: from all of them, or none."],
] as const);

const parseBlocks = parseNumber(Number.MAX_SAFE_INTEGER, 1);

/** An identifier, or all. */
export function parseNamespace(text: string): number {
	return "all" === text ? allNamespaces : parseNumber(allNamespaces - 1, 1)(text);
}

export function nameOf(id: number): string {
	return allNamespaces === id ? "all namespaces" : `namespace ${id}`;
}

async function create(client: NvmeMiClient, blocks: number, { controller, format, shared, json }: Options): Promise<void> {
	const namespace = await createNamespace(client, controller, { blocks, format, shared });
	if (json) printJson({ namespace });
	else print(String(namespace));
}
