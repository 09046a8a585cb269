// SPDX-License-Identifier: Apache-2.0
import { VendorType } from "../../modules/mctp/responder.js";

/** Message types (DSP0239 table 1). */
const messageTypes: Readonly<Record<number, string>> = Object.freeze({
	0x00: "MCTP Control",
	0x01: "PLDM",
	0x02: "NC-SI over MCTP",
	0x03: "Ethernet over MCTP",
	0x04: "NVMe-MI",
	0x05: "SPDM",
	0x06: "Secured Messages",
	0x07: "CXL FM API",
	0x08: "CXL CCI",
	0x09: "PCIe-MI",
	[VendorType.pci]: "Vendor Defined, PCI",
	[VendorType.iana]: "Vendor Defined, IANA",
});

/** How message types are written on the command line. NVMe-MI messages end in an integrity check, and the type byte says so. */
export const messageTypeWords: Readonly<Record<string, number>> = Object.freeze({
	control: 0x00,
	pldm: 0x01,
	"nc-si": 0x02,
	ethernet: 0x03,
	"nvme-mi": 0x84,
	spdm: 0x05,
	secured: 0x06,
	"cxl-fm-api": 0x07,
	"cxl-cci": 0x08,
	"pcie-mi": 0x09,
	"vendor-pci": VendorType.pci,
	"vendor-iana": VendorType.iana,
});

/** Name of a message type, without the integrity check bit. */
export function messageTypeName(type: number): string {
	return messageTypes[type] ?? "unknown";
}

export function hex(value: number, digits = 2): string {
	return `0x${value.toString(16).toUpperCase().padStart(digits, "0")}`;
}

/** 16 bytes as people write a UUID: 8-4-4-4-12 hexadecimal digits. */
export function formatUuid(bytes: Uint8Array): string {
	return Buffer.from(bytes)
		.toString("hex")
		.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/**
 * A version word as people write it: 0xF1F3F300 is 1.3.3, 0xF1F0FF00 is 1.0. Each byte is two BCD digits, F for a leading
 * zero; an update of FF is left out, and the last byte may be a letter (DSP0236 12.6).
 */
export function formatVersion(word: number): string {
	const part = (shift: number) => {
		const byte = (word >>> shift) & 0xff;
		return byte >= 0xf0 ? String(byte & 0x0f) : byte.toString(16).padStart(2, "0");
	};
	const update = 0xff === ((word >>> 8) & 0xff) ? "" : `.${part(8)}`;
	const alpha = word & 0xff;
	return `${part(24)}.${part(16)}${update}${0 === alpha ? "" : String.fromCharCode(alpha)}`;
}

/** What the type byte of Get Endpoint ID says (DSP0236 12.4). */
export function formatEndpointType(byte: number): string {
	const kind = ["simple endpoint", "bus owner or bridge", "reserved type", "reserved type"][(byte >> 4) & 3];
	const eid = ["dynamic EID", "static EID supported", "at its static EID", "static EID is another"][byte & 3];
	return `${kind}, ${eid}`;
}
