// SPDX-License-Identifier: Apache-2.0
import { admin, completed, exchanges, packets } from "./nvme-mi.js";
import type { Setup, Table } from "./table.js";

/** One controller behind PCIe, asked by way of two wires. */
const section = {
	version: "1.2",
	ports: [{ pcie: { speed: 1, width: 2, negotiatedWidth: 1 } }, { twoWire: { largestFrequency: "400" }, largestUnit: 128 }],
	pci: { vendor: 0x1b36, device: 0x0010, subsystemVendor: 0x1af4, subsystemDevice: 0x1100 },
	health: { temperature: 20, used: 38 },
	controllers: [
		{ id: 0, enabled: false, address: "01:00.0" },
		{ id: 7, enabled: false },
	],
	vpd: { content: [0x01, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0xfe], updates: 1 },
};
const setup: Setup = { ports: [{ eid: 8 }], responders: ["drive"], drive: section };
const health = "08 0000 01 000000 00000000 00000000";
const healthy = "88 0000 00 000000 38 ff 14 26 0000 0000";

/** The message layer of NVMe-MI (1.2, 3 and 4), and commands of the management interface (5). */
export const nvmeMiMessages: Table = {
	name: "NVMe-MI messages and commands of the management interface",
	trace: 0x7a745515,
	sessions: [
		{
			name: "messages",
			setup,
			steps: [
				{
					name: "a health poll, byte for byte, with its integrity check",
					in: "010809c8 84 080000 01000000 00000000 00000000 d2d47736",
					out: "010908c0 84 880000 00000000 38ff1426 00000000 0f2c6f62",
				},
				{
					name: "without integrity check bit: silence",
					in: "010809c8 04 080000 01000000 00000000 00000000 d2d47736",
					count: { silent: 1 },
				},
				{ name: "a wrong integrity check: silence", in: "010809c8 84 080000 01000000 00000000 00000000 d2d47737", count: { silent: 1 } },
				{ name: "too short for one: silence", in: "010809c8 84 000000", count: { silent: 1 } },
				...exchanges(
					[
						{ name: "a header that is not complete: silence", ask: "0800" },
						{ name: "a response: silence", ask: "88 0000 00 000000" },
						{ name: "message type 3: silence", ask: "18 0000 00 000000 0*8" },
						{ name: "message type 15: silence", ask: "78 0000 00 000000 0*8" },
						{ name: "an asynchronous event, which only devices send: silence", ask: "28 0000 00 00 000000 07 00" },
						{ name: "no opcode: invalid command size", ask: "08 0000", answer: "88 0000 05 000000" },
						{ name: "an opcode alone", ask: "08 0000 01", answer: "88 0000 05 000000" },
						{ name: "a byte too few", ask: "08 0000 01 000000 00000000 000000", answer: "88 0000 05 000000" },
						{ name: "a byte too many: invalid input data size", ask: `${health} 00`, answer: "88 0000 06 000000" },
						{ name: "an opcode that is not there", ask: "08 0000 0d 000000 0*8", answer: "88 0000 03 000000" },
						{ name: "enclosure services and a buffer are not there", ask: "08 0000 08 000000 0*8", answer: "88 0000 03 000000" },
						{ name: "nor SES Send with its data", ask: "08 0000 09 000000 0*4 04000000 00000000", answer: "88 0000 03 000000" },
						{ name: "nor Management Endpoint Buffer Read", ask: "08 0000 0a 000000 0*4 10000000", answer: "88 0000 03 000000" },
						{ name: "nor its Write", ask: "08 0000 0b 000000 0*4 04000000 00000000", answer: "88 0000 03 000000" },
						{ name: "an opcode beyond the table", ask: "08 0000 ff 000000 0*8", answer: "88 0000 03 000000" },
						{ name: "the buffer flag: byte 2, bit 0", ask: "08 0100 01 000000 0*8", answer: "88 0000 04 00 0200" },
						{ name: "auto pause where the port has none: byte 2, bit 1", ask: "08 0200 01 000000 0*8", answer: "88 0000 04 01 0200" },
						{ name: "the second slot answers as such", ask: "09 0000 01 000000 0*8", answer: "89 0000 00 000000 38 ff 14 26 0000 0000" },
						{ name: "reserved bits of the parameters do not matter", ask: "0e 0000 01 000000 0*8", answer: healthy },
						{ name: "in three packets as well as in one", ask: admin("06").trim().slice(0, -2), answer: "90 0000 05 000000" },
					],
					1,
				),
			],
		},
		{
			name: "data structures",
			setup,
			steps: exchanges([
				{ name: "subsystem", ask: "08 0000 00 000000 0000 00 00 0*4", answer: "88 0000 00 2000 00 01 01 02 0*29" },
				{
					name: "PCIe port",
					ask: "08 0000 00 000000 0000 00 01 0*4",
					answer: "88 0000 00 2000 00 01 00 4000 0*4 00 01 01 02 01 00 0*18",
				},
				{
					name: "two-wire port",
					ask: "08 0000 00 000000 0000 01 01 0*4",
					answer: "88 0000 00 2000 00 02 00 8000 0*4 00 00 1d 02 0*20",
				},
				{ name: "a port that is not there", ask: "08 0000 00 000000 0000 02 01 0*4", answer: "88 0000 04 00 0a00" },
				{ name: "controllers", ask: "08 0000 00 000000 0000 00 02 0*4", answer: "88 0000 00 0600 00 0200 0000 0700" },
				{ name: "from the one with identifier 1 on", ask: "08 0000 00 000000 0100 00 02 0*4", answer: "88 0000 00 0400 00 0100 0700" },
				{ name: "from one behind the last", ask: "08 0000 00 000000 0800 00 02 0*4", answer: "88 0000 00 0200 00 0000" },
				{
					name: "a controller",
					ask: "08 0000 00 000000 0000 00 03 0*4",
					answer: "88 0000 00 2000 00 00 0*4 01 0001 361b 1000 f41a 0011 0*16",
				},
				{ name: "one that is not there", ask: "08 0000 00 000000 0100 00 03 0*4", answer: "88 0000 04 00 0800" },
				{
					name: "commands that not every device has",
					ask: "08 0000 00 000000 0000 00 04 0*4",
					answer: "88 0000 00 1e00 00 0e00 080c 1009 100d 1010 1011 1014 1015 1024 1080 1081 1082 1084 2000 2001",
				},
				{ name: "commands of a buffer that is not there: none", ask: "08 0000 00 000000 0000 00 05 0*4", answer: "88 0000 00 020000 0000" },
				{ name: "another type", ask: "08 0000 00 000000 0000 00 06 0*4", answer: "88 0000 04 00 0b00" },
			]),
		},
		{
			name: "health",
			setup,
			steps: exchanges([
				{ name: "of the subsystem", ask: health, answer: healthy },
				{ name: "a controller is enabled: ready, and enable changed", operate: ["setEnabled", { enabled: true, controller: 7 }] },
				{ name: "which the poll tells", ask: health, answer: "88 0000 00 000000 38 ff 14 26 2100 0000" },
				{ name: "and clears if asked to", ask: "08 0000 01 000000 0*4 00000080", answer: "88 0000 00 000000 38 ff 14 26 2100 0000" },
				{ name: "so that it is gone", ask: health, answer: healthy },
				{
					name: "the controllers have flags of their own: those that changed",
					ask: "08 0000 02 000000 0000 0f 01 ff000000",
					answer: "88 0000 00 0000 01 0700 0100 2501 26 64 00 2100 0*5",
				},
				{
					name: "all of them",
					ask: "08 0000 02 000000 0000 ff 80 00000000",
					answer: "88 0000 00 0000 02 0000 0000 2501 26 64 00 0000 0*5 0700 0100 2501 26 64 00 2100 0*5",
				},
				{
					name: "at most one entry, 0's based",
					ask: "08 0000 02 000000 0000 00 80 00000000",
					answer: "88 0000 00 0000 01 0000 0000 2501 26 64 00 0000 0*5",
				},
				{
					name: "those from 1 on",
					ask: "08 0000 02 000000 0100 ff 80 00000000",
					answer: "88 0000 00 0000 01 0700 0100 2501 26 64 00 2100 0*5",
				},
				{
					name: "the next page, which clears",
					ask: "08 0000 02 000000 0100 00 80 00000080",
					answer: "88 0000 00 0000 01 0700 0100 2501 26 64 00 2100 0*5",
				},
				{ name: "nothing has changed", ask: "08 0000 02 000000 0000 0f 01 ff000000", answer: "88 0000 00 000000" },
				{
					name: "nor does anything count without a kind of functions",
					ask: "08 0000 02 000000 0000 0f 00 ff000000",
					answer: "88 0000 00 000000",
				},
				{ name: "it gets hot", operate: ["setTemperature", { temperature: 71, controller: 0 }] },
				{ name: "temperature and warning changed", ask: health, answer: "88 0000 00 000000 38 fd 47 26 0012 0000" },
				{
					name: "a selection by temperature",
					ask: "08 0000 02 000000 0000 0f 01 02000000",
					answer: "88 0000 00 0000 01 0000 0000 5801 26 64 02 0012 0*5",
				},
				{ name: "a selection by spare", ask: "08 0000 02 000000 0000 0f 01 08000000", answer: "88 0000 00 000000" },
				{
					name: "Configuration Set clears flags one by one: temperature",
					ask: "08 0000 03 000000 02 000000 00010000",
					answer: "88 0000 00 000000",
				},
				{ name: "the warning stays", ask: health, answer: "88 0000 00 000000 38 fd 47 26 0010 0000" },
				{ name: "spare runs out", operate: ["setSpare", { spare: 4 }] },
				{ name: "on both", ask: health, answer: "88 0000 00 000000 38 fc 47 26 0018 0000" },
				{ name: "the drive fails", operate: ["fail", { fatal: true }] },
				{ name: "it is not functional, fatal", ask: health, answer: "88 0000 00 000000 18 fc 47 26 0318 0000" },
			]),
		},
		{
			name: "configuration",
			setup,
			steps: exchanges([
				{ name: "frequency", ask: "08 0000 04 000000 01 00 00 01 0*4", answer: "88 0000 00 01 0000" },
				{ name: "of a PCIe port there is none", ask: "08 0000 04 000000 01 00 00 00 0*4", answer: "88 0000 04 00 0b00" },
				{ name: "400 kHz", ask: "08 0000 03 000000 01 02 00 01 0*4", answer: "88 0000 00 000000" },
				{ name: "is so then", ask: "08 0000 04 000000 01 00 00 01 0*4", answer: "88 0000 00 02 0000" },
				{ name: "1 MHz is more than the port can", ask: "08 0000 03 000000 01 03 00 01 0*4", answer: "88 0000 04 00 0900" },
				{ name: "0 is no frequency", ask: "08 0000 03 000000 01 00 00 01 0*4", answer: "88 0000 04 00 0900" },
				{ name: "health status change reads 0", ask: "08 0000 04 000000 02 000000 0*4", answer: "88 0000 00 000000" },
				{ name: "and has 13 bits", ask: "08 0000 03 000000 02 000000 00200000", answer: "88 0000 04 05 0d00" },
				{ name: "transmission unit", ask: "08 0000 04 000000 03 0000 01 0*4", answer: "88 0000 00 4000 00" },
				{ name: "one below 64", ask: "08 0000 03 000000 03 0000 01 3f00 0000", answer: "88 0000 04 00 0c00" },
				{ name: "one above what the port has", ask: "08 0000 03 000000 03 0000 01 8100 0000", answer: "88 0000 04 00 0c00" },
				{ name: "of a port that is not there", ask: "08 0000 03 000000 03 0000 02 4000 0000", answer: "88 0000 04 00 0b00" },
				{ name: "events, which this port does not tell of", ask: "08 0000 04 000000 04 000000 0*4", answer: "88 0000 04 00 0800" },
				{ name: "identifier 0", ask: "08 0000 03 000000 00 000000 0*4", answer: "88 0000 04 00 0800" },
				{ name: "identifier 5", ask: "08 0000 04 000000 05 000000 0*4", answer: "88 0000 04 00 0800" },
				{ name: "data that nobody wants", ask: "08 0000 03 000000 02 000000 0*4 00", answer: "88 0000 06 000000" },
			]),
		},
		{
			name: "transmission unit: larger packets once the answer has left",
			setup,
			steps: [
				...exchanges([
					{ name: "128", ask: "08 0000 03 000000 03 0000 01 8000 0000", answer: "88 0000 00 000000" },
					{ name: "is so then", ask: "08 0000 04 000000 03 0000 01 0*4", answer: "88 0000 00 8000 00" },
				]),
				{
					name: "a longer answer has packets of 128 bytes",
					in: packets(admin("06", { length: "80000000", d10: "02000000" }), "0809", 8, 0),
					out: packets(completed("0*128"), "0908", 0, 2, 128),
				},
			],
		},
		{
			name: "vital product data",
			setup,
			steps: exchanges([
				{ name: "is read", ask: "08 0000 05 000000 0000 0000 0800 0000", answer: "88 0000 00 000000 01000000010000fe" },
				{ name: "in parts", ask: "08 0000 05 000000 0400 0000 0400 0000", answer: "88 0000 00 000000 010000fe" },
				{ name: "nothing of it", ask: "08 0000 05 000000 0800 0000 0000 0000", answer: "88 0000 00 000000" },
				{ name: "beyond its end: length", ask: "08 0000 05 000000 0400 0000 0500 0000", answer: "88 0000 04 00 0c00" },
				{ name: "behind its end: offset", ask: "08 0000 05 000000 0900 0000 0000 0000", answer: "88 0000 04 00 0800" },
				{ name: "is written", ask: "08 0000 06 000000 0600 0000 0200 0000 aabb", answer: "88 0000 00 000000" },
				{ name: "and stays so", ask: "08 0000 05 000000 0400 0000 0400 0000", answer: "88 0000 00 000000 0100aabb" },
				{ name: "as often as it can be", ask: "08 0000 06 000000 0600 0000 0200 0000 ccdd", answer: "88 0000 20 000000" },
				{ name: "with less data than told", ask: "08 0000 06 000000 0600 0000 0200 0000 cc", answer: "88 0000 06 000000" },
			]),
		},
		{
			name: "reset and shutdown",
			setup,
			steps: exchanges([
				{ name: "another type of reset", ask: "08 0000 07 000000 00000001 0*4", answer: "88 0000 04 00 0b00" },
				{ name: "reset", ask: "08 0000 07 000000 0*8", answer: "88 0000 00 000000" },
				{ name: "is told as a change", ask: health, answer: "88 0000 00 000000 38 ff 14 26 1000 0000" },
				{ name: "and by Get State of either slot", ask: "01 0000 03 11 0000", answer: "81 0000 00 11 0040" },
				{ name: "abrupt shutdown", ask: "08 0000 0c 000000 00000001 0*4", answer: "88 0000 00 000000" },
				{ name: "is told as a change, too", ask: health, answer: "88 0000 00 000000 38 ff 14 26 1400 0000" },
				{
					name: "shutdown is complete",
					ask: "08 0000 02 000000 0000 00 80 00000000",
					answer: "88 0000 00 0000 01 0000 1800 2501 26 64 00 1400 0*5",
				},
				{ name: "a third type", ask: "08 0000 0c 000000 00000002 0*4", answer: "88 0000 04 00 0b00" },
			]),
		},
		{
			name: "PCIe",
			setup,
			steps: exchanges([
				{
					name: "vendor and device of a function",
					ask: "20 0000 00 00 0000 0400 0000 0000 0*6",
					answer: "a0 0000 00 000000 361b1000",
				},
				{
					name: "the header",
					ask: "20 0000 00 00 0000 4000 0000 0000 0*6",
					answer: "a0 0000 00 000000 361b1000 00001000 00020801 00000000 040000fe 0*24 f41a0011 00000000 40000000 00000000 00010000",
				},
				{ name: "no bytes at all", ask: "20 0000 00 00 0000 0000 0000 0000 0*6", answer: "a0 0000 04 00 0800" },
				{ name: "beyond the space", ask: "20 0000 00 00 0000 0400 0000 fd0f 0*6", answer: "a0 0000 04 00 0c00" },
				{ name: "of a controller that is not there", ask: "20 0000 00 00 0100 0400 0000 0000 0*6", answer: "a0 0000 04 00 0600" },
				{ name: "writing is denied", ask: "20 0000 01 00 0000 0400 0000 0400 0*6 00000000", answer: "a0 0000 07 000000" },
				{ name: "with less data than told", ask: "20 0000 01 00 0000 0400 0000 0400 0*6 000000", answer: "a0 0000 06 000000" },
				{ name: "memory is left out", ask: "20 0000 02 00 0000 0400 0000 0000 0*6", answer: "a0 0000 03 000000" },
				{ name: "to be written as well", ask: "20 0000 03 00 0000 0400 0000 0000 0*6 00000000", answer: "a0 0000 03 000000" },
				{ name: "and I/O space", ask: "20 0000 04 00 0000 0400 0000 0000 0*6", answer: "a0 0000 03 000000" },
				{ name: "to be written, too", ask: "20 0000 05 00 0000 0400 0000 0000 0*6 00000000", answer: "a0 0000 03 000000" },
				{ name: "too short", ask: "20 0000 00 00 0000 0400 0000 0000 0*5", answer: "a0 0000 05 000000" },
				{ name: "the link goes down", operate: ["setLink", { port: 0, up: false }] },
				{ name: "then it cannot be reached", ask: "20 0000 00 00 0000 0400 0000 0000 0*6", answer: "a0 0000 21 000000" },
			]),
		},
		{
			name: "surprise removal",
			setup,
			steps: exchanges([
				{ name: "taken out", operate: ["remove", { removed: true }] },
				{ name: "nobody is there", ask: health, count: { linkDown: 1 } },
				{ name: "put back", operate: ["remove", { removed: false }] },
			]),
		},
	],
};
