// SPDX-License-Identifier: Apache-2.0
import { rising, type Setup, type Table } from "./table.js";

const setup: Setup = { ports: [{ eid: 8 }], responders: ["echo"], requests: ["request", "request"] };
const often = { message: "01 aa", to: 9, timeout: 100, attempts: 3 } as const;

/** Own requests that are sent more than once, and those that have more than one answer. */
export const requestAttempts: Table = {
	name: "attempts of own requests",
	trace: 0x620a11d1,
	sessions: [
		{
			name: "nobody answers",
			setup,
			steps: [
				{ name: "a request leaves", send: often, out: "010908c8 01aa", wait: 100 },
				{ name: "it waits", at: 99 },
				{ name: "and leaves again with the same bytes and tag", at: 100, out: "010908d8 01aa", count: { retried: 1 }, wait: 100 },
				{ name: "and once more", at: 200, out: "010908e8 01aa", count: { retried: 1 } },
				{ name: "then it fails", at: 300, events: "300: request 0 timeout", wait: 0x7fffffff },
				{ name: "once", at: 400 },
			],
		},
		{
			name: "back-off",
			setup,
			steps: [
				{ name: "a request leaves", send: { ...often, backoff: 2, attempts: 4 }, out: "010908c8 01aa", wait: 100 },
				{ name: "its second wait is twice as long", at: 100, out: "010908d8 01aa", count: { retried: 1 }, wait: 200 },
				{ name: "the third four times", at: 300, out: "010908e8 01aa", count: { retried: 1 }, wait: 400 },
				{ name: "the last eight times", at: 700, out: "010908f8 01aa", count: { retried: 1 }, wait: 800 },
				{ name: "then it fails", at: 1500, events: "1500: request 0 timeout", wait: 0x7fffffff },
				{ name: "the next begins with the short wait", send: { ...often, backoff: 1.5 }, out: "010908c9 01aa", wait: 100 },
				{ name: "parts of milliseconds do not count", at: 1600, out: "010908d9 01aa", count: { retried: 1 }, wait: 150 },
				{ name: "nor do they add up", at: 1750, out: "010908e9 01aa", count: { retried: 1 }, wait: 225 },
			],
		},
		{
			name: "waits that have an end",
			setup,
			steps: [
				{
					name: "doubled for ever, they stop at 2^30 - 1",
					send: { ...often, timeout: 0x30000000, backoff: 1e9, attempts: 2 },
					out: "010908c8 01aa",
					wait: 0x30000000,
				},
				{ name: "at the second attempt", at: 0x30000000, out: "010908d8 01aa", count: { retried: 1 }, wait: 0x3fffffff },
				{ name: "given up, it is over", cancel: 0, events: "805306368: request 0 cancelled" },
				{ name: "no back-off at all is a millisecond", send: { ...often, backoff: 0 }, out: "010908e9 01aa", wait: 100 },
				{ name: "for each", at: 0x30000064, out: "010908f9 01aa", count: { retried: 1 }, wait: 1 },
			],
		},
		{
			name: "answers",
			setup,
			steps: [
				{ name: "a request leaves twice", send: often, out: "010908c8 01aa" },
				{ name: "after its time", at: 100, out: "010908d8 01aa", count: { retried: 1 } },
				{ name: "an answer to the first attempt settles it", in: "010809c0 01bb", events: "100: request 0 response bb" },
				{ name: "the answer to the second is none", in: "010809d0 01bb", count: { unsolicited: 1 } },
				{ name: "and nothing is sent any more", at: 1000 },
				{ name: "one that waits to be sent again", send: often, out: "010908e9 01aa" },
				{ name: "is not sent", at: 1100, pull: 0, count: { retried: 1 } },
				{ name: "when its answer comes", in: "010809c1 01bb", events: "1100: request 0 response bb" },
			],
		},
		{
			name: "messages of several packets",
			setup,
			steps: [
				{
					name: "a long request begins",
					send: { ...often, message: `01 ${rising(1, 100)}` },
					pull: 1,
					out: `01090888 01 ${rising(1, 63)}`,
				},
				{
					name: "it begins anew when its time is over",
					at: 100,
					out: [`01090898 01 ${rising(1, 63)}`, `01090868 ${rising(64, 37)}`],
					count: { retried: 1 },
				},
				{ name: "its answer grows", in: "01080980 01b1" },
				{
					name: "the third attempt leaves",
					at: 200,
					out: [`010908a8 01 ${rising(1, 63)}`, `01090878 ${rising(64, 37)}`],
					count: { retried: 1 },
				},
				{ name: "its answer takes the place of the first", in: "01080980 01c1", count: { received: 1, assemblyRestarted: 1 } },
				{ name: "and settles it", in: "01080950 c2", events: "200: request 0 response c1c2" },
			],
		},
		{
			name: "hardware that cannot send",
			setup,
			steps: [
				{ name: "a request is lost", send: often, fail: true, out: "010908c8 01aa", wait: 100 },
				{ name: "it does not leave before its wait is over", at: 99, out: [] },
				{ name: "but then", at: 100, out: "010908d8 01aa", count: { retried: 1 } },
				{ name: "and settles", in: "010809c0 01bb", events: "100: request 0 response bb" },
				{
					name: "one in several packets is lost",
					send: { ...often, message: `01 ${rising(1, 100)}` },
					fail: true,
					out: `010908a9 01 ${rising(1, 63)}`,
				},
				{ name: "an answer settles it all the same", in: "010809c1 01bb", events: "100: request 0 response bb" },
				{ name: "the last attempt that is lost", send: { ...often, attempts: 2 }, fail: true, out: "010908fa 01aa" },
				{
					name: "is the end",
					at: 200,
					fail: true,
					out: "010908ca 01aa",
					count: { retried: 1 },
					events: "200: request 0 send failed",
				},
			],
		},
		{
			name: "a port that nobody pulls",
			setup,
			steps: [
				{ name: "a request waits to be sent", send: often, pull: 0 },
				{ name: "and waits there once", at: 100, pull: 0, count: { retried: 1 } },
				{ name: "its packet leaves once", at: 150, hold: true, out: "010908c8 01aa" },
				{ name: "without a report it is sent again", at: 200, hold: true, out: "010908d8 01aa", count: { retried: 1 } },
				{ name: "a report about both packets, the last attempt", report: false, events: "200: request 0 send failed" },
			],
		},
		{
			name: "cancel and link",
			setup,
			steps: [
				{ name: "two requests leave", send: [often, { ...often, to: 10, handle: 1 }], out: ["010908c8 01aa", "010a08d9 01aa"] },
				{ name: "and wait to leave again", at: 100, pull: 0, count: { retried: 2 } },
				{ name: "given up, one does not", cancel: 0, out: "010a08e9 01aa", events: "100: request 0 cancelled" },
				{ name: "with the link, the other fails", link: "down", events: "100: request 1 link down" },
			],
		},
		{
			name: "messages that nobody answers",
			setup: { ...setup, requests: ["datagram"] },
			steps: [
				{ name: "are sent again when they were lost", send: often, fail: true, out: "010908c8 01aa" },
				{ name: "until they have left", at: 100, out: "010908d8 01aa", count: { retried: 1 }, events: "100: request 0 sent" },
			],
		},
		{
			name: "several answers",
			setup: { ...setup, requests: ["patient", "request"] },
			steps: [
				{ name: "a request leaves", send: often, out: "010908c8 01aa" },
				{
					name: "its first answer tells how long the next takes",
					at: 50,
					in: "010809c0 01 02fa",
					events: "50: request 0 hears 02fa",
				},
				{ name: "it is not sent again meanwhile", at: 299 },
				{ name: "the next answer tells so too", in: "010809c0 01 0232", events: "299: request 0 hears 0232" },
				{ name: "the last settles it", at: 340, in: "010809c0 01 00", events: "340: request 0 response 00", wait: 9 },
				{ name: "one behind it is none", in: "010809c0 01 00", count: { unsolicited: 1 } },
				{ name: "another request leaves", at: 400, send: often, out: "010908d9 01aa" },
				{ name: "its first answer comes in several packets", in: ["01080981 0102", "01080951 64"], events: "400: request 0 hears 0264" },
				{ name: "without another it fails", at: 500, events: "500: request 0 timeout", wait: 0x7fffffff },
				{ name: "a third leaves", send: often, out: "010908ea 01aa" },
				{ name: "and goes on waiting", in: "010809c2 01 02fa", events: "500: request 0 hears 02fa" },
				{ name: "until it is given up", cancel: 0, events: "500: request 0 cancelled" },
				{ name: "a late answer is none", in: "010809c2 01 00", count: { unsolicited: 1 } },
			],
		},
	],
};
