// SPDX-License-Identifier: Apache-2.0
import type { RequestKind, Sending, Setup, Table } from "./table.js";

const setup: Setup = {
	ports: [{ eid: 8 }, { eid: 10, network: 2 }],
	requests: Array.from({ length: 9 }, () => "request" as const),
};
const send = (handle: number, to: number, more: Partial<Sending> = {}): Sending => ({ message: "01 aa", to, handle, ...more });
const handles: readonly number[] = [0, 1, 2, 3, 4, 5, 6, 7];
const flags: readonly string[] = ["c8", "d9", "ea", "fb", "cc", "dd", "ee", "ff"];

/** For whom the eight tags of own requests are, and to whom answers with them belong (DSP0236 8.1). */
export const tags: Table = {
	name: "tags",
	trace: 0xa7883b10,
	sessions: [
		{
			name: "an EID in two networks",
			setup,
			steps: [
				{
					name: "eight requests to it in one",
					send: handles.map((handle) => send(handle, 9)),
					out: flags.map((each) => `010908${each} 01aa`),
				},
				{ name: "and one in the other", send: send(8, 9, { port: 1 }), out: "1/01090ac8 01aa" },
			],
		},
		{
			name: "the null EID on two ports",
			setup,
			steps: [
				{
					name: "eight requests to it on one",
					send: handles.map((handle) => send(handle, 0)),
					out: flags.map((each) => `010008${each} 01aa`),
				},
				{ name: "and one on the other", send: send(8, 0, { port: 1 }), out: "1/01000ac8 01aa" },
			],
		},
		{
			name: "the null EID at two addresses",
			setup,
			steps: [
				{
					name: "eight requests to it at one",
					send: handles.map((handle) => send(handle, 0, { physical: 1 })),
					out: flags.map((each) => `010008${each} 01aa @1`),
				},
				{ name: "none more there", send: send(8, 0, { physical: 1, refused: true }) },
				{ name: "and one at the other", send: send(8, 0, { physical: 2 }), out: "010008c8 01aa @2" },
			],
		},
		{
			name: "a request that waits for a tag",
			setup: { ...setup, requests: ["datagram", ...Array.from({ length: 8 }, () => "request" as RequestKind)] },
			steps: [
				{ name: "a datagram has tag 0, seven requests have the others", send: handles.map((handle) => send(handle, 9)), pull: 0 },
				{ name: "it has none", send: send(8, 9, { queue: true }), pull: 0 },
				{ name: "so an answer with tag 0 is not its own", in: "010809c0 01bb", pull: 0, count: { unsolicited: 1 } },
			],
		},
	],
};
