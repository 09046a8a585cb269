// SPDX-License-Identifier: Apache-2.0
import type { Setup, Table } from "./table.js";

const records = [
	{
		set: 1,
		general: [
			{ field: "model", text: "MOD1" },
			{ field: "serialNumber", text: "SN12" },
		],
	},
	{ set: 1, encoding: "UTF8", oem: { iana: 412, fields: [{ number: 2, bytes: [0xaa] }] } },
	{ set: 2, encoding: "UTF16BE", general: [{ field: "name", text: "ß" }] },
];
const setup: Setup = { ports: [{ eid: 8 }], pldm: { fru: { records } } };
const name = Array.from({ length: 255 }, () => 0xaa);
const writable: Setup = { ...setup, pldm: { fru: { records, capacity: 80 } } };

/** Three records of 17, 14 and 9 bytes: no padding is needed (DSP0257). */
const table = "0100 01 02 01 0204 4d4f4431 0404 534e3132  0100 fe 02 02 0104 9c010000 0201 aa  0200 01 01 05 0802 00df";

/** Inventory, read and set by EID 9. */
export const pldmFru: Table = {
	name: "PLDM FRU data",
	trace: 0x723747a,
	sessions: [
		{
			name: "reading",
			setup,
			steps: [
				{
					name: "GetFRURecordTableMetadata: 1.0, no other can be set, 40 bytes, 2 sets, 3 records, CRC-32",
					in: "010809c8 01800401",
					out: "010908c0 01000401 00 01 00 00000000 28000000 0200 0300 35060d0c",
				},
				{ name: "GetFRURecordTable", in: "010809c8 01800402 00000000 01", out: `010908d0 01000402 00 00000000 05 ${table} 35060d0c` },
				{ name: "there is no next part", in: "010809c8 01800402 01000000 00", out: "010908e0 01000402 80" },
				{ name: "nor another operation", in: "010809c8 01800402 00000000 02", out: "010908f0 01000402 81" },
				{
					name: "GetFRURecordByOption: the general record of set 1, with padding and CRC-32",
					in: "010809c8 01800404 00000000 0000 0100 01 00 01",
					out: "010908c0 01000404 00 00000000 05 0100010201 0204 4d4f4431 0404 534e3132 000000 1515c22f",
				},
				{
					name: "its serial number alone",
					in: "010809c8 01800404 00000000 0000 0100 01 04 01",
					out: "010908d0 01000404 00 00000000 05 0100010101 0404 534e3132 00 25d21c77",
				},
				{
					name: "names of any set",
					in: "010809c8 01800404 00000000 0000 0000 00 08 01",
					out: "010908e0 01000404 00 00000000 05 0200010105 0802 00df 000000 4a6fa727",
				},
				{ name: "a set that is not there", in: "010809c8 01800404 00000000 0000 0300 00 00 01", out: "010908f0 01000404 85" },
				{ name: "SetFRURecordTable: nobody can", in: "010809c8 01800403 00000000 05 00", out: "010908c0 01000403 05" },
			],
		},
		{
			name: "setting",
			setup: writable,
			steps: [
				{ name: "can be done", in: "010809c8 01800005 04 00f0f0f1", out: `010908c0 01000005 00 1e ${"00".repeat(31)}` },
				{ name: "first part", in: "010809c8 01800403 00000000 01 0500010101 02", out: "010908d0 01000403 00 07000000" },
				{
					name: "the table is what it was",
					in: "010809c8 01800401",
					out: "010908e0 01000401 00 01 00 50000000 28000000 0200 0300 35060d0c",
				},
				{ name: "a part too far", in: "010809c8 01800403 08000000 04 00", out: "010908f0 01000403 80" },
				{ name: "a middle part without a handle", in: "010809c8 01800403 00000000 02 00", out: "010908c0 01000403 80" },
				{
					name: "the last part, with padding and CRC-32",
					in: "010809c8 01800403 07000000 04 0141 54d80678",
					out: "010908d0 01000403 00 00000000",
				},
				{ name: "once more: its answer got lost", in: "010809c8 01800403 07000000 04 0141 54d80678", out: "010908e0 01000403 00 00000000" },
				{
					name: "the table is the new one",
					in: "010809c8 01800402 00000000 01",
					out: "010908f0 01000402 00 00000000 05 0500010101 02 0141 54d80678",
				},
				{ name: "its metadata", in: "010809c8 01800401", out: "010908c0 01000401 00 01 00 50000000 08000000 0100 0100 54d80678" },
				{
					name: "a wrong CRC-32: nothing changes",
					in: "010809c8 01800403 00000000 05 0600010101 020141 00000000",
					out: "010908d0 01000403 84",
				},
				{ name: "records that are none", in: "010809c8 01800403 00000000 05 0600010201 020141 67a529b1", out: "010908e0 01000403 02" },
				{ name: "a flag that there is not", in: "010809c8 01800403 00000000 03 00", out: "010908f0 01000403 82" },
				{ name: "as before", in: "010809c8 01800401", out: "010908c0 01000401 00 01 00 50000000 08000000 0100 0100 54d80678" },
				{
					name: "more than its capacity",
					in: [`01080988 01800403 00000000 01 ${"00".repeat(55)}`, `01080958 ${"00".repeat(40)}`],
					out: "010908d0 01000403 02",
					count: { received: 2 },
				},
			],
		},
		{
			name: "a record of 17 bytes",
			setup: { ...setup, pldm: { fru: { records: records.slice(0, 1), capacity: 17 } } },
			steps: [
				{
					name: "takes 20 with its padding, and one as long may take its place",
					in: "010809c8 01800401",
					out: "010908c0 01000401 00 01 00 14000000 14000000 0100 0100 1515c22f",
				},
			],
		},
		{
			name: "in parts",
			setup: {
				...setup,
				pldm: { fru: { records: [{ set: 1, general: Array.from({ length: 4 }, () => ({ field: "name", bytes: name })) }] } },
			},
			steps: [
				{
					name: "the first 1024 bytes",
					in: "010809c8 01800402 00000000 01",
					out: [
						`01090880 01000402 00 00041000 01 0100010401 08ff ${"aa".repeat(47)}`,
						...["10", "20", "30"].map((flags) => `010908${flags} ${"aa".repeat(64)}`),
						`01090800 ${"aa".repeat(16)} 08ff ${"aa".repeat(46)}`,
						...["10", "20", "30"].map((flags) => `010908${flags} ${"aa".repeat(64)}`),
						`01090800 ${"aa".repeat(17)} 08ff ${"aa".repeat(45)}`,
						...["10", "20", "30"].map((flags) => `010908${flags} ${"aa".repeat(64)}`),
						`01090800 ${"aa".repeat(18)} 08ff ${"aa".repeat(44)}`,
						...["10", "20", "30"].map((flags) => `010908${flags} ${"aa".repeat(64)}`),
						`01090840 ${"aa".repeat(10)}`,
					],
				},
				{
					name: "the rest, with padding and CRC-32",
					in: "010809c8 01800402 00041000 00",
					out: `010908d0 01000402 00 00000000 04 ${"aa".repeat(9)} 000000 c92ad6cb`,
				},
				{ name: "a handle that leads behind it", in: "010809c8 01800402 10041000 00", out: "010908e0 01000402 80" },
				{ name: "a handle of another table", in: "010809c8 01800402 00042000 00", out: "010908f0 01000402 80" },
			],
		},
	],
};
