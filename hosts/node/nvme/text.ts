// SPDX-License-Identifier: Apache-2.0
import type { Values } from "./decode.js";
import * as units from "./units.js";
import type { Format } from "./units.js";

/** What a field is called, and how it is written. */
type Meaning = readonly [label: string, format?: Format];

/** Fields whose names say little, or that have a unit. Names that are not here are written as they are. */
const meanings: Readonly<Record<string, Meaning>> = Object.freeze({
	VID: ["PCI vendor", units.identifier],
	DID: ["PCI device", units.identifier],
	SSVID: ["PCI subsystem vendor", units.identifier],
	SSID: ["PCI subsystem", units.identifier],
	SN: ["Serial number"],
	MN: ["Model"],
	FR: ["Firmware revision"],
	IEEE: ["Organisation", units.organisation],
	MDTS: ["Maximum data transfer size"],
	CNTLID: ["Controller"],
	VER: ["NVMe version", units.version],
	RTD3R: ["Resume latency (RTD3R)", units.microseconds],
	RTD3E: ["Entry latency (RTD3E)", units.microseconds],
	OAES: ["Asynchronous events (OAES)", units.hexadecimal],
	CTRATT: ["Attributes (CTRATT)", units.hexadecimal],
	CNTRLTYPE: ["Kind of controller"],
	OACS: ["Optional admin commands (OACS)", units.hexadecimal],
	FRMW: ["Firmware updates (FRMW)", units.hexadecimal],
	LPA: ["Log page attributes (LPA)", units.hexadecimal],
	WCTEMP: ["Warning temperature", units.kelvin],
	CCTEMP: ["Critical temperature", units.kelvin],
	TNVMCAP: ["Capacity", units.bytes],
	UNVMCAP: ["Unallocated capacity", units.bytes],
	NVMCAP: ["Capacity", units.bytes],
	EDSTT: ["Extended self-test", units.minutes],
	SANICAP: ["Sanitize capabilities (SANICAP)", units.hexadecimal],
	NN: ["Most namespaces"],
	FNA: ["Format attributes (FNA)", units.hexadecimal],
	SUBNQN: ["Subsystem name"],
	NSZE: ["Size in blocks"],
	NCAP: ["Capacity in blocks"],
	NUSE: ["Blocks in use"],
	"Critical Warning": ["Critical warning", units.hexadecimal],
	"Composite Temperature": ["Temperature", units.kelvin],
	"Available Spare": ["Available spare", units.percent],
	"Available Spare Threshold": ["Spare threshold", units.percent],
	"Percentage Used": ["Life used", units.percent],
	"Data Units Read": ["Data read", units.dataUnits],
	"Data Units Written": ["Data written", units.dataUnits],
	"Media Units Written": ["Data written to the media", units.dataUnits],
	"Controller Busy Time": ["Busy", units.minutes],
	"Power On Hours": ["Power on", units.hours],
	"Total Endurance Group Capacity": ["Capacity", units.bytes],
	"Unallocated Endurance Group Capacity": ["Unallocated capacity", units.bytes],
	SPROG: ["Progress", (value) => `${Math.floor((100 * Number(value)) / 0x10000)} %`],
	SSTAT: ["Status", units.hexadecimal],
	SCDW10: ["Command dword 10", units.hexadecimal],
	MPS: ["Maximum payload", (value) => `${128 << Number(value)} bytes`],
	CLS: ["Link speed", (value) => (0 === value ? "down" : `generation ${value}`)],
	MLW: ["Lanes"],
	NLW: ["Lanes in use"],
	MMTUS: ["Largest transmission unit", (value) => `${value} bytes`],
	CMEADDR: ["Address", units.hexadecimal],
	CVPDADDR: ["Address of VPD", units.hexadecimal],
});
const sensors = /^Temperature Sensor \d+$/;

/** Fields as rows of a table for people; zeros are left out, but for those that say something. */
export function fieldRows(values: Values, always: readonly string[] = []): string[][] {
	return Object.entries(values)
		.filter(([name, value]) => (0 !== value && "" !== value) || always.includes(name))
		.map(([name, value]) => {
			const [label, format = sensors.test(name) ? units.kelvin : units.plain] = meanings[name] ?? [name];
			return [label, format(value)];
		});
}
