// SPDX-License-Identifier: Apache-2.0
import { rising } from "./table.js";
import type { RedirectionTable } from "./usb-table.js";
import { answer, ask, asked, begin, bulk, configure, control, id, noId, other, third, wide } from "./usbredir-messages.js";

/** A packet of `count` bytes payload of a type that nobody answers; `count` + 8 bytes in a transfer. */
const packet = (count: number) => `010809c8 55${rising(1, count - 1)}`;
const headed = (count: number) => `1ab400${(count + 8).toString(16).padStart(2, "0")} ${packet(count)}`;
/** The bytes of an answer of 72 bytes, 1ab40048 010908c0 01 and what counts up. */
const long = `1ab40048 010908c0 01${rising(1, 63)}`.replaceAll(" ", "");
const longAsk = `1ab40048 010809c8 01${rising(1, 63)}`;
const longAsked = `010809c8 01${rising(1, 63)}`;

/** Packets through bulk endpoints. */
export const usbredirTransfers: RedirectionTable = {
	name: "usbredir: transfers",
	trace: 0x9613b862,
	sessions: [
		{
			name: "before the device is configured",
			steps: [
				...begin,
				{ name: "OUT", in: bulk(id, "01", 10, ask(0)), out: bulk(id, "01", 0, "", "02") },
				{ name: "IN", in: bulk(id, "81", 512), out: bulk(id, "81", 0, "", "02") },
			],
		},
		{
			name: "out and in",
			steps: [
				...configure,
				{ name: "a request for data waits", in: bulk(id, "81", 512) },
				{
					name: "a packet goes out, and its answer in",
					in: bulk(other, "01", 10, ask(0)),
					packets: asked(0),
					out: [bulk(other, "01", 10), bulk(id, "81", 10, answer(0, 0))],
				},
				{ name: "an answer waits", in: bulk(other, "01", 10, ask(1)), packets: asked(1), out: bulk(other, "01", 10) },
				{ name: "until there is a request", in: bulk(id, "81", 512), out: bulk(id, "81", 10, answer(1, 1)) },
				{ name: "two requests wait", in: [bulk(id, "81", 512), bulk(third, "81", 512)] },
				{
					name: "and get their answers in this order",
					in: [bulk(other, "01", 10, ask(0)), bulk(other, "01", 10, ask(1))],
					packets: [asked(0), asked(1)],
					out: [bulk(other, "01", 10), bulk(other, "01", 10), bulk(id, "81", 20, `${answer(0, 2)}${answer(1, 3)}`)],
				},
				{
					name: "the second gets the next",
					in: bulk(other, "01", 10, ask(2)),
					packets: asked(2),
					out: [bulk(other, "01", 10), bulk(third, "81", 10, answer(2, 0))],
				},
				{ name: "a transfer of nothing", in: bulk(other, "01", 0), out: bulk(other, "01", 0) },
				{ name: "a request without room", in: bulk(other, "81", 0), out: bulk(other, "81", 0) },
				{
					name: "endpoints that are not there",
					in: [bulk(other, "02", 1, "00"), bulk(other, "82", 8)],
					out: [bulk(other, "02", 0, "", "02"), bulk(other, "82", 0, "", "02")],
				},
				{ name: "endpoint 80", in: bulk(other, "80", 8), out: bulk(other, "80", 0, "", "02") },
				{ name: "endpoint 0", in: bulk(other, "00", 1, "00"), out: bulk(other, "00", 0, "", "02") },
			],
		},
		{
			name: "long transfers",
			steps: [
				...configure,
				{
					name: "of 512 bytes",
					in: bulk(id, "01", 512, `${headed(247)} ${headed(121)} ${headed(120)}`),
					packets: [packet(247), packet(121), packet(120)],
					out: bulk(id, "01", 512),
				},
				{
					name: "of more, which a packet does not reach across",
					in: bulk(id, "01", 765, `${headed(247)} ${headed(247)} ${headed(247)}`),
					packets: [packet(247), packet(247)],
					out: bulk(id, "01", 765),
				},
				{
					name: "of 4 KiB",
					in: bulk(id, "01", 4096, headed(56).repeat(64)),
					packets: Array.from({ length: 64 }, () => packet(56)),
					out: bulk(id, "01", 4096),
				},
				{ name: "with room for 16 MiB", in: bulk(id, "81", 0x1000000) },
				{
					name: "whose answer is as short as any",
					in: bulk(other, "01", 10, ask(0)),
					packets: asked(0),
					out: [bulk(other, "01", 10), bulk(id, "81", 10, answer(0, 0))],
				},
			],
		},
		{
			name: "requests of 64 bytes, as UHCI has them",
			steps: [
				...configure,
				{ name: "one waits", in: bulk(id, "81", 64) },
				{
					name: "and gets the beginning",
					in: [
						bulk(other, "01", 64, longAsk.replaceAll(" ", "").slice(0, 128)),
						bulk(other, "01", 8, longAsk.replaceAll(" ", "").slice(128)),
					],
					packets: longAsked,
					out: [bulk(other, "01", 64), bulk(other, "01", 8), bulk(id, "81", 64, long.slice(0, 128))],
				},
				{ name: "the next gets the rest", in: bulk(third, "81", 64), out: bulk(third, "81", 8, long.slice(128)) },
				{
					name: "a packet that fills a request",
					in: bulk(other, "01", 64, headed(56).replace("55", "01")),
					packets: packet(56).replace("55", "01"),
					out: bulk(other, "01", 64),
				},
				{ name: "goes in", in: bulk(id, "81", 64), out: bulk(id, "81", 64, `1ab40040 010908d0 01${rising(1, 55)}`) },
				{ name: "and ends with nothing", in: bulk(id, "81", 64), out: bulk(id, "81", 0) },
				{ name: "then one waits again", in: bulk(id, "81", 64) },
			],
		},
		{
			name: "requests that are given up",
			steps: [
				...configure,
				{ name: "three wait", in: [bulk(id, "81", 512), bulk(other, "81", 512), bulk(third, "81", 512)] },
				{ name: "the second is given up", in: wide(21, other), out: bulk(other, "81", 0, "", "01") },
				{ name: "a second time there is nothing to give up", in: wide(21, other) },
				{
					name: "the others get their answers",
					in: [bulk(other, "01", 10, ask(0)), bulk(other, "01", 10, ask(1))],
					packets: [asked(0), asked(1)],
					out: [bulk(other, "01", 10), bulk(other, "01", 10), bulk(id, "81", 20, `${answer(0, 0)} ${answer(1, 1)}`)],
				},
				{ name: "what is answered cannot be given up", in: wide(21, id) },
				{ name: "nor what never was", in: wide(21, "1111111122222222") },
				{ name: "an id counts with both its halves", in: wide(21, "0000000000000000") },
				{ name: "the last", in: wide(21, third), out: bulk(third, "81", 0, "", "01") },
				{
					name: "the answer to nobody waits",
					in: bulk(other, "01", 10, ask(2)),
					packets: asked(2),
					out: bulk(other, "01", 10),
				},
				{ name: "for the next request", in: bulk(id, "81", 512), out: bulk(id, "81", 10, answer(2, 2)) },
			],
		},
		{
			name: "more requests than can wait",
			steps: [
				...configure,
				{ name: "64 can", in: Array.from({ length: 64 }, () => bulk(id, "81", 512)) },
				{ name: "one more is refused", in: bulk(other, "81", 512), out: bulk(other, "81", 0, "", "03") },
				{ name: "one is given up", in: wide(21, id), out: bulk(id, "81", 0, "", "01") },
				{ name: "one more waits", in: bulk(other, "81", 512) },
				{ name: "all are forgotten with the configuration", in: wide(6, id, "01"), out: wide(8, id, "0001"), up: true },
				{ name: "one waits", in: bulk(other, "81", 512) },
				{
					name: "and is answered",
					in: bulk(id, "01", 10, ask(0)),
					packets: asked(0),
					out: [bulk(id, "01", 10), bulk(other, "81", 10, answer(0, 0))],
				},
			],
		},
		{
			name: "a reset of the bus",
			steps: [
				...configure,
				{ name: "a request waits, an answer does not", in: [bulk(id, "81", 512), wide(3, noId)], up: false },
				{ name: "it is forgotten", in: wide(21, id) },
				{ name: "there are no endpoints", in: bulk(other, "01", 10, ask(0)), out: bulk(other, "01", 0, "", "02") },
				{ name: "until the device is configured", in: wide(6, id, "01"), out: wide(8, id, "0001"), up: true },
				{ name: "a packet goes out", in: bulk(other, "01", 10, ask(0)), packets: asked(0), out: bulk(other, "01", 10) },
				{ name: "a reset before its answer goes in", in: wide(3, noId), up: false },
				{ name: "configured", in: control(id, "00 09 0100 0000", 0), out: control(id, "00 09 0100 0000", 0), up: true },
				{ name: "the answer is gone", in: bulk(id, "81", 512) },
			],
		},
		{
			name: "messages about what it does not have",
			steps: [
				...configure,
				{
					name: "nothing comes of them",
					in: [
						...[wide(12, id, "810101"), wide(13, id, "81"), wide(15, id, "81"), wide(16, id, "81"), wide(18, id, "0200000001000000")],
						...[wide(19, id, "02000000"), wide(25, id, "0000000000020000 8101"), wide(26, id, "00000000 81")],
						...[wide(102, id, "01 00 0200 aaaa"), wide(103, id, "01 00 0200 aaaa"), wide(23, id, "2d312c2d31"), wide(24, id)],
					],
				},
				{ name: "all goes on", in: bulk(other, "01", 10, ask(0)), packets: asked(0), out: bulk(other, "01", 10) },
			],
		},
	],
};
