// SPDX-License-Identifier: Apache-2.0
import { rising, type Setup, type Table } from "./table.js";

const setup: Setup = { ports: [{ eid: 8 }], responders: ["echo"], requests: ["request", "request"] };

/** Every own request settles: time, cancel, link, hardware; and what is refused at once. */
export const requestFailures: Table = {
	name: "own requests that fail",
	trace: 0x0cc41edf,
	sessions: [
		{
			name: "time",
			setup,
			steps: [
				{ name: "a request leaves", send: { message: "01 aa", to: 9 }, out: "010908c8 01aa", wait: 6000 },
				{ name: "it waits 6 s", at: 5999 },
				{ name: "then it fails", at: 6000, events: "6000: request 0 timeout", wait: 0x7fffffff },
				{ name: "a late answer is none", in: "010809c0 01bb", count: { unsolicited: 1 } },
				{ name: "nor is one to the next request on another tag", send: { message: "01 cc", to: 9 }, out: "010908d9 01cc" },
				{ name: "although it comes then", in: "010809c0 01bb", count: { unsolicited: 1 } },
				{ name: "whose own answer settles it", in: "010809c1 01dd", events: "6000: request 0 response dd" },
			],
		},
		{
			name: "time that the caller chooses",
			setup,
			steps: [
				{ name: "a short one", send: { message: "01 aa", to: 9, timeout: 100 }, out: "010908c8 01aa", wait: 100 },
				{ name: "and a long one", send: { message: "01 bb", to: 9, timeout: 20_000, handle: 1 }, out: "010908d9 01bb", wait: 100 },
				{ name: "the short one fails", at: 100, events: "100: request 0 timeout", wait: 19_900 },
				{ name: "the long one waits", at: 19_999 },
				{ name: "and fails", at: 20_000, events: "20000: request 1 timeout" },
				{ name: "no time at all is one millisecond", send: { message: "01 cc", to: 9, timeout: 0 }, out: "010908ea 01cc", wait: 1 },
				{ name: "behind which it fails", at: 20_001, events: "20001: request 0 timeout" },
			],
		},
		{
			name: "time of a request in several packets",
			setup,
			steps: [
				{
					name: "it leaves",
					send: { message: `01 ${rising(1, 100)}`, to: 9, timeout: 20_000 },
					out: [`01090888 01 ${rising(1, 63)}`, `01090858 ${rising(64, 37)}`],
				},
				{ name: "it has all the time that the caller chose", at: 6000 },
				{ name: "whatever else happens", at: 7000, in: "010809c8 01aa", out: "010908d0 01aa" },
				{ name: "and runs out meanwhile", at: 13_000 },
				{ name: "up to the last millisecond", at: 19_999 },
				{ name: "and fails then", at: 20_000, events: "20000: request 0 timeout" },
				{
					name: "a short time is not longer for several packets",
					send: { message: `01 ${rising(1, 100)}`, to: 9, timeout: 50 },
					pull: 1,
					out: `010908a9 01 ${rising(1, 63)}`,
					wait: 50,
				},
				{ name: "it fails while it leaves", at: 20_050, pull: 0, events: "20050: request 0 timeout" },
				{ name: "and its rest does not follow", out: [] },
			],
		},
		{
			name: "time of a request that nobody takes",
			setup,
			steps: [
				{ name: "it waits", send: { message: "01 aa", to: 9, timeout: 500 }, pull: 0 },
				{ name: "and fails", at: 500, pull: 0, events: "500: request 0 timeout" },
				{ name: "it does not leave later", out: [] },
			],
		},
		{
			name: "cancel",
			setup,
			steps: [
				{ name: "a request leaves", send: { message: "01 aa", to: 9 }, out: "010908c8 01aa" },
				{ name: "it is given up", cancel: 0, events: "0: request 0 cancelled" },
				{ name: "its answer is none", in: "010809c0 01bb", count: { unsolicited: 1 } },
				{ name: "given up again, nobody is told", cancel: 0 },
				{ name: "one that waits to be sent", send: { message: "01 cc", to: 9 }, pull: 0 },
				{ name: "does not leave any more", cancel: 0, events: "0: request 0 cancelled" },
				{ name: "a long one begins", send: { message: `01 ${rising(1, 100)}`, to: 9 }, pull: 1, out: `0109089a 01 ${rising(1, 63)}` },
				{ name: "given up, its rest does not follow", cancel: 0, events: "0: request 0 cancelled" },
				{ name: "its handle can be used again", send: { message: "01 dd", to: 9 }, out: "010908eb 01dd" },
				{ name: "and settles", in: "010809c3 01ee", events: "0: request 0 response ee" },
			],
		},
		{
			name: "an answer that is still growing",
			setup,
			steps: [
				{ name: "a request leaves", send: { message: "01 aa", to: 9, timeout: 100 }, out: "010908c8 01aa" },
				{ name: "its answer begins", in: `01080980 01 ${rising(1, 63)}` },
				{ name: "and is too late", at: 100, events: "100: request 0 timeout", count: { assemblyTimeout: 1 } },
				{ name: "what follows belongs to nothing", in: "01080950 02", count: { noStart: 1 } },
				{ name: "another request", send: { message: "01 bb", to: 9 }, out: "010908d9 01bb" },
				{ name: "whose answer begins as well", in: `01080981 01 ${rising(1, 63)}` },
				{ name: "while a message of the same peer does", in: `01080989 01 ${rising(64, 63)}` },
				{ name: "is given up", cancel: 0, events: "100: request 0 cancelled", count: { assemblyTimeout: 1 } },
				{ name: "and again nothing follows", in: "01080951 02", count: { noStart: 1 } },
				{ name: "but to the message", in: "01080959 03", out: [`010908a1 01 ${rising(64, 63)}`, "01090871 03"] },
			],
		},
		{
			name: "link",
			setup: { ...setup, ports: [{ eid: 8 }, { eid: 10 }] },
			steps: [
				{
					name: "requests on two ports",
					send: [
						{ message: "01 aa", to: 9 },
						{ message: "01 bb", to: 9, handle: 1, port: 1 },
					],
					out: ["010908c8 01aa", "1/01090ac9 01bb"],
				},
				{ name: "the one on a link that goes down fails", link: "down", events: "0: request 0 link down" },
				{ name: "a new one is refused", send: { message: "01 cc", to: 9, refused: true } },
				{ name: "the other is answered", in: "1/010a09c1 01dd", events: "0: request 1 response dd" },
				{ name: "a new one is taken when the link is up", link: "up", send: { message: "01 cc", to: 9 }, out: "010908da 01cc" },
				{ name: "one that waits to be sent fails as well", send: { message: "01 ee", to: 9, handle: 1 }, pull: 0 },
				{ name: "with the link", link: "down", events: ["0: request 0 link down", "0: request 1 link down"] },
				{ name: "nothing of it is left", link: "up", out: [] },
			],
		},
		{
			name: "hardware",
			setup,
			steps: [
				{
					name: "a request that it cannot send fails",
					send: { message: "01 aa", to: 9 },
					fail: true,
					out: "010908c8 01aa",
					events: "0: request 0 send failed",
				},
				{
					name: "so does one in several packets, whose rest does not follow",
					send: { message: `01 ${rising(1, 100)}`, to: 9 },
					fail: true,
					out: `01090899 01 ${rising(1, 63)}`,
					events: "0: request 0 send failed",
				},
				{ name: "the next one leaves", send: { message: "01 bb", to: 9 }, out: "010908ea 01bb" },
			],
		},
		{
			name: "refused",
			setup: { ...setup, memory: { requestSize: 16 } },
			steps: [
				{ name: "a message larger than its handle", send: { message: `01 ${rising(1, 16)}`, to: 9, refused: true } },
				{ name: "one as large as it is not", send: { message: `01 ${rising(1, 15)}`, to: 9 }, out: `010908c8 01 ${rising(1, 15)}` },
				{ name: "a handle that waits for its answer", send: { message: "01 bb", to: 9, refused: true } },
				{ name: "goes on waiting", in: "010809c0 01cc", events: "0: request 0 response cc" },
			],
		},
		{
			name: "messages that nobody answers",
			setup: { ...setup, requests: ["datagram", "datagram"] },
			steps: [
				{ name: "are done when they have left", send: { message: "00 c0 0d", to: 9 }, out: "010908c8 00c00d", events: "0: request 0 sent" },
				{ name: "an answer is none", in: "010809c0 00000d00", count: { unsolicited: 1 } },
				{ name: "not before the hardware's report", send: { message: "00 c1 0d", to: 9 }, hold: true, out: "010908d9 00c10d" },
				{ name: "but then", report: true, events: "0: request 0 sent" },
				{
					name: "two in one burst",
					send: [
						{ message: "01 01", to: 9 },
						{ message: "01 02", to: 9, handle: 1 },
					],
					hold: true,
					out: ["010908ea 0101", "010908fb 0102"],
				},
				{ name: "are done in the order in which they left", report: true, events: ["0: request 0 sent", "0: request 1 sent"] },
				{
					name: "one that cannot be sent fails",
					send: { message: "00 c2 0d", to: 9 },
					fail: true,
					out: "010908cc 00c20d",
					events: "0: request 0 send failed",
				},
				{ name: "one waits to leave", send: { message: "00 c4 0d", to: 9 }, pull: 0 },
				{ name: "an answer before they have left is none", in: "010809c5 00040d00", pull: 0, count: { unsolicited: 1 } },
				{ name: "and they leave all the same", out: "010908dd 00c40d", events: "0: request 0 sent" },
				{ name: "one that nobody takes", send: { message: "00 c3 0d", to: 9 }, pull: 0 },
				{ name: "fails in time", at: 6000, pull: 0, events: "6000: request 0 timeout" },
			],
		},
	],
};
