// SPDX-License-Identifier: Apache-2.0
import { rising, type Setup, type Table } from "./table.js";

const setup: Setup = { ports: [{ eid: 8 }], responders: ["echo"], requests: ["request", "request", "request"] };
const ten: Setup = { ...setup, requests: Array.from({ length: 10 }, () => "request" as const) };

/** The endpoint's own requests: tags, answers. */
export const requests: Table = {
	name: "own requests",
	trace: 0x3e492c58,
	sessions: [
		{
			name: "one",
			setup,
			steps: [
				{ name: "leaves with tag owner and a tag", send: { message: "00 80 02", to: 9 }, out: "010908c8 008002", wait: 6000 },
				{ name: "its answer settles it", at: 10, in: "010809c0 000002 00 09 00 00", events: "10: request 0 response 000200090000" },
				{ name: "the same answer again is none", in: "010809c0 000002 00 09 00 00", count: { unsolicited: 1 } },
				{ name: "the next has another tag", send: { message: "00 81 02", to: 9 }, out: "010908d9 008102" },
				{
					name: "an answer to the null EID settles it as well",
					in: "010009c1 000102 00 09 00 00",
					events: "10: request 0 response 010200090000",
				},
				{ name: "nothing waits any more", at: 7000, wait: 0x7fffffff },
			],
		},
		{
			name: "which answer belongs to it",
			setup: { ...setup, ports: [{ eid: 8 }, { eid: 8, network: 2 }] },
			steps: [
				{ name: "it leaves", send: { message: "01 aa", to: 9, physical: 0x1d }, out: "010908c8 01aa @1d" },
				{ name: "not one from another EID", in: "01080ac0 01bb @1d", count: { unsolicited: 1 } },
				{ name: "not one from the null EID", in: "010800c0 01bb @1d", count: { unsolicited: 1 } },
				{ name: "not one with another tag", in: "010809c1 01bb @1d", count: { unsolicited: 1 } },
				{ name: "not one of another message type", in: "010809c0 02bb @1d", count: { unsolicited: 1 } },
				{ name: "not one from another network", in: "1/010809c0 01bb @1d", count: { "1/unsolicited": 1 } },
				{ name: "not a request with its tag", in: "010809c8 01bb @1d", out: "010908d0 01bb @1d" },
				{ name: "the one with its EID, tag and type", in: "010809c0 01bb @1d", events: "0: request 0 response bb" },
			],
		},
		{
			name: "integrity check bit",
			setup,
			steps: [
				{ name: "leaves as it was written", send: { message: "84 aa", to: 9 }, out: "010908c8 84aa" },
				{ name: "an answer with it settles the request", in: "010809c0 84bb", events: "0: request 0 response bb" },
			],
		},
		{
			name: "messages of several packets",
			setup: { ...setup, units: { 0x0a: 80 } },
			steps: [
				{
					name: "a request is cut like an answer",
					send: { message: `01 ${rising(1, 64)}`, to: 9 },
					out: [`01090888 01 ${rising(1, 63)}`, "01090858 40"],
				},
				{ name: "its answer grows", in: [`01080980 01 ${rising(1, 63)}`, `01080910 ${rising(64, 64)}`] },
				{ name: "and settles it when it is whole", in: "01080960 80", events: `0: request 0 response ${rising(1, 128)}` },
				{
					name: "a destination that takes more gets more",
					send: { message: `01 ${rising(1, 64)}`, to: 10 },
					out: `010a08d9 01 ${rising(1, 64)}`,
				},
				{
					name: "an answer that loses a packet settles nothing",
					in: ["01080a81 01bb", "01080a61 cc"],
					count: { received: 1, sequence: 1 },
				},
				{ name: "one that comes whole does", in: ["01080a91 01bb", "01080a61 cc"], events: "0: request 0 response bbcc" },
				{
					name: "an answer that nobody waits for is dropped at its first packet",
					in: ["01080a82 01bb", "01080a52 cc"],
					count: { unsolicited: 1, noStart: 1 },
				},
				{ name: "another leaves", send: { message: "01 aa", to: 10 }, out: "010a08ea 01aa" },
				{ name: "its answer grows", in: "01080a82 01bb" },
				{ name: "given up meanwhile, it is settled once", cancel: 0, events: "0: request 0 cancelled", count: { assemblyTimeout: 1 } },
				{ name: "and the rest of the answer is nothing", in: "01080a52 cc", count: { noStart: 1 } },
				{
					name: "which leaves its slot free",
					in: ["01080988 01a1", "01080a88 01b1", "01080b88 01c1", "01080a58 b2"],
					out: "010a08f0 01b1b2",
				},
			],
		},
		{
			name: "an answer before the hardware's report",
			setup,
			steps: [
				{ name: "a request leaves", send: { message: "01 aa", to: 9 }, hold: true, out: "010908c8 01aa" },
				{ name: "its answer is faster", in: "010809c0 01bb", events: "0: request 0 response bb" },
				{ name: "the report comes to nothing", report: true },
				{ name: "a long one begins", send: { message: `01 ${rising(1, 100)}`, to: 9 }, pull: 1, out: `01090899 01 ${rising(1, 63)}` },
				{ name: "its answer is faster than its end", in: "010809c1 01cc", events: "0: request 0 response cc" },
				{ name: "which does not leave any more", out: [] },
				{ name: "the next is whole", send: { message: "01 dd", to: 9 }, out: "010908ea 01dd" },
			],
		},
		{
			name: "null EID",
			setup,
			steps: [
				{ name: "a request to whoever has address 1D", send: { message: "00 80 02", to: 0, physical: 0x1d }, out: "010008c8 008002 @1d" },
				{ name: "nobody else may answer", in: "010809c0 00000200090000 @1e", count: { unsolicited: 1 } },
				{ name: "it may, under any EID", in: "010809c0 00000200090000 @1d", events: "0: request 0 response 000200090000" },
				{ name: "another request", send: { message: "00 81 02", to: 0, physical: 0x1d }, out: "010008d9 008102 @1d" },
				{ name: "it may answer under the null EID too", in: "010800c1 00010200000000 @1d", events: "0: request 0 response 010200000000" },
				{ name: "a third request", send: { message: "01 aa", to: 0, physical: 0x1d }, out: "010008ea 01aa @1d" },
				{ name: "is answered in several packets", in: ["01080982 01b1 @1d", "01080952 b2 @1d"], events: "0: request 0 response b1b2" },
				{ name: "a fourth request", send: { message: "01 aa", to: 0, physical: 0x1d }, out: "010008fb 01aa @1d" },
				{
					name: "is answered in several packets under the null EID",
					in: ["01080083 01b1 @1d", "01080053 b2 @1d"],
					events: "0: request 0 response b1b2",
				},
			],
		},
		{
			name: "null EID on two ports",
			setup: { ...setup, ports: [{ eid: 8 }, { eid: 10 }] },
			steps: [
				{ name: "a request on the second", send: { message: "00 80 02", to: 0, port: 1 }, out: "1/01000ac8 008002" },
				{ name: "the first port's answer is none", in: "010809c0 000002", count: { unsolicited: 1 } },
				{ name: "the second port's is", in: "1/010a09c0 000002", events: "0: request 0 response 0002" },
			],
		},
		{
			name: "tags",
			setup: ten,
			steps: [
				{
					name: "eight requests to one peer have eight tags",
					send: [0, 1, 2, 3, 4, 5, 6, 7].map((handle) => ({ message: "01 aa", to: 9, handle })),
					out: [
						"010908c8 01aa",
						"010908d9 01aa",
						"010908ea 01aa",
						"010908fb 01aa",
						"010908cc 01aa",
						"010908dd 01aa",
						"010908ee 01aa",
						"010908ff 01aa",
					],
				},
				{ name: "a ninth is refused", send: { message: "01 aa", to: 9, handle: 8, refused: true } },
				{ name: "one to another peer is not", send: { message: "01 bb", to: 10, handle: 9 }, out: "010a08c8 01bb" },
				{ name: "an answer", in: "010809c5 01cc", events: "0: request 5 response cc" },
				{ name: "gives its tag to the ninth", send: { message: "01 aa", to: 9, handle: 8 }, out: "010908dd 01aa" },
				{
					name: "all are answered by their tags",
					in: [
						"010809c0 01d0",
						"010809c1 01d1",
						"010809c2 01d2",
						"010809c3 01d3",
						"010809c4 01d4",
						"010809c5 01d5",
						"010809c6 01d6",
						"010809c7 01d7",
						"01080ac0 01d8",
					],
					events: [
						"0: request 0 response d0",
						"0: request 1 response d1",
						"0: request 2 response d2",
						"0: request 3 response d3",
						"0: request 4 response d4",
						"0: request 8 response d5",
						"0: request 6 response d6",
						"0: request 7 response d7",
						"0: request 9 response d8",
					],
				},
			],
		},
		{
			name: "tags to the null EID and to EIDs behind the same address",
			setup: ten,
			steps: [
				{
					name: "seven to an EID at address 1D",
					send: [0, 1, 2, 3, 4, 5, 6].map((handle) => ({ message: "01 aa", to: 9, physical: 0x1d, handle })),
					out: [
						"010908c8 01aa @1d",
						"010908d9 01aa @1d",
						"010908ea 01aa @1d",
						"010908fb 01aa @1d",
						"010908cc 01aa @1d",
						"010908dd 01aa @1d",
						"010908ee 01aa @1d",
					],
				},
				{
					name: "the null EID there has the eighth",
					send: { message: "01 bb", to: 0, physical: 0x1d, handle: 7 },
					out: "010008ff 01bb @1d",
				},
				{ name: "and no ninth", send: { message: "01 bb", to: 0, physical: 0x1d, handle: 8, refused: true } },
				{ name: "nor has the EID", send: { message: "01 bb", to: 9, physical: 0x1d, handle: 8, refused: true } },
				{
					name: "the null EID elsewhere has all eight",
					send: { message: "01 cc", to: 0, physical: 0x1e, handle: 8 },
					out: "010008c8 01cc @1e",
				},
				{
					name: "answers find their requests",
					in: ["010809c7 01d7 @1d", "010809c0 01d0 @1d"],
					events: ["0: request 7 response d7", "0: request 0 response d0"],
				},
			],
		},
	],
};
