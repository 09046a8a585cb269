// SPDX-License-Identifier: Apache-2.0
import type { SerialSession, SerialTable } from "./serial-table.js";
import { survivedOnConnection, survivedOnLine, survivedOnPipes } from "./survived.js";
import { rising } from "./table.js";
import type { RedirectionSession, RedirectionTable, UsbSession, UsbTable } from "./usb-table.js";
import { answer, ask, asked, begin, bulk, configure, control, id, other, wide } from "./usbredir-messages.js";

const serialDefects: readonly SerialSession[] = [
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
	{
		name: "a bad escape",
		steps: [{ name: "costs its own frame", in: "7e0106 0108097d7dc801aa dd46 7e", count: { checkSequence: 1, noise: 12 } }],
	},
	{
		name: "a frame that is cut short",
		steps: [{ name: "costs no other", in: "7e0106 010809 7e", count: { truncated: 1, noise: 5 } }],
	},
	{
		name: "a packet of 251 bytes for a receiver of 68",
		steps: [{ name: "is left out", in: `7e01ff ${rising(0x80, 100)} 7e`, count: { byteCount: 1, noise: 102 } }],
	},
];

/** What other stacks do wrong on serial lines. */
export const knownSerialDefects: SerialTable = {
	name: "known defects of other stacks on serial lines",
	trace: 0x899df498,
	sessions: serialDefects.map(survivedOnLine),
};

const usbDefects: readonly UsbSession[] = [
	{
		name: "a bad head is looked at for ever, or ends the process",
		steps: [
			{ name: "zeros", in: "00".repeat(512), count: { identifier: 1, skipped: 512 } },
			{ name: "a head without length", in: "1ab40000", count: { length: 1, skipped: 4 } },
			{ name: "one whose length ends within itself", in: "1ab40003 010809c8 01aa", count: { length: 1, skipped: 10 } },
			{ name: "half a head", in: "1ab4", count: { truncated: 1, skipped: 2 } },
		],
	},
	{
		name: "the length does not count its own head",
		steps: [{ name: "what is left over is no packet", in: "1ab40006 010809c8 01aa", count: { length: 1, skipped: 10 } }],
	},
	{
		name: "only the first packet of a transfer is taken",
		steps: [
			{
				name: "all three are, and their answers leave in one",
				in: ["1ab4000a 010809c8 01a1 1ab4000a 010809c9 01a2 1ab4000a 010809ca 01a3"],
				packets: ["010809c8 01a1", "010809c9 01a2", "010809ca 01a3"],
				out: "1ab4000a 010908c0 01a1 1ab4000a 010908d1 01a2 1ab4000a 010908e2 01a3",
			},
		],
	},
	{
		name: "full speed does not work",
		packetSize: 64,
		steps: [
			{
				name: "a packet larger than the bus takes, in two pieces, both ways",
				in: [`1ab40048 010809c8 01${rising(1, 55)}`, rising(56, 8)],
				packets: `010809c8 01${rising(1, 63)}`,
				room: 64,
				out: [`1ab40048 010908c0 01${rising(1, 55)}`, rising(56, 8)],
			},
		],
	},
	{
		name: "a transfer that fills its last piece has no end",
		packetSize: 64,
		steps: [
			{
				name: "an empty piece follows",
				in: [`1ab40040 010809c8 01${rising(1, 55)}`, ""],
				packets: `010809c8 01${rising(1, 55)}`,
				room: 64,
				out: [`1ab40040 010908c0 01${rising(1, 55)}`, ""],
			},
		],
	},
	{
		name: "a transfer that does not go stalls the port, or leaves a hole",
		steps: [
			{
				name: "the first half of an answer leaves",
				in: `1ab40048 010809c8 01${rising(1, 63)}`,
				packets: `010809c8 01${rising(1, 63)}`,
				room: 64,
				pull: 1,
				out: `1ab40048 010908c0 01${rising(1, 55)}`,
			},
			{ name: "the second fails: the whole is given up", act: "fail", lost: 1 },
		],
	},
];

/** What other stacks do wrong with USB transfers. */
export const knownUsbDefects: UsbTable = {
	name: "known defects of other stacks with USB transfers",
	trace: 0x54ff324f,
	sessions: usbDefects.map(survivedOnPipes),
};

const redirectionDefects: readonly RedirectionSession[] = [
	{
		name: "a descriptor that is not there has an empty answer",
		steps: [...begin, { name: "it is stalled", in: control(id, "80 06 0021 0000", 9), out: control(id, "80 06 0021 0000", 0, "04") }],
	},
	{
		name: "a control request that is not known has no answer",
		steps: [...begin, { name: "it is stalled", in: control(id, "c0 ff 0000 0000", 8), out: control(id, "c0 ff 0000 0000", 0, "04") }],
	},
	{
		name: "a request that is cancelled has no answer",
		steps: [
			...configure,
			{ name: "it has, as cancelled", in: [bulk(id, "81", 512), wide(21, id)], out: bulk(id, "81", 0, "", "01") },
			{ name: "one that is not there has none", in: wide(21, other) },
		],
	},
	{
		name: "a reset is ignored",
		steps: [
			...configure,
			{ name: "the device is not configured any more", in: wide(3, other), up: false },
			{ name: "transfers are refused", in: bulk(id, "01", 10, ask(0)), out: bulk(id, "01", 0, "", "02") },
		],
	},
	{
		name: "another device does not follow the first",
		steps: [
			...configure,
			{ name: "a request waits, data begin", in: [bulk(id, "81", 512), bulk(other, "01", 600, "1ab4000a".repeat(150)).slice(0, 800)] },
			{ name: "the connection is gone", act: "close", up: false },
		],
	},
	{
		name: "a malformed transfer ends the connection",
		steps: [
			...configure,
			{ name: "it is acknowledged", in: bulk(id, "01", 10, "00".repeat(10)), out: bulk(id, "01", 10), up: true },
			{
				name: "and the next one is served",
				in: [bulk(id, "81", 512), bulk(other, "01", 10, ask(0))],
				packets: asked(0),
				out: [bulk(other, "01", 10), bulk(id, "81", 10, answer(0, 0))],
			},
		],
	},
	{
		name: "a message that makes no sense crashes the server",
		steps: [
			...begin,
			{ name: "the connection ends, with a reason", in: "65000000 ffffffff 0000000000000000", problem: "message with a wrong length" },
		],
	},
];

/** What other stacks do wrong as redirected USB devices. */
export const knownRedirectionDefects: RedirectionTable = {
	name: "known defects of other stacks as redirected USB devices",
	trace: 0x422fe34b,
	sessions: redirectionDefects.map(survivedOnConnection),
};
