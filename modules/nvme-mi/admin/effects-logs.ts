// SPDX-License-Identifier: Apache-2.0
import type Call from "../call.js";
import type { CommandTable } from "../command.js";
import { Kind } from "../message.js";
import { features } from "../model/features.js";
import { Work } from "../model/work.js";

/** Bits of Commands Supported and Effects (NVMe Base 2.0, figure 211): supported; logical blocks, namespace capabilities, inventory of namespaces change. */
const Effect = Object.freeze({ supported: 0x01, blocks: 0x02, capabilities: 0x04, inventory: 0x08 } as const);

function effectsOf(work: number): number {
	if (Work.format === work) return Effect.supported | Effect.blocks | Effect.capabilities;
	return Work.namespace === work ? Effect.supported | Effect.inventory : Effect.supported;
}

/** A dword for each opcode. */
function writeCommands({ window }: Call, table: CommandTable): void {
	for (let opcode = 0; opcode < table.length; opcode++) {
		const command = table[opcode];
		if (undefined !== command && undefined !== command.handle) window.u32(4 * opcode, effectsOf(command.work));
	}
}

/** Commands Supported and Effects: of admin commands. */
export function writeAdminEffects(call: Call): void {
	writeCommands(call, call.tables[Kind.admin]!);
}

/** NVMe-MI Commands Supported and Effects (figure 236). */
export function writeManagementEffects(call: Call): void {
	writeCommands(call, call.tables[Kind.managementInterface]!);
}

/** Feature Identifiers Supported and Effects (figure 234). */
export function writeFeatureEffects({ window }: Call): void {
	for (let index = 0; index < features.length; index++) window.u32(4 * features[index].id, Effect.supported);
}
