// SPDX-License-Identifier: Apache-2.0
import { rising, type Setup, type Table } from "./table.js";

const setup: Setup = { ports: [{ eid: 8 }], responders: ["echo"] };

/** Which packets an endpoint takes, and where answers go (DSP0236 8.1, 8.2, 8.7). */
export const addressing: Table = {
	name: "addressing",
	trace: 0xb99f3737,
	sessions: [
		{
			name: "destination",
			setup,
			steps: [
				{ name: "its own EID", in: "010809c8 01aa", out: "010908c0 01aa" },
				{ name: "the null EID: answered from its own", in: "010009c8 01aa", out: "010908d0 01aa" },
				{ name: "broadcast: answered from its own", in: "01ff09c8 01aa", out: "010908e0 01aa" },
				{ name: "another EID", in: "010a09c8 01aa", count: { notForUs: 1 } },
				{ name: "a reserved EID", in: "010709c8 01aa", count: { notForUs: 1 } },
			],
		},
		{
			name: "destination, as long as it has no EID",
			setup: { responders: ["echo"] },
			steps: [
				{ name: "the null EID: answered from the null EID", in: "010009c8 01aa", out: "010900c0 01aa" },
				{ name: "broadcast: answered from the null EID", in: "01ff09c8 01aa", out: "010900d0 01aa" },
				{ name: "any other EID", in: "010809c8 01aa", count: { notForUs: 1 } },
			],
		},
		{
			name: "source",
			setup,
			steps: [
				{ name: "EID 254", in: "0108fec8 01aa", out: "01fe08c0 01aa" },
				{ name: "the null EID: answered to the null EID", in: "010800c8 01aa", out: "010008d0 01aa" },
				{ name: "a reserved EID, 1", in: "010801c8 01aa", count: { invalidSource: 1 } },
				{ name: "a reserved EID, 7", in: "010807c8 01aa", count: { invalidSource: 1 } },
				{ name: "broadcast", in: "0108ffc8 01aa", count: { invalidSource: 1 } },
				{ name: "its own EID", in: "010808c8 01aa", count: { invalidSource: 1 } },
				{ name: "its own EID, to the null EID", in: "010008c8 01aa", count: { invalidSource: 1 } },
			],
		},
		{
			name: "physical address",
			setup,
			steps: [
				{ name: "the answer goes where the request came from", in: "010809c8 01aa @1d", out: "010908c0 01aa @1d" },
				{ name: "also when the EID was elsewhere before", in: "010809c8 01aa @2e", out: "010908d0 01aa @2e" },
				{ name: "answers to several", in: ["010800c8 01aa @1", "010800c8 01bb @2"], out: ["010008e0 01aa @1", "010008f0 01bb @2"] },
			],
		},
		{
			name: "ports",
			setup: { ports: [{ eid: 8 }, { eid: 0x0a }], responders: ["echo"] },
			steps: [
				{ name: "the answer leaves by the port of the request", in: "1/010a09c8 01aa", out: "1/01090ac0 01aa" },
				{ name: "the EID of another port is not this port's", in: "1/010809c8 01aa", count: { "1/notForUs": 1 } },
				{ name: "a port may hear the other port's EID as source", in: "1/010a08c8 01aa", out: "1/01080ad0 01aa" },
				{ name: "each port counts its own messages", in: "010809c8 01aa", out: "010908c0 01aa" },
			],
		},
		{
			name: "header",
			setup,
			steps: [
				{ name: "version 0", in: "000809c8 01aa", count: { headerVersion: 1 } },
				{ name: "version 2", in: "020809c8 01aa", count: { headerVersion: 1 } },
				{ name: "version 15", in: "0f0809c8 01aa", count: { headerVersion: 1 } },
				{ name: "reserved bits above version 1 do not matter", in: "f10809c8 01aa", out: "010908c0 01aa" },
				{ name: "reserved bits above version 0 do not make it 1", in: "100809c8 01aa", count: { headerVersion: 1 } },
			],
		},
		{
			name: "size",
			setup,
			steps: [
				{ name: "nothing at all", in: "", count: { shortPacket: 1 } },
				{ name: "one byte", in: "01", count: { shortPacket: 1 } },
				{ name: "a header cut short", in: "010809", count: { shortPacket: 1 } },
				{ name: "a header without payload", in: "010809c8", count: { shortPacket: 1 } },
				{ name: "one byte of payload", in: "010809c8 01", out: "010908c0 01" },
				{ name: "64 bytes of payload", in: `010809c8 01 ${rising(1, 63)}`, out: `010908d0 01 ${rising(1, 63)}` },
				{ name: "64 bytes of payload by broadcast", in: `01ff09c8 01 ${rising(1, 63)}`, out: `010908e0 01 ${rising(1, 63)}` },
				{ name: "65 bytes where 64 are the limit", in: `010809c8 01 ${rising(1, 64)}`, count: { longPacket: 1 } },
				{ name: "250 bytes where 64 are the limit", in: `010809c8 01 ${rising(1, 249)}`, count: { longPacket: 1 } },
			],
		},
		{
			name: "size on a port that takes 100 bytes",
			setup: { ports: [{ eid: 8, receiveUnit: 100, transmissionUnit: 100 }], responders: ["echo"] },
			steps: [
				{ name: "100 bytes of payload", in: `010809c8 01 ${rising(1, 99)}`, out: `010908c0 01 ${rising(1, 99)}` },
				{ name: "101 bytes of payload", in: `010809c8 01 ${rising(1, 100)}`, count: { longPacket: 1 } },
			],
		},
		{
			name: "message type",
			setup: { ports: [{ eid: 8 }], responders: ["echo", "mute"] },
			steps: [
				{ name: "one that nobody answers", in: "010809c8 05aa", count: { messageType: 1 } },
				{ name: "in several packets: dropped at the first", in: "01080988 05aa", count: { messageType: 1 } },
				{ name: "and the others belong to nothing", in: "01080958 aa", count: { noStart: 1 } },
				{ name: "one whose responder keeps silent", in: "010809c8 03aa", count: { silent: 1 } },
				{ name: "the integrity check bit is not part of it, and comes back", in: "010809c8 81aa", out: "010908c0 81aa" },
				{ name: "the same in several packets", in: ["01080989 81aa", "01080959 bb"], out: "010908d1 81aabb" },
			],
		},
		{
			name: "link",
			setup,
			steps: [
				{ name: "down: packets are counted and ignored", link: "down", in: "010809c8 01aa", count: { linkDown: 1 } },
				{ name: "up: they are answered", link: "up", in: "010809c8 01aa", out: "010908c0 01aa" },
				{ name: "up once more changes nothing", link: "up", in: "010809c8 01aa", out: "010908d0 01aa" },
			],
		},
	],
};
