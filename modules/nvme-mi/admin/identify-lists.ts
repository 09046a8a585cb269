// SPDX-License-Identifier: Apache-2.0
import type Call from "../call.js";
import type Controller from "../model/controller.js";
import { field, writeFields, type Field } from "../structure.js";
import { At } from "./fields.js";

/* Lists that Identify answers with, and what is of the whole subsystem (NVMe Base 2.0, 5.17.2). */

/** Identifiers of namespaces above the one that is asked with, in order. `attached`: a bit for each controller; only those attached to one of them. */
function writeIds(call: Call, attached: number): void {
	const { all } = call.subsystem.namespaces;
	const first = call.u32(At.namespace);
	let at = 0;
	for (let index = 0; index < all.length; index++) {
		const namespace = all[index];
		if (!namespace.allocated || namespace.id <= first || (0 !== attached && 0 === (namespace.attached & attached))) continue;
		call.window.u32(at, namespace.id);
		at += 4;
	}
}

/** 02h, 07h */
export function writeActiveIds(call: Call): void {
	writeIds(call, 1 << call.controller.index);
}

/** 10h, 1Ah */
export function writeAllocatedIds(call: Call): void {
	writeIds(call, 0);
}

/** A list of the controllers in `which`, a bit each, from the given identifier on. */
function writeControllerList(call: Call, which: number): void {
	const least = call.u16(At.dword10 + 2);
	const { controllers } = call.subsystem;
	const { window } = call;
	let count = 0;
	for (let index = 0; index < controllers.length; index++) {
		if (controllers[index].id < least || 0 === (which & (1 << index))) continue;
		window.u16(2 + 2 * count++, controllers[index].id);
	}
	window.u16(0, count);
}

/** 12h: those that a namespace is attached to. */
export function writeAttachedControllers(call: Call): void {
	writeControllerList(call, call.subsystem.namespaces.find(call.u32(At.namespace))?.attached ?? 0);
}

/** 13h */
export function writeControllers(call: Call): void {
	writeControllerList(call, -1);
}

/** 14h: there is no virtualization, so of all capabilities only who it is. */
const primaryCapabilities: readonly Field<Controller>[] = Object.freeze([
	field<Controller>(0, 2, "CNTLID", ({ id }) => id),
	field<Controller>(2, 2, "PORTID", ({ options }) => options.port),
]);

/** Of the controller that the field CNTID names. */
export function writePrimary(call: Call): void {
	writeFields(call.window, primaryCapabilities, call.subsystem.controller(call.u16(At.dword10 + 2))!);
}

/** 16h: namespaces are a multiple of 1 MiB best. */
export function writeGranularities({ window }: Call): void {
	window.u64(32, 0x100000);
	window.u64(40, 0x100000);
}

/** 18h: one domain, 0, with all the capacity. */
export function writeDomains(call: Call): void {
	if (call.u16(At.dword11) > 0) return;
	const { namespaces } = call.subsystem;
	const { window } = call;
	window.u8(0, 1);
	window.u64(128 + 16, namespaces.capacity);
	window.u64(128 + 32, namespaces.unallocated);
	window.u64(128 + 48, namespaces.capacity);
}

/** 19h: one endurance group. */
export function writeEnduranceGroups(call: Call): void {
	if (call.u16(At.dword11) > 1) return;
	call.window.u16(0, 1);
	call.window.u16(2, 1);
}

/** 1Ch: one combination, of the NVM command set alone. */
export function writeCommandSets({ window }: Call): void {
	window.u64(0, 1);
}
