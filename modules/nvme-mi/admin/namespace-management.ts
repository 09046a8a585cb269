// SPDX-License-Identifier: Apache-2.0
import type Call from "../call.js";
import type Namespace from "../model/namespace.js";
import { broadcastId } from "../model/namespaces.js";
import { Completion, Status } from "../status.js";
import { At } from "./fields.js";

const { data } = At;
const dataSize = 4096;
const selectMask = 0x0f;
const Select = Object.freeze({ create: 0, remove: 1 } as const);
const Attach = Object.freeze({ attach: 0, detach: 1 } as const);
/* What is created, as Identify Namespace has it. */
const sizeAt = data;
const capacityAt = data + 8;
const formatAt = data + 26;
const protectionAt = data + 29;
const sharingAt = data + 30;
const commandSetAt = At.dword11 + 3;
const lowFormat = 0x0f;
const highFormat = 0x60;

/** Namespace Management (NVMe Base 2.0, 5.23). */
export function manageNamespace(call: Call): number {
	const select = call.u8(At.dword10) & selectMask;
	if (Select.create === select) return create(call);
	if (call.length > data) return Status.invalidInputSize;
	return Select.remove === select ? remove(call) : Completion.invalidField;
}

/** Either everything is as it has to be, and the namespace is there, or nothing has changed. */
function create(call: Call): number {
	const status = call.checkInput(dataSize);
	if (Status.success !== status) return status;
	const { namespaces } = call.subsystem;
	const blocks = call.u64(sizeAt);
	const capacity = call.u64(capacityAt);
	const flags = call.u8(formatAt);
	const format = (flags & lowFormat) | ((flags & highFormat) >> 1);
	if (0 !== call.u8(commandSetAt)) return Completion.commandSetNotSupported;
	if (0 !== call.u8(protectionAt) || 0 === blocks || capacity > blocks) return Completion.invalidField;
	if (capacity < blocks) return Completion.thinProvisioningNotSupported;
	if (format >= namespaces.formats.length) return Completion.invalidFormat;
	if (blocks * 2 ** namespaces.formats[format] > namespaces.unallocated) return Completion.insufficientCapacity;
	const place = namespaces.free();
	if (undefined === place) return Completion.namespaceUnavailable;
	namespaces.create(place, blocks, format, 0 !== (call.u8(sharingAt) & 1));
	call.result = place.id;
	return Status.success;
}

/** One, or all; a namespace is detached from all controllers first. */
function remove(call: Call): number {
	const id = call.u32(At.namespace);
	const { namespaces } = call.subsystem;
	if (broadcastId === id) {
		for (let index = 0; index < namespaces.all.length; index++) removeOne(call, namespaces.all[index]);
		return Status.success;
	}
	if (!namespaces.valid(id)) return Completion.invalidNamespaceOrFormat;
	const namespace = namespaces.find(id);
	if (undefined === namespace) return Completion.invalidField;
	removeOne(call, namespace);
	return Status.success;
}

function removeOne({ subsystem }: Call, namespace: Namespace): void {
	const { attached } = namespace;
	subsystem.namespaces.remove(namespace);
	subsystem.namespaceChanged(namespace, attached);
}

/** Namespace Attachment (5.22). Either all controllers of the list are attached or detached, or none. */
export function attachNamespace(call: Call): number {
	const select = call.u8(At.dword10) & selectMask;
	const status = call.checkInput(dataSize);
	if (Status.success !== status) return status;
	const id = call.u32(At.namespace);
	const { namespaces } = call.subsystem;
	if (select > Attach.detach || broadcastId === id) return Completion.invalidField;
	if (!namespaces.valid(id)) return Completion.invalidNamespaceOrFormat;
	const namespace = namespaces.find(id);
	if (undefined === namespace) return Completion.invalidField;
	const wanted = listed(call);
	if (0 === wanted) return Completion.controllerListInvalid;
	const attached = namespace.attached;
	if (Attach.detach === select) {
		if ((attached & wanted) !== wanted) return Completion.notAttached;
		namespace.attached = attached & ~wanted;
	} else {
		if (0 !== (attached & wanted)) return Completion.alreadyAttached;
		if (!namespace.shared && moreThanOne(attached | wanted)) return Completion.namespacePrivate;
		namespace.attached = attached | wanted;
	}
	call.subsystem.namespaceChanged(namespace, wanted);
	return Status.success;
}

function moreThanOne(bits: number): boolean {
	return 0 !== (bits & (bits - 1));
}

/** The controllers of the list, a bit each; 0: the list is invalid. Identifiers go up. */
function listed(call: Call): number {
	const count = call.u16(data);
	let bits = 0;
	let before = -1;
	for (let index = 0; index < count; index++) {
		const id = call.u16(data + 2 + 2 * index);
		const controller = call.subsystem.controller(id);
		if (undefined === controller || id <= before) return 0;
		before = id;
		bits |= 1 << controller.index;
	}
	return bits;
}
