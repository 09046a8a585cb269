// SPDX-License-Identifier: Apache-2.0
import { admin, completed, exchanges, packets, refused } from "./nvme-mi.js";
import type { Setup, Table } from "./table.js";

const health = "08 0000 01 000000 0*8";
const controllers = Array.from({ length: 9 }, (_, id) => ({ id: id + 2, enabled: false }));
/** Ports of every kind, nine controllers, and no memory for answers of more than 128 bytes. */
const setup: Setup = {
	ports: [{ eid: 8 }],
	responders: ["drive"],
	memory: { largeAnswers: 0 },
	drive: {
		version: "2.0",
		ports: [
			{ twoWire: { largestFrequency: "1000", frequency: "400", vpdAddress: 0x52, address: 0x1e }, autoPause: true, events: true },
			{ pcie: { payload: 2, speed: 3, largestSpeed: 4, width: 8, negotiatedWidth: 4 } },
		],
		endpoints: [1],
		controllers: [{ id: 1, port: 1, segment: 5, address: "02:1f.7", enabled: false, health: { used: 255 } }, ...controllers],
		vpd: { content: Array.from({ length: 200 }, (_, index) => index), updates: 2 },
	},
};
const entry = (id: string, used = "00") => `${id}00 0000 2f01 ${used} 64 00 0000 0*5`;
/** Identify: CNS, length of the answer. */
const identify = (cns: string, length: string, fields: object = {}) =>
	admin("06", { d10: `${cns}000000`, length: `${length}000000`, ...fields });

/** Where commands by way of NVMe-MI have their limits: memory, ranges, lists that are full. */
export const nvmeMiLimits: Table = {
	name: "NVMe-MI at its limits",
	trace: 0x4767b888,
	sessions: [
		{
			name: "data structures",
			setup,
			steps: exchanges([
				{ name: "subsystem", ask: "08 0000 00 000000 0000 00 00 0*4", answer: "88 0000 00 2000 00 01 02 00 0*29" },
				{ name: "two-wire port", ask: "08 0000 00 000000 0000 00 01 0*4", answer: "88 0000 00 2000 00 02 03 4000 0*4 52 01 1e 03 0*20" },
				{ name: "PCIe port", ask: "08 0000 00 000000 0000 01 01 0*4", answer: "88 0000 00 2000 00 01 00 4000 0*4 02 0f 03 08 04 01 0*18" },
				{ name: "its link goes down", operate: ["setLink", { port: 1, up: false }] },
				{
					name: "so it has neither speed nor width",
					ask: "08 0000 00 000000 0000 01 01 0*4",
					answer: "88 0000 00 2000 00 01 00 4000 0*4 02 0f 00 08 00 01 0*18",
				},
				{ name: "a controller on PCIe", ask: "08 0000 00 000000 0100 00 03 0*4", answer: "88 0000 00 2000 00 01 0*4 01 ff02 0*8 05 0*15" },
				{
					name: "one that is not has no address",
					ask: "08 0000 00 000000 0200 00 03 0*4",
					answer: "88 0000 00 2000 00 00 0*4 00 0100 0*8 00 0*15",
				},
				{ name: "controllers from 9 on", ask: "08 0000 00 000000 0900 00 02 0*4", answer: "88 0000 00 0600 00 0200 0900 0a00" },
			]),
		},
		{
			name: "Controller Health Status Poll",
			setup,
			steps: exchanges([
				{
					name: "of so many that there is memory for",
					ask: "08 0000 02 000000 0400 06 80 0*4",
					answer: `88 0000 00 0000 07 ${["04", "05", "06", "07", "08", "09", "0a"].map((id) => entry(id)).join(" ")}`,
				},
				{ name: "of one more there is none: internal error", ask: "08 0000 02 000000 0300 07 80 0*4", answer: "88 0000 02 000000" },
				{ name: "life used", ask: "08 0000 02 000000 0100 00 80 0*4", answer: `88 0000 00 0000 01 ${entry("01", "ff")}` },
				{ name: "one is enabled", operate: ["setEnabled", { enabled: true, controller: 3 }] },
				{ name: "one is warm", operate: ["setTemperature", { temperature: 31, controller: 4 }] },
				{ name: "one is used", operate: ["setWear", { used: 1, controller: 5 }] },
				{ name: "one has less spare", operate: ["setSpare", { spare: 99, controller: 6 }] },
				{ name: "one is read-only", operate: ["setReadOnly", { readOnly: true, controller: 7 }] },
				{
					name: "changed status",
					ask: "08 0000 02 000000 0000 0f 01 01000000",
					answer: "88 0000 00 0000 01 0300 0100 2f01 00 64 00 2100 0*5",
				},
				{
					name: "changed temperature",
					ask: "08 0000 02 000000 0000 0f 01 02000000",
					answer: "88 0000 00 0000 01 0400 0000 3001 00 64 00 0002 0*5",
				},
				{
					name: "changed use",
					ask: "08 0000 02 000000 0000 0f 01 04000000",
					answer: "88 0000 00 0000 01 0500 0000 2f01 01 64 00 0004 0*5",
				},
				{
					name: "changed spare",
					ask: "08 0000 02 000000 0000 0f 01 08000000",
					answer: "88 0000 00 0000 01 0600 0000 2f01 00 63 00 0008 0*5",
				},
				{
					name: "changed warning",
					ask: "08 0000 02 000000 0000 0f 01 10000000",
					answer: "88 0000 00 0000 01 0700 0000 2f01 00 64 08 0010 0*5",
				},
				{
					name: "two of them, from 6 on",
					ask: "08 0000 02 000000 0600 0f 01 18000000",
					answer: "88 0000 00 0000 02 0600 0000 2f01 00 63 00 0008 0*5 0700 0000 2f01 00 64 08 0010 0*5",
				},
				{
					name: "the first of these is cleared",
					ask: "08 0000 02 000000 0600 00 01 18000080",
					answer: "88 0000 00 0000 01 0600 0000 2f01 00 63 00 0008 0*5",
				},
				{
					name: "the second is left",
					ask: "08 0000 02 000000 0600 0f 01 18000000",
					answer: "88 0000 00 0000 01 0700 0000 2f01 00 64 08 0010 0*5",
				},
				{ name: "functions of other kinds there are none", ask: "08 0000 02 000000 0000 0f 06 ff000000", answer: "88 0000 00 000000" },
				{ name: "all of that is in the flags of the management endpoint", ask: health, answer: "88 0000 00 000000 38 f7 1f ff 211e 0000" },
			]),
		},
		{
			name: "configuration",
			setup,
			steps: exchanges([
				{ name: "frequency", ask: "08 0000 04 000000 01 00 00 00 0*4", answer: "88 0000 00 02 0000" },
				{ name: "of a port that is not there", ask: "08 0000 04 000000 01 00 00 02 0*4", answer: "88 0000 04 00 0b00" },
				{ name: "nor can it be set", ask: "08 0000 03 000000 01 01 00 01 0*4", answer: "88 0000 04 00 0b00" },
				{ name: "1 MHz, the most", ask: "08 0000 03 000000 01 f3 00 00 0*4", answer: "88 0000 00 000000" },
				{ name: "is so then", ask: "08 0000 04 000000 01 00 00 00 0*4", answer: "88 0000 00 03 0000" },
				{ name: "more there is not", ask: "08 0000 03 000000 01 04 00 00 0*4", answer: "88 0000 04 00 0900" },
				{ name: "transmission unit of a port that is not there", ask: "08 0000 04 000000 03 0000 02 0*4", answer: "88 0000 04 00 0b00" },
				{ name: "the smallest and largest one", ask: "08 0000 03 000000 03 0000 00 4000 0000", answer: "88 0000 00 000000" },
				{ name: "all that can be cleared", ask: "08 0000 03 000000 02 000000 ff1f0000", answer: "88 0000 00 000000" },
				{ name: "the lowest bit that cannot", ask: "08 0000 03 000000 02 000000 00c00000", answer: "88 0000 04 06 0d00" },
				{ name: "in the third byte", ask: "08 0000 03 000000 02 000000 00000100", answer: "88 0000 04 00 0e00" },
				{ name: "in the fourth", ask: "08 0000 03 000000 02 000000 ff1f0080", answer: "88 0000 04 07 0f00" },
				{ name: "Configuration Get takes no data", ask: "08 0000 04 000000 02 000000 0*4 00", answer: "88 0000 06 000000" },
				{ name: "events of a port that tells of none", ask: "08 0000 03 000000 04 000000 0*4 00 00 0500 05", answer: "88 0000 04 00 0800" },
			]),
		},
		{
			name: "changed flags that are cleared one by one",
			setup,
			steps: exchanges([
				{ name: "many change", operate: ["reset", {}] },
				{ name: "and fail", operate: ["fail", { fatal: true }] },
				{ name: "and shut down", ask: "08 0000 0c 000000 00000000 0*4", answer: "88 0000 00 000000" },
				{ name: "told", ask: health, answer: "88 0000 00 000000 18 ff 1e ff 1700 0000" },
				{ name: "ready, shutdown", ask: "08 0000 03 000000 02 000000 05000000", answer: "88 0000 00 000000" },
				{ name: "are cleared, the others are not", ask: health, answer: "88 0000 00 000000 18 ff 1e ff 1200 0000" },
				{ name: "reset, which has another bit there", ask: "08 0000 03 000000 02 000000 08000000", answer: "88 0000 00 000000" },
				{ name: "is cleared", ask: health, answer: "88 0000 00 000000 18 ff 1e ff 0200 0000" },
			]),
		},
		{
			name: "vital product data",
			setup,
			steps: exchanges([
				{
					name: "as much as there is memory for",
					ask: "08 0000 05 000000 0000 0000 7400 0000",
					answer: `88 0000 00 000000 ${counting(0, 116)}`,
				},
				{ name: "one byte more", ask: "08 0000 05 000000 0000 0000 7500 0000", answer: "88 0000 02 000000" },
				{ name: "its last bytes", ask: "08 0000 05 000000 c600 0000 0200 0000", answer: "88 0000 00 000000 c6c7" },
				{ name: "nothing is written at its end", ask: "08 0000 06 000000 c800 0000 0000 0000", answer: "88 0000 00 000000" },
				{ name: "nor behind it: offset", ask: "08 0000 06 000000 c900 0000 0000 0000", answer: "88 0000 04 00 0800" },
				{ name: "nor beyond it: length", ask: "08 0000 06 000000 c700 0000 0200 0000 aabb", answer: "88 0000 04 00 0c00" },
				{ name: "more data than told", ask: "08 0000 06 000000 0000 0000 0100 0000 aabb", answer: "88 0000 06 000000" },
				{ name: "its last byte is written", ask: "08 0000 06 000000 c700 0000 0100 0000 aa", answer: "88 0000 00 000000" },
				{ name: "two writes were one too many for a third", ask: "08 0000 06 000000 c700 0000 0100 0000 aa", answer: "88 0000 20 000000" },
				{ name: "which has changed nothing", ask: "08 0000 05 000000 c600 0000 0200 0000", answer: "88 0000 00 000000 c6aa" },
			]),
		},
		{
			name: "vital product data that is read-only",
			setup: { ...setup, drive: { ports: [{ twoWire: {} }], vpd: { writable: false } } },
			steps: exchanges([
				{ name: "denies to be written", ask: "08 0000 06 000000 0000 0000 0100 0000 aa", answer: "88 0000 07 000000" },
				{ name: "temperature without a controller is not known", ask: health, answer: "88 0000 00 000000 30 ff 80 00 0000 0000" },
			]),
		},
		{
			name: "while it sanitizes",
			setup,
			steps: exchanges([
				{ name: "it begins", ask: admin("84", { controller: "0100", d10: "02000000" }), answer: completed() },
				{ name: "VPD Read is allowed", ask: "08 0000 05 000000 0000 0000 0400 0000", answer: "88 0000 00 000000 00010203" },
				{ name: "VPD Write is not", ask: "08 0000 06 000000 0000 0000 0100 0000 aa", answer: "88 0000 2a 000000" },
				{ name: "nor is Format", ask: admin("80", { controller: "0100" }), answer: refused("00003b80") },
			]),
		},
		{
			name: "answers to NVMe Admin commands",
			setup,
			steps: exchanges([
				{
					name: "as much as there is memory for",
					ask: identify("13", "68", { controller: "0100" }),
					answer: completed(`0a00 ${["01", "02", "03", "04", "05", "06", "07", "08", "09", "0a"].map((id) => `${id}00`).join(" ")} 0*82`),
				},
				{ name: "a dword more: internal error", ask: identify("13", "6c", { controller: "0100" }), answer: "900000 02 000000" },
				{
					name: "an offset far behind the end of a page",
					ask: admin("02", { controller: "0100", d10: "02000000", length: "04000000", d13: "01000000" }),
					answer: refused("00000580"),
				},
				{
					name: "Get Features with flags and no length: its field",
					ask: admin("0a", { controller: "0100", flags: "01", d10: "0e000000" }),
					answer: "900000 04 00 2000",
				},
				{
					name: "less than all of it",
					ask: admin("0a", { controller: "0100", d10: "0e000000", length: "04000000" }),
					answer: completed("0*4"),
				},
			]),
		},
		{
			name: "data of NVMe Admin commands",
			setup: { ...setup, memory: {} },
			steps: exchanges([
				{
					name: "all of 4096 bytes come",
					ask: admin("06", { controller: "0100", d10: "13000000", length: "00100000" }),
					answer: completed(`0a00 ${["01", "02", "03", "04", "05", "06", "07", "08", "09", "0a"].map((id) => `${id}00`).join(" ")} 0*4074`),
				},
				{
					name: "more is told than there can be: length",
					ask: admin("11", { controller: "0100", d10: "00040000", length: "04100000" }, "0*4100"),
					answer: "900000 04 00 2000",
				},
				{
					name: "less than told",
					ask: admin("81", { controller: "0100", d10: "000000f0", d11: "04000000", length: "08000000" }, "01020304"),
					answer: "900000 06 000000",
				},
				{
					name: "no length, but its flag",
					ask: admin("81", { controller: "0100", flags: "01", d10: "000000f0", d11: "04000000" }, "01020304"),
					answer: "900000 06 000000",
				},
				{
					name: "an offset",
					ask: admin("81", { controller: "0100", d10: "000000f0", d11: "04000000", offset: "04000000", length: "04000000" }, "01020304"),
					answer: "900000 04 00 1c00",
				},
				{
					name: "as much as told, but not what the command says",
					ask: admin("11", { controller: "0100", d10: "01000000", length: "04000000" }, "01020304"),
					answer: "900000 06 000000",
				},
				{
					name: "padded to dwords",
					ask: admin("81", { controller: "0100", d10: "000000f0", d11: "03000000", length: "04000000" }, "01020300"),
					answer: completed(),
				},
				{
					name: "or not",
					ask: admin("81", { controller: "0100", d10: "000000f0", d11: "03000000", length: "03000000" }, "010203"),
					answer: completed(),
				},
				{
					name: "two bytes too many are no padding",
					ask: admin("81", { controller: "0100", d10: "000000f0", d11: "03000000", length: "05000000" }, "0102030000"),
					answer: "900000 06 000000",
				},
			]),
		},
		{
			name: "flags of a message",
			setup: { ...setup, drive: { ports: [{ twoWire: {} }] } },
			steps: exchanges([
				{ name: "reserved ones do not matter", ask: "08 0400 01 000000 0*8", answer: "88 0000 00 000000 30 ff 80 00 0000 0000" },
				{ name: "a buffer and auto pause: the lower bit", ask: "08 0300 01 000000 0*8", answer: "88 0000 04 00 0200" },
			]),
		},
		{
			name: "two ports of the transport on one of the subsystem",
			setup: {
				...setup,
				ports: [{ eid: 8 }, { eid: 10, network: 2 }],
				memory: {},
				drive: {
					ports: [
						{ twoWire: { largestFrequency: "400" }, largestUnit: 128 },
						{ pcie: {}, autoPause: true },
					],
					endpoints: [0],
					controllers: [{}],
				},
			},
			steps: [
				...exchanges([{ name: "128 bytes", ask: "08 0000 03 000000 03 0000 00 8000 0000", answer: "88 0000 00 000000" }]),
				{
					name: "count at the other as well",
					in: packets(identify("02", "80"), "0a09", 8, 0).map((packet) => `1/${packet}`),
					out: packets(completed("0*128"), "090a", 0, 0, 128).map((packet) => `1/${packet}`),
				},
				{
					name: "flags are of each: those of this one are cleared",
					in: packets("08 0000 01 000000 0*4 00000080", "0809", 8, 0),
					out: packets("88 0000 00 000000 38 ff 1e 00 2100 0000", "0908", 0, 1),
				},
				{
					name: "those of the other are not",
					in: packets(health, "0a09", 8, 0).map((packet) => `1/${packet}`),
					out: packets("88 0000 00 000000 38 ff 1e 00 2100 0000", "090a", 0, 1).map((packet) => `1/${packet}`),
				},
				{ name: "a pause", in: packets("00 0000 00 a5 0000", "0809", 8, 0), out: packets("80 0000 00 a5 0300", "0908", 0, 2) },
				{ name: "a power cycle", operate: ["powerCycle", {}] },
				{
					name: "ends it, clears flags, and makes packets small again",
					in: packets(identify("02", "80"), "0809", 8, 0),
					out: packets(completed("0*128"), "0908", 0, 3),
				},
				{
					name: "at the other, too",
					in: packets(identify("02", "80"), "0a09", 8, 0).map((packet) => `1/${packet}`),
					out: packets(completed("0*128"), "090a", 0, 2).map((packet) => `1/${packet}`),
				},
				{
					name: "flags are those of the start",
					in: packets(health, "0a09", 8, 0).map((packet) => `1/${packet}`),
					out: packets("88 0000 00 000000 38 ff 1e 00 3100 0000", "090a", 0, 3).map((packet) => `1/${packet}`),
				},
			],
		},
	],
};

/** `count` bytes that count up from `first`. */
function counting(first: number, count: number): string {
	return Array.from({ length: count }, (_, index) => (first + index).toString(16).padStart(2, "0")).join("");
}
