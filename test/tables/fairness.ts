// SPDX-License-Identifier: Apache-2.0
import { rising, type Setup, type Table } from "./table.js";

/** Three slots. */
const setup: Setup = { ports: [{ eid: 8 }], responders: ["echo", "late"] };

/** Who gets a slot or an exchange when there are few. */
export const fairness: Table = {
	name: "fairness",
	trace: 0xc1709b81,
	sessions: [
		{
			name: "two slots per source",
			setup,
			steps: [
				{ name: "a message of a source grows", in: "01080988 01a1" },
				{ name: "and another", at: 1, in: "01080989 01b1" },
				{ name: "a third is refused", in: "0108098a 01c1", count: { noSlot: 1 } },
				{ name: "its rest belongs to nothing", in: "0108095a c2", count: { noStart: 1 } },
				{ name: "the slot that is left serves another source", in: ["01080a88 01d1", "01080a58 d2"], out: "010a08c0 01d1d2" },
				{ name: "still refused 99 ms later", at: 99, in: "0108098a 01c1", count: { noSlot: 1 } },
				{
					name: "after 100 ms the source's own oldest gives way",
					at: 100,
					in: "0108098a 01c1",
					count: { received: 1, assemblyEvicted: 1 },
				},
				{ name: "its rest belongs to nothing", in: "01080958 a2", count: { noStart: 1 } },
				{ name: "the other two are delivered", in: ["01080959 b2", "0108095a c2"], out: ["010908d1 01b1b2", "010908e2 01c1c2"] },
			],
		},
		{
			name: "as many slots per source as the instance allows",
			setup: { ...setup, memory: { slotsPerSource: 3 } },
			steps: [
				{ name: "three messages of a source grow", in: ["01080988 01a1", "01080989 01b1", "0108098a 01c1"] },
				{ name: "no slot is left for another source", in: "01080a88 01d1", count: { noSlot: 1 } },
				{
					name: "all three are delivered",
					in: ["01080958 a2", "01080959 b2", "0108095a c2"],
					out: ["010908c0 01a1a2", "010908d1 01b1b2", "010908e2 01c1c2"],
				},
			],
		},
		{
			name: "a source is an EID and a physical address",
			setup,
			steps: [
				{ name: "two messages of EID 9 at one address", in: ["01080988 01a1 @1", "01080989 01b1 @1"] },
				{ name: "one of EID 9 at another address", in: "0108098a 01c1 @2" },
				{
					name: "all are delivered",
					in: ["01080958 a2 @1", "01080959 b2 @1", "0108095a c2 @2"],
					out: ["010908c0 01a1a2 @1", "010908d1 01b1b2 @1", "010908e2 01c1c2 @2"],
				},
			],
		},
		{
			name: "all slots taken",
			setup,
			steps: [
				{ name: "messages of three sources grow", in: ["01080988 01a1", "01080a88 01b1", "01080b88 01c1"] },
				{ name: "a fourth source is refused", in: "01080c88 01d1", count: { noSlot: 1 } },
				{ name: "messages of one packet are answered", in: "01080cc8 01d1", out: "010c08c0 01d1" },
				{ name: "the three go on", at: 90, in: ["01080b18 c2c2", "01080918 a2a2"] },
				{ name: "at 100 ms the one that did not gives way", at: 100, in: "01080c88 01d1", count: { received: 1, assemblyEvicted: 1 } },
				{
					name: "the others and the new one are delivered",
					in: ["01080968 a3", "01080b68 c3", "01080c58 d2"],
					out: ["010908d0 01a1a2a2a3", "010b08e0 01c1c2c2c3", "010c08f0 01d1d2"],
				},
				{ name: "the one that gave way is not", in: "01080a58 b2", count: { noStart: 1 } },
			],
		},
		{
			name: "messages that go on do not give way",
			setup,
			steps: [
				{ name: "three grow", in: ["01080988 01a1", "01080a88 01b1", "01080b88 01c1"] },
				{ name: "and go on", at: 60, in: ["01080918 a2a2", "01080a18 b2b2", "01080b18 c2c2"] },
				{ name: "a fourth is refused", at: 120, in: "01080c88 01d1", count: { noSlot: 1 } },
				{
					name: "the three are delivered",
					in: ["01080968 a3", "01080a68 b3", "01080b68 c3"],
					out: ["010908c0 01a1a2a2a3", "010a08d0 01b1b2b2b3", "010b08e0 01c1c2c2c3"],
				},
			],
		},
		{
			name: "many lone starts",
			setup,
			steps: [
				{
					name: "four sources begin and fall silent",
					in: ["01080988 01", "01080a88 01", "01080b88 01", "01080c88 01"],
					count: { received: 3, noSlot: 1 },
				},
				{
					name: "100 ms later a message of another gets through",
					at: 100,
					in: [`01080d88 01 ${rising(1, 63)}`, "01080d58 40"],
					out: [`010d0880 01 ${rising(1, 63)}`, "010d0850 40"],
					count: { received: 2, assemblyEvicted: 1 },
				},
				{ name: "its slot is free for the next", in: ["01080e98 01a1", "01080e68 a2"], out: "010e08d0 01a1a2" },
				{ name: "the silent ones are dropped in the end", at: 6000, count: { assemblyTimeout: 2 }, wait: 0x7fffffff },
			],
		},
		{
			name: "exchanges on one port",
			setup: { ...setup, memory: { exchanges: 2 } },
			steps: [
				{ name: "two requests wait for their answers", in: ["010809c8 02a1", "010809c9 02b1"] },
				{ name: "a third is refused", in: "010809ca 01c1", count: { noExchange: 1 } },
				{
					name: "one in several packets is refused when it is whole",
					in: ["01080a88 01d1", "01080a58 d2"],
					count: { received: 1, noExchange: 1 },
				},
				{ name: "one answer leaves", answer: { ticket: 0, body: "aa" }, out: "010908c0 02aa", events: "0: answer 0 sent" },
				{ name: "its place is free", in: "010809ca 01c1", out: "010908d2 01c1" },
				{
					name: "so are all slots",
					in: ["01080988 01a1", "01080a88 01b1", "01080b88 01c1", "01080958 a2", "01080a58 b2", "01080b58 c2"],
					pull: 0,
					count: { received: 4, noExchange: 2 },
				},
			],
		},
		{
			name: "exchanges on two ports",
			setup: { ...setup, ports: [{ eid: 8 }, { eid: 10 }], memory: { exchanges: 4 } },
			steps: [
				{ name: "a port that nobody pulls gets two", in: ["010809c8 01a1", "010809c9 01a2"], pull: 0 },
				{ name: "and no third", in: "010809ca 01a3", pull: 0, count: { noExchange: 1 } },
				{ name: "the other port has the two that are left", in: ["1/010a09c8 02b1", "1/010a09c9 02b2"], pull: 0 },
				{ name: "and no third either", in: "1/010a09ca 02b3", pull: 0, count: { "1/noExchange": 1 } },
				{
					name: "pulled, both ports send",
					answer: [
						{ ticket: 0, body: "aa" },
						{ ticket: 1, body: "bb" },
					],
					out: ["010908c0 01a1", "010908d1 01a2", "1/01090ac0 02aa", "1/01090ad1 02bb"],
					events: ["0: answer 0 sent", "0: answer 1 sent"],
				},
				{ name: "and take requests again", in: ["010809c8 01a1", "1/010a09c8 01b1"], out: ["010908e0 01a1", "1/01090ae0 01b1"] },
			],
		},
		{
			name: "exchanges where nothing else is said",
			setup: { ...setup, ports: [{ eid: 8 }, { eid: 10 }] },
			steps: [
				{ name: "a port takes a requester's eight tags", in: [0, 1, 2, 3, 4, 5, 6, 7].map((tag) => `010809c${(8 + tag).toString(16)} 02`) },
				{ name: "no request more", in: "01080bc8 02", count: { noExchange: 1 } },
				{ name: "and leaves two to the other port", in: ["1/010a09c8 02", "1/010a09c9 02"] },
				{ name: "not more", in: "1/010a09ca 02", count: { "1/noExchange": 1 } },
				{
					name: "a request made anew needs no other exchange",
					in: "010809c8 02",
					count: { received: 1, answerAbandoned: 1 },
					events: "0: answer 0 abandoned",
				},
			],
		},
		{
			name: "a port that nobody pulls any more",
			setup: { ...setup, memory: { exchanges: 3 } },
			steps: [
				{ name: "all exchanges wait to be sent", in: ["010809c8 01a1", "010809c9 01a2", "010809ca 01a3"], pull: 0 },
				{ name: "there is none for another", at: 5999, in: "010809cb 01a4", pull: 0, count: { noExchange: 1 } },
				{
					name: "after 6 s they are free",
					at: 6000,
					in: "010809cb 01a4",
					out: "010908c3 01a4",
					count: { received: 1, answerAbandoned: 3 },
				},
			],
		},
	],
};
