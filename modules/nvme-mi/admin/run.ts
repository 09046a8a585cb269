// SPDX-License-Identifier: Apache-2.0
import type Call from "../call.js";
import { adminData } from "../call.js";
import type { Command } from "../command.js";
import { Kind } from "../message.js";
import { Scope } from "../model/lockdown.js";
import { Completion, invalidParameter, Status } from "../status.js";

/** Bytes of a command up to its data. */
const fixed = 68;
const controllerAt = 6;
const namespaceAt = 8;
const head = 8;
/* Completion dword 3 (NVMe Base 2.0, figure 90): phase tag, status, do not retry. */
const phase = 0x00010000;
const statusShift = 17;
const doNotRetry = 0x80000000 | 0;

/** Runs an NVMe Admin command (NVMe-MI 1.2, 6). Returns the word of status and parameter error location. */
export default function runAdmin(call: Call, command: Command | undefined): number {
	const { length, subsystem } = call;
	if (length < fixed) return Status.invalidCommandSize;
	const handle = command?.handle;
	if (undefined === command || undefined === handle) return Status.invalidOpcode;
	const controller = subsystem.controller(call.u16(controllerAt));
	if (undefined === controller) return invalidParameter(controllerAt);
	if (length > fixed && !command.input) return Status.invalidInputSize;
	call.controller = controller;
	subsystem.advance(call.now, 0);
	call.size = adminData;
	let outcome: number;
	if (subsystem.lockdown.any && subsystem.lockdown.has(Scope.admin, command.opcode)) outcome = Status.accessDenied;
	else if (!command.always && subsystem.sanitize.running) outcome = Completion.sanitizeInProgress;
	else if (!command.always && subsystem.sanitize.failed) outcome = Completion.sanitizeFailed;
	else outcome = undefined === call.answers ? handle(call) : call.answers.run(call, Kind.admin, command);
	if (outcome > 0) return outcome;
	if (outcome < 0) {
		call.size = adminData;
		call.result = 0;
		controller.errors.add(-outcome, call.u32(namespaceAt) | 0, command.opcode);
	}
	call.put32(head, call.result);
	call.put32(head + 4, 0);
	call.put32(head + 8, 0 === outcome ? phase : (-outcome << statusShift) | phase | doNotRetry);
	return Status.success;
}
