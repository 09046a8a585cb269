// SPDX-License-Identifier: Apache-2.0
import { rising, type Setup, type Table } from "./table.js";

/** Type 4 answers as many bytes as asked for: 00, 01, 02 and so on. */
const setup: Setup = { ports: [{ eid: 8 }], responders: ["size", "echo"], memory: { largeAnswers: 4 } };

/** In which order packets leave, and what becomes of messages that lose one. */
export const sendOrder: Table = {
	name: "send order",
	trace: 0x78fb9346,
	sessions: [
		{
			name: "short messages",
			setup,
			steps: [
				{ name: "a long answer begins", in: "010809c8 04 8000", pull: 1, out: `01090880 04 ${rising(0, 63)}` },
				{ name: "a short one to the same destination goes before the rest", in: "010809c9 01aa", pull: 1, out: "010908d1 01aa" },
				{ name: "so does one to another", in: "01080ac8 01bb", pull: 1, out: "010a08e0 01bb" },
				{ name: "several keep their order", in: ["010809ca 01c1", "010809cb 01c2"], pull: 2, out: ["010908f2 01c1", "010908c3 01c2"] },
				{ name: "the long one goes on in step", out: [`01090810 ${rising(63, 64)}`, "01090860 7f"] },
			],
		},
		{
			name: "short messages without end keep nobody back",
			setup: { ...setup, memory: { exchanges: 16 } },
			steps: [
				{
					name: "behind eight of them a packet of a long answer leaves",
					in: [
						"010809c8 04 4000",
						...["c8", "c9", "ca", "cb", "cc", "cd", "ce", "cf"].map((flags) => `01080a${flags} 01aa`),
						...["c8", "c9"].map((flags) => `01080b${flags} 01bb`),
					],
					pull: 10,
					out: [
						...["c0", "d1", "e2", "f3", "c4", "d5", "e6", "f7"].map((flags) => `010a08${flags} 01aa`),
						`01090880 04 ${rising(0, 63)}`,
						"010b08d0 01bb",
					],
				},
				{ name: "and then the rest", out: ["010b08e1 01bb", "01090850 3f"] },
			],
		},
		{
			name: "long messages",
			setup,
			steps: [
				{
					name: "to three destinations take turns",
					in: ["010809c8 04 8000", "01080ac8 04 4000", "01080bc8 04 8000"],
					out: [
						`01090880 04 ${rising(0, 63)}`,
						`010a0890 04 ${rising(0, 63)}`,
						`010b08a0 04 ${rising(0, 63)}`,
						`01090810 ${rising(63, 64)}`,
						"010a0860 3f",
						`010b0830 ${rising(63, 64)}`,
						"01090860 7f",
						"010b0840 7f",
					],
				},
				{
					name: "to one destination follow each other",
					in: ["010809c8 04 4000", "010809c9 04 4000", "01080ac8 04 4000"],
					out: [
						`010908b0 04 ${rising(0, 63)}`,
						`010a0880 04 ${rising(0, 63)}`,
						"01090840 3f",
						"010a0850 3f",
						`01090891 04 ${rising(0, 63)}`,
						"01090861 3f",
					],
				},
				{
					name: "to the null EID at two addresses take turns",
					in: ["010800c8 04 4000 @1", "010800c8 04 4000 @2"],
					out: [`010008a0 04 ${rising(0, 63)} @1`, `010008b0 04 ${rising(0, 63)} @2`, "01000870 3f @1", "01000840 3f @2"],
				},
			],
		},
		{
			name: "a packet that the hardware cannot send",
			setup,
			steps: [
				{
					name: "ends its message, so that it never arrives with a hole",
					in: "010809c8 04 8000",
					pull: 1,
					fail: true,
					out: `01090880 04 ${rising(0, 63)}`,
					count: { received: 1, sendFailed: 1 },
					events: "0: size abandoned",
				},
				{ name: "nothing of it follows", out: [] },
				{ name: "the next message is whole", in: "010809c8 04 4000", out: [`01090890 04 ${rising(0, 63)}`, "01090860 3f"] },
				{
					name: "two messages have a packet under way",
					in: ["010809c8 04 8000", "01080ac8 04 8000"],
					pull: 2,
					hold: true,
					out: [`010908a0 04 ${rising(0, 63)}`, `010a08b0 04 ${rising(0, 63)}`],
				},
				{
					name: "both end, and one that has none under way does not",
					in: "01080bc8 04 4000",
					report: false,
					out: [`010b0880 04 ${rising(0, 63)}`, "010b0850 3f"],
					count: { received: 1, sendFailed: 2 },
					events: ["0: size abandoned", "0: size abandoned"],
				},
				{
					name: "the second packet ends its message as well",
					in: "010809c8 04 8000",
					pull: 1,
					out: `01090890 04 ${rising(0, 63)}`,
				},
				{
					name: "whose rest does not follow",
					fail: true,
					pull: 1,
					out: `01090820 ${rising(63, 64)}`,
					count: { sendFailed: 1 },
					events: "0: size abandoned",
				},
				{
					name: "a destination that fails leaves the others their turn",
					in: ["010809c8 04 4000", "01080ac8 04 4000"],
					pull: 1,
					fail: true,
					out: `010908a0 04 ${rising(0, 63)}`,
					count: { received: 2, sendFailed: 1 },
					events: "0: size abandoned",
				},
				{ name: "they go on", out: [`010a08b0 04 ${rising(0, 63)}`, "010a0840 3f"] },
				{
					name: "a follower of a failed message has its turn",
					in: ["010809c8 04 4000", "010809c9 04 4000"],
					pull: 1,
					fail: true,
					out: `01090880 04 ${rising(0, 63)}`,
					count: { received: 2, sendFailed: 1 },
					events: "0: size abandoned",
				},
				{ name: "and is whole", out: [`01090891 04 ${rising(0, 63)}`, "01090861 3f"] },
				{ name: "a report about nothing changes nothing", report: false },
			],
		},
		{
			name: "an answer that nobody takes",
			setup,
			steps: [
				{ name: "waits", in: "010809c8 01aa", pull: 0, wait: 6000 },
				{ name: "is given up after 6 s", at: 6000, count: { answerAbandoned: 1 }, wait: 0x7fffffff },
				{ name: "one in several packets begins", in: "010809c8 04 8000", pull: 1, out: `01090880 04 ${rising(0, 63)}` },
				{ name: "has 6 s from its last packet on", at: 11_999, pull: 1, out: `01090810 ${rising(63, 64)}` },
				{ name: "is there until then", at: 17_998, pull: 0 },
				{ name: "is given up then", at: 17_999, count: { answerAbandoned: 1 }, events: "17999: size abandoned" },
				{ name: "the next message is whole", in: "010809c8 01bb", out: "010908d0 01bb" },
			],
		},
		{
			name: "a request made anew",
			setup,
			steps: [
				{ name: "its long answer begins", in: "010809c8 04 8000", pull: 1, out: `01090880 04 ${rising(0, 63)}` },
				{
					name: "the requester asks again with the same tag: the rest does not follow",
					in: "010809c8 04 4000",
					out: [`01090890 04 ${rising(0, 63)}`, "01090860 3f"],
					count: { received: 1, answerAbandoned: 1 },
					events: "0: size abandoned",
				},
				{
					name: "two long ones wait, and the last is asked for again",
					in: ["010809c8 04 4000", "01080ac8 04 4000", "01080ac8 04 4100"],
					out: [`010908a0 04 ${rising(0, 63)}`, `010a08b0 04 ${rising(0, 63)}`, "01090870 3f", "010a0840 3f40"],
					count: { received: 3, answerAbandoned: 1 },
					events: "0: size abandoned",
				},
				{ name: "an answer waits", in: "010809c8 01aa", pull: 0 },
				{ name: "asked again, it leaves once", in: "010809c8 01bb", out: "010908c0 01bb", count: { received: 1, answerAbandoned: 1 } },
			],
		},
		{
			name: "link",
			setup: { ...setup, ports: [{ eid: 8 }, { eid: 10 }] },
			steps: [
				{
					name: "answers wait on two ports",
					in: ["010809c8 01aa", "1/010a09c8 01bb", "010809c9 04 4000"],
					pull: 0,
				},
				{
					name: "those of a link that goes down are given up",
					link: "down",
					out: "1/01090ac0 01bb",
					count: { answerAbandoned: 2 },
					events: "0: size abandoned",
				},
				{ name: "nothing of them is left when it is up", link: "up", out: [] },
				{ name: "and a new message is whole", in: "010809c8 01cc", out: "010908c0 01cc" },
			],
		},
	],
};
