// SPDX-License-Identifier: Apache-2.0
import type { Setup, Table } from "./table.js";

const setup: Setup = { ports: [{ eid: 8 }], responders: ["echo"], memory: { slots: 8 } };

/** Which packets belong to one message: source EID, tag owner and tag tell (DSP0236 8.6). */
export const assemblyKeys: Table = {
	name: "assembly keys",
	trace: 0x2f0fca22,
	sessions: [
		{
			name: "tag",
			setup,
			steps: [
				{ name: "two messages of one source grow side by side", in: ["01080988 01a1", "0108099f 01b1", "01080918 a2a2", "0108092f b2b2"] },
				{
					name: "each is delivered on its own tag",
					in: ["0108097f b3", "01080968 a3"],
					out: ["010908c7 01b1b2b2b3", "010908d0 01a1a2a2a3"],
				},
			],
		},
		{
			name: "source",
			setup,
			steps: [
				{ name: "messages of three sources grow side by side", in: ["01080988 01a1", "01080a98 01b1", "01080ba8 01c1"] },
				{
					name: "each is answered to its source",
					in: ["01080b78 c2", "01080958 a2", "01080a68 b2"],
					out: ["010b08c0 01c1c2", "010908d0 01a1a2", "010a08e0 01b1b2"],
				},
			],
		},
		{
			name: "destination is no part of it",
			setup,
			steps: [
				{ name: "first to its EID, then to the null EID", in: ["01080988 01a1", "01000958 a2"], out: "010908c0 01a1a2" },
				{ name: "first to the null EID, then to its EID", in: ["01000988 01a1", "01080958 a2"], out: "010908d0 01a1a2" },
			],
		},
		{
			name: "tag owner",
			setup: { ...setup, requests: ["request"] },
			steps: [
				{ name: "its own request has tag 0", send: { message: "01aa", to: 9 }, out: "010908c8 01aa" },
				{ name: "a request and an answer with tag 0 grow side by side", in: ["01080988 01a1", "01080980 01b1"] },
				{ name: "the answer's packets are not the request's", in: "01080950 b2", events: "0: request 0 response b1b2" },
				{ name: "nor the request's the answer's", in: "01080958 a2", out: "010908d0 01a1a2" },
			],
		},
		{
			name: "null EID",
			setup,
			steps: [
				{ name: "two devices without EID send at a time", in: ["01080088 01a1 @1", "01080098 01b1 @2"] },
				{
					name: "their physical addresses tell",
					in: ["01080068 b2 @2", "01080058 a2 @1"],
					out: ["010008c0 01b1b2 @2", "010008d0 01a1a2 @1"],
				},
				{ name: "a third has none of theirs", in: ["01080088 01a1 @1", "01080058 c2 @3"], count: { received: 1, noStart: 1 } },
				{ name: "and does not disturb the first", in: "01080058 a2 @1", out: "010008e0 01a1a2 @1" },
			],
		},
		{
			name: "null EID on two ports",
			setup: { ...setup, ports: [{ eid: 8 }, { eid: 10 }] },
			steps: [
				{ name: "two devices without EID send at a time", in: ["01080088 01a1 @1", "1/010a0098 01b1 @1"] },
				{ name: "the port tells", in: ["1/010a0068 b2 @1", "01080058 a2 @1"], out: ["010008c0 01a1a2 @1", "1/01000ac0 01b1b2 @1"] },
			],
		},
		{
			name: "networks",
			setup: { ...setup, ports: [{ eid: 8 }, { eid: 8, network: 2 }] },
			steps: [
				{ name: "EID 9 of one network is not EID 9 of another", in: ["01080988 01a1", "1/01080998 01b1"] },
				{ name: "each is answered on its port", in: ["1/01080968 b2", "01080958 a2"], out: ["010908c0 01a1a2", "1/010908c0 01b1b2"] },
				{
					name: "a rest from the other network belongs to nothing",
					in: ["01080988 01a1", "1/01080958 a2"],
					count: { received: 1, "1/noStart": 1 },
				},
			],
		},
		{
			name: "one network on two ports",
			setup: { ...setup, ports: [{ eid: 8 }, { eid: 10 }] },
			steps: [
				{ name: "EID 9 begins on one port", in: "01080988 01a1" },
				{
					name: "and begins anew on the other: the old message is dropped",
					in: "1/010a0988 01b1",
					count: { "1/received": 1, assemblyRestarted: 1 },
				},
				{ name: "the new one is delivered", in: "1/010a0958 b2", out: "1/01090ac0 01b1b2" },
			],
		},
		{
			name: "physical address of an EID is no part of it",
			setup,
			steps: [
				{ name: "the answer goes where the last packet came from", in: ["01080988 01a1 @1", "01080958 a2 @2"], out: "010908c0 01a1a2 @2" },
			],
		},
	],
};
