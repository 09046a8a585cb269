// SPDX-License-Identifier: Apache-2.0
import type { FaultOptions } from "../../modules/fault/options.js";
import type { Setup, Table } from "./table.js";

/** EID 8 answers type 1 at once, with what it was asked. */
function setup(...faults: FaultOptions[]): Setup {
	return { ports: [{ eid: 8 }, { eid: 8 }], responders: ["echo"], faults, places: 3 };
}

/** EIDs of twenty. */
const requesters = Array.from({ length: 20 }, (_none, index) => (32 + index).toString(16));

/** Faults that take time: what is held up, what overtakes, when it goes on, and when a device says nothing. */
export const faultTime: Table = {
	name: "fault time",
	trace: 0x89fdf5ef,
	sessions: [
		{
			name: "delay of what leaves",
			setup: setup({ kind: "delay", direction: "transmit", milliseconds: 100 }),
			steps: [
				{ name: "an answer waits", in: "010809c8 01aa @12", count: { received: 1, sent: 1 }, events: "fault 1", wait: 100 },
				{ name: "the next one behind it", at: 60, in: "010809c9 01ab", count: { received: 1, sent: 1 }, events: "fault 1", wait: 40 },
				{ name: "as long", at: 99, wait: 1 },
				{ name: "then it leaves", at: 100, out: "010908c0 01aa @12", count: { sent: 0 }, wait: 60 },
				{ name: "and the next", at: 160, out: "010908d1 01ab", count: { sent: 0 } },
				{ name: "after that all is quiet", at: 1000, clear: true, in: "010809c8 01ac", out: "010908e0 01ac" },
			],
		},
		{
			name: "delay of what arrives",
			setup: setup({ kind: "delay", direction: "receive", milliseconds: 50, count: 1 }),
			steps: [
				{ name: "a request waits", in: "010809c8 01aa @12", count: {}, events: "fault 1", wait: 50 },
				{ name: "one that is not held up waits behind it", at: 10, in: "010809c9 01ab", count: {}, wait: 40 },
				{ name: "one on another port does not", in: "1/010809c8 01ac", out: "1/010908c0 01ac" },
				{ name: "then both arrive", at: 50, out: ["010908c0 01aa @12", "010908d1 01ab"], count: { received: 2 } },
				{ name: "and later ones at once", in: "010809c9 01ad", out: "010908e1 01ad" },
			],
		},
		{
			name: "no fault is left, but packets wait",
			setup: setup({ kind: "delay", direction: "transmit", milliseconds: 100, count: 1 }),
			steps: [
				{ name: "an answer waits", in: "010809c8 01aa", count: { received: 1, sent: 1 }, events: "fault 1" },
				{ name: "the next behind it", clear: true, in: "010809c9 01ab", count: { received: 1, sent: 1 }, wait: 100 },
				{ name: "until its time has come", at: 100, out: ["010908c0 01aa", "010908d1 01ab"], count: { sent: 0 } },
			],
		},
		{
			name: "reorder",
			setup: setup({ kind: "reorder", direction: "transmit", milliseconds: 100, count: 1 }),
			steps: [
				{ name: "an answer waits", in: "010809c8 01aa", count: { received: 1, sent: 1 }, events: "fault 1", wait: 100 },
				{ name: "others overtake it", at: 10, in: ["010809c9 01ab", "010809ca 01ac"], out: ["010908d1 01ab", "010908e2 01ac"], wait: 90 },
				{ name: "it leaves at last", at: 100, out: "010908c0 01aa", count: { sent: 0 } },
			],
		},
		{
			name: "reorder of a message's packets",
			setup: setup({ kind: "reorder", direction: "receive", milliseconds: 20, count: 1 }),
			steps: [
				{
					name: "the first waits, the end comes before it",
					in: ["01080988 01aa", "01080958 bb"],
					count: { noStart: 1 },
					events: "fault 1",
				},
				{ name: "the message never gets whole", at: 20, count: { received: 1 }, wait: 6000 },
			],
		},
		{
			name: "the longer of two delays counts, and a copy of what is held up waits as long",
			setup: setup(
				{ kind: "delay", direction: "transmit", milliseconds: 10 },
				{ kind: "delay", direction: "transmit", milliseconds: 30, command: 0x11, type: 1 },
				{ kind: "duplicate", direction: "transmit" },
			),
			steps: [
				{
					name: "one waits long",
					in: "010809c8 01850211",
					count: { received: 1, sent: 1 },
					events: ["fault 1", "fault 2", "fault 3"],
					wait: 30,
				},
				{
					name: "one shorter, but behind it",
					in: "010809c9 01850212",
					count: { received: 1, sent: 1 },
					events: ["fault 1", "fault 3"],
					wait: 30,
				},
				{
					name: "all leave",
					at: 30,
					out: ["010908c0 01850211", "010908c0 01850211", "010908d1 01850212", "010908d1 01850212"],
					count: { sent: 0 },
				},
			],
		},
		{
			name: "more packets than places",
			setup: setup({ kind: "delay", milliseconds: 100 }),
			steps: [
				{
					name: "requests: the first goes on before its time",
					in: ["010809c8 01aa", "010809c9 01ab", "010809ca 01ac", "010809cb 01ad"],
					count: { received: 1, sent: 1 },
					events: ["fault 1", "fault 1", "fault 1", "fault 1", "fault 1"],
				},
				{
					name: "the answer to it waits as well",
					at: 100,
					count: { received: 3, sent: 3 },
					out: "010908c0 01aa",
					events: ["fault 1", "fault 1", "fault 1"],
				},
			],
		},
		{
			name: "no places",
			setup: { ...setup({ kind: "delay", milliseconds: 100 }, { kind: "duplicate", direction: "transmit" }), places: 0 },
			steps: [{ name: "nothing can be held up", in: "010809c8 01aa", out: "010908c0 01aa", events: ["fault 1", "fault 1", "fault 2"] }],
		},
		{
			name: "link",
			setup: setup(
				{ kind: "delay", milliseconds: 100, direction: "receive" },
				{ kind: "delay", milliseconds: 100, direction: "transmit", port: 1 },
			),
			steps: [
				{ name: "packets wait", in: ["010809c8 01aa", "1/010809c8 01ab"], count: {}, events: ["fault 1", "fault 1"], wait: 100 },
				{ name: "those of a link that goes down are lost", link: "down", wait: 100 },
				{
					name: "the others arrive, and their answers wait",
					at: 100,
					count: { "1/received": 1, "1/sent": 1 },
					events: "fault 2",
					wait: 100,
				},
				{ name: "they are lost as well", link: "1/down" },
				{ name: "nothing comes of it", at: 300, link: "1/up" },
			],
		},
		{
			name: "clock set back",
			setup: { ...setup({ kind: "delay", milliseconds: 100, direction: "transmit" }), start: 100_000 },
			steps: [
				{ name: "an answer waits", in: "010809c8 01aa", count: { received: 1, sent: 1 }, events: "fault 1", wait: 100 },
				{ name: "its time counts anew", at: 50_000, wait: 100 },
				{ name: "and it leaves", at: 50_100, out: "010908c0 01aa", count: { sent: 0 } },
			],
		},
		{
			name: "clock wraps",
			setup: { ...setup({ kind: "delay", milliseconds: 100, direction: "transmit" }), start: 0x7ffffff0 },
			steps: [
				{ name: "an answer waits", in: "010809c8 01aa", count: { received: 1, sent: 1 }, events: "fault 1", wait: 100 },
				{ name: "still", at: 0x7ffffff0 + 99, wait: 1 },
				{ name: "and leaves", at: 0x7ffffff0 + 100, out: "010908c0 01aa", count: { sent: 0 } },
			],
		},
		{
			name: "silence",
			setup: setup({ kind: "silence", milliseconds: 500 }),
			steps: [
				{ name: "the link comes up", at: 1000, link: "down" },
				{ name: "from then on", link: "up" },
				{ name: "nothing is heard", at: 1499, in: "010809c8 01aa", count: {}, events: "fault 1" },
				{ name: "until its time is over", at: 1500, in: "010809c8 01aa", out: "010908c0 01aa" },
				{ name: "a link that stays up is not up anew", link: "up", in: "010809c8 01aa", out: "010908d0 01aa" },
				{ name: "but one that was down is", link: "down" },
				{ name: "up again", link: "up" },
				{ name: "silent again", in: "010809c8 01aa", count: {}, events: "fault 1" },
				{
					name: "also where nothing came for as long as the clock's half turn",
					at: 1500 + 0x7fffffff,
					in: "010809c8 01aa",
					out: "010908e0 01aa",
				},
				{ name: "and more", at: 1500 + 0x7fffffff + 2, in: "010809c8 01aa", out: "010908f0 01aa" },
			],
		},
		{
			name: "hang",
			setup: setup({ kind: "hang", type: 1, command: 0x11, direction: "receive" }),
			steps: [
				{ name: "all goes well", in: "010809c8 01850212", out: "010908c0 01850212" },
				{ name: "until the command comes", in: "010809c8 01850211", count: {}, events: "fault 1" },
				{
					name: "from then on nothing goes",
					at: 100_000,
					in: ["010809c8 01850212", "1/010809c8 01aa"],
					count: {},
					events: ["fault 1", "fault 1"],
				},
				{ name: "until the fault is removed", clear: true, in: "010809c8 01850211", out: "010908d0 01850211" },
			],
		},
		{
			name: "hang for a while, once",
			setup: setup({ kind: "hang", milliseconds: 200, port: 0 }),
			steps: [
				{ name: "from the first packet on", at: 1000, in: "010809c8 01aa", count: {}, events: "fault 1" },
				{ name: "the other port goes on", in: "1/010809c8 01aa", out: "1/010908c0 01aa" },
				{ name: "to the end", at: 1199, in: "010809c8 01aa", count: {}, events: "fault 1" },
				{ name: "then all is well again", at: 1200, in: "010809c8 01aa", out: "010908c0 01aa" },
			],
		},
		{
			name: "more is lost than a line could carry",
			setup: { ...setup({ kind: "drop", direction: "transmit" }), memory: { exchanges: 24 } },
			steps: [
				{
					name: "the rest waits for the next millisecond",
					in: requesters.map((eid) => `0108${eid}c8 01aa`),
					count: { received: 20, sent: 16 },
					events: requesters.slice(4).map(() => "fault 1"),
					wait: 1,
				},
				{ name: "and then is lost", at: 1, count: { sent: 4 }, events: ["fault 1", "fault 1", "fault 1", "fault 1"] },
				{ name: "nothing is given up", at: 7000 },
			],
		},
		{
			name: "hang with answers under way",
			setup: setup({ kind: "hang", direction: "transmit" }),
			steps: [
				{
					name: "they are lost too",
					in: ["010809c8 01aa", "010809c9 01ab"],
					count: { received: 2, sent: 2 },
					events: ["fault 1", "fault 1"],
				},
				{ name: "for the endpoint they have left: nothing is given up", at: 7000 },
			],
		},
	],
};
