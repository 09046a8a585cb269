// SPDX-License-Identifier: Apache-2.0
import type { SerialTable } from "./serial-table.js";
import { rising, type Setup, type Table } from "./table.js";

const echo: Setup = { ports: [{ eid: 8 }], responders: ["echo"] };
const control: Setup = { ports: [{ eid: 8 }], uuid: "01234567-89ab-cdef-0f1e-2d3c4b5a6978", memory: { exchanges: 2 } };
const lone = ["01080988 01a1", "01080a88 01b1", "01080b88 01c1", "01080c88 01d1"];
const three = ["01080d88 01a1", "01080e88 01b1", "01080f88 01c1", "01080d58 a2", "01080e58 b2", "01080f58 c2"];

/** What other MCTP stacks do wrong, and this one must not. */
export const knownDefects: Table = {
	name: "known defects of other stacks",
	trace: 0x6e2256a8,
	sessions: [
		{
			name: "a slot stays occupied after a wrong sequence number",
			setup: echo,
			steps: [
				{
					name: "three messages break off",
					in: [...lone.slice(0, 3), "01080928 ff", "01080a28 ff", "01080b28 ff"],
					count: { received: 3, sequence: 3 },
				},
				{ name: "three others find all slots free at once", in: three, out: ["010d08c0 01a1a2", "010e08d0 01b1b2", "010f08e0 01c1c2"] },
			],
		},
		{
			name: "a slot stays occupied after a message that is too large",
			setup: { ...echo, memory: { messageSize: 100 } },
			steps: [
				{
					name: "three messages break off",
					in: [9, 10, 11].flatMap((eid) => [
						`01080${eid.toString(16)}88 01 ${rising(1, 63)}`,
						`01080${eid.toString(16)}58 ${rising(0, 64)}`,
					]),
					count: { received: 3, messageSize: 3 },
				},
				{ name: "three others find all slots free at once", in: three, out: ["010d08c0 01a1a2", "010e08d0 01b1b2", "010f08e0 01c1c2"] },
			],
		},
		{
			name: "a start without payload occupies a slot",
			setup: echo,
			steps: [
				{ name: "it is refused", in: ["01080988", "01080a88", "01080b88", "01080c88"], count: { shortPacket: 4 }, wait: 0x7fffffff },
				{ name: "all slots are free", in: three, out: ["010d08c0 01a1a2", "010e08d0 01b1b2", "010f08e0 01c1c2"] },
				{ name: "and time brings nothing", at: 7000, wait: 0x7fffffff },
			],
		},
		{
			name: "lone starts keep everybody else out",
			setup: echo,
			steps: [
				{ name: "four lone starts", in: lone, count: { received: 3, noSlot: 1 } },
				{ name: "short messages of others are answered", in: "01080dc8 01a1", out: "010d08c0 01a1" },
				{
					name: "long ones 100 ms later",
					at: 100,
					in: three,
					out: ["010d08d0 01a1a2", "010e08e0 01b1b2", "010f08f0 01c1c2"],
					count: { received: 6, assemblyEvicted: 3 },
				},
			],
		},
		{
			name: "another peer's start ends a message",
			setup: echo,
			steps: [
				{ name: "two peers begin with the same tag", in: ["01080988 01a1", "01080a88 01b1"] },
				{ name: "both messages are whole", in: ["01080958 a2", "01080a58 b2"], out: ["010908c0 01a1a2", "010a08d0 01b1b2"] },
			],
		},
		{
			name: "packets of 60 bytes of payload instead of 64",
			setup: { ports: [{ eid: 8 }], responders: ["size"] },
			steps: [{ name: "the first packet is full", in: "010809c8 04 4000", out: [`01090880 04 ${rising(0, 63)}`, "01090850 3f"] }],
		},
		{
			name: "packets larger than the peer takes",
			setup: { ports: [{ eid: 8, receiveUnit: 251 }], responders: ["size"] },
			steps: [
				{
					name: "one that takes much sends 64 bytes to peers it does not know",
					in: `010809c8 04 4000 ${rising(0, 240)}`,
					out: [`01090880 04 ${rising(0, 63)}`, "01090850 3f"],
				},
			],
		},
		{
			name: "a message with a hole after a packet that was not sent",
			setup: { ports: [{ eid: 8 }], responders: ["size"] },
			steps: [
				{
					name: "the first packet fails",
					in: "010809c8 04 8000",
					fail: true,
					out: `01090880 04 ${rising(0, 63)}`,
					count: { received: 1, sendFailed: 1 },
					events: "0: size abandoned",
				},
				{ name: "no other follows", out: [] },
			],
		},
		{
			name: "tags",
			setup: { ...echo, requests: Array.from({ length: 9 }, () => "request" as const) },
			steps: [
				{ name: "an answer that nobody asked for is not passed on", in: "010809c0 01aa", count: { unsolicited: 1 } },
				{
					name: "an answer to a request to the null EID is not lost",
					send: { message: "01aa", to: 0 },
					in: "010809c0 01bb",
					pull: 0,
					events: "0: request 0 response bb",
				},
				{
					name: "two requests do not share a tag",
					send: [
						{ message: "01aa", to: 9 },
						{ message: "01aa", to: 9, handle: 1 },
					],
					out: ["010908c9 01aa", "010908da 01aa"],
				},
				{
					name: "a request whose answer does not come is not forgotten",
					at: 6000,
					events: ["6000: request 0 timeout", "6000: request 1 timeout"],
				},
				{
					name: "its late answer is not taken for another's",
					send: { message: "01cc", to: 9 },
					in: "010809c1 01bb",
					out: "010908eb 01cc",
					count: { unsolicited: 1 },
				},
				{
					name: "a ninth request takes no tag that is in use",
					send: [1, 2, 3, 4, 5, 6, 7, 8].map((handle) => ({
						message: "01dd",
						to: 9,
						handle,
						...(8 === handle ? { refused: true as const } : {}),
					})),
					out: ["010908fc 01dd", "010908cd 01dd", "010908de 01dd", "010908ef 01dd", "010908f8 01dd", "010908c9 01dd", "010908da 01dd"],
				},
			],
		},
		{
			name: "control",
			setup: control,
			steps: [
				{
					name: "Get MCTP Version Support is there",
					in: "010809c8 008104 00",
					out: "010908c0 000104 00 04 f1f0ff00 f1f1ff00 f1f2ff00 f1f3f300",
				},
				{ name: "a surplus byte of Get Endpoint UUID is not ignored", in: "010809c8 008203 00", out: "010908d0 000203 03" },
				{ name: "a command that is not supported gets its answer", in: "010809c8 00833f", out: "010908e0 00033f 05" },
				{ name: "the instance id of an error is that of the request", in: "010809c8 009f07 20", out: "010908f0 001f07 05" },
				{ name: "an error carries nothing but its completion code", in: "010809c8 008404 55", out: "010908c0 000404 80" },
				{
					name: "the EID does not change before the answer has left",
					in: "010809c8 008501 00 20",
					hold: true,
					out: "010908d0 000501 00 00 20 00",
					eid: 8,
				},
				{ name: "but when it has", report: true, eid: 0x20 },
				{ name: "a retry gets the same answer", in: "012009c8 008501 00 20", out: "010920e0 000501 00 00 20 00", eid: 0x20 },
				{
					name: "refused requests use up no memory",
					in: ["012009c8 00863f", "012009c8 00873f", "012009c8 00883f", "012009c8 00893f"],
					out: "010920f0 00093f 05",
					count: { received: 4, answerAbandoned: 3 },
				},
				{
					name: "nor do requests without an answer",
					in: ["012009c8 008a", "012009c8 00cb02", "012009c8 000c02", "012009c8 808d02"],
					count: { silent: 4 },
				},
				{
					name: "and then there is room for two",
					in: ["012009c8 008e02", "012009c9 008f02"],
					out: ["010920c0 000e02 00 20 03 00", "010920d1 000f02 00 20 03 00"],
				},
			],
		},
	],
};

export const knownSerialDefects: SerialTable = {
	name: "known defects of other stacks on serial lines",
	trace: 0xd56f0a72,
	sessions: [
		{
			name: "byte count 0 and more bytes than a frame may have",
			unit: 251,
			steps: [
				{
					name: "do not crash the receiver",
					in: `7e0100 ${"7d5e".repeat(150)} 7e0106 010809c801aa dd46 7e`,
					packets: "010809c8 01aa",
					out: "7e0106 010908c001aa 0c7b 7e",
					count: { byteCount: 1, noise: 302 },
				},
			],
		},
		{
			name: "one flag between two frames",
			steps: [
				{
					name: "loses none of them",
					in: "7e0106 010809c801aa dd46 7e 0106 010809c901bb 8692 7e 0106 010809ca01cc 6ece 7e",
					packets: ["010809c8 01aa", "010809c9 01bb", "010809ca 01cc"],
					out: ["7e0106 010908c001aa 0c7b 7e", "7e0106 010908d101bb d23a 7e", "7e0106 010908e201cc bcc8 7e"],
				},
			],
		},
	],
};
