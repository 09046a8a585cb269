// SPDX-License-Identifier: Apache-2.0
import type Call from "../call.js";
import { indexed } from "../command.js";
import type Controller from "../model/controller.js";
import { broadcastId } from "../model/namespaces.js";
import { Completion, Status } from "../status.js";
import { field, writeFields, type Field } from "../structure.js";
import { At } from "./fields.js";
import {
	allocated,
	allocatedOfSet,
	descriptors,
	format,
	formatOfSet,
	independent,
	independentAllocated,
	namespace,
	namespaceOfSet,
} from "./identify-by-namespace.js";
import { identifyController } from "./identify-controller.js";
import { writeIds } from "./identify-namespace.js";
import { invalid, ofNvm, open } from "./identify-request.js";

const { invalidField, invalidNamespaceOrFormat } = Completion;
const lastIds = 0xfffffffe;

/** A row: what one CNS value answers with. */
interface Structure {
	readonly cns: number;
	readonly name: string;
	readonly write: (call: Call) => number;
}

/** 01h */
function controller(call: Call): number {
	const status = open(call);
	if (Status.success === status) writeFields(call.window, identifyController, call);
	return status;
}

/** 02h, 10h and their twins for a command set. */
function ids(call: Call, attached: number): number {
	const first = call.u32(At.namespace);
	if (first >= lastIds) return invalidNamespaceOrFormat;
	const status = open(call);
	if (Status.success === status) writeIds(call, call.subsystem, first, attached);
	return status;
}

function activeIds(call: Call): number {
	return ids(call, 1 << call.controller.index);
}

function allocatedIds(call: Call): number {
	return ids(call, 0);
}

function activeIdsOfSet(call: Call): number {
	return ofNvm(call) ? activeIds(call) : invalidField;
}

function allocatedIdsOfSet(call: Call): number {
	return ofNvm(call) ? allocatedIds(call) : invalidField;
}

/** A list of the controllers in `which`, a bit each, from the given identifier on. */
function controllerList(call: Call, which: number): number {
	const least = call.u16(At.dword10 + 2);
	const status = open(call);
	if (Status.success !== status) return status;
	const { controllers } = call.subsystem;
	const { window } = call;
	let count = 0;
	for (let index = 0; index < controllers.length; index++) {
		if (controllers[index].id < least || 0 === (which & (1 << index))) continue;
		window.u16(2 + 2 * count++, controllers[index].id);
	}
	window.u16(0, count);
	return status;
}

/** 12h: those that a namespace is attached to. */
function attachedControllers(call: Call): number {
	const id = call.u32(At.namespace);
	if (broadcastId === id) return invalidField;
	if (invalid(call, id)) return invalidNamespaceOrFormat;
	return controllerList(call, call.subsystem.namespaces.find(id)?.attached ?? 0);
}

/** 13h */
function controllers(call: Call): number {
	return controllerList(call, -1);
}

/** 14h: there is no virtualization, so of all capabilities only who it is. */
const primaryCapabilities: readonly Field<Controller>[] = Object.freeze([
	field<Controller>(0, 2, "CNTLID", ({ id }) => id),
	field<Controller>(2, 2, "PORTID", ({ options }) => options.port),
]);

/** Of the controller that the field CNTID names. */
function primary(call: Call): number {
	const named = call.subsystem.controller(call.u16(At.dword10 + 2));
	if (undefined === named) return invalidField;
	const status = open(call);
	if (Status.success === status) writeFields(call.window, primaryCapabilities, named);
	return status;
}

/** What is there, and empty: no NVM sets, no secondary controllers, no UUIDs; for the command set of a controller: no limits. */
function empty(call: Call): number {
	return open(call);
}

function emptyOfSet(call: Call): number {
	return ofNvm(call) ? open(call) : invalidField;
}

/** 16h: namespaces are a multiple of 1 MiB best. */
function granularity(call: Call): number {
	const status = open(call);
	if (Status.success !== status) return status;
	const { window } = call;
	window.u64(32, 0x100000);
	window.u64(40, 0x100000);
	return status;
}

/** 18h: one domain, 0, with all the capacity. */
function domains(call: Call): number {
	const first = call.u16(At.dword11);
	const status = open(call);
	if (Status.success !== status || first > 0) return status;
	const { namespaces } = call.subsystem;
	const { window } = call;
	window.u8(0, 1);
	window.u64(128 + 16, namespaces.capacity);
	window.u64(128 + 32, namespaces.unallocated);
	window.u64(128 + 48, namespaces.capacity);
	return status;
}

/** 19h: one endurance group. */
function enduranceGroups(call: Call): number {
	const first = call.u16(At.dword11);
	const status = open(call);
	if (Status.success !== status || first > 1) return status;
	call.window.u16(0, 1);
	call.window.u16(2, 1);
	return status;
}

/** 1Ch: one combination, of the NVM command set alone. */
function commandSets(call: Call): number {
	const status = open(call);
	if (Status.success === status) call.window.u64(0, 1);
	return status;
}

/**
 * By CNS value (NVMe Base 2.1, figure 310). 1Dh and 1Eh are of subsystems behind fabrics, the first prohibited on PCIe; 20h is of controllers
 * that migrate.
 */
export const structures: readonly (Structure | undefined)[] = indexed(
	[
		row(0x00, "namespace", namespace),
		row(0x01, "controller", controller),
		row(0x02, "active namespaces", activeIds),
		row(0x03, "namespace identification descriptors", descriptors),
		row(0x04, "NVM sets", empty),
		row(0x05, "namespace, by command set", namespaceOfSet),
		row(0x06, "controller, by command set", emptyOfSet),
		row(0x07, "active namespaces, by command set", activeIdsOfSet),
		row(0x08, "namespace, of all command sets", independent),
		row(0x09, "format", format),
		row(0x0a, "format, by command set", formatOfSet),
		row(0x10, "allocated namespaces", allocatedIds),
		row(0x11, "allocated namespace", allocated),
		row(0x12, "controllers of a namespace", attachedControllers),
		row(0x13, "controllers", controllers),
		row(0x14, "primary controller capabilities", primary),
		row(0x15, "secondary controllers", empty),
		row(0x16, "namespace granularities", granularity),
		row(0x17, "UUIDs", empty),
		row(0x18, "domains", domains),
		row(0x19, "endurance groups", enduranceGroups),
		row(0x1a, "allocated namespaces, by command set", allocatedIdsOfSet),
		row(0x1b, "allocated namespace, by command set", allocatedOfSet),
		row(0x1c, "command sets", commandSets),
		row(0x1f, "allocated namespace, of all command sets", independentAllocated),
	],
	({ cns }) => cns,
);

/** @setup */
function row(cns: number, name: string, write: Structure["write"]): Structure {
	return Object.freeze({ cns, name, write });
}

/** Identify (NVMe Base 2.0, 5.17). */
export function identify(call: Call): number {
	const structure = structures[call.u8(At.dword10)];
	return undefined === structure ? invalidField : structure.write(call);
}
