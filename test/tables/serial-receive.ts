// SPDX-License-Identifier: Apache-2.0
import type { SerialTable } from "./serial-table.js";
import { rising } from "./table.js";

/** What a receiver takes beyond what it sends itself: some peers escape the check sequence, some send one flag between frames. */
export const serialReceive: SerialTable = {
	name: "serial: receiving",
	trace: 0xf3d08ef4,
	sessions: [
		{
			name: "flags",
			steps: [
				{
					name: "one between two frames",
					in: "7e0106 010809c801aa dd46 7e 0106 010809c901bb 8692 7e",
					packets: ["010809c8 01aa", "010809c9 01bb"],
					out: ["7e0106 010908c001aa 0c7b 7e", "7e0106 010908d101bb d23a 7e"],
				},
				{
					name: "the one before serves the next",
					in: "0106 010809c801aa dd46 7e",
					packets: "010809c8 01aa",
					out: "7e0106 010908e001aa 0f40 7e",
				},
				{
					name: "many between two frames",
					in: "7e7e7e7e 7e0106 010809c801aa dd46 7e 7e7e7e 7e0106 010809c901bb 8692 7e 7e7e",
					packets: ["010809c8 01aa", "010809c9 01bb"],
					out: ["7e0106 010908f001aa 8ad5 7e", "7e0106 010908c101bb 57af 7e"],
				},
				{
					name: "three hundred alone",
					in: `${"7e".repeat(300)} 7e0106 010809c801aa dd46 7e`,
					packets: "010809c8 01aa",
					out: "7e0106 010908d001aa 89ee 7e",
				},
			],
		},
		{
			name: "check sequences as they are",
			steps: [
				{ name: "7E first", in: "7e0107 010809c801006e 7ea7 7e", packets: "010809c8 01006e", out: "7e0107 010908c001006e 9410 7e" },
				{ name: "7E last", in: "7e0107 010809c8010054 e07e 7e", packets: "010809c8 010054", out: "7e0107 010908d0010054 c968 7e" },
				{ name: "7E twice", in: "7e0107 010809c8012f9b 7e7e 7e", packets: "010809c8 012f9b", out: "7e0107 010908e0012f9b 1b9a 7e" },
				{ name: "7D first", in: "7e0107 010809c801005d 7dbf 7e", packets: "010809c8 01005d", out: "7e0107 010908f001005d dbfa 7e" },
				{ name: "7D last", in: "7e0107 010809c801014e 467d 7e", packets: "010809c8 01014e", out: "7e0107 010908c001014e acca 7e" },
				{ name: "7D twice", in: "7e0107 010809c8018471 7d7d 7e", packets: "010809c8 018471", out: "7e0107 010908d0018471 546b 7e" },
				{ name: "7D 7E", in: "7e0107 010809c801b769 7d7e 7e", packets: "010809c8 01b769", out: "7e0107 010908e001b769 189a 7e" },
				{ name: "7E 7D", in: "7e0107 010809c8011c83 7e7d 7e", packets: "010809c8 011c83", out: "7e0107 010908f0011c83 d838 7e" },
				{
					name: "7D 5E, which looks like an escaped flag",
					in: "7e0107 010809c8018663 7d5e 7e",
					packets: "010809c8 018663",
					out: "7e0107 010908c0018663 97e9 7e",
				},
				{
					name: "with one flag before the next frame",
					in: "7e0107 010809c8012f9b 7e7e 7e 0106 010809c901aa 879a 7e",
					packets: ["010809c8 012f9b", "010809c9 01aa"],
					out: ["7e0107 010908d0012f9b 5768 7e", "7e0106 010908e101aa 559c 7e"],
				},
			],
		},
		{
			name: "check sequences with escapes",
			steps: [
				{ name: "7E first", in: "7e0107 010809c801006e 7d5ea7 7e", packets: "010809c8 01006e", out: "7e0107 010908c001006e 9410 7e" },
				{ name: "7E last", in: "7e0107 010809c8010054 e07d5e 7e", packets: "010809c8 010054", out: "7e0107 010908d0010054 c968 7e" },
				{ name: "7E twice", in: "7e0107 010809c8012f9b 7d5e7d5e 7e", packets: "010809c8 012f9b", out: "7e0107 010908e0012f9b 1b9a 7e" },
				{ name: "7D first", in: "7e0107 010809c801005d 7d5dbf 7e", packets: "010809c8 01005d", out: "7e0107 010908f001005d dbfa 7e" },
				{ name: "7D last", in: "7e0107 010809c801014e 467d5d 7e", packets: "010809c8 01014e", out: "7e0107 010908c001014e acca 7e" },
				{ name: "7D twice", in: "7e0107 010809c8018471 7d5d7d5d 7e", packets: "010809c8 018471", out: "7e0107 010908d0018471 546b 7e" },
				{ name: "7D 7E", in: "7e0107 010809c801b769 7d5d7d5e 7e", packets: "010809c8 01b769", out: "7e0107 010908e001b769 189a 7e" },
				{
					name: "with one flag before the next frame",
					in: "7e0107 010809c8012f9b 7d5e7d5e 7e 0106 010809c901aa 879a 7e",
					packets: ["010809c8 012f9b", "010809c9 01aa"],
					out: ["7e0107 010908f0012f9b d83b 7e", "7e0106 010908c101aa 56a7 7e"],
				},
			],
		},
		{
			name: "escapes",
			steps: [
				{
					name: "of a byte that needs none",
					in: "7e0106 010809c8017d8a dd46 7e",
					packets: "010809c8 01aa",
					out: "7e0106 010908c001aa 0c7b 7e",
				},
				{
					name: "of 5D, which then looks like two escapes",
					in: "7e0106 010809c8017d7d 5e76 7e",
					packets: "010809c8 015d",
					out: "7e0106 010908d0015d 0ade 7e",
				},
				{
					name: "of the whole payload",
					in: `7e0144 010809c801${"7d5d".repeat(63)} 7c50 7e`,
					packets: `010809c8 01${"7d".repeat(63)}`,
					out: `7e0144 010908e001${"7d5d".repeat(63)} d2b9 7e`,
				},
			],
		},
		{
			name: "sizes",
			steps: [
				{
					name: "the largest that the port takes",
					in: `7e0144 010809c801${rising(0x80, 63)} 2b3f 7e`,
					packets: `010809c8 01${rising(0x80, 63)}`,
					out: `7e0144 010908c001${rising(0x80, 63)} 3299 7e`,
				},
				{
					name: "one more, and the next frame",
					in: `7e0145 010809c801${rising(0x80, 64)} 1c01 7e 7e0106 010809c801aa dd46 7e`,
					packets: "010809c8 01aa",
					out: "7e0106 010908d001aa 89ee 7e",
					count: { byteCount: 1, noise: 73 },
				},
			],
		},
	],
};
