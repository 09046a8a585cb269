// SPDX-License-Identifier: Apache-2.0
import type Call from "../call.js";
import type Controller from "../model/controller.js";
import type Port from "../model/port.js";
import { PortKind } from "../model/port.js";
import type Subsystem from "../model/subsystem.js";
import { invalidParameter, Status } from "../status.js";
import { field, writeFields, type Field } from "../structure.js";

/** Types of data structures (NVMe-MI 1.2, figure 90). */
const Type = Object.freeze({ subsystem: 0, port: 1, controllers: 2, controller: 3, commands: 4, bufferCommands: 5 } as const);

const controllerAt = 8;
const portAt = 10;
const typeAt = 11;
const head = 8;
const informationSize = 32;

/** NVM Subsystem Information (figure 92). */
export const subsystemInformation: readonly Field<Subsystem>[] = Object.freeze([
	field<Subsystem>(0, 1, "NUMP", ({ ports }) => ports.length - 1),
	field<Subsystem>(1, 1, "MJR", ({ identity }) => identity.major),
	field<Subsystem>(2, 1, "MNR", ({ identity }) => identity.minor),
]);

/** Port Information (figures 94 to 96), of all ports, and of each kind. */
export const portInformation: readonly Field<Port>[] = Object.freeze([
	field<Port>(0, 1, "PRTTYP", ({ kind }) => kind),
	field<Port>(1, 1, "PRTCAP", ({ options }) => (options.autoPause ? 1 : 0) | (options.events ? 2 : 0)),
	field<Port>(2, 2, "MMTUS", ({ options }) => options.largestUnit),
]);
export const pcieInformation: readonly Field<Port>[] = Object.freeze([
	field<Port>(8, 1, "MPS", ({ options }) => options.payload ?? 0),
	field<Port>(9, 1, "SLSV", ({ options }) => options.speeds ?? 0),
	field<Port>(10, 1, "CLS", ({ options, linked }) => (linked ? (options.speed ?? 1) : 0)),
	field<Port>(11, 1, "MLW", ({ options }) => options.width ?? 1),
	field<Port>(12, 1, "NLW", ({ options, linked }) => (linked ? (options.negotiatedWidth ?? 1) : 0)),
	field<Port>(13, 1, "PN", ({ id }) => id),
]);
export const twoWireInformation: readonly Field<Port>[] = Object.freeze([
	field<Port>(8, 1, "CVPDADDR", ({ options }) => options.vpdAddress ?? 0),
	field<Port>(9, 1, "MVPDFREQ", ({ options }) => options.vpdFrequency ?? 0),
	field<Port>(10, 1, "CMEADDR", ({ options }) => options.address ?? 0),
	field<Port>(11, 1, "TWPRT", ({ options }) => options.largestFrequency ?? 0),
]);

/** Controller Information (figure 98). */
export const controllerInformation: readonly Field<Call>[] = Object.freeze([
	field<Call>(0, 1, "PORTID", ({ controller }) => controller.options.port),
	field<Call>(5, 1, "PRII", ({ controller, subsystem }) => (isPcie(subsystem, controller) ? 1 : 0)),
	field<Call>(6, 2, "PRI", ({ controller }) => controller.options.address),
	field<Call>(8, 2, "VID", ({ subsystem }) => subsystem.identity.vendor),
	field<Call>(10, 2, "DID", ({ subsystem }) => subsystem.identity.device),
	field<Call>(12, 2, "SSVID", ({ subsystem }) => subsystem.identity.subsystemVendor),
	field<Call>(14, 2, "SSID", ({ subsystem }) => subsystem.identity.subsystemDevice),
	field<Call>(16, 1, "PSN", ({ controller }) => controller.options.segment),
]);

function isPcie({ ports }: Subsystem, { options }: Controller): boolean {
	return PortKind.pcie === ports[options.port].kind;
}

/** Read NVMe-MI Data Structure (5.7). */
export function readDataStructure(call: Call): number {
	switch (call.u8(typeAt)) {
		case Type.subsystem:
			if (!open(call, informationSize)) return Status.internalError;
			writeFields(call.window, subsystemInformation, call.subsystem);
			return Status.success;
		case Type.port:
			return portStructure(call);
		case Type.controllers:
			return controllerList(call);
		case Type.controller:
			return controllerStructure(call);
		case Type.commands:
			return commandList(call);
		case Type.bufferCommands:
			/* Management Endpoint Buffer Command Support List: there is no such buffer, so none. */
			return open(call, 2) ? Status.success : Status.internalError;
	}
	return invalidParameter(typeAt);
}

/** Answers with so many bytes, and says so. */
function open(call: Call, length: number): boolean {
	call.response = length;
	return call.open(head, 0, length);
}

function portStructure(call: Call): number {
	const port = call.subsystem.ports[call.u8(portAt)];
	if (undefined === port) return invalidParameter(portAt);
	if (!open(call, informationSize)) return Status.internalError;
	writeFields(call.window, portInformation, port);
	writeFields(call.window, PortKind.pcie === port.kind ? pcieInformation : twoWireInformation, port);
	return Status.success;
}

/** Identifiers from the given one on, with their count before them; not padded. */
function controllerList(call: Call): number {
	const { controllers } = call.subsystem;
	const least = call.u16(controllerAt);
	let skipped = 0;
	while (skipped < controllers.length && controllers[skipped].id < least) skipped++;
	const count = controllers.length - skipped;
	if (!open(call, 2 + 2 * count)) return Status.internalError;
	const { window } = call;
	window.u16(0, count);
	for (let index = 0; index < count; index++) window.u16(2 + 2 * index, controllers[skipped + index].id);
	return Status.success;
}

function controllerStructure(call: Call): number {
	const controller = call.subsystem.controller(call.u16(controllerAt));
	if (undefined === controller) return invalidParameter(controllerAt);
	if (!open(call, informationSize)) return Status.internalError;
	call.controller = controller;
	writeFields(call.window, controllerInformation, call);
	return Status.success;
}

/** Optionally Supported Command List (5.7.5): message type and opcode of each. */
function commandList(call: Call): number {
	const { optional } = call;
	const count = optional.length;
	if (!open(call, 2 + 2 * count)) return Status.internalError;
	const { window } = call;
	window.u16(0, count);
	for (let index = 0; index < count; index++) window.u16(2 + 2 * index, optional[index]);
	return Status.success;
}
