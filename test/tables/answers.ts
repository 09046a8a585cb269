// SPDX-License-Identifier: Apache-2.0
import { rising, type Setup, type Table } from "./table.js";

/** Type 2 answers later; type 1 at once. */
const setup: Setup = { ports: [{ eid: 8 }], responders: ["late", "echo"] };

/** Deferred answers. Numbers in events are those of the deferred requests. */
export const answers: Table = {
	name: "deferred answers",
	trace: 0x2e8c9552,
	sessions: [
		{
			name: "one request",
			setup,
			steps: [
				{ name: "is not answered at once", in: "010809cb 02a1a2a3", wait: 6000 },
				{ name: "others are, meanwhile", at: 1000, in: "01080ac8 01b1", out: "010a08c0 01b1" },
				{
					name: "is kept as it came",
					at: 2000,
					answer: { ticket: 0, body: "request" },
					out: "010908d3 02a1a2a3",
					events: "2000: answer 0 sent",
				},
				{ name: "is answered once", answer: { ticket: 0, body: "bb", refused: true } },
				{ name: "nothing waits any more", at: 9000, wait: 0x7fffffff },
			],
		},
		{
			name: "several requests",
			setup,
			steps: [
				{ name: "wait", in: ["010809c8 02a1 @1", "01080ac9 02b1 @2", "010809ca 02c1 @3"] },
				{
					name: "and are answered in any order, each where it came from",
					answer: [
						{ ticket: 2, body: "request" },
						{ ticket: 0, body: "request" },
						{ ticket: 1, body: "request" },
					],
					out: ["010908c2 02c1 @3", "010908d0 02a1 @1", "010a08e1 02b1 @2"],
					events: ["0: answer 2 sent", "0: answer 0 sent", "0: answer 1 sent"],
				},
			],
		},
		{
			name: "contents",
			setup: { ...setup, memory: { answerSize: 80 } },
			steps: [
				{ name: "a request of 64 bytes is kept whole", in: `010809c8 02 ${rising(1, 63)}` },
				{
					name: "also while others arrive",
					in: [`01080ac8 01 ${rising(9, 63)}`, "01080bc8 01"],
					out: [`010a08c0 01 ${rising(9, 63)}`, "010b08d0 01"],
				},
				{
					name: "as its answer shows",
					answer: { ticket: 0, body: "request" },
					out: `010908e0 02 ${rising(1, 63)}`,
					events: "0: answer 0 sent",
				},
				{ name: "the integrity check bit comes back", in: "010809c8 82a1" },
				{ name: "however late", at: 5000, answer: { ticket: 1, body: "request" }, out: "010908f0 82a1", events: "5000: answer 1 sent" },
				{ name: "a request in several packets is kept in its slot", in: [`01080988 02 ${rising(1, 63)}`, "01080958 4041"] },
				{
					name: "also while others grow",
					in: [`01080a88 01 ${rising(9, 63)}`, "01080a58 48"],
					out: [`010a0880 01 ${rising(9, 63)}`, "010a0850 48"],
				},
				{
					name: "its answer shows it",
					answer: { ticket: 2, body: "request" },
					out: [`01090890 02 ${rising(1, 63)}`, "01090860 4041"],
					events: "5000: answer 2 sent",
				},
				{ name: "a large answer to a short request", in: "010809c8 02" },
				{
					name: "is cut into packets",
					answer: { ticket: 3, body: rising(1, 80) },
					out: [`010908a0 02 ${rising(1, 63)}`, `01090870 ${rising(64, 17)}`],
					events: "5000: answer 3 sent",
				},
				{ name: "an answer to a request by broadcast", in: "01ff09c8 02a1" },
				{ name: "comes from its own EID", answer: { ticket: 4, body: "bb" }, out: "010908f0 02bb", events: "5000: answer 4 sent" },
			],
		},
		{
			name: "slots of deferred requests",
			setup: { ...setup, memory: { slots: 1, answerSize: 64 } },
			steps: [
				{ name: "a long one holds the only slot", in: [`01080988 02 ${rising(1, 63)}`, "01080958 40"] },
				{ name: "another message in several packets is refused", in: "01080a88 01b1", count: { noSlot: 1 } },
				{ name: "also when the slot is old", at: 1000, in: "01080a88 01b1", count: { noSlot: 1 } },
				{
					name: "the answer frees it",
					answer: { ticket: 0, body: "aa" },
					out: "010908c0 02aa",
					events: "1000: answer 0 sent",
				},
				{ name: "for another", in: ["01080a88 01b1", "01080a58 b2"], out: "010a08d0 01b1b2" },
				{ name: "one that is given up", in: [`01080988 02 ${rising(1, 63)}`, "01080958 40"] },
				{
					name: "frees it as well",
					at: 7000,
					in: ["01080a88 01b1", "01080a58 b2"],
					out: "010a08e0 01b1b2",
					count: { received: 2, answerAbandoned: 1 },
					events: "7000: answer 1 abandoned",
				},
			],
		},
		{
			name: "deferred requests as long as an answer, in several packets",
			setup: { ...setup, memory: { slots: 1, answerSize: 66 } },
			steps: [
				{ name: "one holds no slot", in: [`01080988 02 ${rising(1, 63)}`, "01080958 4041"] },
				{
					name: "another grows in it meanwhile",
					in: [`01080a88 01 ${rising(0x81, 63)}`, "01080a58 c0"],
					out: [`010a0880 01 ${rising(0x81, 63)}`, "010a0850 c0"],
				},
				{
					name: "and the first is as it was",
					answer: { ticket: 0, body: "request" },
					out: [`01090890 02 ${rising(1, 63)}`, "01090860 4041"],
					events: "0: answer 0 sent",
				},
				{ name: "one with a byte more holds it", in: [`01080988 02 ${rising(1, 63)}`, "01080958 404142"] },
				{ name: "and nobody else has it", in: "01080a88 01b1", count: { noSlot: 1 } },
			],
		},
		{
			name: "several answers on one tag",
			setup,
			steps: [
				{ name: "a request waits", in: "010809cd 02a1" },
				{
					name: "a first answer",
					at: 1000,
					answer: { ticket: 0, body: "01", more: true },
					out: "010908c5 0201",
					events: "1000: answer 0 sent",
				},
				{
					name: "a second one, with the same ticket",
					at: 2000,
					answer: { ticket: 0, body: "02", more: true },
					out: "010908d5 0202",
					events: "2000: answer 0 sent",
				},
				{ name: "one on its way", at: 3000, answer: { ticket: 0, body: "03", more: true }, pull: 0 },
				{ name: "lets no other begin", answer: { ticket: 0, body: "", refused: true }, pull: 0 },
				{ name: "until the hardware has sent it", hold: true, out: "010908e5 0203" },
				{ name: "not before", answer: { ticket: 0, body: "", refused: true } },
				{
					name: "then it may",
					at: 4000,
					report: true,
					answer: { ticket: 0, body: "request" },
					out: "010908f5 02a1",
					events: ["4000: answer 0 sent", "4000: answer 0 sent"],
				},
				{ name: "and the last is the last", answer: { ticket: 0, body: "05", refused: true } },
			],
		},
	],
};
