// SPDX-License-Identifier: Apache-2.0
import { rising, type Setup, type Table } from "./table.js";

const setup: Setup = { ports: [{ eid: 8 }], responders: ["services"] };

/** The test services of Linux tools: `mctp-req` (CC DE F0) and `mctp-bench` (CC DE F1). */
export const services: Table = {
	name: "test services",
	trace: 0x316989ba,
	sessions: [
		{
			name: "echo",
			setup: { ...setup, memory: { messageSize: 200, answerSize: 80, largeAnswers: 1 } },
			steps: [
				{ name: "sends a message back as it came", in: "010809c8 7eccdef0 aabb", out: "010908c0 7eccdef0 aabb" },
				{ name: "also without contents", in: "010809c8 7eccdef0", out: "010908d0 7eccdef0" },
				{ name: "also with the integrity check bit", in: "010809c8 feccdef0 aabb", out: "010908e0 feccdef0 aabb" },
				{ name: "64 bytes", in: `010809c8 7eccdef0 ${rising(4, 60)}`, out: `010908f0 7eccdef0 ${rising(4, 60)}` },
				{
					name: "200 bytes, in packets of 64",
					in: [
						`01080988 7eccdef0 ${rising(4, 60)}`,
						`01080918 ${rising(64, 64)}`,
						`01080928 ${rising(128, 64)}`,
						`01080978 ${rising(192, 8)}`,
					],
					out: [
						`01090880 7eccdef0 ${rising(4, 60)}`,
						`01090810 ${rising(64, 64)}`,
						`01090820 ${rising(128, 64)}`,
						`01090870 ${rising(192, 8)}`,
					],
				},
				{ name: "80 bytes need no large region", in: [`01080988 7eccdef0 ${rising(4, 60)}`, `01080958 ${rising(64, 16)}`], pull: 0 },
				{ name: "100 bytes take the only one", in: [`01080a88 7eccdef0 ${rising(4, 60)}`, `01080a58 ${rising(64, 36)}`], pull: 0 },
				{
					name: "without one there is no answer",
					in: [`01080b88 7eccdef0 ${rising(4, 60)}`, `01080b58 ${rising(64, 17)}`],
					pull: 0,
					count: { received: 1, silent: 1 },
				},
				{
					name: "those that have one are answered",
					out: [
						`01090890 7eccdef0 ${rising(4, 60)}`,
						`010a08a0 7eccdef0 ${rising(4, 60)}`,
						`01090860 ${rising(64, 16)}`,
						`010a0870 ${rising(64, 36)}`,
					],
				},
			],
		},
		{
			name: "other services",
			setup,
			steps: [
				{ name: "are not known: silence", in: "010809c8 7eccdef2 aabb", count: { silent: 1 } },
				{ name: "a message without service byte: silence", in: "010809c8 7eccde", count: { silent: 1 } },
				{ name: "another vendor", in: "010809c8 7eccdff0 aabb", count: { messageType: 1 } },
			],
		},
		{
			name: "bench, receiving",
			setup,
			steps: [
				{ name: "swallows data", in: "010809c8 7eccdef1 cabe faffffff 090a0b", count: { silent: 1 } },
				{ name: "in several packets", in: ["01080988 7eccdef1 cabe fbffffff", "01080958 090a0b"], count: { received: 1, silent: 1 } },
				{ name: "and what it does not know", in: "010809c8 7eccdef1 0000 fcffffff", count: { silent: 1 } },
				{ name: "and what is cut short", in: "010809c8 7eccdef1 ca", count: { silent: 1 } },
			],
		},
		{
			name: "bench, sending",
			setup,
			steps: [
				{
					name: "three messages of 13 bytes, behind the answer",
					in: "010809cd 7eccdef1 dd22 01 01 78563412 00000000 0c00 0300000000000000 @1d",
					out: [
						"010908c5 7eccdef1 dd22 01 00 78563412 00 @1d",
						"010908d8 7eccdef1 cabe faffffff 090a0b @1d",
						"010908e9 7eccdef1 cabe fbffffff 090a0b @1d",
						"010908fa 7eccdef1 cabe fcffffff 090a0b @1d",
					],
				},
				{
					name: "eight of the smallest size: the sequence number wraps",
					in: "010809c8 7eccdef1 dd22 01 01 79563412 00000000 0900 0800000000000000",
					out: [
						"010908c0 7eccdef1 dd22 01 00 79563412 00",
						"010908db 7eccdef1 cabe faffffff",
						"010908ec 7eccdef1 cabe fbffffff",
						"010908fd 7eccdef1 cabe fcffffff",
						"010908ce 7eccdef1 cabe fdffffff",
						"010908df 7eccdef1 cabe feffffff",
						"010908e8 7eccdef1 cabe ffffffff",
						"010908f9 7eccdef1 cabe 00000000",
						"010908ca 7eccdef1 cabe 01000000",
					],
				},
				{
					name: "one of 128 bytes, in two packets",
					in: "010809c8 7eccdef1 dd22 01 01 7a563412 00000000 7f00 0100000000000000",
					out: [
						"010908d0 7eccdef1 dd22 01 00 7a563412 00",
						`010908ab 7eccdef1 cabe faffffff ${rising(9, 54)}`,
						`0109087b ${rising(63, 64)}`,
					],
				},
			],
		},
		{
			name: "bench, refusing",
			setup,
			steps: [
				{
					name: "messages that cannot hold their header",
					in: "010809c8 7eccdef1 dd22 01 01 01000000 00000000 0800 0100000000000000",
					out: "010908c0 7eccdef1 dd22 01 00 01000000 03",
				},
				{
					name: "messages larger than its region",
					in: "010809c8 7eccdef1 dd22 01 01 02000000 00000000 8000 0100000000000000",
					out: "010908d0 7eccdef1 dd22 01 00 02000000 03",
				},
				{
					name: "a request without count",
					in: "010809c8 7eccdef1 dd22 01 01 03000000 00000000 0c00 01000000000000",
					out: "010908e0 7eccdef1 dd22 01 00 03000000 03",
				},
				{
					name: "a request without anything",
					in: "010809c8 7eccdef1 dd22 01 01 04000000",
					out: "010908f0 7eccdef1 dd22 01 00 04000000 03",
				},
				{ name: "another command", in: "010809c8 7eccdef1 dd22 01 02 05000000", out: "010908c0 7eccdef1 dd22 01 00 05000000 02" },
				{
					name: "another version: silence",
					in: "010809c8 7eccdef1 dd22 02 01 06000000 00000000 0c00 0100000000000000",
					count: { silent: 1 },
				},
				{ name: "a response: silence", in: "010809c8 7eccdef1 dd22 01 00 07000000 00", count: { silent: 1 } },
				{ name: "a command cut short: silence", in: "010809c8 7eccdef1 dd22 01 01 080000", count: { silent: 1 } },
			],
		},
		{
			name: "bench, asked twice before the answer leaves",
			setup,
			steps: [
				{
					name: "answers both, and sends what was asked last",
					in: [
						"010809c8 7eccdef1 dd22 01 01 01000000 00000000 0900 0300000000000000",
						"010809c9 7eccdef1 dd22 01 01 02000000 00000000 0a00 0200000000000000",
					],
					out: [
						"010908c0 7eccdef1 dd22 01 00 01000000 00",
						"010908d1 7eccdef1 dd22 01 00 02000000 00",
						"010908e8 7eccdef1 cabe faffffff 09",
						"010908f9 7eccdef1 cabe fbffffff 09",
					],
				},
				{ name: "and goes on answering", in: "010809c8 7eccdef0 aa", out: "010908c0 7eccdef0 aa" },
			],
		},
		{
			name: "bench, without end",
			setup,
			steps: [
				{
					name: "count 0",
					in: "010809c8 7eccdef1 dd22 01 01 01000000 00000000 0900 0000000000000000",
					pull: 3,
					out: ["010908c0 7eccdef1 dd22 01 00 01000000 00", "010908d8 7eccdef1 cabe faffffff", "010908e9 7eccdef1 cabe fbffffff"],
				},
				{ name: "goes on", pull: 2, out: ["010908fa 7eccdef1 cabe fcffffff", "010908cb 7eccdef1 cabe fdffffff"] },
				{
					name: "begins anew when asked anew",
					in: "010809c8 7eccdef1 dd22 01 01 02000000 00000000 0a00 ffffffffffffffff",
					pull: 2,
					out: ["010908d0 7eccdef1 dd22 01 00 02000000 00", "010908ed 7eccdef1 cabe faffffff 09"],
				},
				{
					name: "answers others between",
					in: "01080ac8 7eccdef0 aa",
					pull: 2,
					out: ["010908fe 7eccdef1 cabe fbffffff 09", "010a08c0 7eccdef0 aa"],
				},
				{ name: "ends with the link", link: "down" },
				{ name: "for good", link: "up", out: [] },
				{
					name: "begins again when asked",
					in: "010809c8 7eccdef1 dd22 01 01 03000000 00000000 0900 0000000000000000",
					pull: 2,
					out: ["010908d0 7eccdef1 dd22 01 00 03000000 00", "010908e8 7eccdef1 cabe faffffff"],
				},
				{ name: "ends when the hardware fails", pull: 1, fail: true, out: "010908f9 7eccdef1 cabe fbffffff" },
				{ name: "for good as well", out: [] },
				{
					name: "begins once more",
					in: "010809c8 7eccdef1 dd22 01 01 04000000 00000000 0900 0000000000000000",
					pull: 2,
					out: ["010908c0 7eccdef1 dd22 01 00 04000000 00", "010908da 7eccdef1 cabe faffffff"],
				},
				{ name: "ends when nobody takes the messages", at: 6000, out: [] },
			],
		},
	],
};
