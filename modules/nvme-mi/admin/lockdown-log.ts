// SPDX-License-Identifier: Apache-2.0
import type Call from "../call.js";
import { Completion } from "../status.js";
import { At } from "./fields.js";
import { codes } from "../model/lockdown.js";
import { canProhibit, isScope } from "./lockdown.js";
import { openLog } from "./log-window.js";

/** Log specific parameter. */
const parameterAt = At.dword10 + 1;
/* Which list of Command and Feature Lockdown: of what, and what can be prohibited, is for hosts, or is for management endpoints. */
const scopeMask = 0x0f;
const contentsMask = 0x30;
const Contents = Object.freeze({ possible: 0x00, queues: 0x10, endpoints: 0x20 } as const);

/** Opcodes or identifiers that can be prohibited, or are, by scope and contents of the log specific parameter (figure 238). */
export function writeLockdown(call: Call): void {
	const { window, subsystem } = call;
	const selected = call.u8(parameterAt) & (scopeMask | contentsMask);
	const scope = selected & scopeMask;
	const contents = selected & contentsMask;
	let count = 0;
	for (let code = 0; code < codes; code++) {
		const listed =
			Contents.possible === contents
				? canProhibit(call, scope, code)
				: Contents.queues === contents
					? subsystem.lockdown.hasQueues(scope, code)
					: subsystem.lockdown.has(scope, code);
		if (listed) window.u8(4 + count++, code);
	}
	window.u8(0, selected);
	window.u8(3, count);
}

/** Refuses lists that there are not. */
export function openLockdown(call: Call, size: number): number {
	const parameter = call.u8(parameterAt);
	if ((parameter & contentsMask) > Contents.endpoints || !isScope(parameter & scopeMask)) return Completion.invalidField;
	return openLog(call, size);
}
