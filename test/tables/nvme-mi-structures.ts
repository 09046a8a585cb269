// SPDX-License-Identifier: Apache-2.0
import { admin, completed, exchanges, refused } from "./nvme-mi.js";
import type { Setup, Table } from "./table.js";

/** No value is another one's default. */
const setup: Setup = {
	ports: [{ eid: 8 }],
	responders: ["drive"],
	drive: {
		oui: "AC-DE-48",
		pci: { vendor: 0x1b36, device: 0x0010, subsystemVendor: 0x1af4, subsystemDevice: 0x1100 },
		nvmeVersion: "2.1",
		serialNumber: "S1",
		model: "M1",
		nqn: "nqn.2014-08.org.example:drive",
		ports: [{ pcie: { speed: 3, width: 8, negotiatedWidth: 4, payload: 2 } }, { pcie: { speed: 4, payload: 1 } }, { twoWire: {} }],
		endpoints: [2],
		health: { temperature: 20, highest: 75, spare: 90, spareThreshold: 7, used: 38 },
		controllers: [
			{ id: 3, port: 1, address: "02:00.0" },
			{ id: 5, type: "administrative", enabled: false, address: "01:00.1" },
		],
		namespaces: {
			most: 6,
			capacity: 0x123456789a00,
			formats: [{ blockSize: 4096 }, { blockSize: 512 }],
			list: [{ id: 2, blocks: 0x100000001, used: 3, format: 1, shared: true, controllers: [3, 5] }],
		},
		firmware: { slots: [{ revision: "1.0" }, { revision: "2.0" }], active: 2, firstReadOnly: true },
		counters: {
			dataUnitsRead: 0x1000000001,
			dataUnitsWritten: 0x20000,
			powerCycles: 42,
			powerOnHours: 1234,
			unsafeShutdowns: 3,
			mediaErrors: 7,
			readRate: 20,
			writeRate: 10,
		},
		times: { sanitize: 5500, shortTest: 1000, extendedTest: 150_000 },
		formatAttributes: 5,
	},
};

const controller = "0300";
/** Identify: CNS, bytes. */
const identify = (cns: string, length: string, fields: object = {}) =>
	admin("06", { controller, d10: `${cns}000000`, length: `${length}0000`, ...fields });
/** Get Log Page: identifier, dwords less one, bytes. */
const log = (id: string, dwords: string, length: string, fields: object = {}) =>
	admin("02", { controller, d10: `${id}00${dwords}`, length: `${length}0000`, ...fields });
const namespace = "02000000";
const invalidField = refused("00000580");
const invalidNamespace = refused("00001780");
const blanks = (count: number) => "20".repeat(count);
const identity = `361bf41a 5331${blanks(18)} 4d31${blanks(38)} 322e30${blanks(5)} 00 48deac 03 00`;
const subsystemName = "6e716e2e323031342d30382e6f72672e6578616d706c653a6472697665";
const capacity = "009a78563412";
const unallocated = "009878563410";
const sensors = "2501".repeat(8);
const supported = "01000000";
const mostNamespaces = "06000000";

/** Structures of NVMe, from their first byte to their last (NVMe Base 2.0, 5.16 and 5.17; PCI Express Base 5.0, 7.5). */
export const nvmeMiStructures: Table = {
	name: "NVMe structures by way of NVMe-MI",
	trace: 0x3032acdb,
	sessions: [
		{
			name: "Identify",
			setup,
			steps: exchanges([
				{
					name: "a controller",
					ask: identify("01", "0010"),
					answer: completed(
						[
							identity,
							"0300 00010200 20a10700 20a10700 00010000 10000000 0*11 01",
							"0*141 01 00 03 1f04 03 03 15 3e 07 00 0000 5d01 6601 0*10",
							`${capacity} 0*10 ${unallocated} 0*14 0300 00 01 0*8 07000060 0*8 0100 0*10 01 0*159`,
							`66 44 0000 ${mostNamespaces} 5000 0000 05 07 0*14 ${mostNamespaces} 0*224`,
							`${subsystemName} 0*3299`,
						].join(" "),
					),
				},
				{
					name: "one that is administrative",
					ask: identify("01", "8000", { controller: "0500" }),
					answer: completed(`${identity} 0500 00010200 20a10700 20a10700 00010000 10000000 0*11 03 0*16`),
				},
				{
					name: "a namespace",
					ask: identify("00", "0001", { namespace }),
					answer: completed(
						"0100000001000000 0100000001000000 0300000000000000 00 01 01 00 00 00 01 0*17 000200000002 0*48 0100 0*24 00000c00 00000900 0*120",
					),
				},
				{
					name: "what all have alike",
					ask: identify("00", "0001", { namespace: "ffffffff" }),
					answer: completed("0*25 01 0*102 00000c00 00000900 0*120"),
				},
				{ name: "one that is allocated", ask: identify("11", "0800", { namespace }), answer: completed("0100000001000000") },
				{ name: "of all command sets", ask: identify("08", "2000", { namespace }), answer: completed("00 01 0*10 0100 01 0*17") },
				{
					name: "its descriptors: UUID and command set",
					ask: identify("03", "2000", { namespace }),
					answer: completed("03100000 00112233445586778899aabbccddeffd 04010000 0*8"),
				},
				{ name: "granularity: 1 MiB", ask: identify("16", "4000"), answer: completed("0*32 0000100000000000 0000100000000000 0*16") },
				{
					name: "the only domain",
					ask: identify("18", "0001"),
					answer: completed(`01 0*143 ${capacity} 0*10 ${unallocated} 0*10 ${capacity} 0*74`),
				},
				{ name: "the only endurance group", ask: identify("19", "0800"), answer: completed("0100 0100 00000000") },
				{ name: "from it on", ask: identify("19", "0800", { d11: "01000000" }), answer: completed("0100 0100 00000000") },
				{ name: "behind it", ask: identify("19", "0800", { d11: "02000000" }), answer: completed("0*8") },
				{ name: "command sets", ask: identify("1c", "1000", { d10: "1c00ffff" }), answer: completed("01 0*15") },
				{
					name: "primary controller",
					ask: admin("06", { controller, d10: "14000300", length: "08000000" }),
					answer: completed("0300 0100 00000000"),
				},
				{ name: "NVM sets: none", ask: identify("04", "0400"), answer: completed("00000000") },
				{
					name: "controllers from 4 on",
					ask: admin("06", { controller, d10: "13000400", length: "08000000" }),
					answer: completed("0100 0500 00000000"),
				},
				{ name: "controllers of a namespace", ask: identify("12", "0800", { namespace }), answer: completed("0200 0300 0500 0000") },
				{
					name: "from 4 on",
					ask: admin("06", { controller, namespace, d10: "12000400", length: "08000000" }),
					answer: completed("0100 0500 00000000"),
				},
				{ name: "of one that is not there", ask: identify("12", "0800", { namespace: "01000000" }), answer: completed("0*8") },
				{ name: "of one that cannot be", ask: identify("12", "0800", { namespace: "07000000" }), answer: invalidNamespace },
			]),
		},
		{
			name: "Identify, by command set and namespace",
			setup,
			steps: exchanges([
				{ name: "namespaces of the NVM command set", ask: identify("07", "0800"), answer: completed("02000000 00000000") },
				{ name: "of another", ask: identify("07", "0800", { d11: "00000001" }), answer: invalidField },
				{ name: "allocated ones", ask: identify("1a", "0800"), answer: completed("02000000 00000000") },
				{ name: "of another", ask: identify("1a", "0800", { d11: "00000001" }), answer: invalidField },
				{ name: "namespace", ask: identify("05", "0800", { namespace }), answer: completed("0*8") },
				{ name: "all", ask: identify("05", "0800", { namespace: "ffffffff" }), answer: completed("0*8") },
				{ name: "one that cannot be", ask: identify("05", "0800", { namespace: "07000000" }), answer: invalidNamespace },
				{ name: "of another set", ask: identify("05", "0800", { namespace, d11: "00000001" }), answer: invalidField },
				{ name: "all of another set", ask: identify("05", "0800", { namespace: "ffffffff", d11: "00000001" }), answer: invalidField },
				{ name: "allocated namespace", ask: identify("1b", "0800", { namespace }), answer: completed("0*8") },
				{ name: "one that is not there", ask: identify("1b", "0800", { namespace: "01000000" }), answer: completed("0*8") },
				{ name: "all", ask: identify("1b", "0800", { namespace: "ffffffff" }), answer: invalidNamespace },
				{ name: "of another set", ask: identify("1b", "0800", { namespace, d11: "00000001" }), answer: invalidField },
				{ name: "controller of another set", ask: identify("06", "0800", { d11: "00000001" }), answer: invalidField },
				{
					name: "the last that can be is not there",
					ask: identify("00", "0400", { namespace: mostNamespaces }),
					answer: completed("00000000"),
				},
				{ name: "descriptors of one that cannot be", ask: identify("03", "0400", { namespace: "07000000" }), answer: invalidNamespace },
				{ name: "of all command sets, one that cannot be", ask: identify("08", "0400"), answer: invalidNamespace },
				{ name: "one that is not there", ask: identify("08", "1000", { namespace: "01000000" }), answer: completed("0*16") },
				{ name: "allocated, one that cannot be", ask: identify("11", "0400", { namespace: "07000000" }), answer: invalidNamespace },
				{
					name: "the highest identifier that a list can begin behind",
					ask: identify("02", "0400", { namespace: "fdffffff" }),
					answer: completed("00000000"),
				},
				{ name: "the next", ask: identify("02", "0400", { namespace: "feffffff" }), answer: invalidNamespace },
				...["00", "01", "02", "03", "04", "05", "06", "07", "08", "09", "0a", "10", "11", "12", "13", "16", "18", "19", "1b", "1f"].map(
					(cns) => ({
						name: `CNS ${cns}, from an odd offset`,
						ask: identify(cns, "0400", { namespace: "02000000", offset: "01000000" }),
						answer: "900000 04 00 1c00",
					}),
				),
			]),
		},
		{
			name: "log pages",
			setup,
			steps: exchanges([
				{
					name: "supported ones",
					ask: log("00", "ff00", "0004"),
					answer: completed(`${supported.repeat(10)} 0*12 01000100 0*16 ${supported.repeat(3)} 0*432 ${supported} 0*504`),
				},
				{
					name: "health, after an hour",
					at: 3_600_000,
					ask: log("02", "7f00", "0002"),
					answer: completed(
						`00 2501 5a 07 26 0*26 4119010010 0*11 a08c02 0*13 4b9508007d 0*11 a2ea13 0*13 f07911 0*13 2a 0*15 d304 0*14 03 0*15 07 0*15 0*24 ${sensors} 0*296`,
					),
				},
				{
					name: "endurance group",
					ask: log("09", "7f00", "0002", { d11: "00000100" }),
					answer: completed(
						`00 0000 5a 07 26 0*42 4119010010 0*11 a08c02 0*13 a08c02 0*13 4b9508007d 0*11 a2ea13 0*13 07 0*31 ${capacity} 0*10 ${unallocated} 0*330`,
					),
				},
				{
					name: "persistent events: the header",
					ask: admin("02", { controller, d10: "0d017f00", length: "00020000" }),
					answer: completed(
						`0d 0*7 0002 0*6 03 00 ec01 80ee3600 0*4 d304 0*14 2a 0*7 361b f41a 5331${blanks(18)} 4d31${blanks(38)} ${subsystemName} 0*367`,
					),
				},
				{ name: "telemetry of the host", ask: log("07", "0300", "1000"), answer: completed("07 0*4 48deac 0*8") },
				{ name: "of the controller", ask: log("08", "0300", "1000"), answer: completed("08 0*4 48deac 0*8") },
				{
					name: "sanitize",
					ask: log("81", "7f00", "0002"),
					answer: completed(`ffff 0*6 ${"06000000".repeat(3)} ${"ff".repeat(16)} 0*476`),
				},
				{ name: "firmware slots", ask: log("03", "7f00", "0002"), answer: completed(`02 0*7 312e30${blanks(5)} 322e30${blanks(5)} 0*488`) },
				{
					name: "commands and effects",
					ask: log("05", "ff03", "0010"),
					answer: completed(
						`0*8 ${supported} 0*12 ${supported} 0*8 ${supported.repeat(2)} 0*8 09000000 0*8 ${supported.repeat(2)} 0*8 ${supported} 09000000 0*56 ${supported} 0*364 07000000 ${supported.repeat(2)} 0*4 ${supported} 0*3564`,
					),
				},
				{
					name: "commands of the management interface",
					ask: log("13", "0f00", "4000"),
					answer: completed(`${supported.repeat(8)} 0*16 ${supported} 0*12`),
				},
				{
					name: "features",
					ask: log("12", "ff00", "0004"),
					answer: completed(
						`0*4 ${supported.repeat(2)} 0*4 ${supported.repeat(8)} 0*8 ${supported} 0*32 ${supported} 0*416 ${supported} 0*508`,
					),
				},
				{
					name: "with another specific identifier",
					ask: log("02", "0000", "0400", { d11: "00000500" }),
					answer: completed("0025015a"),
				},
			]),
		},
		{
			name: "PCIe configuration space",
			setup,
			steps: exchanges([
				{
					name: "of an I/O controller",
					ask: "20 0000 00 00 0300 1001 0000 0000 0*6",
					answer: [
						"a0 0000 00 000000",
						"361b1000 06001000 00020801 00000000 040000fe 0*24 f41a0011 00000000 40000000 00000000 00010000",
						"01500300 08000000 0*8 11600700 00200000 00300000 0*4 10000200 01800010 30200000 44000001 00004400 0*140",
						"03000100 8899aabb ccddeeff 00000000",
					].join(" "),
				},
				{
					name: "of an administrative one, on another port",
					ask: "20 0000 00 00 0500 8000 0000 0000 0*6",
					answer: [
						"a0 0000 00 000000",
						"361b1000 00001000 00030801 00000000 044000fe 0*24 f41a0011 00000000 40000000 00000000 00010000",
						"01500300 08000000 0*8 11600700 00200000 00300000 0*4 10000200 02800010 50200000 83000000 00004300 0*12",
					].join(" "),
				},
				{ name: "its end", ask: "20 0000 00 00 0300 0400 0000 fc0f 0*6", answer: "a0 0000 00 000000 00000000" },
				{ name: "all of it", ask: "20 0000 00 00 0300 0110 0000 0000 0*6", answer: "a0 0000 04 00 0800" },
				{ name: "writing no bytes at all: length", ask: "20 0000 01 00 0300 0000 0000 0000 0*6", answer: "a0 0000 04 00 0800" },
				{ name: "beyond its end: offset", ask: "20 0000 01 00 0300 0400 0000 fd0f 0*6 00000000", answer: "a0 0000 04 00 0c00" },
				{ name: "data that a read does not want", ask: "20 0000 00 00 0300 0400 0000 0000 0*6 00", answer: "a0 0000 06 000000" },
				{ name: "the drive fails", operate: ["fail", { fatal: true }] },
				{ name: "then it cannot be reached", ask: "20 0000 00 00 0300 0400 0000 0000 0*6", answer: "a0 0000 21 000000" },
			]),
		},
		{
			name: "a drive whose profile says nothing of times",
			setup: { ...setup, drive: { ports: [{ twoWire: {} }], controllers: [{ id: 3 }] } },
			steps: exchanges([
				{
					name: "sanitize: it tells no estimate",
					ask: log("81", "0a00", "2c00"),
					answer: completed(`ffff 0*6 ${"ff".repeat(28)} 0*8`),
				},
			]),
		},
	],
};
