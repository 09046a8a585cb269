// SPDX-License-Identifier: Apache-2.0
import type Call from "../call.js";
import { ControllerKind } from "../model/controller.js";
import type Port from "../model/port.js";
import { field, type Field } from "../structure.js";

/** Bytes of the configuration space of a PCIe function. */
export const configurationSize = 4096;

/** Base class, sub-class and programming interface: I/O controller, discovery, administrative. */
const classCode = 0x010800;
const ioInterface = 0x02;
const administrativeInterface = 0x03;
/** Memory of 16 KiB behind a 64-bit address. */
const barType = 0x04;
const barAddress = 0xfe000000;
const barSpacing = 0x4000;

function interfaceOf({ controller }: Call): number {
	return ControllerKind.administrative === controller.options.kind ? administrativeInterface : ioInterface;
}

function portOf({ controller, subsystem }: Call): Port {
	return subsystem.ports[controller.options.port];
}

/**
 * The configuration space of a controller (PCI Express Base 5.0, 7.5): type 0 header; at 40 power management, at 50 MSI-X,
 * at 60 PCI Express, at 100 device serial number.
 */
export const configurationSpace: readonly Field<Call>[] = Object.freeze([
	field<Call>(0x00, 2, "Vendor ID", ({ subsystem }) => subsystem.identity.vendor),
	field<Call>(0x02, 2, "Device ID", ({ subsystem }) => subsystem.identity.device),
	field<Call>(0x04, 2, "Command", ({ controller }) => (controller.enabled ? 0x0006 : 0)),
	field<Call>(0x06, 2, "Status", () => 0x0010),
	field<Call>(0x09, 1, "Programming Interface", interfaceOf),
	field<Call>(0x0a, 2, "Class", () => classCode >> 8),
	field<Call>(0x10, 4, "BAR 0", ({ controller }) => (barAddress + barSpacing * controller.index + barType) | 0),
	field<Call>(0x2c, 2, "Subsystem Vendor ID", ({ subsystem }) => subsystem.identity.subsystemVendor),
	field<Call>(0x2e, 2, "Subsystem ID", ({ subsystem }) => subsystem.identity.subsystemDevice),
	field<Call>(0x34, 1, "Capabilities Pointer", () => 0x40),
	field<Call>(0x3d, 1, "Interrupt Pin", () => 1),
	field<Call>(0x40, 4, "Power Management Capabilities", () => 0x00035001),
	field<Call>(0x44, 4, "Power Management Control/Status", () => 0x00000008),
	field<Call>(0x50, 4, "MSI-X", () => 0x00076011),
	field<Call>(0x54, 4, "MSI-X Table", () => 0x00002000),
	field<Call>(0x58, 4, "MSI-X Pending Bits", () => 0x00003000),
	field<Call>(0x60, 4, "PCI Express Capabilities", () => 0x00020010),
	field<Call>(0x64, 4, "Device Capabilities", (call) => 0x10008000 | (portOf(call).options.payload ?? 0)),
	field<Call>(0x68, 4, "Device Control and Status", (call) => 0x2010 | ((portOf(call).options.payload ?? 0) << 5)),
	field<Call>(0x6c, 4, "Link Capabilities", (call) => linkOf(call, portOf(call).options.width ?? 1) | (call.controller.options.port << 24)),
	field<Call>(0x70, 4, "Link Control and Status", (call) => linkOf(call, portOf(call).options.negotiatedWidth ?? 1) << 16),
	field<Call>(0x100, 4, "Device Serial Number", () => 0x00010003),
	field<Call>(0x104, 4, "Serial Number, low", ({ subsystem }) => wordOf(subsystem.identity.unique, 8)),
	field<Call>(0x108, 4, "Serial Number, high", ({ subsystem }) => wordOf(subsystem.identity.unique, 12)),
]);

/** Speed and width, as the link registers have them. */
function linkOf(call: Call, width: number): number {
	return (portOf(call).options.speed ?? 1) | (width << 4);
}

function wordOf(bytes: Uint8Array, at: number): number {
	return bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
}
