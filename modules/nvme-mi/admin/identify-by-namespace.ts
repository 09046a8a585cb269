// SPDX-License-Identifier: Apache-2.0
import type Call from "../call.js";
import type Namespace from "../model/namespace.js";
import { broadcastId } from "../model/namespaces.js";
import { Completion, Status } from "../status.js";
import { writeFields } from "../structure.js";
import { At } from "./fields.js";
import { independentNamespace, writeDescriptors, writeNamespace } from "./identify-namespace.js";
import { invalid, ofNvm, open } from "./identify-request.js";

const { invalidField, invalidNamespaceOrFormat } = Completion;

/** 00h: a namespace that is attached to the controller; all zero if it is not. */
export function namespace(call: Call): number {
	const id = call.u32(At.namespace);
	const { namespaces } = call.subsystem;
	if (broadcastId !== id && invalid(call, id)) return invalidNamespaceOrFormat;
	const status = open(call);
	if (Status.success !== status) return status;
	if (broadcastId === id) writeNamespace(call, undefined);
	else {
		const active = namespaces.active(id, call.controller.index);
		if (undefined !== active) writeNamespace(call, active);
	}
	return status;
}

/** 05h: what the NVM command set adds is all 0. */
export function namespaceOfSet(call: Call): number {
	return broadcastId === call.u32(At.namespace) && ofNvm(call) ? open(call) : allocatedOfSet(call);
}

/** 1Bh: the same, but not of all namespaces. */
export function allocatedOfSet(call: Call): number {
	if (!ofNvm(call)) return invalidField;
	return invalid(call, call.u32(At.namespace)) ? invalidNamespaceOrFormat : open(call);
}

/** 03h */
export function descriptors(call: Call): number {
	const id = call.u32(At.namespace);
	if (invalid(call, id)) return invalidNamespaceOrFormat;
	const active = call.subsystem.namespaces.active(id, call.controller.index);
	if (undefined === active) return invalidField;
	const status = open(call);
	if (Status.success === status) writeDescriptors(call, active);
	return status;
}

/** 08h: of all command sets; all zero if it is not attached to the controller. */
export function independent(call: Call): number {
	return ofAllSets(call, call.subsystem.namespaces.active(call.u32(At.namespace), call.controller.index));
}

/** 1Fh: the same of an allocated namespace, attached or not (NVMe Base 2.1, figure 310). */
export function independentAllocated(call: Call): number {
	return ofAllSets(call, call.subsystem.namespaces.find(call.u32(At.namespace)));
}

function ofAllSets(call: Call, found: Namespace | undefined): number {
	if (invalid(call, call.u32(At.namespace))) return invalidNamespaceOrFormat;
	const status = open(call);
	if (Status.success === status && undefined !== found) writeFields(call.window, independentNamespace, found);
	return status;
}

/** 11h: an allocated namespace, attached or not. */
export function allocated(call: Call): number {
	const id = call.u32(At.namespace);
	if (invalid(call, id)) return invalidNamespaceOrFormat;
	const found = call.subsystem.namespaces.find(id);
	const status = open(call);
	if (Status.success === status && undefined !== found) writeNamespace(call, found);
	return status;
}

/** Whether there is the format whose index is asked for, in the NVM command set. */
function hasFormat(call: Call): boolean {
	return ofNvm(call) && call.u16(At.dword11) < call.subsystem.namespaces.formats.length;
}

/** 09h: what namespaces of a format have, which is what all have (NVM Command Set 1.0, 4.1.5.5). */
export function format(call: Call): number {
	if (!hasFormat(call)) return invalidField;
	const status = open(call);
	if (Status.success === status) writeNamespace(call, undefined);
	return status;
}

/** 0Ah: what the NVM command set adds here is all 0. */
export function formatOfSet(call: Call): number {
	return hasFormat(call) ? open(call) : invalidField;
}
