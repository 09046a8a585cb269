// SPDX-License-Identifier: Apache-2.0
import { adminTable } from "./admin/commands.js";
import runAdmin from "./admin/run.js";
import type Call from "./call.js";
import { optionalCommands, type Command, type CommandTable } from "./command.js";
import { managementTable } from "./mi/commands.js";
import runManagement from "./mi/run.js";
import { pcieTable } from "./pcie/commands.js";
import runPcie from "./pcie/run.js";

/** A kind of commands: their table, and how one is run. */
export interface CommandSet {
	readonly table: CommandTable;
	readonly run: (call: Call, command: Command | undefined) => number;
}

/** By NVMe-MI message type. */
export const commandSets: readonly (CommandSet | undefined)[] = Object.freeze([
	undefined,
	Object.freeze({ table: managementTable, run: runManagement }),
	Object.freeze({ table: adminTable, run: runAdmin }),
	undefined,
	Object.freeze({ table: pcieTable, run: runPcie }),
]);

export const commandTables = Object.freeze(commandSets.map((set) => set?.table));
/** Those that not every device has. */
export const optionalList = optionalCommands(commandTables);
