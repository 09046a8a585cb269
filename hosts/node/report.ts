// SPDX-License-Identifier: Apache-2.0
import { nullEid } from "../../modules/mctp/eid.js";
import { VendorType } from "../../modules/mctp/responder.js";
import { deviceEid, ownEid, type Demonstration } from "./bus-owner.js";
import type { DiscoveredVendor } from "./discover.js";
import { formatEndpointType, formatVersion, hex, messageTypeName } from "./names.js";
import formatTable from "./table.js";

/** What the bus owner in this process found. `strong` makes headings stand out. */
export function formatDemonstration(found: Demonstration, strong: (text: string) => string): string {
	const heading = `The bus owner in this process (EID ${ownEid}) discovered the device (EID ${deviceEid}) over a virtual link:`;
	return `${heading}\n${formatDiscovery(found, strong)}`;
}

/** What a bus owner found, as a table for a person. */
export function formatDiscovery({ discovery, echoes }: Demonstration, strong: (text: string) => string): string {
	const { formerEid, eid, endpointType, uuid, baseVersions, types, vendors } = discovery;
	const rows: string[][] = [];
	const row = (name: string, ...lines: string[]) => rows.push([name, lines.join("\n")]);
	row("EID", `${formatEid(eid)}, before: ${formatEid(formerEid)}`);
	row("Kind", formatEndpointType(endpointType));
	row("UUID", uuid ?? "none");
	row("MCTP versions", formatVersions(baseVersions));
	row("Message types", ...types.map(({ type, versions }) => `${hex(type)} ${messageTypeName(type)}, ${formatVersions(versions)}`));
	row("Vendors", ...(vendors.length > 0 ? vendors.map(formatVendor) : ["none"]));
	for (const { size, roundTrip } of echoes) row(`Echo of ${formatSize(size)}`, `${roundTrip.toFixed(3)} ms there and back`);
	return formatTable(rows, strong);
}

/** What a bus owner found, for programs. */
export function discoveryAsJson({ discovery, echoes }: Demonstration): object {
	const { baseVersions, types, vendors, ...plain } = discovery;
	return {
		...plain,
		baseVersions: baseVersions.map(formatVersion),
		types: types.map(({ type, versions }) => ({ type, name: messageTypeName(type), versions: versions.map(formatVersion) })),
		vendors,
		echoes,
	};
}

function formatEid(eid: number): string {
	return nullEid === eid ? "none" : String(eid);
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
