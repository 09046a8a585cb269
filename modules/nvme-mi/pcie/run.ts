// SPDX-License-Identifier: Apache-2.0
import type Call from "../call.js";
import type { Command } from "../command.js";
import { Kind } from "../message.js";
import { Scope } from "../model/lockdown.js";
import { invalidParameter, Status } from "../status.js";

/** Bytes of a command up to its data. */
const fixed = 20;
const controllerAt = 6;
const head = 8;

/** Runs a PCIe command (NVMe-MI 1.2, 7). Returns the word of status and parameter error location. */
export default function runPcie(call: Call, command: Command | undefined): number {
	const { length, subsystem } = call;
	if (length < fixed) return Status.invalidCommandSize;
	if (undefined === command) return Status.invalidOpcode;
	const controller = subsystem.controller(call.u16(controllerAt));
	if (undefined === controller) return invalidParameter(controllerAt);
	if (length > fixed && !command.input) return Status.invalidInputSize;
	if (subsystem.lockdown.has(Scope.pcie, command.opcode)) return Status.accessDenied;
	const port = subsystem.ports[controller.options.port];
	if (!port.linked || !subsystem.functional) return Status.pcieInaccessible;
	call.controller = controller;
	call.size = head;
	return undefined === call.answers ? command.handle!(call) : call.answers.run(call, Kind.pcie, command);
}
