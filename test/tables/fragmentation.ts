// SPDX-License-Identifier: Apache-2.0
import { rising, type Setup, type Table } from "./table.js";

/** Type 4 answers as many bytes as asked for: 00, 01, 02 and so on. */
const setup: Setup = { ports: [{ eid: 8 }], responders: ["size"] };

/** How messages are cut into packets (DSP0236 8.4, 8.5). */
export const fragmentation: Table = {
	name: "fragmentation",
	trace: 0x69f09f18,
	sessions: [
		{
			name: "at 64 bytes",
			setup,
			steps: [
				{ name: "a type byte alone", in: "010809c8 04 0000", out: "010908c0 04" },
				{ name: "64 bytes: one packet", in: "010809c8 04 3f00", out: `010908d0 04 ${rising(0, 63)}` },
				{
					name: "65 bytes: 64 and 1",
					in: "010809c8 04 4000",
					out: [`010908a0 04 ${rising(0, 63)}`, "01090870 3f"],
				},
				{
					name: "128 bytes: 64 and 64",
					in: "010809cd 04 7f00",
					out: [`010908b5 04 ${rising(0, 63)}`, `01090845 ${rising(63, 64)}`],
				},
				{
					name: "129 bytes: 64, 64 and 1",
					in: "010809c8 04 8000",
					out: [`01090880 04 ${rising(0, 63)}`, `01090810 ${rising(63, 64)}`, "01090860 7f"],
				},
				{
					name: "six packets: the sequence number wraps",
					in: "010809c8 04 4a01",
					out: [
						`01090890 04 ${rising(0, 63)}`,
						`01090820 ${rising(63, 64)}`,
						`01090830 ${rising(127, 64)}`,
						`01090800 ${rising(191, 64)}`,
						`01090810 ${rising(255, 64)}`,
						`01090860 ${rising(319, 11)}`,
					],
				},
			],
		},
		{
			name: "at what the port takes",
			setup: { ports: [{ eid: 8, transmissionUnit: 100 }], responders: ["size"] },
			steps: [
				{ name: "100 bytes: one packet", in: "010809c8 04 6300", out: `010908c0 04 ${rising(0, 99)}` },
				{ name: "101 bytes: 100 and 1", in: "010809c8 04 6400", out: [`01090890 04 ${rising(0, 99)}`, "01090860 63"] },
			],
		},
		{
			name: "at what the destination takes",
			setup: { ...setup, units: { 0x0a: 128, 0x0b: 66, 0: 100 } },
			steps: [
				{ name: "128 bytes to EID 10", in: "01080ac8 04 7f00", out: `010a08c0 04 ${rising(0, 127)}` },
				{ name: "129 bytes to EID 10", in: "01080ac8 04 8000", out: [`010a0890 04 ${rising(0, 127)}`, "010a0860 7f"] },
				{ name: "67 bytes to EID 11", in: "01080bc8 04 4200", out: [`010b08a0 04 ${rising(0, 65)}`, "010b0870 41"] },
				{ name: "100 bytes to the null EID", in: "010800c8 04 6300", out: `010008f0 04 ${rising(0, 99)}` },
				{
					name: "65 bytes to EID 9, of which nothing is known",
					in: "010809c8 04 4000",
					out: [`01090880 04 ${rising(0, 63)}`, "01090850 3f"],
				},
			],
		},
		{
			name: "room in the hardware",
			setup,
			steps: [
				{ name: "one byte too few: nothing leaves", in: "010809c8 04 3f00", room: 67 },
				{ name: "enough: it leaves", room: 68, out: `010908c0 04 ${rising(0, 63)}` },
				{ name: "too few for the first of two packets", in: "010809c8 04 4000", room: 67 },
				{ name: "enough for both", room: 68, out: [`01090890 04 ${rising(0, 63)}`, "01090860 3f"] },
				{ name: "none at all", in: "010809c8 04 0000", room: 0 },
				{ name: "just enough for the shortest packet", room: 5, out: "010908e0 04" },
			],
		},
		{
			name: "answers that do not fit",
			setup: { ...setup, memory: { answerSize: 66, messageSize: 130, largeAnswers: 1 } },
			steps: [
				{ name: "as large as an ordinary region", in: "010809c8 04 4100", out: [`01090880 04 ${rising(0, 63)}`, "01090850 3f40"] },
				{
					name: "as large as a large region",
					in: "010809c8 04 8100",
					out: [`01090890 04 ${rising(0, 63)}`, `01090820 ${rising(63, 64)}`, "01090870 7f80"],
				},
				{
					name: "larger: no answer, and its responder is told",
					in: "010809c8 04 8200",
					count: { received: 1, answerOverflow: 1 },
					events: "0: size abandoned",
				},
				{ name: "one large answer waits", in: "010809c9 04 8100", pull: 0 },
				{
					name: "there is no region for another",
					in: "010809ca 04 4200",
					pull: 0,
					count: { received: 1, answerOverflow: 1 },
					events: "0: size abandoned",
				},
				{
					name: "the one that waits is whole",
					out: [`010908a1 04 ${rising(0, 63)}`, `01090831 ${rising(63, 64)}`, "01090841 7f80"],
				},
				{ name: "its region is free again", in: "010809ca 04 4200", out: [`010908b2 04 ${rising(0, 63)}`, "01090842 3f4041"] },
			],
		},
	],
};
