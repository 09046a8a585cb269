// SPDX-License-Identifier: Apache-2.0
import type { FixedExchange } from "../../modules/vendor/messages.js";
import { rising, type Setup, type Table } from "./table.js";

const any = -1;
const row = (request: readonly number[] | undefined, answer: readonly number[] | null, delay = 0): FixedExchange => ({
	request,
	answer,
	delay,
});
const counting = (first: number, count: number) => Array.from({ length: count }, (_, index) => (first + index) & 0xff);

/** PCI vendor 1234, and IANA enterprise 8000A015. */
const setup: Setup = {
	ports: [{ eid: 8 }],
	responders: ["control"],
	messages: [
		{
			type: 0x7e,
			vendor: { id: 0x1234, commandSet: 0x0102 },
			exchanges: [
				row([0x01], [0x81, 0x00]),
				row([0x02, any, 0x05], [0x82, any]),
				row([0x02, 0x07, any], [0x83]),
				row([0x03], null),
				row([], []),
				row([0x04, ...counting(0, 62), any], [any, ...counting(0, 62), any]),
			],
		},
		{ type: 0x7f, vendor: { id: 0x8000a015, commandSet: 0 }, exchanges: [row([0x01], [0x81]), row(undefined, [0xee])] },
	],
};

/** Every answer waits. */
const slow: Setup = {
	ports: [{ eid: 8 }],
	responders: ["control"],
	messages: [
		{
			type: 0x7e,
			vendor: { id: 0x1234, commandSet: 0 },
			exchanges: [row([0x01, any], [0x81, any], 1000), row([0x02, any], [0x82, any], 300)],
		},
	],
};

/** Messages that a vendor defined, with fixed answers. */
export const vendorMessages: Table = {
	name: "vendor-defined messages",
	trace: 0x88e506a8,
	sessions: [
		{
			name: "a request",
			setup,
			steps: [
				{ name: "gets its answer", in: "010809c8 7e1234 01", out: "010908c0 7e1234 8100" },
				{ name: "with any byte in a place gets that byte", in: "010809c8 7e1234 02aa05", out: "010908d0 7e1234 82aa" },
				{ name: "that two rows take gets the answer of the first", in: "010809c8 7e1234 020705", out: "010908e0 7e1234 8207" },
				{ name: "that only the second takes gets that of the second", in: "010809c8 7e1234 020706", out: "010908f0 7e1234 83" },
				{ name: "without contents", in: "010809c8 7e1234", out: "010908c0 7e1234" },
				{ name: "with an empty list for an answer: none", in: "010809c8 7e1234 03", count: { silent: 1 } },
				{ name: "one byte too long: none", in: "010809c8 7e1234 0100", count: { silent: 1 } },
				{ name: "one byte too short: none", in: "010809c8 7e1234 02aa", count: { silent: 1 } },
				{ name: "with the integrity check bit, which has bytes nobody knows: none", in: "010809c8 fe1234 01", count: { silent: 1 } },
				{
					name: "of several packets",
					in: [`01080988 7e1234 04 ${rising(0, 60)}`, "01080958 3c3d 99"],
					out: [`01090890 7e1234 04 ${rising(0, 60)}`, "01090860 3c3d 99"],
				},
				{ name: "of an IANA enterprise", in: "010809c8 7f8000a015 01", out: "010908e0 7f8000a015 81" },
				{ name: "of one that answers anything", in: "010809c8 7f8000a015 0203", out: "010908f0 7f8000a015 ee" },
				{ name: "of another vendor", in: "010809c8 7e1235 01", count: { messageType: 1 } },
				{ name: "for the first vendor", in: "010809c8 008006 00", out: "010908c0 000006 00 01 00 1234 0102" },
				{ name: "for the second vendor", in: "010809c8 008006 01", out: "010908d0 000006 00 ff 01 8000a015 0000" },
			],
		},
		{
			name: "a long answer",
			setup: {
				ports: [{ eid: 8 }],
				memory: { messageSize: 200, answerSize: 64, largeAnswers: 1 },
				messages: [{ type: 0x7e, vendor: { id: 0x1234, commandSet: 0 }, exchanges: [row([0x01], counting(0, 197))] }],
			},
			steps: [
				{ name: "takes the large region", in: "010809c8 7e1234 01", pull: 0 },
				{ name: "without one there is none", in: "01080ac8 7e1234 01", count: { silent: 1 }, pull: 0 },
				{
					name: "leaves in packets",
					out: [
						`01090880 7e1234 ${rising(0, 61)}`,
						`01090810 ${rising(61, 64)}`,
						`01090820 ${rising(125, 64)}`,
						`01090870 ${rising(189, 8)}`,
					],
				},
				{ name: "gives it back", in: "01080ac8 7e1234 01", pull: 1, out: `010a0890 7e1234 ${rising(0, 61)}` },
			],
		},
		{
			name: "a delay",
			setup: slow,
			steps: [
				{ name: "holds the answer up", in: "010809c8 7e1234 0155", wait: 1000 },
				{ name: "until it has passed", at: 999, wait: 1 },
				{ name: "then the answer leaves", at: 1000, out: "010908c0 7e1234 8155" },
				{ name: "of one does not wait for that of another", at: 2000, in: ["010809c8 7e1234 0111", "010809c9 7e1234 0222"], wait: 300 },
				{ name: "the shorter first", at: 2300, out: "010908d1 7e1234 8222", wait: 700 },
				{ name: "then the longer", at: 3000, out: "010908e0 7e1234 8111" },
				{
					name: "of several that are due: in the order of the requests",
					at: 4000,
					in: ["010809c8 7e1234 0101", "010809c9 7e1234 0102", "01080ac8 7e1234 0103", "010809ca 7e1234 0204"],
				},
				{
					name: "late",
					at: 5001,
					out: ["010908f0 7e1234 8101", "010908c1 7e1234 8102", "010a08d0 7e1234 8103", "010908e2 7e1234 8204"],
				},
				{
					name: "other requests meanwhile are answered",
					at: 6000,
					in: ["010809c8 7e1234 0155", "010809c9 008002"],
					out: "010908f1 000002 00 08 02 00",
				},
				{
					name: "a requester that starts anew gets one answer, to the new request",
					at: 6500,
					in: "010809c8 7e1234 0156",
					count: { received: 1, answerAbandoned: 1 },
					wait: 1000,
				},
				{ name: "nothing when the old one would be due", at: 7000, wait: 500 },
				{ name: "the new one", at: 7500, out: "010908c0 7e1234 8156" },
				{ name: "a link that goes down forgets them", at: 8000, in: ["010809c8 7e1234 0155", "010809c9 7e1234 0255"] },
				{ name: "all", link: "down", count: { answerAbandoned: 2 } },
				{ name: "nothing afterwards", at: 9500, link: "up" },
				{ name: "and the next is answered as ever", in: "010809c8 7e1234 0155", wait: 1000 },
				{ name: "in time", at: 10500, out: "010908d0 7e1234 8155" },
			],
		},
		{
			name: "the clock",
			setup: { ...slow, start: 0x7ffffe00 },
			steps: [
				{ name: "may wrap", in: "010809c8 7e1234 0155", wait: 1000 },
				{ name: "within a delay", at: 0x7ffffe00 + 999, wait: 1 },
				{ name: "at its end", at: 0x7ffffe00 + 1000, out: "010908c0 7e1234 8155" },
				{ name: "may be set back", in: "010809c8 7e1234 0155", wait: 1000 },
				{ name: "and nothing waits longer than the longest delay", at: 0x7ffffe00 - 5000, wait: 1000 },
				{ name: "from then on", at: 0x7ffffe00 - 4000, out: "010908d0 7e1234 8155" },
			],
		},
	],
};
