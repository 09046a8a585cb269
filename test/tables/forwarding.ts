// SPDX-License-Identifier: Apache-2.0
import { rising, type Setup, type Table } from "./table.js";

/** EIDs 20 to 29 (14 to 1d) are behind port 1, at address 77; 30 to 39 (1e to 27) behind port 0, at 66. */
const setup: Setup = {
	ports: [{ eid: 8 }, { eid: 10 }],
	responders: ["echo", "size"],
	memory: { largeAnswers: 4 },
	routes: [
		{ port: 1, first: 20, last: 29, physical: 0x77 },
		{ port: 0, first: 30, last: 39, physical: 0x66 },
	],
};

/** What a bridge does with packets of others (DSP0236 8.16). */
export const forwarding: Table = {
	name: "forwarding",
	trace: 0x3a356740,
	sessions: [
		{
			name: "routes",
			setup,
			steps: [
				{ name: "a packet leaves by the port of its route", in: "011409c8 01aa @5", out: "1/011409c8 01aa @77", count: { forwarded: 1 } },
				{ name: "the last EID of the range has it too", in: "011d09c8 01aa", out: "1/011d09c8 01aa @77", count: { forwarded: 1 } },
				{ name: "the next has none", in: "012809c8 01aa", count: { notForUs: 1 } },
				{ name: "nor has the one before the first", in: "011309c8 01aa", count: { notForUs: 1 } },
				{ name: "the answer goes the other way", in: "1/011e14c0 01bb @9", out: "011e14c0 01bb @66", count: { "1/forwarded": 1 } },
				{ name: "every bit stays, reserved ones too", in: "f1141e35 07", out: "1/f1141e35 07 @77", count: { forwarded: 1 } },
				{
					name: "packets of a message go one by one",
					in: [`01140988 01 ${rising(1, 63)}`, `01140918 ${rising(64, 64)}`, "01140968 80"],
					out: [`1/01140988 01 ${rising(1, 63)} @77`, `1/01140918 ${rising(64, 64)} @77`, "1/01140968 80 @77"],
					count: { forwarded: 3 },
				},
				{ name: "messages for the endpoint itself are answered", in: "010809c8 01aa", out: "010908c0 01aa" },
				{ name: "packets for nobody are not forwarded", in: "010b09c8 01aa", count: { notForUs: 1 } },
			],
		},
		{
			name: "what does not cross",
			setup,
			steps: [
				{ name: "back to where it came from", in: "011e09c8 01aa", count: { forwardBack: 1 } },
				{ name: "from the null EID", in: "011400c8 01aa", count: { invalidSource: 1 } },
				{ name: "from the null EID, as long as can be", in: `011400c8 01 ${rising(1, 63)}`, count: { invalidSource: 1 } },
				{ name: "from a reserved EID", in: "011407c8 01aa", count: { invalidSource: 1 } },
				{ name: "from the broadcast EID", in: "0114ffc8 01aa", count: { invalidSource: 1 } },
				{ name: "from the EID of the endpoint there", in: "011408c8 01aa", count: { invalidSource: 1 } },
				{ name: "to the null EID: it is for this endpoint", in: "010009c8 01aa", out: "010908c0 01aa" },
				{ name: "to the broadcast EID: it is for this bus", in: "01ff09c8 01aa", out: "010908d0 01aa" },
				{ name: "a header alone", in: "011409c8", count: { shortPacket: 1 } },
				{ name: "another header version", in: "021409c8 01aa", count: { headerVersion: 1 } },
				{ name: "a packet larger than the port takes", in: `011409c8 01 ${rising(1, 64)}`, count: { longPacket: 1 } },
				{ name: "to a link that is down", link: "1/down", in: "011409c8 01aa", count: { forwardDown: 1 } },
				{ name: "up, it crosses", link: "1/up", in: "011409c8 01aa", out: "1/011409c8 01aa @77", count: { forwarded: 1 } },
				{ name: "from a link that is down", link: "down", in: "011409c8 01aa", count: { linkDown: 1 } },
			],
		},
		{
			name: "size",
			setup: {
				...setup,
				ports: [
					{ eid: 8, receiveUnit: 200 },
					{ eid: 10, largestUnit: 120 },
				],
				routes: [{ first: 20 }, { first: 21, unit: 100 }],
			},
			steps: [
				{
					name: "64 bytes fit everywhere",
					in: `011409c8 01 ${rising(1, 63)}`,
					out: `1/011409c8 01 ${rising(1, 63)}`,
					count: { forwarded: 1 },
				},
				{ name: "a byte more does not", in: `011409c8 01 ${rising(1, 64)}`, count: { forwardSize: 1 } },
				{
					name: "100 fit where the route says so",
					in: `011509c8 01 ${rising(1, 99)}`,
					out: `1/011509c8 01 ${rising(1, 99)}`,
					count: { forwarded: 1 },
				},
				{ name: "and no more", in: `011509c8 01 ${rising(1, 100)}`, count: { forwardSize: 1 } },
			],
		},
		{
			name: "networks",
			setup: {
				...setup,
				ports: [{ eid: 8 }, { eid: 9, network: 2 }, { eid: 10, network: 2 }],
				routes: [
					{ port: 1, first: 20, physical: 1 },
					{ port: 2, first: 21, physical: 2 },
					{ port: 0, first: 20, last: 22, physical: 3 },
				],
			},
			steps: [
				{ name: "a packet stays in its own", in: "1/0115 14c8 01aa", out: "2/011514c8 01aa @2", count: { "1/forwarded": 1 } },
				{ name: "an EID of another is another", in: "011509c8 01aa", count: { forwardBack: 1 } },
				{ name: "so it is back there", in: "2/011415c8 01aa", out: "1/011415c8 01aa @1", count: { "2/forwarded": 1 } },
				{ name: "and unknown where it has none", in: "2/011615c8 01aa", count: { "2/notForUs": 1 } },
				{ name: "one's own EID in another is nobody's here", in: "010a14c8 01aa", count: { notForUs: 1 } },
			],
		},
		{
			name: "a ring of four",
			setup,
			steps: [
				{
					name: "four packets wait",
					in: ["011409c8 01a1", "011509c8 01a2", "011609c8 01a3", "011709c8 01a4"],
					pull: 0,
					count: { forwarded: 4 },
					wait: 6000,
				},
				{ name: "a fifth finds no frame", in: "011809c8 01a5", pull: 0, count: { forwardFull: 1 } },
				{ name: "they leave in their order", pull: 2, out: ["1/011409c8 01a1 @77", "1/011509c8 01a2 @77"] },
				{ name: "which makes room for two", in: ["011809c8 01a6", "011809c8 01a7"], pull: 0, count: { forwarded: 2 } },
				{
					name: "and all the others follow",
					out: ["1/011609c8 01a3 @77", "1/011709c8 01a4 @77", "1/011809c8 01a6 @77", "1/011809c8 01a7 @77"],
				},
				{ name: "the other port has a ring of its own", in: "1/011e14c8 01aa", out: "011e14c8 01aa @66", count: { "1/forwarded": 1 } },
			],
		},
		{
			name: "no ring",
			setup: { ...setup, memory: { forwardFrames: 0 } },
			steps: [{ name: "nothing is forwarded", in: "011409c8 01a1", count: { forwardFull: 1 } }],
		},
		{
			name: "order of sending",
			setup,
			steps: [
				{
					name: "messages of one packet go first, then packets of others and of long messages take turns",
					in: ["1/010a14c8 04 8000", "011409c8 01a1", "011509c8 01a2", "011609c8 01a3", "1/010a15c8 01bb"],
					count: { "1/received": 2, forwarded: 3 },
					out: [
						"1/01150ac0 01bb",
						`1/01140a90 04 ${rising(0, 63)}`,
						"1/011409c8 01a1 @77",
						`1/01140a20 ${rising(63, 64)}`,
						"1/011509c8 01a2 @77",
						"1/01140a70 7f",
						"1/011609c8 01a3 @77",
					],
				},
				{
					name: "a long message that comes later has its turn as well",
					in: ["011409c8 01a1", "011509c8 01a2", "1/010a14c8 04 4000"],
					count: { "1/received": 1, forwarded: 2 },
					out: ["1/011409c8 01a1 @77", `1/01140aa0 04 ${rising(0, 63)}`, "1/011509c8 01a2 @77", "1/01140a70 3f"],
				},
			],
		},
		{
			name: "room",
			setup,
			steps: [
				{ name: "a packet that does not fit waits", in: "011409c8 01aabb", room: 6, count: { forwarded: 1 } },
				{ name: "for more", room: 7, out: "1/011409c8 01aabb @77" },
			],
		},
		{
			name: "time",
			setup,
			steps: [
				{ name: "two packets wait", in: ["011409c8 01a1", "011409c8 01a2"], pull: 0, count: { forwarded: 2 }, wait: 6000 },
				{ name: "one leaves", at: 5000, pull: 1, out: "1/011409c8 01a1 @77" },
				{ name: "the other has 6 s from then on", at: 10_999, pull: 0, wait: 1 },
				{ name: "and no more", at: 11_000, count: { "1/forwardAbandoned": 1 }, wait: 0x7fffffff },
				{ name: "the next crosses", in: "011409c8 01a3", out: "1/011409c8 01a3 @77", count: { forwarded: 1 } },
			],
		},
		{
			name: "link",
			setup,
			steps: [
				{
					name: "packets wait on two ports",
					in: ["011409c8 01a1", "011409c8 01a2", "1/011e14c8 01b1"],
					pull: 0,
					count: { forwarded: 2, "1/forwarded": 1 },
				},
				{ name: "those of a link that goes down are lost", link: "1/down", count: { "1/forwardAbandoned": 2 }, out: "011e14c8 01b1 @66" },
				{ name: "up again, nothing of them is left", link: "1/up", out: [] },
				{ name: "and the ring is as good as new", in: "011409c8 01a3", out: "1/011409c8 01a3 @77", count: { forwarded: 1 } },
			],
		},
		{
			name: "hardware",
			setup,
			steps: [
				{
					name: "a packet that it cannot send",
					in: "011409c8 01a1",
					fail: true,
					out: "1/011409c8 01a1 @77",
					count: { forwarded: 1, "1/forwardFailed": 1 },
				},
				{ name: "does not keep the next", in: "011409c8 01a2", out: "1/011409c8 01a2 @77", count: { forwarded: 1 } },
				{
					name: "a burst of two and of an answer",
					in: ["011409c8 01a3", "1/010a14c8 01bb", "011409c8 01a4"],
					hold: true,
					out: ["1/01140ac0 01bb", "1/011409c8 01a3 @77", "1/011409c8 01a4 @77"],
					count: { forwarded: 2, "1/received": 1 },
				},
				{ name: "is lost as a whole", report: false, count: { "1/forwardFailed": 2, "1/sendFailed": 1 } },
				{ name: "and told of once", report: false },
			],
		},
		{
			name: "changes",
			setup,
			steps: [
				{ name: "a range may not reach into another", route: { port: 0, first: 29, last: 31, refused: true } },
				{ name: "its own place can change", route: { port: 1, first: 20, last: 29, physical: 0x78 } },
				{ name: "and packets with it", in: "011409c8 01aa", out: "1/011409c8 01aa @78", count: { forwarded: 1 } },
				{
					name: "one more has its place in the table",
					route: { first: 50 },
					in: "013209c8 01aa",
					out: "1/013209c8 01aa",
					count: { forwarded: 1 },
				},
				{ name: "and that was the last", route: { first: 51, refused: true } },
				{ name: "forgotten, it has none", forget: 50, in: "013209c8 01aa", count: { notForUs: 1 } },
				{ name: "only once", forget: 50, events: "no route to 50" },
				{ name: "and makes room", route: { first: 51 }, in: "013309c8 01aa", out: "1/013309c8 01aa", count: { forwarded: 1 } },
				{ name: "the endpoint's own EID goes before a route", assign: 20, in: "011409c8 01aa", out: "010914c0 01aa" },
				{ name: "from the other port too", in: "1/011415c8 01aa", out: "1/011514c0 01aa" },
				{ name: "until it has another", assign: 8, in: "011409c8 01aa", out: "1/011409c8 01aa @78", count: { forwarded: 1 } },
			],
		},
		{
			name: "faults of a port",
			setup: {
				...setup,
				faults: [
					{ kind: "drop", port: 1, direction: "transmit", count: 1 },
					{ kind: "drop", port: 0, direction: "receive", peer: 11 },
				],
			},
			steps: [
				{ name: "befall what leaves there", in: "011409c8 01a1", count: { forwarded: 1, "1/sent": 1 }, events: "fault 1" },
				{ name: "and what comes in", in: "01140bc8 01a2", count: {}, events: "fault 2" },
				{ name: "and nothing else", in: "011409c8 01a3", out: "1/011409c8 01a3 @77", count: { forwarded: 1 } },
			],
		},
	],
};
