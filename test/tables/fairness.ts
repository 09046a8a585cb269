// SPDX-License-Identifier: Apache-2.0
import { rising, type Setup, type Table } from "./table.js";

/** Three slots. */
const setup: Setup = { ports: [{ eid: 8 }], responders: ["echo", "late"] };

/** Who gets a slot or an exchange when there are few. */
export const fairness: Table = {
	name: "fairness",
	trace: 0xee931d45,
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
				{ name: "a request waits for its answer, another to be sent", in: ["010809c8 02a1", "01080ac9 01b1"], pull: 0 },
				{ name: "a third is refused", in: "01080bca 01c1", pull: 0, count: { noExchange: 1 } },
				{
					name: "one in several packets is refused when it is whole",
					in: ["01080a88 01d1", "01080a58 d2"],
					pull: 0,
					count: { received: 1, noExchange: 1 },
				},
				{ name: "one answer leaves", out: "010a08c1 01b1" },
				{ name: "its place is free", in: "01080aca 01c1", out: "010a08d2 01c1" },
				{ name: "and taken", in: "01080acb 01c1", pull: 0 },
				{
					name: "so are all slots",
					in: ["01080988 01a1", "01080a88 01b1", "01080b88 01c1", "01080958 a2", "01080a58 b2", "01080b58 c2"],
					pull: 0,
					count: { received: 3, noExchange: 3 },
				},
			],
		},
		{
			name: "exchanges on two ports",
			setup: { ...setup, ports: [{ eid: 8 }, { eid: 10 }], memory: { exchanges: 4 } },
			steps: [
				{ name: "a port that nobody pulls gets two", in: ["010809c8 01a1", "01080ac8 01a2"], pull: 0 },
				{ name: "and no third", in: "01080bc8 01a3", pull: 0, count: { noExchange: 1 } },
				{ name: "the other port has the two that are left", in: ["1/010a09c8 02b1", "1/010a0bc8 01b2"], pull: 0 },
				{ name: "and no third either", in: "1/010a0cc8 01b3", pull: 0, count: { "1/noExchange": 1 } },
				{
					name: "pulled, both ports send",
					answer: { ticket: 0, body: "aa" },
					out: ["010908c0 01a1", "010a08d0 01a2", "1/010b0ac0 01b2", "1/01090ad0 02aa"],
					events: "0: answer 0 sent",
				},
				{ name: "and take requests again", in: ["010809c8 01a1", "1/010a09c8 01b1"], out: ["010908e0 01a1", "1/01090ae0 01b1"] },
			],
		},
		{
			name: "exchanges where nothing else is said",
			setup: { ...setup, ports: [{ eid: 8 }, { eid: 10 }] },
			steps: [
				{ name: "a source has its eight tags", in: tags(8).map((tag) => `010809c${tag} 01`), pull: 0 },
				{ name: "and leaves two to others", in: ["01080ac8 01", "01080bc8 01"], pull: 0 },
				{ name: "that is all that the port has", in: "01080cc8 01", pull: 0, count: { noExchange: 1 } },
				{ name: "the other port has two", in: ["1/010a09c8 02", "1/010a09c9 02"], pull: 0 },
				{ name: "not more", in: "1/010a09ca 02", pull: 0, count: { "1/noExchange": 1 } },
				{
					name: "a request made anew needs no other exchange",
					in: "010809c8 01",
					pull: 0,
					count: { received: 1, answerAbandoned: 1 },
				},
			],
		},
		{
			name: "exchanges of requests that are answered later, where nothing else is said",
			setup,
			steps: [
				{ name: "a source has eight", in: tags(8).map((tag) => `010809c${tag} 02`) },
				{ name: "another source has one", in: "01080ac8 02" },
				{
					name: "and nobody another one: it is given up at once",
					in: ["01080ac9 02", "01080bc8 02"],
					count: { noExchange: 2, answerAbandoned: 2 },
					events: ["0: answer 9 abandoned", "0: answer 10 abandoned"],
				},
				{ name: "everybody is answered at once, if that needs no time", in: "01080ac9 01bb", out: "010a08c1 01bb" },
				{ name: "one after the other", in: "01080bc8 01cc", out: "010b08d0 01cc" },
			],
		},
		{
			name: "four exchanges, of requests that are answered later",
			setup: { ...setup, memory: { exchanges: 4 } },
			steps: [
				{ name: "a source has two", in: ["010809c8 02", "010809c9 02"] },
				{ name: "not three", in: "010809ca 02", count: { noExchange: 1, answerAbandoned: 1 }, events: "0: answer 2 abandoned" },
				{ name: "but is answered at once, if that needs no time", in: "010809ca 01aa", out: "010908c2 01aa" },
				{ name: "another source has one", in: "01080ac8 02" },
				{ name: "an answer leaves", answer: { ticket: 0, body: "bb" }, out: "010908d0 02bb", events: "0: answer 0 sent" },
				{ name: "and the first source has two again", in: "010809ca 02" },
			],
		},
		{
			name: "exchanges of two ports, of requests that are answered later",
			setup: { ...setup, ports: [{ eid: 8 }, { eid: 10 }], memory: { exchanges: 5 } },
			steps: [
				{ name: "each port has its own", in: ["010809c8 02", "01080bc8 02", "1/010a09c8 02"] },
				{
					name: "and one is left to each for what is answered at once",
					in: "1/010a0bc8 02",
					count: { "1/noExchange": 1, "1/answerAbandoned": 1 },
					events: "0: answer 3 abandoned",
				},
				{ name: "which is served", in: ["01080cc8 01aa", "1/010a0bc8 01bb"], out: ["010c08c0 01aa", "1/010b0ac0 01bb"] },
			],
		},
		{
			name: "a port that nobody pulls any more",
			setup: { ...setup, memory: { exchanges: 3 } },
			steps: [
				{ name: "all exchanges wait to be sent", in: ["010809c8 01a1", "010809c9 01a2", "01080ac8 01a3"], pull: 0 },
				{ name: "there is none for another", at: 5999, in: "01080bc8 01a4", pull: 0, count: { noExchange: 1 } },
				{
					name: "after 6 s they are free",
					at: 6000,
					in: "01080bc8 01a4",
					out: "010b08c0 01a4",
					count: { received: 1, answerAbandoned: 3 },
				},
			],
		},
		{
			name: "slots of long requests that are answered later",
			setup: { ...setup, memory: { answerSize: 64 } },
			steps: [
				{ name: "a source keeps one", in: long(9, 0) },
				{
					name: "not another",
					in: long(9, 1),
					count: { received: 1, noSlot: 1, answerAbandoned: 1 },
					events: "0: answer 1 abandoned",
				},
				{ name: "a second source keeps one", in: long(10, 0) },
				{
					name: "a third does not: there is always one for what is answered at once",
					in: long(11, 0),
					count: { received: 1, noSlot: 1, answerAbandoned: 1 },
					events: "0: answer 3 abandoned",
				},
				{ name: "for everybody", in: [...short(9, 1), ...short(11, 0)], out: ["010908c1 01a1a2", "010b08d0 01a1a2"] },
				{ name: "short ones keep none", in: ["01080b88 02b1", "01080b58 b2", ...short(12, 0)], out: "010c08e0 01a1a2" },
				{ name: "of a source's two slots one is kept", in: ["01080989 01a1", "0108098a 01a1"], count: { received: 1, noSlot: 1 } },
				{
					name: "what grows gives way to others 100 ms later, what is kept does not",
					at: 100,
					in: short(12, 1),
					out: "010c08f1 01a1a2",
					count: { received: 2, assemblyEvicted: 1 },
				},
				{
					name: "until its answer has left",
					answer: { ticket: 0, body: "aa" },
					out: "010908c0 02aa",
					events: "100: answer 0 sent",
				},
				{ name: "then the third source keeps one", in: long(11, 1) },
			],
		},
		{
			name: "one slot for each source, and one is kept",
			setup: { ...setup, memory: { answerSize: 64, slotsPerSource: 1 } },
			steps: [
				{ name: "a source keeps one", in: long(9, 0) },
				{ name: "and has no other", at: 100, in: "01080989 01a1", count: { noSlot: 1 } },
				{ name: "at another address it has", in: ["01080989 01a1 @1", "01080959 a2 @1"], out: "010908c1 01a1a2 @1" },
			],
		},
		{
			name: "two slots",
			setup: { ...setup, memory: { answerSize: 64, slots: 2 } },
			steps: [
				{ name: "a source keeps one", in: long(9, 0) },
				{
					name: "another none",
					in: long(10, 0),
					count: { received: 1, noSlot: 1, answerAbandoned: 1 },
					events: "0: answer 1 abandoned",
				},
				{ name: "but all are served", in: [...short(9, 1), ...short(10, 0)], out: ["010908c1 01a1a2", "010a08d0 01a1a2"] },
			],
		},
	],
};

/** The first tags of a requester, with the tag owner bit, as hexadecimal digits. */
function tags(count: number): string[] {
	return Array.from({ length: count }, (_none, tag) => (8 + tag).toString(16));
}

/** A request of type 2 that is larger than an answer of 64 bytes, in two packets; one of type 1 in two packets. */
function long(eid: number, tag: number): string[] {
	return pair(eid, tag, `02 ${rising(1, 63)}`, "40");
}

function short(eid: number, tag: number): string[] {
	return pair(eid, tag, "01a1", "a2");
}

function pair(eid: number, tag: number, first: string, second: string): string[] {
	const source = eid.toString(16).padStart(2, "0");
	return [`0108${source}8${8 + tag} ${first}`, `0108${source}5${8 + tag} ${second}`];
}
