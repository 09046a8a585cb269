// SPDX-License-Identifier: Apache-2.0
import type { Setup, Table } from "./table.js";

const setup: Setup = {
	ports: [{ eid: 8 }],
	memory: { requests: 1 },
	pldm: {
		tid: 0x1d,
		updated: "2026-12-31T23:59:59Z",
		entities: [
			{ id: "board", type: 60 },
			{ id: "fan", type: 29, container: "board" },
			{ id: "riser", type: 68, container: "board", present: false },
			{ id: "module", type: 66, container: "riser", present: true },
		],
		numericSensors: [
			{ id: 1, entity: "board", unit: "volts", dataSize: "uint8", compact: true, value: 12 },
			{ id: 2, entity: "module", unit: "degreesC", dataSize: "uint8", compact: true, thresholds: { upperWarning: 40 }, value: 25 },
		],
		stateSensors: [{ id: 3, entity: "riser", fields: [{ set: 1, possible: [1, 2], state: 1 }] }],
		stateEffecters: [{ id: 4, entity: "module", fields: [{ set: 17, possible: [1, 2] }] }],
		fru: {
			records: [
				{ set: 1, entity: "board", general: [{ field: "name", text: "B" }] },
				{ set: 2, entity: "module", general: [{ field: "name", text: "M" }] },
			],
		},
		events: { count: 4, size: 64 },
	},
};

/** Of the board, up to the count. */
const association = "0100 00 3c0001000000";
const plug = (entity: string, present: boolean, time?: string) => ["setPresent", { entity, present, time }] as const;
const info = (time: string, records: string, size: string, largest: string) =>
	`${time} 00000000000000000000000000 ${records} ${size} ${largest} 00`;
const boardFru = "0100 01 01 01 08 01 42";
const moduleFru = "0200 01 01 01 08 01 4d";

/**
 * Entities that come and go (DSP0248 16.15): Records: 1 terminus locator, 2 association of the board, 3 that of the riser, 4 and 5 numeric sensors,
 * 6 state sensor, 7 state effecter, 8 and 9 record sets.
 */
export const pldmPresence: Table = {
	name: "PLDM presence",
	trace: 0x2d2004dc,
	sessions: [
		{
			name: "plugged",
			setup,
			steps: [
				{
					name: "the riser is not there at first, nor what is inside: 4 records; the time is that of the profile",
					in: "010809c8 01800250",
					out: `010908c0 01000250 00 00 ${info("0000000000 3b3b17 1f0c ea07 16", "04000000", "82000000", "31000000")}`,
				},
				{
					name: "the board contains the fan",
					in: "010809c8 01800251 02000000 00000000 01 ff00 0000",
					out: `010908d0 01000251 00 04000000 00000000 05 1a00 02000000 01 0f 0000 1000 ${association} 01 1d0001000100`,
				},
				{
					name: "the riser, that is not there, nothing",
					in: "010809c8 01800251 03000000 00000000 01 ff00 0000",
					out: "010908e0 01000251 82",
				},
				{
					name: "the record behind that is the sensor of the board",
					in: "010809c8 01800251 02000000 00000000 01 0100 0000",
					out: "010908f0 01000251 00 04000000 01002000 00 0100 02",
				},
				{ name: "the signature", in: "010809c8 01800253", out: "010908c0 01000253 00 22938258" },
				{ name: "a sensor that is not there", in: "010809c8 01800211 0200 00", out: "010908d0 01000211 80" },
				{ name: "another", in: "010809c8 01800221 0300 0000", out: "010908e0 01000221 80" },
				{ name: "an effecter that is not there", in: "010809c8 0180023a 0400", out: "010908f0 0100023a 80" },
				{
					name: "the inventory has one record",
					in: "010809c8 01800402 00000000 01",
					out: `010908c0 01000402 00 00000000 05 ${boardFru} c202d268`,
				},
				{
					name: "the module is unplugged, which nobody can see, as the riser is not there",
					operate: plug("module", false),
				},
				{ name: "and plugged again", operate: plug("module", true) },
				{ name: "nobody hears of it", in: "010809c8 01800253", out: "010908d0 01000253 00 22938258" },
				{ name: "somebody wants events", in: "010809c8 01810204 01 00 09", out: "010908e0 01010204 00" },
				{
					name: "the riser is plugged: 5 records have come, and the association of the board has changed",
					operate: plug("riser", true),
					out: "010908f8 0180020a 01 1d 04 02 02 02 05 03000000 05000000 06000000 07000000 09000000 03 01 02000000",
				},
				{ name: "accepted", in: "010809c0 0100020a 00 00" },
				{
					name: "the board contains the riser too: change number 1",
					in: "010809c8 01800251 02000000 00000000 01 ff00 0000",
					out: `010908c0 01000251 00 03000000 00000000 05 2000 02000000 01 0f 0100 1600 ${association} 02 1d0001000100 440001000100`,
				},
				{ name: "a part of what it was", in: "010809c8 01800251 02000000 0a002000 00 ff00 0000", out: "010908d0 01000251 83" },
				{ name: "another signature", in: "010809c8 01800253", out: "010908e0 01000253 00 4bf5eec3" },
				{
					name: "it is a second later",
					in: "010809c8 01800250",
					out: `010908f0 01000250 00 00 ${info("0000000000 000000 0101 eb07 16", "09000000", "1f010000", "31000000")}`,
				},
				{ name: "its sensor is there", in: "010809c8 01800211 0200 00", out: "010908c0 01000211 00 00 00 02 01 00 01 19" },
				{
					name: "and its inventory",
					in: "010809c8 01800402 00000000 01",
					out: `010908d0 01000402 00 00000000 05 ${boardFru} ${moduleFru} 7bc84a2f`,
				},
				{
					name: "the module is unplugged: the association of the riser goes with it; the time is told",
					operate: plug("module", false, "2027-02-03T04:05:06Z"),
					out: "010908e9 0181020a 01 1d 04 02 01 01 04 03000000 05000000 07000000 09000000",
				},
				{ name: "accepted", in: "010809c1 0101020a 00 00" },
				{
					name: "the time",
					in: "010809c8 01800250",
					out: `010908f0 01000250 00 00 ${info("0000000000 060504 0302 eb07 16", "05000000", "a3000000", "31000000")}`,
				},
				{
					name: "the riser is still there, and fails",
					operate: ["setOperational", { id: 3, operational: "failed" }],
					out: "010908ca 0182020a 01 1d 00 0300 00 04 00",
				},
				{ name: "as its sensor tells", in: "010809c8 01800221 0300 0000", out: "010908d0 01000221 00 01 04 00 01 00" },
				{ name: "accepted", in: "010809c2 0102020a 00 00" },
				{
					name: "a second module in its place",
					operate: plug("module", true),
					out: "010908eb 0183020a 01 1d 04 02 01 02 04 03000000 05000000 07000000 09000000",
				},
				{ name: "accepted", in: "010809c3 0103020a 00 00" },
				{
					name: "the riser is unplugged",
					operate: plug("riser", false),
					out: "010908fc 0184020a 01 1d 04 02 02 01 05 03000000 05000000 06000000 07000000 09000000 03 01 02000000",
				},
				{ name: "accepted", in: "010809c4 0104020a 00 00" },
				{ name: "the records are as at first, but for the change number", in: "010809c8 01800253", out: "010908c0 01000253 00 3248fa90" },
				{
					name: "what can be plugged",
					operate: ["entities", {}],
					events: '{"entities":[{"id":"riser","present":false},{"id":"module","present":true}]}',
				},
			],
		},
		{
			name: "more changes than an event can tell",
			setup: { ...setup, pldm: { ...setup.pldm, events: { count: 4, size: 16 } } },
			steps: [
				{ name: "somebody wants events", in: "010809c8 01810204 01 00 09", out: "010908c0 01010204 00" },
				{ name: "refresh all", operate: plug("riser", true), out: "010908d8 0180020a 01 1d 04 00 00" },
			],
		},
		{
			name: "found by type",
			setup,
			steps: [
				{
					name: "of two compact numeric sensors one is there",
					in: "010809c8 01800252 00000000 01 0500 1500 00 0000",
					out: "010908c0 01000252 00 ffffffff 05004000 00 0500 0400000001",
				},
				{
					name: "a find handle of one that is not there",
					in: "010809c8 01800252 05000000 00 0500 1500 00 0000",
					out: "010908d0 01000252 80",
				},
				{ name: "the riser is plugged", operate: plug("riser", true) },
				{
					name: "the first of two",
					in: "010809c8 01800252 00000000 01 0500 1500 00 0000",
					out: "010908e0 01000252 00 05000000 05004000 00 0500 0400000001",
				},
				{
					name: "and the other",
					in: "010809c8 01800252 05000000 00 0500 1500 00 0000",
					out: "010908f0 01000252 00 ffffffff 05005000 00 0500 0500000001",
				},
			],
		},
	],
};
