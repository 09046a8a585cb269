// SPDX-License-Identifier: Apache-2.0
import { rising, type Setup, type Table } from "./table.js";

const setup: Setup = { ports: [{ eid: 8 }], responders: ["late", "echo"], requests: ["request"] };
const day = 86_400_000;

/** Time is int32 milliseconds that wrap; a clock may stand, jump ahead, and be set back. */
export const clock: Table = {
	name: "clock",
	trace: 0xf300788,
	sessions: [
		{
			name: "the wrap from 2147483647 to -2147483648",
			setup: { ...setup, start: 0x7fffffff - 2999 },
			steps: [
				{
					name: "a request waits, a message grows, an own request leaves",
					send: { message: "01 aa", to: 9 },
					in: ["010809c8 02a1", "01080a88 01b1"],
					out: "010908c8 01aa",
					wait: 6000,
				},
				{ name: "behind the wrap all are there", at: -0x80000000, wait: 3000 },
				{ name: "until one millisecond before", at: -0x80000000 + 2999, wait: 1 },
				{
					name: "the time has come",
					at: -0x80000000 + 3000,
					count: { answerAbandoned: 1, assemblyTimeout: 1 },
					events: ["-2147480648: answer 0 abandoned", "-2147480648: request 0 timeout"],
					wait: 0x7fffffff,
				},
				{ name: "and it goes on", in: "010809c8 01cc", out: "010908d0 01cc" },
			],
		},
		{
			name: "the wrap from -1 to 0",
			setup: { ...setup, start: -3000 },
			steps: [
				{ name: "a request waits, a message grows", in: ["010809c8 02a1", "01080a88 01b1"], wait: 6000 },
				{ name: "both go on behind the wrap", at: 2999, in: "01080a58 b2", out: "010a08c0 01b1b2", wait: 1 },
				{ name: "the request is given up in time", at: 3000, count: { answerAbandoned: 1 }, events: "3000: answer 0 abandoned" },
			],
		},
		{
			name: "fairness across the wrap",
			setup: { ...setup, start: 0x7fffffff - 49 },
			steps: [
				{ name: "three messages grow", in: ["01080988 01a1", "01080a88 01b1", "01080b88 01c1"] },
				{ name: "99 ms later a fourth is refused", at: -0x80000000 + 49, in: "01080c88 01d1", count: { noSlot: 1 } },
				{ name: "two go on", in: ["01080918 a2a2", "01080b18 c2c2"] },
				{
					name: "100 ms later the third gives way",
					at: -0x80000000 + 50,
					in: ["01080c88 01d1", "01080c58 d2"],
					out: "010c08c0 01d1d2",
					count: { received: 2, assemblyEvicted: 1 },
				},
				{ name: "the others are delivered", in: ["01080968 a3", "01080b68 c3"], out: ["010908d0 01a1a2a2a3", "010b08e0 01c1c2c2c3"] },
			],
		},
		{
			name: "a clock that stands",
			setup,
			steps: [
				{ name: "a request waits, a message grows", in: ["010809c8 02a1", "01080a88 01b1"], wait: 6000 },
				{
					name: "others are answered",
					at: 0,
					in: ["01080bc8 01c1", "01080b89 01c2", "01080b59 c3"],
					out: ["010b08c0 01c1", "010b08d1 01c2c3"],
					wait: 6000,
				},
				{
					name: "nothing is given up",
					at: 0,
					in: "01080a58 b2",
					answer: { ticket: 0, body: "request" },
					out: ["010908e0 02a1", "010a08f0 01b1b2"],
					events: "0: answer 0 sent",
				},
			],
		},
		{
			name: "a jump of a day ahead",
			setup,
			steps: [
				{
					name: "a request waits, a message grows, an own request leaves",
					send: { message: "01 aa", to: 9 },
					in: ["010809c8 02a1", "01080a88 01b1"],
					out: "010908c8 01aa",
				},
				{
					name: "ends all of them",
					at: day,
					count: { answerAbandoned: 1, assemblyTimeout: 1 },
					events: ["86400000: answer 0 abandoned", "86400000: request 0 timeout"],
					wait: 0x7fffffff,
				},
				{ name: "and nothing else", in: ["010809c8 01c1", "01080a88 01b1", "01080a58 b2"], out: ["010908d0 01c1", "010a08e0 01b1b2"] },
			],
		},
		{
			name: "a clock set back by a day",
			setup: { ...setup, start: day },
			steps: [
				{
					name: "a request waits, two messages grow, an own request leaves",
					send: { message: "01 aa", to: 9 },
					in: ["010809c8 02a1", "01080a88 01b1", "01080b88 01c1"],
					out: "010908c8 01aa",
				},
				{ name: "all count anew", at: 0, wait: 6000 },
				{ name: "a packet more of one message is taken", at: 3000, in: "01080a18 b2b2" },
				{ name: "the others are there until then", at: 5999, wait: 1 },
				{
					name: "and end then",
					at: 6000,
					count: { answerAbandoned: 1, assemblyTimeout: 1 },
					events: ["6000: answer 0 abandoned", "6000: request 0 timeout"],
					wait: 3000,
				},
				{ name: "as does that message", at: 9000, count: { assemblyTimeout: 1 }, wait: 0x7fffffff },
			],
		},
		{
			name: "a clock set back by a second",
			setup: { ...setup, start: 10_000 },
			steps: [
				{ name: "a request waits, a message grows", in: ["010809c8 02a1", "01080a88 01b1"] },
				{ name: "nothing is given up too early", at: 9000 },
				{ name: "within 6 s", at: 14_999 },
				{
					name: "nor much later",
					at: 16_000,
					count: { answerAbandoned: 1, assemblyTimeout: 1 },
					events: "16000: answer 0 abandoned",
					wait: 0x7fffffff,
				},
			],
		},
		{
			name: "a clock set back before there was a tick at the later time",
			setup,
			steps: [
				{
					name: "a request, a message and an own request wait, long after the last tick",
					at: 1_000_000,
					send: { message: "01 aa", to: 9 },
					in: ["010809c8 02a1", "01080a88 01b1"],
					back: 500_000,
					out: "010908c8 01aa",
					wait: 6000,
				},
				{
					name: "none longer than 6 s",
					at: 506_000,
					count: { answerAbandoned: 1, assemblyTimeout: 1 },
					events: ["506000: answer 0 abandoned", "506000: request 0 timeout"],
					wait: 0x7fffffff,
				},
			],
		},
		{
			name: "deadlines",
			setup,
			steps: [
				{ name: "none at first", at: 0, wait: 0x7fffffff },
				{ name: "that of a growing message", at: 100, in: "01080988 01a1", wait: 6000 },
				{
					name: "an earlier one of an own request",
					at: 200,
					send: { message: "01 aa", to: 9, timeout: 1000 },
					out: "010908c8 01aa",
					wait: 1000,
				},
				{ name: "a later one does not matter", at: 700, in: "010809c9 02a1", wait: 500 },
				{ name: "the next when the first has come", at: 1200, events: "1200: request 0 timeout", wait: 4900 },
				{ name: "a message that is complete has none", at: 1300, in: "01080958 a2", out: "010908d0 01a1a2" },
				{ name: "at its time nothing happens", at: 6100, wait: 600 },
				{ name: "at the last one", at: 6700, count: { answerAbandoned: 1 }, events: "6700: answer 0 abandoned", wait: 0x7fffffff },
				{ name: "answers have theirs", at: 7000, in: `010809c8 01 ${rising(1, 63)}`, pull: 0, wait: 6000 },
				{ name: "until they have left", out: `010908e0 01 ${rising(1, 63)}` },
				{ name: "and none behind it", at: 13_000, wait: 0x7fffffff },
			],
		},
	],
};
