// SPDX-License-Identifier: Apache-2.0
import type Call from "../call.js";
import type { Command } from "../command.js";
import { Kind } from "../message.js";
import { Scope } from "../model/lockdown.js";
import { Status } from "../status.js";

/** Bytes of a command of the management interface up to its data. */
const fixed = 16;
/** Bytes of an answer without data. */
const head = 8;

/** Runs a command of the management interface (NVMe-MI 1.2, 5). Returns the word of status and parameter error location. */
export default function runManagement(call: Call, command: Command | undefined): number {
	const length = call.length;
	if (undefined === command) return length > 4 ? Status.invalidOpcode : Status.invalidCommandSize;
	if (length < fixed) return Status.invalidCommandSize;
	if (length > fixed && !command.input) return Status.invalidInputSize;
	if (call.subsystem.lockdown.any && call.subsystem.lockdown.has(Scope.managementInterface, command.opcode)) return Status.accessDenied;
	if (!command.always && call.subsystem.sanitize.running) return Status.sanitizeInProgress;
	call.size = head;
	return undefined === call.answers ? command.handle!(call) : call.answers.run(call, Kind.managementInterface, command);
}
