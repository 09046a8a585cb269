// SPDX-License-Identifier: Apache-2.0
import { survived, type Defect } from "./survived.js";
import { rising, type Setup, type Table } from "./table.js";

const echo: Setup = { ports: [{ eid: 8 }], responders: ["echo"] };
const control: Setup = { ports: [{ eid: 8 }], uuid: "01234567-89ab-cdef-0f1e-2d3c4b5a6978", memory: { slots: 2, exchanges: 3 } };
const lone = ["01080988 01a1", "01080a88 01b1", "01080b88 01c1", "01080c88 01d1"];
const three = ["01080d88 01a1", "01080e88 01b1", "01080f88 01c1", "01080d58 a2", "01080e58 b2", "01080f58 c2"];

const defects: readonly Defect[] = [
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
				in: [9, 10, 11].flatMap((eid) => [`01080${eid.toString(16)}88 01 ${rising(1, 63)}`, `01080${eid.toString(16)}58 ${rising(0, 64)}`]),
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
		name: "tags are shared, lost or taken from others",
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
		ends: { events: [0, 1, 2, 3, 4, 5, 6, 7].map((handle) => `13000: request ${handle} timeout`) },
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
	{
		name: "a second start drops both messages",
		setup: echo,
		steps: [
			{ name: "a message grows", in: "01080988 01a1" },
			{ name: "its sender begins anew", in: "01080988 01b1", count: { received: 1, assemblyRestarted: 1 } },
			{ name: "the second is whole", in: "01080958 b2", out: "010908c0 01b1b2" },
		],
	},
	{
		name: "time runs from the first packet of a message",
		setup: echo,
		steps: [
			{ name: "a message grows", in: "01080988 01a1" },
			{ name: "its second packet comes after 5 s", at: 5000, in: "01080918 a2a2" },
			{ name: "its last after 10 s", at: 10_000, in: "01080968 a3", out: "010908c0 01a1a2a2a3" },
		],
	},
	{
		name: "a message grows for ever",
		setup: { ...echo, memory: { slots: 1 } },
		steps: [
			{ name: "a message grows", in: "01080988 01a1" },
			{ name: "until 6 s have passed", at: 6000, count: { assemblyTimeout: 1 }, wait: 0x7fffffff },
			{ name: "its rest belongs to nothing", in: "01080958 a2", count: { noStart: 1 } },
		],
	},
	{
		name: "bad senders are looked at every 100 ms only",
		setup: { ...echo, memory: { slots: 1 } },
		steps: [
			{ name: "a message breaks off", in: ["01080988 01a1", "01080938 a2"], count: { received: 1, sequence: 1 } },
			{ name: "the next peer's begins in the same millisecond", in: ["01080a88 01b1", "01080a58 b2"], out: "010a08c0 01b1b2" },
		],
	},
	{
		name: "packets of any size make up a message",
		setup: echo,
		steps: [
			{
				name: "a middle packet smaller than the first",
				in: [`01080988 01${rising(1, 63)}`, `01080918 ${rising(0, 10)}`],
				count: { received: 1, packetSize: 1 },
			},
			{ name: "a last one that is larger", in: ["01080988 01a1", "01080958 a2a2a2"], count: { received: 1, packetSize: 1 } },
			{ name: "more than the port takes", in: `010809c8 01${rising(0, 64)}`, count: { longPacket: 1 } },
		],
	},
	{
		name: "a message that nobody takes fills a slot first",
		setup: { ...echo, memory: { slots: 1 } },
		steps: [
			{
				name: "it is dropped at its first packet",
				in: ["01080988 05a1", "01080918 a2a2", "01080968 a3"],
				count: { messageType: 1, noStart: 2 },
			},
			{
				name: "the slot is free meanwhile",
				in: ["01080988 05a1", "01080a88 01b1", "01080a58 b2"],
				out: "010a08c0 01b1b2",
				count: { messageType: 1, received: 2 },
			},
		],
	},
	{
		name: "the header version is not looked at",
		setup: echo,
		steps: [
			{ name: "versions 0, 2 and 15", in: ["000809c8 01aa", "020809c8 01aa", "0f0809c8 01aa"], count: { headerVersion: 3 } },
			{ name: "reserved bits are not the version", in: "f10809c8 01aa", out: "010908c0 01aa" },
		],
	},
	{
		name: "a message to the null EID and to the own one are two",
		setup: echo,
		steps: [
			{ name: "first to one, then to the other", in: ["01000988 01a1", "01080958 a2"], out: "010908c0 01a1a2" },
			{ name: "and the other way round", in: ["01080988 01b1", "01000958 b2"], out: "010908d0 01b1b2" },
		],
	},
	{
		name: "broadcasts are dropped",
		setup: echo,
		steps: [{ name: "one is answered", in: "01ff09c8 01aa", out: "010908c0 01aa" }],
	},
	{
		name: "spoofed EIDs",
		setup: echo,
		steps: [
			{ name: "EID 9 at address 1 begins", in: "01080988 01a1 @1" },
			{
				name: "the endpoint's own EID, reserved ones and broadcast cannot be sources",
				in: ["010808c8 01aa @2", "010801c8 01aa @2", "0108ffc8 01aa @2"],
				count: { invalidSource: 3 },
			},
			{ name: "somebody without EID is another", in: ["01080088 01b1 @2", "01080058 b2 @2"], out: "010008c0 01b1b2 @2" },
			{
				name: "EID 9 at address 2 cannot take all slots",
				in: ["01080989 01c1 @2", "0108098a 01c1 @2", "0108098b 01c1 @2"],
				count: { received: 2, noSlot: 1 },
			},
			{ name: "the message of the first is whole", in: "01080958 a2 @1", out: "010908d0 01a1a2 @1" },
		],
		evicted: 2,
	},
	{
		name: "an answer in several packets makes the port busy, and control answers are lost",
		setup: { ports: [{ eid: 8 }], responders: ["size", "control"] },
		steps: [
			{ name: "a long answer is on its way", in: "010809c8 04 8000", pull: 1, out: `01090880 04 ${rising(0, 63)}` },
			{
				name: "Get Endpoint ID is answered before its rest",
				in: "01080ac8 008102",
				out: ["010a08d0 000102 00 08 02 00", `01090810 ${rising(63, 64)}`, "01090860 7f"],
			},
		],
	},
	{
		name: "a detached port stalls everybody who sends",
		setup: { ports: [{ eid: 8 }, { eid: 10 }], responders: ["echo"], memory: { slots: 2, exchanges: 4 }, requests: ["request"] },
		steps: [
			{
				name: "requests come, and nobody drains their answers",
				in: ["1/010a09c8 01a1", "1/010a0bc8 01a2", "1/010a0cc8 01a3"],
				pull: 0,
				count: { "1/received": 2, "1/noExchange": 1 },
			},
			{ name: "an own request waits there", send: { message: "01aa", to: 9, port: 1, timeout: 50 }, pull: 0 },
			{ name: "the other port is served", in: "010809c8 01b1", pull: 1, out: "010908c0 01b1" },
			{ name: "the own request does not wait for ever", at: 50, pull: 0, events: "50: request 0 timeout" },
			{ name: "the port is gone", link: "1/down", count: { "1/answerAbandoned": 2 } },
		],
	},
	{
		name: "a request is never settled",
		setup: { ...echo, requests: ["request", "request", "request", "datagram"] },
		steps: [
			{
				name: "four wait",
				send: [
					{ message: "01aa", to: 9 },
					{ message: "01aa", to: 10, handle: 1 },
					{ message: "01aa", to: 0, physical: 1, handle: 2 },
					{ message: "01aa", to: 9, handle: 3 },
				],
				pull: 2,
				out: ["010908c8 01aa", "010a08d9 01aa"],
			},
			{ name: "one is given up", cancel: 0, pull: 0, events: "0: request 0 cancelled" },
			{ name: "the link goes down", link: "down", events: ["0: request 1 link down", "0: request 2 link down", "0: request 3 link down"] },
			{ name: "and up", link: "up" },
			{ name: "late answers find nobody", in: ["010809c0 01bb", "01080ac1 01bb"], count: { unsolicited: 2 } },
		],
	},
	{
		name: "an answer from another EID",
		setup: { ...echo, requests: ["request", "request"] },
		steps: [
			{
				name: "EID 9 is asked, and whoever is at address 1",
				send: [
					{ message: "01aa", to: 9 },
					{ message: "01aa", to: 0, physical: 1, handle: 1 },
				],
				out: ["010908c8 01aa", "010008d9 01aa @1"],
			},
			{ name: "EID 10 answers, then address 2", in: ["01080ac0 01bb", "010809c1 01bb @2"], count: { unsolicited: 2 } },
			{ name: "and another type", in: "010809c0 02bb", count: { unsolicited: 1 } },
			{
				name: "then those who were asked",
				in: ["010809c0 01bb", "010b0bc1 01cc @1"],
				count: { received: 1, notForUs: 1 },
				events: "0: request 0 response bb",
			},
			{ name: "by any EID", in: "01080bc1 01cc @1", events: "0: request 1 response cc" },
			{ name: "none twice", in: ["010809c0 01bb", "01080bc1 01cc @1"], count: { unsolicited: 2 } },
		],
	},
	{
		name: "an answer that nobody asked for reaches the application in several packets",
		setup: echo,
		steps: [{ name: "it takes no slot", in: ["01080980 01a1", "01080950 a2"], count: { unsolicited: 1, noStart: 1 } }],
	},
	{
		name: "an answer and a request with one tag are one message",
		setup: { ...echo, requests: ["request"] },
		steps: [
			{ name: "EID 9 is asked", send: { message: "01aa", to: 9 }, out: "010908c8 01aa" },
			{
				name: "it answers, and asks with the same tag",
				in: ["01080980 01a1", "01080988 01b1", "01080950 a2", "01080958 b2"],
				out: "010908d0 01b1b2",
				events: "0: request 0 response a1a2",
			},
		],
	},
	{
		name: "an endpoint without EID asks, and crashes",
		setup: { ports: [{}], responders: ["echo"], requests: ["request"] },
		steps: [
			{ name: "it asks", send: { message: "01aa", to: 9 }, out: "010900c8 01aa" },
			{ name: "and is answered", in: "010009c0 01bb", events: "0: request 0 response bb" },
		],
	},
	{
		name: "a message that is kept for a late answer is kept for ever",
		setup: { ports: [{ eid: 8 }], responders: ["late"], memory: { slots: 1, answerSize: 64 } },
		steps: [
			{ name: "a request in two packets, answered late", in: [`01080988 02 ${rising(1, 63)}`, "01080958 40"] },
			{ name: "nobody else has a slot", in: "01080a88 02b1", count: { noSlot: 1 } },
			{ name: "after 6 s it is given up", at: 6000, count: { answerAbandoned: 1 }, events: "6000: answer 0 abandoned", wait: 0x7fffffff },
			{ name: "and too late", answer: { ticket: 0, body: "aa", refused: true } },
		],
	},
	{
		name: "a clock that is set back is an error",
		setup: { ...echo, start: 100_000 },
		steps: [
			{ name: "a message grows", in: "01080988 01a1" },
			{ name: "a minute earlier it still does", at: 40_000, in: "01080918 a2a2" },
			{ name: "and is whole", at: 40_010, in: "01080968 a3", out: "010908c0 01a1a2a2a3" },
		],
	},
	{
		name: "deadlines are lost when the clock wraps",
		setup: { ...echo, start: 0x7ffffff0 },
		steps: [
			{ name: "a message grows shortly before", in: "01080988 01a1" },
			{ name: "it runs out behind it", at: (0x7ffffff0 + 6000) | 0, count: { assemblyTimeout: 1 }, wait: 0x7fffffff },
		],
	},
	{
		name: "an answer larger than it may be",
		setup: { ports: [{ eid: 8 }], responders: ["size"], memory: { messageSize: 200, answerSize: 64 } },
		steps: [{ name: "is none", in: "010809c8 04 2003", count: { received: 1, answerOverflow: 1 }, events: "0: size abandoned" }],
	},
];

/** What other MCTP stacks do wrong, and this one must not. */
export const knownDefects: Table = {
	name: "known defects of other stacks",
	trace: 0x25bcc2b7,
	sessions: defects.map(survived),
};
