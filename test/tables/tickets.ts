// SPDX-License-Identifier: Apache-2.0
import type { Setup, Table } from "./table.js";

/** Type 2 answers later; type 1 at once. */
const setup: Setup = { ports: [{ eid: 8 }], responders: ["late", "echo"] };

/** How exchanges end without their answer, and that their tickets are void then. Numbers in events are those of the requests. */
export const tickets: Table = {
	name: "tickets",
	trace: 0x4d4f485d,
	sessions: [
		{
			name: "time",
			setup,
			steps: [
				{ name: "a request waits", in: "010809c8 02a1" },
				{ name: "6 s long", at: 5999 },
				{ name: "then it is given up", at: 6000, count: { answerAbandoned: 1 }, events: "6000: answer 0 abandoned" },
				{ name: "an answer is too late", answer: { ticket: 0, body: "aa", refused: true } },
				{ name: "its place serves another request", in: "010809c8 02b1" },
				{ name: "to which the old ticket does not belong", answer: { ticket: 0, body: "aa", refused: true } },
				{ name: "but the new one does", answer: { ticket: 1, body: "bb" }, out: "010908c0 02bb", events: "6000: answer 1 sent" },
			],
		},
		{
			name: "time of another length",
			setup: { ...setup, answerTimeout: 250 },
			steps: [
				{ name: "a request waits", in: "010809c8 02a1", wait: 250 },
				{ name: "and is given up", at: 250, count: { answerAbandoned: 1 }, events: "250: answer 0 abandoned" },
			],
		},
		{
			name: "an answer that nobody takes",
			setup,
			steps: [
				{ name: "a request waits", in: "010809c8 02a1" },
				{ name: "its answer is ready", at: 4000, answer: { ticket: 0, body: "aa" }, pull: 0 },
				{ name: "and has 6 s from then on", at: 9999, pull: 0 },
				{ name: "then it is given up", at: 10_000, count: { answerAbandoned: 1 }, events: "10000: answer 0 abandoned" },
			],
		},
		{
			name: "time between several answers",
			setup,
			steps: [
				{ name: "a request waits", in: "010809c8 02a1" },
				{ name: "a first answer is ready", at: 1000, answer: { ticket: 0, body: "01", more: true }, pull: 0 },
				{ name: "and leaves", at: 2000, out: "010908c0 0201", events: "2000: answer 0 sent" },
				{ name: "the next has 6 s from then on", at: 7999 },
				{ name: "and not longer", at: 8000, count: { answerAbandoned: 1 }, events: "8000: answer 0 abandoned" },
				{ name: "its ticket is void", answer: { ticket: 0, body: "02", refused: true } },
			],
		},
		{
			name: "a request made anew",
			setup,
			steps: [
				{ name: "a request waits", in: "010809c8 02a1 @1" },
				{
					name: "its tag comes again: the old one is given up",
					in: "010809c8 02b1 @1",
					count: { received: 1, answerAbandoned: 1 },
					events: "0: answer 0 abandoned",
				},
				{ name: "its ticket is void", answer: { ticket: 0, body: "request", refused: true } },
				{ name: "another tag leaves it alone", in: "010809c9 02c1 @1" },
				{ name: "so does another source", in: "01080ac8 02d1 @1" },
				{ name: "and another address", in: "010809c8 02e1 @2" },
				{ name: "and another message type", in: "010809c8 01f1 @1", out: "010908c0 01f1 @1" },
				{
					name: "all four are answered",
					answer: [
						{ ticket: 1, body: "request" },
						{ ticket: 2, body: "request" },
						{ ticket: 3, body: "request" },
						{ ticket: 4, body: "request" },
					],
					out: ["010908d0 02b1 @1", "010908e1 02c1 @1", "010a08f0 02d1 @1", "010908c0 02e1 @2"],
					events: ["0: answer 1 sent", "0: answer 2 sent", "0: answer 3 sent", "0: answer 4 sent"],
				},
			],
		},
		{
			name: "a request in several packets made anew",
			setup: { ...setup, memory: { slots: 2 } },
			steps: [
				{ name: "a request waits in its slot", in: ["01080988 02a1", "01080958 a2"] },
				{
					name: "its tag comes again",
					in: ["01080988 02b1", "01080958 b2"],
					count: { received: 2, answerAbandoned: 1 },
					events: "0: answer 0 abandoned",
				},
				{
					name: "and again",
					in: ["01080988 02c1", "01080958 c2"],
					count: { received: 2, answerAbandoned: 1 },
					events: "0: answer 1 abandoned",
				},
				{ name: "the last one is answered", answer: { ticket: 2, body: "request" }, out: "010908c0 02c1c2", events: "0: answer 2 sent" },
				{
					name: "both slots are free",
					in: ["01080988 01a1", "01080a88 01b1", "01080a58 b2", "01080958 a2"],
					out: ["010a08d0 01b1b2", "010908e0 01a1a2"],
				},
			],
		},
		{
			name: "link",
			setup: { ...setup, ports: [{ eid: 8 }, { eid: 10 }] },
			steps: [
				{ name: "requests wait on two ports", in: ["010809c8 02a1", "1/010a09c8 02b1"] },
				{
					name: "those of a link that goes down are given up",
					link: "down",
					count: { answerAbandoned: 1 },
					events: "0: answer 0 abandoned",
				},
				{ name: "their tickets are void", answer: { ticket: 0, body: "", refused: true } },
				{
					name: "those of the other are answered",
					answer: { ticket: 1, body: "request" },
					out: "1/01090ac0 02b1",
					events: "0: answer 1 sent",
				},
			],
		},
		{
			name: "an answer that the hardware cannot send",
			setup,
			steps: [
				{ name: "a request waits", in: "010809c8 02a1" },
				{
					name: "its responder is told",
					answer: { ticket: 0, body: "aa" },
					fail: true,
					out: "010908c0 02aa",
					count: { sendFailed: 1 },
					events: "0: answer 0 abandoned",
				},
				{ name: "its ticket is void", answer: { ticket: 0, body: "aa", refused: true } },
				{ name: "also if it was not to be the last", in: "010809c8 02b1" },
				{
					name: "the rest of the exchange is given up",
					answer: { ticket: 1, body: "aa", more: true },
					fail: true,
					out: "010908d0 02aa",
					count: { sendFailed: 1 },
					events: "0: answer 1 abandoned",
				},
				{ name: "its ticket is void too", answer: { ticket: 1, body: "aa", refused: true } },
				{ name: "its place serves another request", in: "010809c8 01c1", out: "010908e0 01c1" },
				{ name: "and is free behind it", in: "010809c8 01d1", out: "010908f0 01d1" },
			],
		},
	],
};
