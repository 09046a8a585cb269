// SPDX-License-Identifier: Apache-2.0
import type Call from "../call.js";
import type Controller from "../model/controller.js";
import { Change } from "../model/change.js";
import { Status } from "../status.js";

const clearAt = 15;
const clear = 0x80;
const head = 8;
const subsystemSize = 8;

/** NVM Subsystem Health Status Poll (NVMe-MI 1.2, 5.6). */
export function subsystemHealth(call: Call): number {
	const endpoint = call.endpoint;
	if (!call.resize(head + subsystemSize)) return Status.internalError;
	const view = call.view;
	const at = call.exchange.reply.start + head;
	view.setInt32(at, call.subsystem.health, true);
	view.setInt32(at + 4, endpoint.changed, true);
	if (0 !== (call.u8(clearAt) & clear)) endpoint.changed = 0;
	return Status.success;
}

/* Offsets of Controller Health Status Poll (5.3). */
const firstAt = 8;
const mostAt = 10;
const includeAt = 11;
const selectionAt = 12;
/** Which controllers to tell of: PCI functions that are neither physical nor virtual ones of SR-IOV; and all, whatever has changed. */
const Include = Object.freeze({ functions: 0x01, all: 0x80 } as const);
const entrySize = 16;

/** By bit of the selection, the changed flags that make a controller one to tell of. */
const selections: readonly number[] = Object.freeze([
	Change.ready |
		Change.fatal |
		Change.shutdown |
		Change.subsystemReset |
		Change.enable |
		Change.namespaceAttribute |
		Change.firmwareActivated |
		Change.status |
		Change.telemetry,
	Change.temperature,
	Change.used,
	Change.spare,
	Change.warning,
]);

/** Controller Health Status Poll (5.3): an entry for each controller from the given one on that has changed, or for all. */
export function controllerHealth(call: Call): number {
	const { controllers } = call.subsystem;
	const first = call.u16(firstAt);
	const most = call.u8(mostAt) + 1;
	const include = call.u8(includeAt);
	const wanted = changesOf(call.u8(selectionAt));
	const clearing = 0 !== (call.u8(clearAt) & clear);
	let count = 0;
	for (let index = 0; index < controllers.length && count < most; index++)
		if (controllers[index].id >= first && told(controllers[index], include, wanted)) count++;
	if (!call.open(head, 0, count * entrySize)) return Status.internalError;
	let at = 0;
	for (let index = 0; count > 0; index++) {
		const controller = controllers[index];
		if (controller.id < first || !told(controller, include, wanted)) continue;
		writeEntry(call, at, controller);
		if (clearing) controller.changed = 0;
		at += entrySize;
		count--;
	}
	call.response = (at / entrySize) << 16;
	return Status.success;
}

function changesOf(selection: number): number {
	let changes = 0;
	for (let bit = 0; bit < selections.length; bit++) if (0 !== (selection & (1 << bit))) changes |= selections[bit];
	return changes;
}

function told(controller: Controller, include: number, wanted: number): boolean {
	if (0 !== (include & Include.all)) return true;
	return 0 !== (include & Include.functions) && 0 !== (controller.changed & wanted);
}

/** Controller Health Data Structure (figure 77). */
function writeEntry({ window }: Call, at: number, controller: Controller): void {
	window.u16(at, controller.id);
	window.u16(at + 2, controller.status);
	window.u16(at + 4, controller.temperature);
	window.u8(at + 6, Math.min(controller.used, 0xff));
	window.u8(at + 7, controller.spare);
	window.u8(at + 8, controller.warning);
	window.u16(at + 9, controller.changed);
}
