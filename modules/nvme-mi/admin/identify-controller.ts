// SPDX-License-Identifier: Apache-2.0
import type Call from "../call.js";
import { errorEntries } from "../model/error-log.js";
import { PortKind } from "../model/port.js";
import { field, octets, type Field } from "../structure.js";

/** Optional admin commands: security, format, firmware, namespace management, self-test; lockdown (OACS). */
const adminCommands = 0x041f;
/** Log pages: supported and effects pages, telemetry, persistent events (LPA). */
const logAttributes = 0x3e;
/** A host is told of changed attributes of namespaces (OAES). */
const namespaceNotices = 0x0100;
/** A volatile write cache, which Flush empties for one namespace or for all (VWC). */
const writeCache = 0x07;
/** Kelvins from the warning to the critical temperature. */
const critical = 9;
/** There are endurance groups (CTRATT). */
const attributes = 0x10;

/** Identify Controller (NVMe Base 2.0, figure 275). What is 0 is left out. */
export const identifyController: readonly Field<Call>[] = Object.freeze([
	field<Call>(0, 2, "VID", (call) => call.subsystem.identity.vendor),
	field<Call>(2, 2, "SSVID", (call) => call.subsystem.identity.subsystemVendor),
	octets<Call>(4, 20, "SN", (call) => call.subsystem.identity.serialNumber),
	octets<Call>(24, 40, "MN", (call) => call.subsystem.identity.model),
	octets<Call>(64, 8, "FR", (call) => call.subsystem.firmware.revision),
	field<Call>(73, 2, "IEEE", (call) => call.subsystem.identity.oui & 0xffff),
	field<Call>(75, 1, "IEEE", (call) => call.subsystem.identity.oui >> 16),
	field<Call>(76, 1, "CMIC", cmic),
	field<Call>(78, 2, "CNTLID", (call) => call.controller.id),
	field<Call>(80, 4, "VER", (call) => call.subsystem.identity.version),
	field<Call>(84, 4, "RTD3R", () => 500_000),
	field<Call>(88, 4, "RTD3E", () => 500_000),
	field<Call>(92, 4, "OAES", () => namespaceNotices),
	field<Call>(96, 4, "CTRATT", () => attributes),
	field<Call>(111, 1, "CNTRLTYPE", (call) => call.controller.options.kind),
	field<Call>(253, 1, "NVMSR", () => 1),
	field<Call>(255, 1, "MEC", mec),
	field<Call>(256, 2, "OACS", () => adminCommands),
	field<Call>(258, 1, "ACL", () => 3),
	field<Call>(259, 1, "AERL", () => 3),
	field<Call>(260, 1, "FRMW", frmw),
	field<Call>(261, 1, "LPA", () => logAttributes),
	field<Call>(262, 1, "ELPE", () => errorEntries - 1),
	field<Call>(266, 2, "WCTEMP", (call) => call.controller.options.health.highest),
	field<Call>(268, 2, "CCTEMP", (call) => call.controller.options.health.highest + critical),
	field<Call>(280, 16, "TNVMCAP", (call) => call.subsystem.namespaces.capacity),
	field<Call>(296, 16, "UNVMCAP", (call) => call.subsystem.namespaces.unallocated),
	field<Call>(316, 2, "EDSTT", ({ subsystem }) => Math.ceil(subsystem.times.extendedTest / 60_000)),
	field<Call>(319, 1, "FWUG", () => 1),
	field<Call>(328, 4, "SANICAP", (call) => call.subsystem.sanitizeCapabilities),
	field<Call>(340, 2, "ENDGIDMAX", () => 1),
	field<Call>(352, 4, "PELS", () => 1),
	field<Call>(356, 2, "DOMAINID", () => 0),
	field<Call>(512, 1, "SQES", () => 0x66),
	field<Call>(513, 1, "CQES", () => 0x44),
	field<Call>(516, 4, "NN", (call) => call.subsystem.namespaces.all.length),
	field<Call>(520, 2, "ONCS", () => 0x50),
	field<Call>(524, 1, "FNA", (call) => call.subsystem.formatAttributes),
	field<Call>(525, 1, "VWC", () => writeCache),
	field<Call>(540, 4, "MNAN", (call) => call.subsystem.namespaces.all.length),
	octets<Call>(768, 256, "SUBNQN", (call) => call.subsystem.identity.name),
]);

/** More than one port, more than one controller. */
function cmic({ subsystem }: Call): number {
	const { ports, controllers } = subsystem;
	let links = 0;
	for (let index = 0; index < ports.length; index++) if (PortKind.pcie === ports[index].kind) links++;
	return (links > 1 ? 1 : 0) | (controllers.length > 1 ? 2 : 0);
}

/** Management endpoints on two wires, on PCIe. */
function mec({ subsystem }: Call): number {
	const { ports } = subsystem;
	let kinds = 0;
	for (let index = 0; index < ports.length; index++) kinds |= PortKind.twoWire === ports[index].kind ? 1 : 2;
	return kinds;
}

/** First slot read-only, number of slots, activation without a reset. */
function frmw({ subsystem }: Call): number {
	const { firmware } = subsystem;
	return (firmware.firstReadOnly ? 1 : 0) | (firmware.slots.length << 1) | 0x10;
}
