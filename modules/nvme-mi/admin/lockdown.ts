// SPDX-License-Identifier: Apache-2.0
import type Call from "../call.js";
import { Scope } from "../model/lockdown.js";
import { Completion, Status } from "../status.js";
import { At } from "./fields.js";

const scopeMask = 0x0f;
const prohibit = 0x10;
/** Which interfaces are meant: those of hosts alone, or management endpoints too or alone. */
const interfaceShift = 5;
const interfaceMask = 0x03;
const inBand = 0;
const mostInterface = 2;
/** Opcode of this very command: with it prohibited nothing could be allowed again. */
const lockdownOpcode = 0x24;

/** Lockdown (NVMe Base 2.0, 5.20): prohibits a command, or a feature, until the next power cycle, or allows it again. */
export function lockdown(call: Call): number {
	const flags = call.u8(At.dword10);
	const code = call.u8(At.dword10 + 1);
	const scope = flags & scopeMask;
	const of = (flags >> interfaceShift) & interfaceMask;
	if (of > mostInterface) return Completion.invalidField;
	if (Scope.admin !== scope && Scope.features !== scope && Scope.managementInterface !== scope && Scope.pcie !== scope)
		return Completion.invalidField;
	if (Scope.admin === scope && lockdownOpcode === code) return Completion.invalidField;
	if (inBand !== of) call.subsystem.lockdown.set(scope, code, 0 !== (flags & prohibit));
	return Status.success;
}
