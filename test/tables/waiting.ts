// SPDX-License-Identifier: Apache-2.0
import { rising, type RequestKind, type Sending, type Table } from "./table.js";

const request: RequestKind = "request";
const tags: readonly number[] = [0, 1, 2, 3, 4, 5, 6, 7];
/** A request of 100 bytes. */
const large: Sending = { message: `01 ${rising(1, 99)}`, to: 9 };

/** What waits is left alone when the time of something else is over. */
export const waiting: Table = {
	name: "waiting",
	trace: 0x3d20dc7a,
	sessions: [
		{
			name: "a request with attempts left",
			setup: { ports: [{ eid: 8 }], requests: [request, request] },
			steps: [
				{ name: "leaves", send: { message: "01 aa", to: 9, timeout: 1000, attempts: 3 }, out: "010908c8 01aa" },
				{ name: "another has less time", send: { message: "01 bb", to: 10, handle: 1, timeout: 100 }, out: "010a08d9 01bb", wait: 100 },
				{ name: "which is over", at: 100, events: "100: request 1 timeout", wait: 900 },
				{ name: "it leaves again when its own is", at: 1000, out: "010908e8 01aa", count: { retried: 1 }, wait: 1000 },
			],
		},
		{
			name: "a request in a large packet",
			setup: { ports: [{ eid: 8, largestUnit: 200, unitLosses: 1 }], requests: [request, request], units: { 9: 200 } },
			steps: [
				{ name: "leaves", send: large, out: `010908c8 01 ${rising(1, 99)}` },
				{ name: "another has less time", send: { message: "01 bb", to: 10, handle: 1, timeout: 100 }, out: "010a08d9 01bb" },
				{ name: "which is over: it is not lost", at: 100, events: "100: request 1 timeout" },
				{ name: "until its own is", at: 6000, events: "6000: request 0 timeout", count: { unitLowered: 1 } },
			],
		},
		{
			name: "a request in a large packet that has no tag",
			setup: {
				ports: [{ eid: 8, largestUnit: 200, unitLosses: 1 }],
				requests: Array.from({ length: 9 }, () => request),
				units: { 9: 200 },
			},
			steps: [
				{ name: "had one, as large, before", send: { ...large, handle: 8 }, out: `010908c8 01 ${rising(1, 99)}` },
				{ name: "which was answered", in: "010809c0 01dd", events: "0: request 8 response dd" },
				{
					name: "has none as eight others are under way",
					send: [...tags.map((handle) => ({ message: "01 aa", to: 9, handle })), { ...large, handle: 8, timeout: 100, queue: true }],
					out: ["d9", "ea", "fb", "cc", "dd", "ee", "ff", "c8"].map((flags) => `010908${flags} 01aa`),
				},
				{ name: "runs out without being lost: it never left", at: 100, events: "100: request 8 timeout" },
			],
		},
		{
			name: "a packet of others",
			setup: { ports: [{ eid: 8 }, { eid: 10 }], routes: [{ first: 20 }], requests: [request] },
			steps: [
				{ name: "a request has 20 s", send: { message: "01 aa", to: 9, timeout: 20_000 }, out: "010908c8 01aa", wait: 20_000 },
				{ name: "a packet that nobody takes has 6 s", in: "011409c8 01aa", pull: 0, count: { forwarded: 1 }, wait: 6000 },
				{ name: "which are over", at: 6000, pull: 0, count: { "1/forwardAbandoned": 1 }, wait: 14_000 },
			],
		},
	],
};
