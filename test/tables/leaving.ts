// SPDX-License-Identifier: Apache-2.0
import { rising, type Table } from "./table.js";

/** Type 4 answers as many bytes as asked for: 00, 01, 02 and so on. */
const long = (from: number, tag: number) => `0108${from.toString(16).padStart(2, "0")}c${(8 + tag).toString(16)} 04 4000`;

/** What a message needs until it has left, and what is free or told then. */
export const leaving: Table = {
	name: "leaving",
	trace: 0xa510c587,
	sessions: [
		{
			name: "a message in two packets that nobody answers",
			setup: { ports: [{ eid: 8 }], requests: ["datagram"], memory: { requestSize: 300 } },
			steps: [
				{ name: "its first packet", send: { message: `01 ${rising(1, 64)}`, to: 9 }, pull: 1, out: `01090888 01 ${rising(1, 63)}` },
				{ name: "its second: it has left", out: "01090858 40", events: "0: request 0 sent" },
			],
		},
		{
			name: "the only large region",
			setup: { ports: [{ eid: 8 }], responders: ["size", "late"], memory: { largeAnswers: 1, answerSize: 64 } },
			steps: [
				{ name: "is in use", in: long(9, 0), pull: 1, out: `01090880 04 ${rising(0, 63)}` },
				{
					name: "nobody else gets it",
					in: long(10, 0),
					pull: 0,
					count: { received: 1, answerOverflow: 1 },
					events: "0: size abandoned",
				},
				{ name: "until the answer has left", out: "01090850 3f" },
				{ name: "in which another request waits now", in: "010809c9 02" },
				{ name: "but is there for the next", in: long(10, 1), out: [`010a0891 04 ${rising(0, 63)}`, "010a0861 3f"] },
				{ name: "and again", in: long(10, 2), out: [`010a08a2 04 ${rising(0, 63)}`, "010a0872 3f"] },
			],
		},
		{
			name: "a short message behind many packets of a long one",
			setup: { ports: [{ eid: 8 }], responders: ["size", "echo"] },
			steps: [
				{
					name: "eight packets have left",
					in: "010809c8 04 8002",
					pull: 8,
					out: [0, 1, 2, 3, 4, 5, 6, 7].map((index) =>
						0 === index
							? `01090880 04 ${rising(0, 63)}`
							: `010908${((index & 3) << 4).toString(16).padStart(2, "0")} ${rising(64 * index - 1, 64)}`,
					),
				},
				{ name: "it leaves before the ninth", in: "01080ac8 01aa", pull: 1, out: "010a08d0 01aa" },
			],
		},
		{
			name: "an answer that runs out before a request does",
			setup: { ports: [{ eid: 8 }], responders: ["echo"], requests: ["request"] },
			steps: [
				{ name: "a request has 20 s", send: { message: "01 aa", to: 9, timeout: 20_000 }, out: "010908c8 01aa", wait: 20_000 },
				{ name: "an answer that nobody takes has 6 s", in: "010809c8 01bb", pull: 0, wait: 6000 },
				{ name: "which are over", at: 6000, pull: 0, count: { answerAbandoned: 1 }, wait: 14_000 },
			],
		},
		{
			name: "short answers that are lost",
			setup: { ports: [{ eid: 8, largestUnit: 200 }], responders: ["echo", "size"], units: { 9: 200 } },
			steps: [
				...["c0", "d0", "e0", "f0"].map((flags) => ({
					name: `one, ${flags}`,
					in: `010809c8 01 ${rising(1, 63)}`,
					fail: true,
					out: `010908${flags} 01 ${rising(1, 63)}`,
					count: { received: 1, sendFailed: 1 },
				})),
				{ name: "say nothing against large packets", in: "010809c8 04 8000", out: `010908c0 04 ${rising(0, 128)}` },
			],
		},
		{
			name: "large answers that are lost, with short requests between them",
			setup: {
				ports: [{ eid: 8, largestUnit: 200, unitLosses: 2 }],
				responders: ["size"],
				units: { 9: 200 },
				requests: ["request", "request"],
			},
			steps: [
				{
					name: "one",
					in: "010809c8 04 8000",
					fail: true,
					out: `010908c0 04 ${rising(0, 128)}`,
					events: "0: size abandoned",
					count: { received: 1, sendFailed: 1 },
				},
				{
					name: "short requests, which do not count",
					send: [0, 1].map((handle) => ({ message: `01 ${rising(1, 63)}`, to: 9, handle })),
					out: [`010908d8 01 ${rising(1, 63)}`, `010908e9 01 ${rising(1, 63)}`],
				},
				{
					name: "another: the second in a row",
					in: "010809c8 04 8000",
					fail: true,
					out: `010908f0 04 ${rising(0, 128)}`,
					count: { received: 1, sendFailed: 1, unitLowered: 1 },
					events: "0: size abandoned",
				},
			],
		},
		{
			name: "large answers that are lost, where all packets may be large",
			setup: { ports: [{ eid: 8, transmissionUnit: 128 }], responders: ["size"] },
			steps: [
				...["c0", "d0", "e0"].map((flags, index) => ({
					name: `one, ${flags}`,
					in: "010809c8 04 6400",
					fail: true,
					out: `010908${flags} 04 ${rising(0, 100)}`,
					events: "0: size abandoned",
					count: { received: 1, sendFailed: 1, ...(2 === index ? { unitLowered: 1 } : {}) },
				})),
				{ name: "the next is cut", in: "010809c8 04 6400", out: [`010908b0 04 ${rising(0, 63)}`, `01090840 ${rising(63, 37)}`] },
			],
		},
		{
			name: "where a route says how large packets may be",
			setup: { ports: [{ eid: 8 }, { eid: 10 }], routes: [{ first: 20, unit: 200 }], requests: ["request"] },
			steps: [
				{
					name: "a request is as large",
					send: { message: `01 ${rising(1, 99)}`, to: 20, network: 1 },
					out: `1/01140ac8 01 ${rising(1, 99)}`,
				},
			],
		},
		{
			name: "answers that just fit into a packet, between shorter ones",
			setup: { ports: [{ eid: 8 }], responders: ["echo"] },
			steps: [
				{
					name: "leave in their turn",
					in: ["010809c8 01aa", `010809c9 01 ${rising(1, 63)}`, "010809ca 01bb"],
					out: ["010908c0 01aa", `010908d1 01 ${rising(1, 63)}`, "010908e2 01bb"],
				},
			],
		},
		{
			name: "an EID that is given while the link is down",
			setup: { ports: [{ eid: 8 }], responders: ["echo"] },
			steps: [
				{ name: "down", link: "down" },
				{ name: "given", assign: 20, eid: 20 },
				{ name: "stays when the link comes up", link: "up", in: "011409c8 01aa", out: "010914c0 01aa", eid: 20 },
			],
		},
	],
};
