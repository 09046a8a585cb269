// SPDX-License-Identifier: Apache-2.0
import type { Sending, Setup, Table } from "./table.js";

const setup: Setup = {
	ports: [{ eid: 8 }, { eid: 10 }],
	responders: ["echo"],
	requests: Array.from({ length: 12 }, () => "request" as const),
};
const request = (handle: number, more: Partial<Sending> = {}): Sending => ({ message: "01 aa", to: 9, handle, ...more });
/** Eight requests to EID 9 take its tags. */
const eight = {
	name: "eight requests have all tags of a destination",
	send: [0, 1, 2, 3, 4, 5, 6, 7].map((handle) => request(handle)),
	out: ["c8", "d9", "ea", "fb", "cc", "dd", "ee", "ff"].map((flags) => `010908${flags} 01aa`),
};

/** Own requests that wait for a tag. */
export const requestQueue: Table = {
	name: "own requests that queue",
	trace: 0x8c11046d,
	sessions: [
		{
			name: "turns",
			setup,
			steps: [
				eight,
				{ name: "one that does not queue is refused", send: request(8, { refused: true }) },
				{
					name: "two that do are taken, and wait",
					send: [request(8, { message: "01 b8", queue: true }), request(9, { message: "01 b9", queue: true })],
				},
				{ name: "one to another destination need not", send: request(10, { to: 11 }), out: "010b08c8 01aa" },
				{
					name: "the first in the queue gets the first tag that is free",
					in: "010809c3 01d3",
					out: "010908db 01b8",
					events: "0: request 3 response d3",
				},
				{ name: "the next gets the next", in: "010809c1 01d1", out: "010908e9 01b9", events: "0: request 1 response d1" },
				{
					name: "their own answers settle them",
					in: ["010809c1 01e9", "010809c3 01e8"],
					events: ["0: request 9 response e9", "0: request 8 response e8"],
				},
				{ name: "a tag that nobody waits for is there for anybody", send: request(8), out: "010908fb 01aa" },
			],
		},
		{
			name: "time",
			setup,
			steps: [
				eight,
				{ name: "one queues for 100 ms", at: 10, send: request(8, { timeout: 100, queue: true }), wait: 100 },
				{ name: "no longer", at: 110, events: "110: request 8 timeout", wait: 5890 },
				{ name: "another queues with several attempts", send: request(8, { timeout: 100, attempts: 3, queue: true }) },
				{ name: "and has a tag in time", at: 200, in: "010809c0 01d0", out: "010908c8 01aa", events: "200: request 0 response d0" },
				{ name: "from then on its attempts count", at: 300, out: "010908d8 01aa", count: { retried: 1 } },
				{ name: "all of them", at: 400, out: "010908e8 01aa", count: { retried: 1 } },
				{ name: "then it fails", at: 500, events: "500: request 8 timeout" },
				{
					name: "a tag whose time is over goes on too",
					send: [request(8, { queue: true }), request(9, { queue: true })],
					out: "010908f8 01aa",
				},
				{
					name: "to whom is next",
					at: 6000,
					out: "010908c9 01aa",
					events: [1, 2, 3, 4, 5, 6, 7].map((handle) => `6000: request ${handle} timeout`),
				},
			],
		},
		{
			name: "cancel",
			setup,
			steps: [
				eight,
				{ name: "two queue", send: [request(8, { queue: true }), request(9, { queue: true })] },
				{ name: "the first is given up", cancel: 8, events: "0: request 8 cancelled" },
				{ name: "once", cancel: 8 },
				{ name: "its handle can be used again", send: request(8, { message: "01 c8", queue: true }) },
				{ name: "behind those that wait", cancel: 2, out: "010908ca 01aa", events: "0: request 2 cancelled" },
				{ name: "in its turn", cancel: 4, out: "010908dc 01c8", events: "0: request 4 cancelled" },
			],
		},
		{
			name: "link",
			setup,
			steps: [
				eight,
				{ name: "one queues there", send: request(8, { queue: true }) },
				{ name: "one queues for the same EID by another port", send: request(9, { port: 1, queue: true }) },
				{
					name: "the first fails with the link, the second has a tag",
					link: "down",
					out: "1/01090ac9 01aa",
					events: [0, 1, 2, 3, 4, 5, 6, 7, 8].map((handle) => `0: request ${handle} link down`),
				},
				{ name: "one more on that link is refused", send: request(8, { queue: true, refused: true }) },
			],
		},
		{
			name: "tags that the null EID shares",
			setup,
			steps: [
				{
					name: "four requests to an EID, and four to another at the same address",
					send: [0, 1, 2, 3, 4, 5, 6, 7].map((handle) => request(handle, { to: handle < 4 ? 9 : 10, physical: 0x1d })),
					out: ["09088", "09089", "0908a", "0908b", "0a088", "0a089", "0a08a", "0a08b"].map((text, index) => {
						const tag = index;
						return `01${text.slice(0, 4)}${(12 + (index & 3)).toString(16)}${(8 + tag).toString(16)} 01aa @1d`;
					}),
				},
				{ name: "leave the null EID there none", send: request(8, { to: 0, physical: 0x1d, queue: true }) },
				{ name: "one to the first EID does not overtake it", send: request(9, { physical: 0x1d, queue: true }) },
				{ name: "although there are tags for that", send: request(10, { physical: 0x1d, refused: true }) },
				{
					name: "an answer of either makes way for both",
					in: "01080ac6 01d6 @1d",
					out: ["010008ce 01aa @1d", "010908df 01aa @1d"],
					events: "0: request 6 response d6",
				},
			],
		},
	],
};
