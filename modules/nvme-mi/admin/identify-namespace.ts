// SPDX-License-Identifier: Apache-2.0
import type Call from "../call.js";
import type Namespace from "../model/namespace.js";
import { broadcastId } from "../model/namespaces.js";
import { field, writeFields, type Field } from "../structure.js";
import { At } from "./fields.js";

const formatsAt = 128;
const formatSize = 4;
const shiftShift = 16;

/** Identify Namespace of the NVM command set (NVM Command Set 1.0, figure 97). */
export const identifyNamespace: readonly Field<Namespace>[] = Object.freeze([
	field<Namespace>(0, 8, "NSZE", ({ blocks }) => blocks),
	field<Namespace>(8, 8, "NCAP", ({ blocks }) => blocks),
	field<Namespace>(16, 8, "NUSE", ({ used }) => used),
	field<Namespace>(26, 1, "FLBAS", ({ format }) => format),
	field<Namespace>(30, 1, "NMIC", ({ shared }) => (shared ? 1 : 0)),
	field<Namespace>(48, 16, "NVMCAP", ({ bytes }) => bytes),
	field<Namespace>(102, 2, "ENDGID", () => 1),
]);

/** Identify Namespace of all command sets (NVMe Base 2.0, figure 280). */
export const independentNamespace: readonly Field<Namespace>[] = Object.freeze([
	field<Namespace>(1, 1, "NMIC", ({ shared }) => (shared ? 1 : 0)),
	field<Namespace>(12, 2, "ENDGID", () => 1),
	field<Namespace>(14, 1, "NSTAT", () => 1),
]);

/** 09h, and 00h of all namespaces: what all have alike, whatever their format (NVM Command Set 1.0, 4.1.5.5). */
export function writeCommon(call: Call): void {
	const { window, subsystem } = call;
	const { formats } = subsystem.namespaces;
	window.u8(25, formats.length - 1);
	for (let index = 0; index < formats.length; index++) window.u32(formatsAt + index * formatSize, formats[index] << shiftShift);
}

/** With its formats; nothing if there is none. */
function writeNamespace(call: Call, namespace: Namespace | undefined): void {
	if (undefined === namespace) return;
	writeFields(call.window, identifyNamespace, namespace);
	writeCommon(call);
}

/** The namespace that is asked for, if it is attached to the controller. */
function activeOf(call: Call): Namespace | undefined {
	return call.subsystem.namespaces.active(call.u32(At.namespace), call.controller.index);
}

/** The namespace that is asked for, attached or not. */
function allocatedOf(call: Call): Namespace | undefined {
	return call.subsystem.namespaces.find(call.u32(At.namespace));
}

/* Namespace Identification Descriptors (NVMe Base 2.0, 5.17.2.3): type, length, and the identifier behind them. */
const uuidType = 3;
const uuidSize = 16;
const commandSetType = 4;
const head = 4;
/* Which bytes of the subsystem's own identifier a namespace changes. */
const placeAt = head + 15;
const generationAt = head + 14;
const versionAt = head + 6;
const variantAt = head + 8;

/** 03h: UUID, version 8 of RFC 9562: that of the subsystem, its place and how often that was used; and the NVM command set. */
export function writeDescriptors(call: Call): void {
	const { window, subsystem } = call;
	const namespace = activeOf(call)!;
	const { unique } = subsystem.identity;
	window.u8(0, uuidType);
	window.u8(1, uuidSize);
	window.bytes(head, unique);
	window.u8(placeAt, unique[15] ^ namespace.id);
	window.u8(generationAt, unique[14] ^ namespace.generation);
	window.u8(versionAt, (unique[6] & 0x0f) | 0x80);
	window.u8(variantAt, (unique[8] & 0x3f) | 0x80);
	window.u8(head + uuidSize, commandSetType);
	window.u8(head + uuidSize + 1, 1);
}

/** 00h */
export function writeActive(call: Call): void {
	if (broadcastId === call.u32(At.namespace)) writeCommon(call);
	else writeNamespace(call, activeOf(call));
}

/** 11h */
export function writeAllocated(call: Call): void {
	writeNamespace(call, allocatedOf(call));
}

/** 08h */
export function writeIndependent(call: Call): void {
	const namespace = activeOf(call);
	if (undefined !== namespace) writeFields(call.window, independentNamespace, namespace);
}

/** 1Fh (NVMe Base 2.1) */
export function writeIndependentAllocated(call: Call): void {
	const namespace = allocatedOf(call);
	if (undefined !== namespace) writeFields(call.window, independentNamespace, namespace);
}
