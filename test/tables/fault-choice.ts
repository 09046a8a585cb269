// SPDX-License-Identifier: Apache-2.0
import type { FaultOptions } from "../../modules/fault/options.js";
import type { Setup, Table } from "./table.js";

/** EID 8 answers type 1 at once, with what it was asked. */
function setup(...faults: FaultOptions[]): Setup {
	return { ports: [{ eid: 8 }, { eid: 8 }], responders: ["control", "echo", "mute"], faults, requests: ["request"] };
}

/** Which packets a fault befalls, and how often. */
export const faultChoice: Table = {
	name: "fault choice",
	trace: 0x1de3b87f,
	sessions: [
		{
			name: "count",
			setup: setup({ kind: "drop", count: 2 }),
			steps: [
				{ name: "two are lost", in: ["010809c8 01aa", "010809c8 01aa"], count: {}, events: ["fault 1", "fault 1"] },
				{ name: "then it is spent", in: "010809c8 01aa", out: "010908c0 01aa" },
			],
		},
		{
			name: "port",
			setup: setup({ kind: "drop", port: 1, direction: "receive" }),
			steps: [
				{ name: "not this one", in: "010809c8 01aa", out: "010908c0 01aa" },
				{ name: "but the other", in: "1/010809c8 01aa", count: {}, events: "fault 1" },
			],
		},
		{
			name: "peer",
			setup: setup({ kind: "drop", peer: 0x0a }),
			steps: [
				{ name: "not this one", in: "010809c8 01aa", out: "010908c0 01aa" },
				{ name: "as source of what arrives", in: "01080ac8 01aa", count: {}, events: "fault 1" },
				{ name: "as destination of what leaves", send: { message: "01aa", to: 0x0a }, count: { sent: 1 }, events: "fault 1" },
				{ name: "not as our own", send: { message: "01aa", to: 0x0b, handle: 0, refused: true } },
			],
		},
		{
			name: "type",
			setup: setup({ kind: "drop", type: 1, direction: "receive" }),
			steps: [
				{ name: "not another", in: "010809c8 008102", out: "010908c0 000102 00080200" },
				{ name: "but this one", in: "010809c8 01aa", count: {}, events: "fault 1" },
				{ name: "with the integrity check bit too", in: "010809c8 81aa", count: {}, events: "fault 1" },
				{ name: "packets behind the first do not tell", in: "01080948 01aa", count: { noStart: 1 } },
				{ name: "nor do those without a payload", in: "010809c8", count: { shortPacket: 1 } },
				{ name: "or without a header", in: "0108", count: { shortPacket: 1 } },
				{ name: "or without a byte", in: "", count: { shortPacket: 1 } },
			],
		},
		{
			name: "command of the control protocol",
			setup: setup({ kind: "drop", type: 0, command: 2, direction: "transmit" }),
			steps: [
				{ name: "its answer is lost", in: "010809c8 008102", count: { received: 1, sent: 1 }, events: "fault 1" },
				{ name: "that of another is not", in: "010809c8 008105", out: "010908d0 000105 0003000103" },
				{ name: "and no PLDM command", in: "010809c8 01810202", out: "010908e0 01810202" },
			],
		},
		{
			name: "command of PLDM",
			setup: setup({ kind: "drop", type: 1, pldmType: 2, command: 0x11, direction: "receive" }),
			steps: [
				{ name: "this one", in: "010809c8 01810211", count: {}, events: "fault 1" },
				{ name: "of the header version, whatever that is", in: "010809c8 0181c211", count: {}, events: "fault 1" },
				{ name: "not of another PLDM type", in: "010809c8 01810311", out: "010908c0 01810311" },
				{ name: "not another command", in: "010809c8 01810212", out: "010908d0 01810212" },
				{ name: "not one without a command", in: "010809c8 018102", out: "010908e0 018102" },
			],
		},
		{
			name: "two faults",
			setup: setup({ kind: "source", eid: 0x33, direction: "receive", count: 1 }, { kind: "drop", peer: 0x33 }),
			steps: [
				{ name: "the second sees what the first has made", in: "010809c8 01aa", count: {}, events: ["fault 1", "fault 2"] },
				{ name: "and nobody sees what is lost", fault: { kind: "drop" }, in: "010833c8 01aa", count: {}, events: "fault 2" },
			],
		},
		{
			name: "rate, with a seed",
			setup: setup({ kind: "drop", rate: 0.5, seed: 42, direction: "receive" }),
			steps: [
				{
					name: "some are lost, the same each time",
					in: [
						"010809c8 01a0",
						"010809c9 01a1",
						"010809ca 01a2",
						"010809cb 01a3",
						"010809cc 01a4",
						"010809cd 01a5",
						"010809ce 01a6",
						"010809cf 01a7",
					],
					out: ["010908c2 01a2", "010908d4 01a4", "010908e7 01a7"],
					count: { received: 3 },
					events: ["fault 1", "fault 1", "fault 1", "fault 1", "fault 1"],
				},
			],
		},
		{
			name: "rate 0",
			setup: setup({ kind: "drop", rate: 0 }),
			steps: [{ name: "never", in: "010809c8 01aa", out: "010908c0 01aa" }],
		},
	],
};
