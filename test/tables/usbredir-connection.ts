// SPDX-License-Identifier: Apache-2.0
import type { RedirectionSession, RedirectionTable } from "./usb-table.js";
import {
	announced,
	ask,
	asked,
	begin,
	bulk,
	configure,
	hello,
	id,
	le,
	noId,
	other,
	ownHello,
	short,
	third,
	wide,
} from "./usbredir-messages.js";

const out = bulk(other, "01", 10, ask(0)).replaceAll(" ", "");
const outHalves = [out.slice(0, 60), out.slice(60)] as const;

/** Devices that come and go. */
export const usbredirConnection: RedirectionTable = {
	name: "usbredir: plugging",
	trace: 0x483862,
	sessions: [
		{
			name: "a peer that confirms",
			steps: [
				...configure,
				{ name: "a request waits", in: bulk(id, "81", 512) },
				{ name: "unplugged", act: "unplug", out: wide(2, noId), up: false },
				{
					name: "what the peer still sends has no answer",
					in: [bulk(other, "01", 10, ask(0)), wide(6, id, "01"), wide(21, id)],
					up: false,
				},
				{ name: "plugged in: the peer has to know first that it was gone", act: "plug" },
				{ name: "then it is told", in: wide(24, noId), out: announced, up: false },
				{ name: "configured", in: wide(6, id, "01"), out: wide(8, id, "0001"), up: true },
				{ name: "the old request is forgotten", in: bulk(other, "01", 10, ask(0)), packets: asked(0), out: bulk(other, "01", 10) },
				{ name: "unplugged", act: "unplug", out: wide(2, noId) },
				{ name: "confirmed", in: wide(24, noId) },
				{ name: "unplugged twice", act: "unplug" },
				{ name: "plugged in", act: "plug", out: announced },
				{ name: "plugged in twice", act: "plug" },
			],
		},
		{
			name: "in the middle of data",
			steps: [
				...configure,
				{ name: "the first half", in: outHalves[0] },
				{ name: "unplugged", act: "unplug", out: wide(2, noId) },
				{ name: "the second half, and then that it knows", in: [outHalves[1], wide(24, noId)] },
				{ name: "plugged in", act: "plug", out: announced },
			],
		},
		{
			name: "a peer that does not",
			steps: [
				{ name: "hello", act: "open", out: ownHello },
				{ name: "capabilities 1, 4, 5, 6", in: hello("72000000"), out: announced },
				{ name: "unplugged", act: "unplug", out: wide(2, noId) },
				{ name: "plugged in", act: "plug", out: announced },
			],
		},
		{
			name: "before there is a peer",
			steps: [
				{ name: "unplugged", act: "unplug" },
				{ name: "hello", act: "open", out: ownHello },
				{ name: "there is no device", in: hello("ff000000") },
				{ name: "nor has it answers", in: [wide(7, id), wide(3, noId)] },
				{ name: "plugged in", act: "plug", out: announced },
				{ name: "unplugged", act: "unplug", out: wide(2, noId) },
				{ name: "and the peer is gone before it confirms", act: "close" },
				{ name: "plugged in", act: "plug" },
				{ name: "the next peer", act: "open", out: ownHello },
				{ name: "finds the device", in: hello("ff000000"), out: announced },
			],
		},
		{
			name: "between connection and hello",
			steps: [
				{ name: "hello", act: "open", out: ownHello },
				{ name: "unplugged", act: "unplug" },
				{ name: "plugged in", act: "plug" },
				{ name: "the peer says hello", in: hello("ff000000"), out: announced },
			],
		},
		{
			name: "a peer that comes again",
			steps: [
				...configure,
				{ name: "a request waits", in: bulk(id, "81", 512) },
				{ name: "data begin", in: bulk(other, "01", 600, "1ab4000a".repeat(150)).slice(0, 800) },
				{ name: "the peer is gone", act: "close", up: false },
				...configure,
				{ name: "nothing is left", in: [bulk(other, "01", 10, ask(0)), wide(21, id)], packets: asked(0), out: bulk(other, "01", 10) },
				{ name: "a message begins", in: "65000000 14000000 08070605" },
				{ name: "the peer is gone again", act: "close", up: false },
				...configure,
				{ name: "a new connection without the end of the old", act: "open", out: ownHello, up: false },
			],
		},
		{
			name: "a peer that refuses the device",
			steps: [
				...begin,
				{ name: "it is not there any more", in: [wide(22, noId), wide(7, id)], up: false },
				{ name: "plugged in is not enough", act: "plug" },
				{ name: "unplugged: the peer has nothing to unplug", act: "unplug" },
				{ name: "plugged in again", act: "plug", out: announced },
				{ name: "refused again", in: wide(22, noId) },
				{ name: "a new connection", act: "open", out: ownHello },
				{ name: "is another try", in: hello("ff000000"), out: announced },
			],
		},
	],
};

/** A message with a length of its own. */
const claiming = (type: number, length: number, content = "") => `${le(type, 4)} ${le(length, 4)} ${id} ${content}`;

/** Something that a peer sends, once it has said hello, and why nothing can follow. */
function problem(name: string, text: string, reason: string): RedirectionSession {
	return { name, steps: [...begin, { name: "is not understood", in: [text, wide(7, third)], problem: reason }] };
}

/** The same as the first that it sends. */
function first(name: string, text: string, reason: string): RedirectionSession {
	return {
		name,
		steps: [
			{ name: "hello", act: "open", out: ownHello },
			{ name: "is not understood", in: text, problem: reason },
			{ name: "nothing is, any more", in: hello("ff000000"), problem: reason },
			{ name: "but by the next connection", act: "open", out: ownHello },
			{ name: "the device is there", in: hello("ff000000"), out: announced },
		],
	};
}

const noHello = "the first message is no hello: the peer does not speak usbredir";
const length = "message with a wrong length";
const data = "packet whose data is not as long as its fields say";
const type = "unknown message type";
const role = "message that only the other side sends";

/** Streams that make no sense. */
export const usbredirProblems: RedirectionTable = {
	name: "usbredir: problems",
	trace: 0xf96b9856,
	sessions: [
		first("another protocol", "474554202f20485454502f312e310d0a", noHello),
		first("zeros", "00".repeat(200), length),
		first("a message before hello", short(3, "00000000"), noHello),
		first("a hello that is too short", short(0, "00000000", "00".repeat(63)), length),
		first("a hello that is too long", short(0, "00000000", "00".repeat(64 + 257)), length),
		first("a hello of 4 GiB", "00000000 ffffffff 00000000", length),
		problem("a second hello", hello("ff000000"), "a second hello"),
		problem("type 28", wide(28, id), type),
		problem("type 99", wide(99, id), type),
		problem("type 105", wide(105, id), type),
		problem("type FFFFFFFF", claiming(0xffffffff, 0), type),
		problem("a device as peer", wide(1, noId, "02000000091201000001"), role),
		problem("an answer of a device", wide(8, id, "0001"), role),
		problem("bulk receiving", wide(27, id, "00000000 81 00"), role),
		problem("buffered bulk data", wide(104, id, "00000000 00000000 81 00"), role),
		problem("a reset with content", claiming(3, 1, "00"), length),
		problem("a configuration without content", claiming(6, 0), length),
		problem("a control packet cut short", claiming(100, 9, "80 06 80 00 0001 0000 12"), length),
		problem("a control packet with 64 KiB of data", claiming(100, 10 + 65536), length),
		problem("a bulk packet cut short", claiming(101, 9), length),
		problem("a bulk packet of 2 MiB", claiming(101, 0x200000), length),
		problem("a bulk packet of 4 GiB", claiming(101, 0xffffffff), length),
		problem("more OUT data than announced", bulk(id, "01", 9, ask(0)), data),
		problem("less OUT data than announced", bulk(id, "01", 11, ask(0)), data),
		problem("OUT data of which only the high half is right", bulk(id, "01", 0x1000a, ask(0)), data),
		problem("a request for IN data with data", bulk(id, "81", 10, ask(0)), data),
		problem("a control request for data with data", wide(100, id, "80 06 80 00 0001 0000 0100 aa"), data),
		problem("an interrupt packet without its data", wide(103, id, "01 00 0200"), data),
	],
};
