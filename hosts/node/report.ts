// SPDX-License-Identifier: Apache-2.0
import Table from "cli-table3";
import { VendorType } from "../../modules/mctp/responder.js";
import { deviceEid, ownEid, type Demonstration } from "./bus-owner.js";
import type { DiscoveredVendor } from "./discover.js";
import { formatEndpointType, formatVersion, hex, messageTypeName } from "./names.js";

/** What the bus owner found, as a table for a person. `strong` makes headings stand out. */
export function formatDemonstration({ discovery, echoes }: Demonstration, strong: (text: string) => string): string {
	const { formerEid, eid, endpointType, uuid, baseVersions, types, vendors } = discovery;
	const table = new Table({ style: { border: [] }, chars: { mid: "", "left-mid": "", "mid-mid": "", "right-mid": "" } });
	const row = (name: string, ...lines: string[]) => table.push([strong(name), lines.join("\n")]);
	row("EID", `${eid}, before: ${0 === formerEid ? "none" : formerEid}`);
	row("Kind", formatEndpointType(endpointType));
	row("UUID", uuid ?? "none");
	row("MCTP versions", formatVersions(baseVersions));
	row("Message types", ...types.map(({ type, versions }) => `${hex(type)} ${messageTypeName(type)}, ${formatVersions(versions)}`));
	row("Vendors", ...(vendors.length > 0 ? vendors.map(formatVendor) : ["none"]));
	for (const { size, roundTrip } of echoes) row(`Echo of ${formatSize(size)}`, `${roundTrip.toFixed(3)} ms there and back`);
	const heading = `The bus owner in this process (EID ${ownEid}) discovered the device (EID ${deviceEid}) over a virtual link:`;
	return `${heading}\n${table.toString()}\n`;
}

function formatVersions(words: readonly number[]): string {
	return words.length > 0 ? words.map(formatVersion).join(" ") : "no version";
}

function formatVendor({ type, id, commandSet }: DiscoveredVendor): string {
	const pci = VendorType.pci === type;
	return `${pci ? "PCI" : "IANA"} ${pci ? hex(id, 4) : id}, command set ${commandSet}`;
}

function formatSize(bytes: number): string {
	if (1 === bytes) return "1 byte";
	return bytes < 1024 ? `${bytes} bytes` : `${bytes / 1024} KiB`;
}
