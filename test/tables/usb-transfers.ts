// SPDX-License-Identifier: Apache-2.0
import { rising } from "./table.js";
import type { UsbTable } from "./usb-table.js";

/** A head and the packet behind it, as hexadecimal digits with blanks where they help. */
function headed(packet: string): string {
	const length = packet.replaceAll(" ", "").length / 2 + 4;
	return `1ab400${length.toString(16).padStart(2, "0")} ${packet}`;
}

/** A packet of a type that nobody answers, and the same as it is in a transfer, 10 bytes. */
const small = "010809c8 55aa";
const one = headed(small);

/** The same with `count` bytes of payload, and `count` + 8 bytes in a transfer. */
const packet = (count: number) => `010809c8 55${rising(1, count - 1)}`;
const transfer = (count: number) => headed(packet(count));

/** Bytes `from` to `to` of hexadecimal digits. */
function part(text: string, from: number, to?: number): string {
	return text.replaceAll(" ", "").slice(2 * from, undefined === to ? undefined : 2 * to);
}

/** Transfers as USB hosts send them. */
export const usbReceive: UsbTable = {
	name: "usb: receiving",
	trace: 0xbd35706d,
	sessions: [
		{
			name: "whole transfers",
			steps: [
				{ name: "of one packet", in: one, packets: small },
				{ name: "of two packets", in: `${one} ${one}`, packets: [small, small] },
				{ name: "of the largest packet", in: transfer(247), packets: packet(247) },
				{
					name: "of 512 bytes",
					in: `${transfer(247)} ${transfer(121)} ${transfer(120)}`,
					packets: [packet(247), packet(121), packet(120)],
				},
				{ name: "that are empty", in: ["", ""], packets: [] },
				{ name: "of a packet without payload, which is for the endpoint to judge", in: "1ab40008 010809c8", packets: "010809c8" },
			],
		},
		{
			name: "full speed, 64 bytes on the bus",
			packetSize: 64,
			steps: [
				{
					name: "seven full pieces of whole packets, and a packet in two",
					in: [...Array.from({ length: 7 }, () => transfer(56)), part(transfer(64), 0, 64), part(transfer(64), 64)],
					packets: [...Array.from({ length: 7 }, () => packet(56)), packet(64)],
				},
				{
					name: "a packet in two pieces",
					in: [part(transfer(64), 0, 64), part(transfer(64), 64)],
					packets: packet(64),
				},
				{
					name: "a head in two pieces",
					in: [`${transfer(54)} 1ab4`, part(one, 2)],
					packets: [packet(54), small],
				},
				{ name: "an end by an empty piece", in: [transfer(56), ""], packets: packet(56) },
				{ name: "an end without one", in: [transfer(56), one], packets: [packet(56), small] },
				{
					name: "nine full pieces of whole packets, which are more than one transfer",
					in: Array.from({ length: 9 }, () => transfer(56)),
					packets: Array.from({ length: 9 }, () => packet(56)),
				},
				{
					name: "the bytes of a host that cuts at 128",
					in: [part(`${transfer(64)} ${transfer(64)}`, 0, 128), part(transfer(64), 56)],
					packets: [packet(64), packet(64)],
				},
			],
		},
		{
			name: "bad heads",
			steps: [
				{ name: "first byte of the identifier", in: "1bb4000a 010809c855aa", count: { identifier: 1, skipped: 10 } },
				{ name: "second byte of the identifier", in: "1ab5000a 010809c855aa", count: { identifier: 1, skipped: 10 } },
				{ name: "the identifier the other way round", in: "b41a000a 010809c855aa", count: { identifier: 1, skipped: 10 } },
				{ name: "the reserved byte", in: "1ab4010a 010809c855aa", count: { reserved: 1, skipped: 10 } },
				{ name: "a length without its own head", in: "1ab40006 010809c855aa", count: { length: 1, skipped: 10 } },
				{ name: "a length of 0", in: "1ab40000 010809c855aa", count: { length: 1, skipped: 10 } },
				{ name: "a head alone", in: "1ab40007", count: { length: 1, skipped: 4 } },
				{ name: "a length of 7", in: "1ab40007 010809c855aa", count: { length: 1, skipped: 10 } },
				{ name: "zeros", in: "00".repeat(100), count: { identifier: 1, skipped: 100 } },
				{ name: "a transfer behind them", in: one, packets: small },
				{
					name: "behind a packet, and what follows in the transfer",
					in: `${one} 1ab4800a ${one}`,
					packets: small,
					count: { reserved: 1, skipped: 14 },
				},
				{ name: "a transfer behind it", in: one, packets: small },
			],
		},
		{
			name: "bad heads at full speed",
			packetSize: 64,
			steps: [
				{
					name: "the rest of the transfer is dropped",
					in: ["ff".repeat(64), "ff".repeat(64), `ff${one}`],
					count: { identifier: 1, skipped: 139 },
				},
				{ name: "the next one is not", in: one, packets: small },
				{
					name: "a piece that begins with a head is the next one, because some hosts send no empty piece",
					in: ["ff".repeat(64), one],
					packets: small,
					count: { identifier: 1, skipped: 64 },
				},
				{
					name: "no transfer has more than 512 bytes",
					in: [...Array.from({ length: 8 }, () => "ff".repeat(64)), "1ab4", one],
					packets: small,
					count: { identifier: 1, skipped: 514, truncated: 1 },
				},
				{
					name: "a head without its packet is the next one, too",
					in: ["ff".repeat(64), "1ab4000a"],
					count: { identifier: 1, skipped: 68, truncated: 1 },
				},
				{ name: "three bytes are no head", in: ["ff".repeat(64), "1ab400"], count: { identifier: 1, skipped: 67 } },
				{ name: "an empty piece ends it", in: ["ff".repeat(64), "", "1ab4"], count: { identifier: 1, skipped: 66, truncated: 1 } },
			],
		},
		{
			name: "transfers that end within a packet",
			steps: [
				{ name: "in its payload", in: part(one, 0, 9), count: { truncated: 1, skipped: 9 } },
				{ name: "in its head", in: "1ab400", count: { truncated: 1, skipped: 3 } },
				{ name: "with a single byte", in: "1a", count: { truncated: 1, skipped: 1 } },
				{
					name: "behind another",
					in: `${one} ${part(one, 0, 5)}`,
					packets: small,
					count: { truncated: 1, skipped: 5 },
				},
				{
					name: "because they are full",
					in: [`${transfer(247)} ${part(transfer(247), 0)} 1ab4`, one],
					packets: [packet(247), packet(247), small],
					count: { truncated: 1, skipped: 2 },
				},
			],
		},
		{
			name: "the link",
			packetSize: 64,
			steps: [
				{ name: "a packet begins", in: part(transfer(64), 0, 64) },
				{ name: "the pipes are gone, and are there anew", act: "link up" },
				{ name: "it does not go on", in: part(transfer(64), 64), count: { identifier: 1, skipped: 8 } },
				{ name: "the next does", in: one, packets: small },
				{ name: "a bad head comes", in: "ff".repeat(64), count: { identifier: 1, skipped: 64 } },
				{ name: "the pipes are there anew", act: "link up" },
				{ name: "nothing is dropped any more, if it is not bad itself", in: "ff", count: { truncated: 1, skipped: 1 } },
				{ name: "the next is taken", in: one, packets: small },
				{ name: "the pipes are gone", act: "link down" },
				{ name: "a packet comes nevertheless", in: one, packets: small },
			],
		},
	],
};

/** A request with a tag that comes back, and its answer with a sequence number; `count` bytes of payload, `count` + 8 in a transfer. */
const request = (tag: number, count: number) => headed(`010809c${(8 + tag).toString(16)} 01${rising(tag, count - 1)}`);
const asked = (tag: number, count: number) => `010809c${(8 + tag).toString(16)} 01${rising(tag, count - 1)}`;
const answer = (tag: number, sequence: number, count: number) =>
	headed(`010908${(0xc0 | (sequence << 4) | tag).toString(16)} 01${rising(tag, count - 1)}`);

const tags: readonly number[] = [0, 1, 2, 3, 4, 5, 6, 7];

/** What goes into a transfer, and into how many pieces it is cut. */
export const usbTransmit: UsbTable = {
	name: "usb: transmitting",
	trace: 0xa582ba7a,
	sessions: [
		{
			name: "packets in one transfer",
			steps: [
				{ name: "one", in: request(0, 2), packets: asked(0, 2), out: answer(0, 0, 2), sent: 1 },
				{
					name: "two",
					in: `${request(1, 2)} ${request(2, 5)}`,
					packets: [asked(1, 2), asked(2, 5)],
					out: `${answer(1, 1, 2)} ${answer(2, 2, 5)}`,
				},
				{
					name: "as many as fit into 512 bytes",
					in: tags.map((tag) => request(tag, 64)),
					packets: tags.map((tag) => asked(tag, 64)),
					out: [[0, 1, 2, 3, 4, 5, 6].map((tag) => answer(tag, (tag + 3) & 3, 64)).join(" "), answer(7, 2, 64)],
				},
				{
					name: "as many as there is room for",
					in: [request(0, 64), request(1, 64), request(2, 2)],
					packets: [asked(0, 64), asked(1, 64), asked(2, 2)],
					room: 143,
					out: [answer(0, 3, 64), `${answer(1, 0, 64)} ${answer(2, 1, 2)}`],
				},
				{
					name: "that fill the room: the USB host knows that this is the end",
					in: [request(0, 64), request(1, 64)],
					packets: [asked(0, 64), asked(1, 64)],
					room: 144,
					out: `${answer(0, 2, 64)} ${answer(1, 3, 64)}`,
				},
			],
		},
		{
			name: "more room than a transfer can have",
			steps: [
				{
					name: "as many as fit into 512 bytes",
					in: tags.map((tag) => request(tag, 64)),
					packets: tags.map((tag) => asked(tag, 64)),
					room: 4096,
					out: [[0, 1, 2, 3, 4, 5, 6].map((tag) => answer(tag, tag & 3, 64)).join(" "), answer(7, 3, 64)],
				},
			],
		},
		{
			name: "the largest packets",
			unit: 247,
			steps: [
				{
					name: "two, and no third",
					in: [request(0, 247), request(1, 247), request(2, 2)],
					packets: [asked(0, 247), asked(1, 247), asked(2, 2)],
					out: [`${answer(0, 0, 247)} ${answer(1, 1, 247)}`, answer(2, 2, 2)],
				},
				{ name: "one that fits", in: request(0, 247), packets: asked(0, 247), room: 255, out: answer(0, 3, 247) },
				{
					name: "in pieces where a request has less room than it needs",
					in: request(0, 247),
					packets: asked(0, 247),
					room: 254,
					out: [part(answer(0, 0, 247), 0, 254), part(answer(0, 0, 247), 254)],
				},
			],
		},
		{
			name: "pieces of 64 bytes",
			packetSize: 64,
			steps: [
				{ name: "a small one is the end", in: request(0, 2), packets: asked(0, 2), room: 64, out: answer(0, 0, 2) },
				{
					name: "an empty one is the end behind a full one",
					in: request(0, 56),
					packets: asked(0, 56),
					room: 64,
					out: [answer(0, 1, 56), ""],
				},
				{
					name: "a full and a small one",
					in: request(0, 64),
					packets: asked(0, 64),
					room: 64,
					out: [part(answer(0, 2, 64), 0, 64), part(answer(0, 2, 64), 64)],
					sent: 1,
				},
				{
					name: "two full ones and an empty one, in which are two packets",
					in: [request(0, 63), request(1, 49)],
					packets: [asked(0, 63), asked(1, 49)],
					room: 64,
					out: [part(answer(0, 3, 63), 0, 64), `${part(answer(0, 3, 63), 64)} ${answer(1, 0, 49)}`, ""],
				},
				{
					name: "eight full ones, which are as long as a transfer can be",
					in: tags.map((tag) => request(tag, 56)),
					packets: tags.map((tag) => asked(tag, 56)),
					room: 64,
					out: tags.map((tag) => answer(tag, (tag + 1) & 3, 56)),
				},
				{ name: "the first of two", in: request(0, 64), packets: asked(0, 64), room: 64, pull: 1, out: part(answer(0, 1, 64), 0, 64) },
				{
					name: "the second, with nothing new in it",
					in: request(1, 2),
					packets: asked(1, 2),
					room: 64,
					out: [part(answer(0, 1, 64), 64), answer(1, 2, 2)],
				},
				{
					name: "a last one in a larger room",
					in: request(0, 64),
					packets: asked(0, 64),
					room: 64,
					pull: 1,
					out: part(answer(0, 3, 64), 0, 64),
				},
				{ name: "ends the transfer", room: 9, out: part(answer(0, 3, 64), 64) },
			],
		},
		{
			name: "a transfer that does not come to its end",
			packetSize: 64,
			steps: [
				{ name: "its first piece", in: request(0, 64), packets: asked(0, 64), room: 64, pull: 1, out: part(answer(0, 0, 64), 0, 64) },
				{ name: "the bus fails", act: "fail", room: 64, sent: 0, lost: 1 },
				{ name: "the next begins with a head", in: request(1, 2), packets: asked(1, 2), room: 64, out: answer(1, 1, 2) },
				{ name: "a full piece", in: request(0, 56), packets: asked(0, 56), room: 64, pull: 1, out: answer(0, 2, 56) },
				{ name: "the bus fails before the empty one", act: "fail", room: 64, sent: 0, lost: 0 },
				{ name: "a first piece", in: request(0, 64), packets: asked(0, 64), room: 64, pull: 1, out: part(answer(0, 3, 64), 0, 64) },
				{ name: "the pipes are there anew", act: "link up", room: 64, lost: 1 },
				{ name: "the next begins with a head again", in: request(1, 2), packets: asked(1, 2), room: 64, out: answer(1, 0, 2) },
				{ name: "a full piece again", in: request(0, 56), packets: asked(0, 56), room: 64, pull: 1, out: answer(0, 1, 56), sent: 1 },
				{ name: "the pipes are there anew again", act: "link up", room: 64 },
				{ name: "nothing that could fail", act: "fail", lost: 0 },
				{ name: "all goes on", in: request(1, 2), packets: asked(1, 2), out: answer(1, 2, 2), sent: 1 },
			],
		},
	],
};
