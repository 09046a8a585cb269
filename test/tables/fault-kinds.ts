// SPDX-License-Identifier: Apache-2.0
import type { FaultOptions } from "../../modules/fault/options.js";
import type { Setup, Table } from "./table.js";

/** EID 8 answers type 1 at once, with what it was asked. */
function setup(...faults: FaultOptions[]): Setup {
	return { ports: [{ eid: 8 }], responders: ["control", "echo"], faults };
}

const held = { received: 1, sent: 1 } as const;

/** What each kind of fault does to packets, in each direction. */
export const faultKinds: Table = {
	name: "fault kinds",
	trace: 0xcb74d31e,
	sessions: [
		{
			name: "none",
			setup: setup(),
			steps: [
				{ name: "packets pass", in: "010809c8 01aa", out: "010908c0 01aa" },
				{ name: "with their address", in: "010809c8 01ab @21", out: "010908d0 01ab @21" },
				{ name: "and refusals", in: "010909c8 01aa", count: { notForUs: 1 } },
			],
		},
		{
			name: "drop",
			setup: setup({ kind: "drop" }),
			steps: [
				{ name: "nothing arrives", in: ["010809c8 01aa", "010809c9 01ab"], count: {}, events: ["fault 1", "fault 1"] },
				{ name: "afterwards all is well", clear: true, in: "010809c8 01ac", out: "010908c0 01ac" },
				{
					name: "nothing leaves",
					fault: { kind: "drop", direction: "transmit" },
					in: ["010809c8 01aa", "010809c9 01ab"],
					count: { received: 2, sent: 2 },
					events: ["fault 2", "fault 2"],
				},
				{ name: "and for the endpoint it has left: nothing is given up", at: 7000 },
				{ name: "the next numbers go on", clear: true, in: "010809ca 01ad", out: "010908f2 01ad" },
			],
		},
		{
			name: "drop of what leaves beside others",
			setup: setup({ kind: "drop", direction: "transmit", count: 1 }),
			steps: [
				{
					name: "the hardware has one packet, the other is lost",
					in: ["010809c8 01aa", "010809c9 01ab"],
					hold: true,
					out: "010908d1 01ab",
					count: { received: 2, sent: 2 },
					events: "fault 1",
				},
				{ name: "what the hardware says counts for both", report: false, count: { sendFailed: 1 } },
				{ name: "nothing is left under way", report: true, in: "010809ca 01ac", out: "010908e2 01ac" },
			],
		},
		{
			name: "drop of one packet of several",
			setup: setup({ kind: "drop", direction: "receive", count: 1, type: 1 }),
			steps: [
				{ name: "a message loses its first", in: ["01080988 01aabb", "01080958 cc"], count: { noStart: 1 }, events: "fault 1" },
				{ name: "the next one arrives whole", in: ["01080988 01aabb", "01080958 cc"], out: "010908c0 01aabbcc" },
			],
		},
		{
			name: "corrupt",
			setup: setup({ kind: "corrupt", direction: "transmit", position: 5, bits: 3 }),
			steps: [
				{ name: "flips bits from the lowest one up", in: "010809c8 01aa", out: "010908c0 01ad", events: "fault 1" },
				{ name: "goes on in the next byte", fault: { kind: "corrupt", direction: "transmit", position: 4, bits: 9 }, clear: true },
				{ name: "as far as told", in: "010809c8 01aa", out: "010908d0 feab", events: "fault 2" },
				{ name: "but not behind the end", in: "010809c8 01", out: "010908e0 fe", events: "fault 2" },
				{ name: "does nothing", fault: { kind: "corrupt", direction: "transmit", position: 6 }, clear: true },
				{ name: "to a packet that is too short", in: "010809c8 01aa", out: "010908f0 01aa" },
				{ name: "damages the header too", fault: { kind: "corrupt", direction: "receive", position: 0 }, clear: true },
				{ name: "and it is refused", in: "010809c8 01aa", count: { headerVersion: 1 }, events: "fault 4" },
			],
		},
		{
			name: "corrupt anywhere",
			setup: setup({ kind: "corrupt", direction: "transmit", seed: 1 }),
			steps: [
				{ name: "one bit", in: "010809c8 01aa", out: "010908c0 01ba", events: "fault 1" },
				{ name: "another one", in: "010809c8 01aa", out: "010d08d0 01aa", events: "fault 1" },
				{ name: "and another", in: "010809c8 01aa", out: "010908e0 01ae", events: "fault 1" },
				{ name: "all of them", fault: { kind: "corrupt", direction: "transmit", bits: 64 }, clear: true },
				{ name: "of a packet with fewer", in: "010809c8 01aa", out: "fef6f70f fe55", events: "fault 2" },
			],
		},
		{
			name: "duplicate",
			setup: setup({ kind: "duplicate", direction: "transmit" }),
			steps: [
				{
					name: "an answer leaves twice",
					in: "010809c8 01aa",
					out: ["010908c0 01aa", "010908c0 01aa"],
					count: held,
					events: "fault 1",
				},
				{
					name: "before the next one",
					in: ["010809c8 01aa", "010809c9 01ab"],
					out: ["010908d0 01aa", "010908d0 01aa", "010908e1 01ab", "010908e1 01ab"],
					count: { received: 2, sent: 2 },
					events: ["fault 1", "fault 1"],
				},
				{ name: "four times", fault: { kind: "duplicate", direction: "transmit", copies: 3 }, clear: true },
				{
					name: "to the same address",
					in: "010809c8 01aa @15",
					out: ["010908f0 01aa @15", "010908f0 01aa @15", "010908f0 01aa @15", "010908f0 01aa @15"],
					count: held,
					events: "fault 2",
				},
				{
					name: "a request comes twice: the second supersedes the first",
					clear: true,
					fault: { kind: "duplicate", direction: "receive" },
					in: "010809c8 01aa",
					out: "010908c0 01aa",
					count: { received: 2, answerAbandoned: 1 },
					events: "fault 3",
				},
				{
					name: "a middle packet comes twice: its message is dropped",
					in: ["01080989 01aa", "01080919 ccdd", "01080969 eeff"],
					count: { received: 3, sequence: 1, noStart: 2, assemblyRestarted: 1 },
					events: ["fault 3", "fault 3", "fault 3"],
				},
			],
		},
		{
			name: "source and destination",
			setup: setup({ kind: "source", eid: 0x33, direction: "transmit" }),
			steps: [
				{ name: "an answer comes from another", in: "010809c8 01aa", out: "010933c0 01aa", events: "fault 1" },
				{ name: "and goes to another", fault: { kind: "destination", eid: 0x44, direction: "transmit" } },
				{ name: "at once", in: "010809c8 01aa", out: "014433d0 01aa", events: ["fault 1", "fault 2"] },
				{ name: "a request seems to come from another", clear: true, fault: { kind: "source", eid: 0x55, direction: "receive" } },
				{ name: "who gets the answer", in: "010809c8 01aa", out: "015508e0 01aa", events: "fault 3" },
				{ name: "or is for another", clear: true, fault: { kind: "destination", eid: 0x66, direction: "receive" } },
				{ name: "and refused", in: "010809c8 01aa", count: { notForUs: 1 }, events: "fault 4" },
				{ name: "the right one changes nothing", clear: true, fault: { kind: "source", eid: 9, direction: "receive" } },
				{ name: "and does not count", in: "010809c8 01aa", out: "010908f0 01aa" },
			],
		},
		{
			name: "instance",
			setup: setup({ kind: "instance", direction: "transmit" }),
			steps: [
				{ name: "control: the next one", in: "010809c8 009f02", out: "010908c0 000002 00080200", events: "fault 1" },
				{ name: "PLDM: the next one", in: "010809c8 01850211", out: "010908d0 01860211", events: "fault 1" },
				{ name: "a given one", clear: true, fault: { kind: "instance", instance: 7, direction: "transmit" } },
				{ name: "the other bits stay", in: "010809c8 01c50211", out: "010908e0 01c70211", events: "fault 2" },
				{ name: "only first packets have one", in: ["01080988 01", "01080958 c5"], out: "010908f0 01c7", events: "fault 2" },
				{ name: "too short for one", in: "010809c8 01", out: "010908c0 01" },
			],
		},
		{
			name: "tag",
			setup: setup({ kind: "tag", direction: "transmit" }),
			steps: [
				{ name: "the next one", in: "010809cf 01aa", out: "010908c0 01aa", events: "fault 1" },
				{ name: "a given one", clear: true, fault: { kind: "tag", tag: 5, direction: "transmit" } },
				{ name: "the tag owner stays", in: "010809c8 01aa", out: "010908d5 01aa", events: "fault 2" },
			],
		},
	],
};
