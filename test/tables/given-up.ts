// SPDX-License-Identifier: Apache-2.0
import { rising, type Sending, type Setup, type Table } from "./table.js";

const setup: Setup = {
	ports: [{ eid: 8 }],
	responders: ["late"],
	memory: { requestSize: 300 },
	requests: Array.from({ length: 6 }, () => "request" as const),
};
/** A request in two packets, the second of which has what the handle says. */
const long = (handle: number, to: number): Sending => ({ message: `01 ${rising(1, 63)} e${handle}`, to, handle });

/** What becomes of the others when a message is given up that waits to leave, or is leaving. */
export const givenUp: Table = {
	name: "messages given up",
	trace: 0x2b2df3cc,
	sessions: [
		{
			name: "one of several long messages to different destinations",
			setup,
			steps: [
				{ name: "three wait", send: [long(0, 9), long(1, 10), long(2, 11)], pull: 0 },
				{ name: "the second is given up", cancel: 1, pull: 0, events: "0: request 1 cancelled" },
				{
					name: "the others leave in turn, and one that came later",
					send: long(3, 12),
					out: [
						`01090888 01 ${rising(1, 63)}`,
						`010b089a 01 ${rising(1, 63)}`,
						`010c08ab 01 ${rising(1, 63)}`,
						"01090858 e0",
						"010b086a e2",
						"010c087b e3",
					],
				},
			],
		},
		{
			name: "the last of several long messages to different destinations",
			setup,
			steps: [
				{ name: "two wait", send: [long(0, 9), long(1, 10)], pull: 0 },
				{ name: "the second is given up", cancel: 1, pull: 0, events: "0: request 1 cancelled" },
				{
					name: "the first leaves, and one that came later",
					send: long(2, 11),
					out: [`01090888 01 ${rising(1, 63)}`, `010b089a 01 ${rising(1, 63)}`, "01090858 e0", "010b086a e2"],
				},
			],
		},
		{
			name: "one of several long messages to one destination",
			setup,
			steps: [
				{ name: "four wait", send: [long(0, 9), long(1, 9), long(2, 9), long(3, 9)], pull: 0 },
				{ name: "the third is given up", cancel: 2, pull: 0, events: "0: request 2 cancelled" },
				{
					name: "the others leave one after the other",
					out: [
						`01090888 01 ${rising(1, 63)}`,
						"01090858 e0",
						`01090899 01 ${rising(1, 63)}`,
						"01090869 e1",
						`010908ab 01 ${rising(1, 63)}`,
						"0109087b e3",
					],
				},
			],
		},
		{
			name: "the first of several long messages to one destination",
			setup,
			steps: [
				{ name: "two wait, and one to another", send: [long(0, 9), long(1, 9), long(2, 10)], pull: 0 },
				{ name: "the first is given up", cancel: 0, pull: 0, events: "0: request 0 cancelled" },
				{
					name: "the second is behind the other then",
					out: [`010a088a 01 ${rising(1, 63)}`, `01090899 01 ${rising(1, 63)}`, "010a085a e2", "01090869 e1"],
				},
			],
		},
		{
			name: "one of several short messages",
			setup,
			steps: [
				{
					name: "three wait",
					send: [
						{ message: "01 a0", to: 9 },
						{ message: "01 a1", to: 9, handle: 1 },
						{ message: "01 a2", to: 9, handle: 2 },
					],
					pull: 0,
				},
				{ name: "the second is given up", cancel: 1, pull: 0, events: "0: request 1 cancelled" },
				{ name: "the others leave", out: ["010908c8 01a0", "010908da 01a2"] },
			],
		},
		{
			name: "a message that the hardware has",
			setup: { ...setup, requests: ["datagram"] },
			steps: [
				{ name: "it is with the hardware", send: { message: "01 aa", to: 9 }, hold: true, out: "010908c8 01aa" },
				{ name: "it is given up", cancel: 0, events: "0: request 0 cancelled" },
				{ name: "that it has left is told to nobody", report: true },
			],
		},
		{
			name: "a message that the hardware has, behind others",
			setup: { ...setup, requests: ["datagram", "datagram", "datagram"] },
			steps: [
				{
					name: "three are with the hardware",
					send: [0, 1, 2].map((handle) => ({ message: `01 a${handle}`, to: 9, handle })),
					hold: true,
					out: ["010908c8 01a0", "010908d9 01a1", "010908ea 01a2"],
				},
				{ name: "the last is given up", cancel: 2, events: "0: request 2 cancelled" },
				{ name: "the others have left", report: true, events: ["0: request 0 sent", "0: request 1 sent"] },
			],
		},
		{
			name: "a message that the hardware does not have, while it has others",
			setup: { ...setup, requests: ["datagram", "datagram", "request"] },
			steps: [
				{
					name: "two are with the hardware",
					send: [0, 1].map((handle) => ({ message: `01 a${handle}`, to: 9, handle })),
					hold: true,
					out: ["010908c8 01a0", "010908d9 01a1"],
				},
				{ name: "a third waits", send: { message: "01 a2", to: 9, handle: 2 }, pull: 0 },
				{ name: "and is given up", cancel: 2, pull: 0, events: "0: request 2 cancelled" },
				{ name: "the two have left", report: true, events: ["0: request 0 sent", "0: request 1 sent"] },
			],
		},
		{
			name: "an answer that the hardware has when the link goes down",
			setup,
			steps: [
				{ name: "a request waits for its answer", in: "010809c8 02aa" },
				{ name: "which is with the hardware", answer: { ticket: 0, body: "bb" }, hold: true, out: "010908c0 02bb" },
				{ name: "and given up", link: "down", count: { answerAbandoned: 1 }, events: "0: answer 0 abandoned" },
				{ name: "that it has left is told to nobody", report: true },
			],
		},
	],
};
