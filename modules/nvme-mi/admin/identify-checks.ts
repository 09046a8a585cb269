// SPDX-License-Identifier: Apache-2.0
import type Call from "../call.js";
import { broadcastId } from "../model/namespaces.js";
import { Completion, Status } from "../status.js";
import { At } from "./fields.js";

/* What Identify is asked with: 0, or the status of the completion that refuses it (NVMe Base 2.0, 5.17). */

const { invalidField, invalidNamespaceOrFormat } = Completion;
/** The only command set there is: NVM. */
const nvm = 0;
const controllerAt = At.dword10 + 2;
/** In that field: the controller that processes the command. */
const ownController = 0xffff;
/** From here on no list of namespaces can begin. */
const lastIds = 0xfffffffe;

/** An identifier that a namespace can have. */
export function checkNamespace(call: Call): number {
	return call.subsystem.namespaces.valid(call.u32(At.namespace)) ? Status.success : invalidNamespaceOrFormat;
}

/** The same, or all namespaces. */
export function checkNamespaceOrAll(call: Call): number {
	return broadcastId === call.u32(At.namespace) ? Status.success : checkNamespace(call);
}

/** The same, but not all. */
export function checkOneNamespace(call: Call): number {
	return broadcastId === call.u32(At.namespace) ? invalidField : checkNamespace(call);
}

/** A namespace that is attached to the controller. */
export function checkActiveNamespace(call: Call): number {
	const status = checkNamespace(call);
	if (Status.success !== status) return status;
	return undefined === call.subsystem.namespaces.active(call.u32(At.namespace), call.controller.index) ? invalidField : status;
}

/** An identifier that namespaces of a list are above. */
export function checkListOfNamespaces(call: Call): number {
	return call.u32(At.namespace) < lastIds ? Status.success : invalidNamespaceOrFormat;
}

/** The NVM command set. */
export function checkCommandSet(call: Call): number {
	return nvm === call.u8(At.dword11 + 3) ? Status.success : invalidField;
}

/** One of the checks above, in the NVM command set. */
export function checkNamespaceOfSet(call: Call): number {
	return checkCommandSet(call) || checkNamespace(call);
}

export function checkNamespaceOrAllOfSet(call: Call): number {
	return checkCommandSet(call) || checkNamespaceOrAll(call);
}

export function checkListOfNamespacesOfSet(call: Call): number {
	return checkCommandSet(call) || checkListOfNamespaces(call);
}

/** The index of a format, in the NVM command set. */
export function checkFormat(call: Call): number {
	return checkCommandSet(call) || (call.u16(At.dword11) < call.subsystem.namespaces.formats.length ? Status.success : invalidField);
}

/** A controller, by the field CNTID. */
export function checkController(call: Call): number {
	return undefined === call.subsystem.controller(call.u16(controllerAt)) ? invalidField : Status.success;
}

/** The same, or the one that processes the command. */
export function checkControllerOrOwn(call: Call): number {
	return ownController === call.u16(controllerAt) ? Status.success : checkController(call);
}
