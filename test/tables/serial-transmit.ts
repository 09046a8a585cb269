// SPDX-License-Identifier: Apache-2.0
import type { SerialTable } from "./serial-table.js";
import { rising } from "./table.js";

/** Frames to the byte: flag, revision, byte count, packet, check sequence, flag (DSP0253 8.2). */
export const serialTransmit: SerialTable = {
	name: "serial: sending",
	trace: 0x84846792,
	sessions: [
		{
			name: "frames",
			steps: [
				{
					name: "two flags, revision 1, byte count, check sequence, high byte first",
					in: "7e0107 010809c801aabb ad08 7e",
					packets: "010809c8 01aabb",
					out: "7e0107 010908c001aabb 47bf 7e",
				},
				{ name: "the shortest packet", in: "7e0105 010809c801 9fbc 7e", packets: "010809c8 01", out: "7e0105 010908d001 828a 7e" },
				{
					name: "both flags on every frame",
					in: "7e0106 010809c801aa dd46 7e 7e0106 010809c901bb 8692 7e",
					packets: ["010809c8 01aa", "010809c9 01bb"],
					out: ["7e0106 010908e001aa 0f40 7e", "7e0106 010908f101bb d101 7e"],
				},
				{
					name: "64 bytes of payload",
					in: `7e0144 010809c801${rising(0x80, 63)} 2b3f 7e`,
					packets: `010809c8 01${rising(0x80, 63)}`,
					out: `7e0144 010908c001${rising(0x80, 63)} 3299 7e`,
				},
				{
					name: "a message of two packets: two frames",
					in: `7e0144 0108098801${rising(0x80, 63)} 4db0 7e 7e0106 01080958bfc0 381d 7e`,
					packets: [`01080988 01${rising(0x80, 63)}`, "01080958 bfc0"],
					out: [`7e0144 0109089001${rising(0x80, 63)} 8bb9 7e`, "7e0106 01090860bfc0 6f8e 7e"],
				},
			],
		},
		{
			name: "escapes",
			steps: [
				{
					name: "7E is 7D 5E",
					in: "7e0108 010809c801017d5e02 abbc 7e",
					packets: "010809c8 01017e02",
					out: "7e0108 010908c001017d5e02 6a62 7e",
				},
				{
					name: "7D is 7D 5D",
					in: "7e0108 010809c801017d5d02 81d4 7e",
					packets: "010809c8 01017d02",
					out: "7e0108 010908d001017d5d02 f44a 7e",
				},
				{
					name: "several in a row",
					in: "7e010b 010809c8017d5e7d5d7d5e7d5e7d5d7d5d b370 7e",
					packets: "010809c8 017e7d7e7e7d7d",
					out: "7e010b 010908e0017d5e7d5d7d5e7d5e7d5d7d5d 49e6 7e",
				},
				{
					name: "what escapes look like stays data",
					in: "7e0109 010809c8017d5d5e7d5d5d 674d 7e",
					packets: "010809c8 017d5e7d5d",
					out: "7e0109 010908f0017d5d5e7d5d5d 9faf 7e",
				},
				{
					name: "in the header: EID 7E",
					in: "7e0106 01087d5ec801aa d022 7e",
					packets: "01087ec8 01aa",
					out: "7e0106 017d5e08c001aa 2954 7e",
				},
				{
					name: "in the header: EID 7D",
					in: "7e0106 01087d5dc801aa f5ef 7e",
					packets: "01087dc8 01aa",
					out: "7e0106 017d5d08d001aa b10d 7e",
				},
				{
					name: "a whole payload of flags",
					in: `7e0144 010809c801${"7d5e".repeat(63)} 12e5 7e`,
					packets: `010809c8 01${"7e".repeat(63)}`,
					out: `7e0144 010908e001${"7d5e".repeat(63)} bc0c 7e`,
				},
			],
		},
		{
			name: "check sequences that look like flags and escapes go out as they are",
			steps: [
				{ name: "7E first", in: "7e0108 010809c801000077 bf9e 7e", packets: "010809c8 01000077", out: "7e0108 010908c001000077 7e40 7e" },
				{ name: "7E last", in: "7e0108 010809c801000079 56e0 7e", packets: "010809c8 01000079", out: "7e0108 010908d001000079 237e 7e" },
				{ name: "7D first", in: "7e0108 010809c801000017 dc98 7e", packets: "010809c8 01000017", out: "7e0108 010908e001000017 7dd7 7e" },
				{ name: "7D last", in: "7e0108 010809c801000151 e272 7e", packets: "010809c8 01000151", out: "7e0108 010908f001000151 f77d 7e" },
				{ name: "7E twice", in: "7e0108 010809c80100cf8c bfa0 7e", packets: "010809c8 0100cf8c", out: "7e0108 010908c00100cf8c 7e7e 7e" },
				{
					name: "7D 5E, an escaped flag",
					in: "7e0108 010809c80100f3f1 08c0 7e",
					packets: "010809c8 0100f3f1",
					out: "7e0108 010908d00100f3f1 7d5e 7e",
				},
				{ name: "7D 7E", in: "7e0108 010809c80101e56c dc31 7e", packets: "010809c8 0101e56c", out: "7e0108 010908e00101e56c 7d7e 7e" },
				{ name: "7E 7D", in: "7e0108 010809c801005212 6b72 7e", packets: "010809c8 01005212", out: "7e0108 010908f001005212 7e7d 7e" },
			],
		},
		{
			name: "byte counts that look like flags and escapes go out as they are",
			unit: 122,
			steps: [
				{
					name: "7D",
					in: `7e017d 010809c801${rising(0x80, 120)} 47e5 7e`,
					packets: `010809c8 01${rising(0x80, 120)}`,
					out: `7e017d 010908c001${rising(0x80, 120)} 5185 7e`,
				},
				{
					name: "7E",
					in: `7e017e 010809c801${rising(0x80, 121)} 24a6 7e`,
					packets: `010809c8 01${rising(0x80, 121)}`,
					out: `7e017e 010908d001${rising(0x80, 121)} df08 7e`,
				},
			],
		},
		{
			name: "the largest byte count",
			unit: 251,
			steps: [
				{
					name: "255, without escapes",
					in: `7e01ff 010809c801${rising(0x80, 250)} 8323 7e`,
					packets: `010809c8 01${rising(0x80, 250)}`,
					out: `7e01ff 010908c001${rising(0x80, 250)} 7776 7e`,
				},
				{
					name: "255, all escapes",
					in: `7e01ff 010809c801${"7d5d".repeat(250)} 5a70 7e`,
					packets: `010809c8 01${"7d".repeat(250)}`,
					out: `7e01ff 010908d001${"7d5d".repeat(250)} c2f9 7e`,
				},
				{
					name: "a message of 252 bytes: two frames",
					in: `7e01ff 0108098801${rising(0x80, 250)} 3842 7e 7e0105 0108095855 9240 7e`,
					packets: [`01080988 01${rising(0x80, 250)}`, "01080958 55"],
					out: [`7e01ff 010908a001${rising(0x80, 250)} 15af 7e`, "7e0105 0109087055 39d4 7e"],
				},
			],
		},
	],
};
