// SPDX-License-Identifier: Apache-2.0
import type { Setup, Table } from "./table.js";

const setup: Setup = {
	ports: [{ eid: 8 }],
	memory: { answerSize: 80, largeAnswers: 0 },
	pldm: {
		tid: 0x1d,
		updated: "2026-01-02T03:04:05Z",
		entities: [
			{ id: "chassis", type: 45, name: "S0" },
			{ id: "one", type: 67, instance: 1, container: "chassis" },
			{ id: "two", type: 67, instance: 2, container: "chassis" },
		],
		stateSensors: [{ id: 0x203, entity: "one", fields: [{ set: 1, possible: [1, 2, 3, 8], state: 1 }] }],
		stateEffecters: [
			{
				id: 0x405,
				entity: "chassis",
				fields: [
					{ set: 196, possible: [1, 2] },
					{ set: 129, possible: [1, 2, 3, 4, 5, 6] },
				],
			},
		],
		numericSensors: [
			{
				id: 0x103,
				entity: "one",
				unit: "degreesC",
				modifier: -3,
				dataSize: "sint32",
				compact: true,
				name: "TMP0",
				thresholds: { upperWarning: 70, lowerWarning: 5, upperCritical: 85, lowerFatal: -5 },
			},
		],
		fru: { records: [{ set: 10, entity: "one", general: [{ field: "name", text: "N" }] }] },
		oem: [{ iana: 412, record: 7, data: [0xca, 0xfe] }],
	},
};

const uid = "00112233445566778899aabbccddeeff";
/** The records, by their handles from 1 on (DSP0248 28). */
const locator = `01000000 01 01 0000 1900 0100 01 1d 0000 00 11 00 ${uid}`;
const association = "02000000 01 0f 0000 1600 0100 00 2d0001000000 02 430001000100 430002000100";
const entityName = "03000000 01 10 0000 1100 2d0001000000 00 01 656e00 005300300000";
const compact =
	"04000000 01 15 0000 2b00 0100 0301 430001000100 04 02 fd 00 27 70110100 88130000 084c0100 00000000 00000000 78ecffff 544d5030";
const stateSensor = "05000000 01 04 0000 1200 0100 0302 430001000100 00 00 01 0100 02 0e01";
const stateEffecter = "06000000 01 0b 0000 1700 0100 0504 2d0001000000 0000 00 00 02 c400 01 06 8100 01 7e";
const fruSet = "07000000 01 14 0000 0a00 0100 0a00 430001000100";
const oem = "08000000 01 7f 0000 0a00 9c010000 0700 0200 cafe";

/** Platform descriptor records (DSP0248 26, 28), read by EID 9, at most 63 bytes of a record at a time. */
export const pldmRecords: Table = {
	name: "PLDM records",
	trace: 0x1ed1584e,
	sessions: [
		{
			name: "repository",
			setup: { ...setup, memory: {} },
			steps: [
				{
					name: "GetPDRRepositoryInfo: available, times, 8 records of 248 bytes, 53 the largest",
					in: "010809c8 01800250",
					out: "010908c0 01000250 00 00 00000000000504030201ea0716 00000000000000000000000000 08000000 f8000000 35000000 00",
				},
				{ name: "GetPDRRepositorySignature", in: "010809c8 01800253", out: "010908d0 01000253 00 fc9a443a" },
				{ name: "GetTerminusUID", in: "010809c8 01800203", out: `010908e0 01000203 00 ${uid}` },
				{
					name: "the first: terminus locator",
					in: "010809c8 01800251 00000000 00000000 01 ff00 0000",
					out: `010908f0 01000251 00 02000000 00000000 05 2300 ${locator}`,
				},
				{
					name: "entity association",
					in: "010809c8 01800251 02000000 00000000 01 ff00 0000",
					out: `010908c0 01000251 00 03000000 00000000 05 2000 ${association}`,
				},
				{
					name: "entity auxiliary names",
					in: "010809c8 01800251 03000000 00000000 01 ff00 0000",
					out: `010908d0 01000251 00 04000000 00000000 05 1b00 ${entityName}`,
				},
				{
					name: "compact numeric sensor, in two packets",
					in: "010809c8 01800251 04000000 00000000 01 ff00 0000",
					out: [`010908a0 01000251 00 05000000 00000000 05 3500 ${compact.slice(0, -11)}`, `01090870 ${compact.slice(-11)}`],
				},
				{
					name: "state sensor",
					in: "010809c8 01800251 05000000 00000000 01 ff00 0000",
					out: `010908f0 01000251 00 06000000 00000000 05 1c00 ${stateSensor}`,
				},
				{
					name: "state effecter",
					in: "010809c8 01800251 06000000 00000000 01 ff00 0000",
					out: `010908c0 01000251 00 07000000 00000000 05 2100 ${stateEffecter}`,
				},
				{
					name: "FRU record set",
					in: "010809c8 01800251 07000000 00000000 01 ff00 0000",
					out: `010908d0 01000251 00 08000000 00000000 05 1400 ${fruSet}`,
				},
				{
					name: "OEM, the last",
					in: "010809c8 01800251 08000000 00000000 01 ff00 0000",
					out: `010908e0 01000251 00 00000000 00000000 05 1400 ${oem}`,
				},
				{ name: "none behind", in: "010809c8 01800251 09000000 00000000 01 ff00 0000", out: "010908f0 01000251 82" },
			],
		},
		{
			name: "parts",
			setup,
			steps: [
				{
					name: "first 12 bytes",
					in: "010809c8 01800251 07000000 00000000 01 0c00 0000",
					out: "010908c0 01000251 00 08000000 0c007000 00 0c00 07000000 01 14 0000 0a00 0100",
				},
				{
					name: "4 more: middle",
					in: "010809c8 01810251 07000000 0c007000 00 0400 0000",
					out: "010908d0 01010251 00 08000000 10007000 01 0400 0a004300",
				},
				{
					name: "the rest, and the CRC-8 of the whole record",
					in: "010809c8 01820251 07000000 10007000 00 ff00 0000",
					out: "010908e0 01020251 00 08000000 00000000 04 0400 01000100 f9",
				},
				{
					name: "any part once more",
					in: "010809c8 01810251 07000000 0c007000 00 0400 0000",
					out: "010908f0 01010251 00 08000000 10007000 01 0400 0a004300",
				},
				{
					name: "another requester, at the same time",
					in: "01080ac8 01810251 07000000 10007000 00 0200 0000",
					out: "010a08c0 01010251 00 08000000 12007000 01 0200 0100",
				},
				{ name: "a handle of another record", in: "010809c8 01810251 06000000 0c007000 00 0400 0000", out: "010908d0 01010251 80" },
				{
					name: "a handle that leads behind the record",
					in: "010809c8 01810251 07000000 14007000 00 0400 0000",
					out: "010908e0 01010251 80",
				},
				{ name: "a handle of 0", in: "010809c8 01810251 07000000 00000000 00 0400 0000", out: "010908f0 01010251 80" },
				{
					name: "a handle of this record without an offset",
					in: "010809c8 01810251 07000000 00007000 00 0400 0000",
					out: "010908c0 01010251 80",
				},
				{ name: "another change number", in: "010809c8 01810251 07000000 0c007000 00 0400 0100", out: "010908d0 01010251 83" },
				{ name: "another operation", in: "010809c8 01810251 07000000 00000000 02 0400 0000", out: "010908e0 01010251 81" },
				{ name: "no bytes at all", in: "010809c8 01810251 07000000 00000000 01 0000 0000", out: "010908f0 01010251 02" },
				{
					name: "more than there is room for: 63 bytes of answer are all there is",
					in: "010809c8 01810251 04000000 00000000 01 ff00 0000",
					out: [`01090880 01010251 00 05000000 00000000 05 3500 ${compact.slice(0, -11)}`, `01090850 ${compact.slice(-11)}`],
				},
			],
		},
		{
			name: "FindPDR",
			setup: { ...setup, memory: {} },
			steps: [
				{
					name: "the first of any type",
					in: "010809c8 01800252 00000000 01 0a00 0000 00 0000",
					out: "010908c0 01000252 00 02000000 0a001000 00 0a00 01000000 01 01 0000 1900",
				},
				{
					name: "the first state sensor: there is no other",
					in: "010809c8 01800252 00000000 01 ff00 0400 00 0000",
					out: `010908d0 01000252 00 ffffffff 00000000 05 1c00 ${stateSensor}`,
				},
				{
					name: "a numeric sensor: none",
					in: "010809c8 01800252 00000000 01 ff00 0200 00 0000",
					out: "010908e0 01000252 00 00000000 00000000 05 0000",
				},
				{
					name: "the next of any type",
					in: "010809c8 01800252 08000000 00 ff00 0000 00 0000",
					out: `010908f0 01000252 00 ffffffff 00000000 05 1400 ${oem}`,
				},
				{ name: "a find handle of another type", in: "010809c8 01800252 08000000 00 ff00 0400 00 0000", out: "010908c0 01000252 80" },
				{ name: "a find handle behind the last", in: "010809c8 01800252 09000000 00 ff00 0000 00 0000", out: "010908d0 01000252 80" },
				{ name: "a find handle of 0", in: "010809c8 01800252 00000000 00 ff00 0000 00 0000", out: "010908e0 01000252 80" },
				{ name: "another operation", in: "010809c8 01800252 00000000 02 ff00 0000 00 0000", out: "010908f0 01000252 81" },
				{
					name: "no data of the state sensor, but where it goes on: nowhere",
					in: "010809c8 01800252 00000000 01 0000 0400 00 0000",
					out: "010908c0 01000252 00 ffffffff 00000000 05 0000",
				},
				{ name: "parameters", in: "010809c8 01800252 00000000 01 ff00 0000 01 0000", out: "010908d0 01000252 83" },
			],
		},
		{
			name: "records as they are, whatever their handles",
			setup: {
				ports: [{ eid: 8 }],
				pldm: {
					records: [
						{ data: [5, 0, 0, 0, 1, 127, 0, 0, 1, 0, 0xaa] },
						{ data: [9, 0, 0, 0, 1, 126, 2, 1, 2, 0, 0xbb, 0xcc] },
						{ data: [0xfe, 0xff, 0xff, 0xff, 1, 127, 0, 0, 0, 0] },
					],
				},
			},
			steps: [
				{
					name: "the first",
					in: "010809c8 01800251 00000000 00000000 01 ff00 0000",
					out: "010908c0 01000251 00 09000000 00000000 05 0b00 05000000 01 7f 0000 0100 aa",
				},
				{ name: "none before it", in: "010809c8 01800251 04000000 00000000 01 ff00 0000", out: "010908d0 01000251 82" },
				{ name: "none between", in: "010809c8 01800251 06000000 00000000 01 ff00 0000", out: "010908e0 01000251 82" },
				{
					name: "the second",
					in: "010809c8 01800251 09000000 00000000 01 ff00 0000",
					out: "010908f0 01000251 00 feffffff 00000000 05 0c00 09000000 01 7e 0201 0200 bbcc",
				},
				{
					name: "its end, with its change number",
					in: "010809c8 01800251 09000000 0a009000 00 ff00 0201",
					out: "010908c0 01000251 00 feffffff 00000000 04 0200 bbcc 17",
				},
				{ name: "with another", in: "010809c8 01800251 09000000 0a009000 00 ff00 0200", out: "010908d0 01000251 83" },
				{
					name: "the last",
					in: "010809c8 01800251 feffffff 00000000 01 ff00 0000",
					out: "010908e0 01000251 00 00000000 00000000 05 0a00 feffffff 01 7f 0000 0000",
				},
				{
					name: "three of 33 bytes, 12 the largest",
					in: "010809c8 01800250",
					out: "010908f0 01000250 00 00 000000000000000001 01 ea07 16 00000000000000000000000000 03000000 21000000 0c000000 00",
				},
				{
					name: "FindPDR: the first OEM record, and where the next is",
					in: "010809c8 01800252 00000000 01 0000 7f00 00 0000",
					out: "010908c0 01000252 00 feffffff 00000000 05 0000",
				},
			],
		},
		{
			name: "no record at all",
			setup: { ports: [{ eid: 8 }], pldm: { records: [] } },
			steps: [
				{ name: "the first", in: "010809c8 01800251 00000000 00000000 01 ff00 0000", out: "010908c0 01000251 82" },
				{
					name: "none of no bytes",
					in: "010809c8 01800250",
					out: "010908d0 01000250 00 00 000000000000000001 01 ea07 16 00000000000000000000000000 00000000 00000000 00000000 00",
				},
				{ name: "signature", in: "010809c8 01800253", out: "010908e0 01000253 00 00000000" },
				{
					name: "FindPDR",
					in: "010809c8 01800252 00000000 01 ff00 0000 00 0000",
					out: "010908f0 01000252 00 00000000 00000000 05 0000",
				},
			],
		},
		{
			name: "a record that is larger than an answer",
			setup: {
				...setup,
				pldm: { oem: [{ iana: 412, data: Array.from({ length: 60 }, (_, index) => index) }] },
			},
			steps: [
				{
					name: "as much as there is room for",
					in: "010809c8 01800251 02000000 00000000 01 ff00 0000",
					out: [
						"01090880 01000251 00 00000000 3f002000 00 3f00 02000000 01 7f 0000 4400 9c010000 0000 3c00 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d",
						"01090850 1e1f202122232425262728292a2b2c",
					],
				},
			],
		},
	],
};
