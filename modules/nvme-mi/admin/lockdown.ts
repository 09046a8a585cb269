// SPDX-License-Identifier: Apache-2.0
import type Call from "../call.js";
import { Kind } from "../message.js";
import { Scope } from "../model/lockdown.js";
import { Completion, Status } from "../status.js";
import { At } from "./fields.js";

const scopeMask = 0x0f;
const prohibit = 0x10;
/** Which interfaces are meant: admin queues of hosts, both, or management endpoints. */
const interfaceShift = 5;
const interfaceMask = 0x03;
const Interface = Object.freeze({ queues: 0, both: 1, endpoints: 2 } as const);
/** Opcode of this very command: with it prohibited nothing could be allowed again. */
const lockdownOpcode = 0x24;
/** Kinds of commands by scope; 0: the scope is not one of commands. */
const kinds: readonly number[] = Object.freeze([Kind.admin, 0, 0, Kind.managementInterface, Kind.pcie]);

/** Whether there is such a scope. */
export function isScope(scope: number): boolean {
	return Scope.features === scope || (scope < kinds.length && 0 !== kinds[scope]);
}

/** Whether something can be prohibited: every feature and command that there is, but for Lockdown itself. */
export function canProhibit({ subsystem, tables }: Call, scope: number, code: number): boolean {
	if (Scope.features === scope) return subsystem.features.find(code) >= 0;
	if (lockdownOpcode === code) return false;
	return undefined !== tables[kinds[scope]]![code]?.handle;
}

/** Lockdown (NVMe Base 2.0, 5.20): prohibits a command, or a feature, until the next power cycle, or allows it again. */
export function lockdown(call: Call): number {
	const flags = call.u8(At.dword10);
	const code = call.u8(At.dword10 + 1);
	const scope = flags & scopeMask;
	const of = (flags >> interfaceShift) & interfaceMask;
	if (of > Interface.endpoints || !isScope(scope)) return Completion.invalidField;
	if (Scope.pcie === scope && Interface.endpoints !== of) return Completion.invalidField;
	if (!canProhibit(call, scope, code)) return Completion.prohibitionNotSupported;
	const prohibited = 0 !== (flags & prohibit);
	if (Interface.endpoints !== of) call.subsystem.lockdown.setQueues(scope, code, prohibited);
	if (Interface.queues !== of) call.subsystem.lockdown.set(scope, code, prohibited);
	return Status.success;
}
