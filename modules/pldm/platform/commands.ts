// SPDX-License-Identifier: Apache-2.0
import { commandTable, type CommandTable } from "../command.js";
import { effecterCommands } from "./effecter-commands.js";
import { eventCommands } from "./event-commands.js";
import { numericSensorCommands } from "./numeric-sensor-commands.js";
import { pdrCommands } from "./pdr-commands.js";
import type Platform from "./platform.js";
import { stateSensorCommands } from "./state-sensor-commands.js";

/** All commands of PLDM type 2. */
export const platformCommands: CommandTable<Platform> = commandTable<Platform>([
	...eventCommands,
	...numericSensorCommands,
	...stateSensorCommands,
	...effecterCommands,
	...pdrCommands,
]);
