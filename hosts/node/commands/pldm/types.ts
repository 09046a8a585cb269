// SPDX-License-Identifier: Apache-2.0
import type { Command } from "commander";
import type { Target } from "../../line/target.js";
import { formatVersion, hex } from "../../names.js";
import type PldmClient from "../../pldm/client.js";
import { pldmCommandName, pldmTypeName } from "../../pldm/commands.js";
import { discoverTerminus } from "../../pldm/discover.js";
import formatTable from "../../table.js";
import { addTerminusCommand, bold, printJson, withTerminus, type TerminusOptions } from "./terminus.js";

export default function (pldm: Command): void {
	addTerminusCommand(pldm, "types")
		.description("Ask which PLDM types, versions and commands there are.")
		.action((target: Target, options: TerminusOptions) => withTerminus(target, options, (client) => run(client, options)));
}

async function run(client: PldmClient, { json }: TerminusOptions): Promise<void> {
	const { tid, types } = await discoverTerminus(client);
	const named = types.map(({ type, versions, commands, fault }) => ({
		type,
		name: pldmTypeName(type) ?? `type ${hex(type)}`,
		versions: versions.map(formatVersion),
		commands: commands.map((code) => ({ code, name: pldmCommandName(type, code) ?? hex(code) })),
		fault,
	}));
	if (json) return printJson({ tid, types: named }, 2);
	const rows = named.map(({ type, name, versions, commands, fault }) => [
		`${hex(type)} ${name}`,
		[
			...(versions.length > 0 ? [versions.join(" ")] : []),
			...commands.map((command) => command.name),
			...(undefined === fault ? [] : [fault]),
		].join("\n"),
	]);
	process.stdout.write(formatTable([["Terminus id", 0 === tid ? "none" : String(tid)], ...rows], bold));
}
