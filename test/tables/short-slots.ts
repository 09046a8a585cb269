// SPDX-License-Identifier: Apache-2.0
import { rising, type Setup, type Table } from "./table.js";

/** One slot, and one of 128 bytes: the second message of several packets has the first. */
const setup: Setup = {
	ports: [{ eid: 8 }],
	responders: ["echo"],
	memory: { slots: 1, shortSlots: 1, slotsPerSource: 4, messageSize: 256 },
};

const first = `01${rising(1, 63)}`;
const second = rising(64, 64);
const third = rising(128, 64);

/** Messages of few bytes leave the slots to longer ones. */
export const shortSlots: Table = {
	name: "short slots",
	trace: 0x1655a829,
	sessions: [
		{
			name: "a message that outgrows a short slot",
			setup,
			steps: [
				{
					name: "of 128 bytes does not",
					in: [`01080988 ${first}`, `01080958 ${second}`],
					out: [`01090880 ${first}`, `01090850 ${second}`],
				},
				{
					name: "moves to a slot that is free",
					in: [`01080988 ${first}`, `01080918 ${second}`, "01080968 80"],
					out: [`01090890 ${first}`, `01090820 ${second}`, "01090870 80"],
				},
				{
					name: "and leaves its own to the next, which moves to the other when that is free again",
					in: [
						`01080988 ${first}`,
						`01080918 ${second}`,
						`01080928 ${third}`,
						`01080a88 ${first}`,
						"01080978 c0",
						`01080a18 ${second}`,
						"01080a68 80",
					],
					out: [
						`010908a0 ${first}`,
						`010a08b0 ${first}`,
						`01090830 ${second}`,
						`010a0800 ${second}`,
						`01090800 ${third}`,
						"010a0850 80",
						"01090850 c0",
					],
				},
				{ name: "is dropped where none is free", in: [`01080988 ${first}`, `01080a88 ${first}`, `01080918 ${second}`] },
				{ name: "with the packet that does not fit", in: "01080968 80", count: { noSlot: 1 } },
				{ name: "and another one has the short slot", in: ["01080b88 01a1", "01080b58 a2"], out: "010b08c0 01a1a2" },
				{
					name: "whatever else grows goes on",
					in: [`01080a18 ${second}`, "01080a68 80"],
					out: [`010a0890 ${first}`, `010a0820 ${second}`, "010a0870 80"],
				},
			],
		},
		{
			name: "a message that outgrows a short slot while another has the large one",
			setup,
			steps: [
				{ name: "both begin", in: [`01080988 ${first}`, `01080a88 ${first}`] },
				{ name: "after 99 ms it is dropped", at: 99, in: [`01080918 ${second}`, "01080968 80"], count: { received: 1, noSlot: 1 } },
				{ name: "one more begins", in: `01080988 ${first}` },
				{
					name: "after 100 ms the other gives way",
					at: 100,
					in: [`01080918 ${second}`, "01080968 80"],
					count: { received: 2, assemblyEvicted: 1 },
					out: [`01090880 ${first}`, `01090810 ${second}`, "01090860 80"],
				},
				{ name: "whose rest belongs to nothing", in: "01080a58 b1", count: { noStart: 1 } },
				{ name: "both can be used again", in: [`01080988 ${first}`, `01080a88 ${first}`] },
				{ name: "but no third", in: "01080b88 01a1", count: { noSlot: 1 } },
			],
		},
		{
			name: "a message that outgrows all slots",
			setup,
			steps: [
				{
					name: "is dropped",
					in: [`01080988 ${first}`, `01080918 ${second}`, `01080928 ${third}`, `01080938 ${third}`, "01080948 a1"],
					count: { received: 4, messageSize: 1 },
				},
				{ name: "both can be used again", in: [`01080988 ${first}`, `01080a88 ${first}`] },
				{
					name: "for whole messages",
					in: [`01080a58 ${second}`, `01080958 ${second}`],
					out: [`010a0880 ${first}`, `01090890 ${first}`, `010a0850 ${second}`, `01090860 ${second}`],
				},
			],
		},
	],
};
