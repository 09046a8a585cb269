// SPDX-License-Identifier: Apache-2.0
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type default as Bench, never } from "../../support/bench.js";
import { useEverything } from "../../support/free.js";
import { type Bytes, interleave, messageText, picks, recorder, traffic } from "../../support/traffic.js";

const limits = { slots: 16, exchanges: 8, largeAnswers: 2, messageSize: 800 };
/** Of the slots, all but four of 128 bytes. */
const few = { ...limits, slots: 4, shortSlots: 12 };
const allTags = [0, 1, 2, 3, 4, 5, 6, 7];

function arrive(bench: Bench, packets: readonly Bytes[]): void {
	for (const bytes of packets) bench.arrive({ port: 0, physical: 0, bytes });
}

/** Behind the time-outs nothing waits any more, and all that there is can be used. */
function expectEverythingFree(bench: Bench): void {
	bench.goTo(bench.now + 6000);
	expect(bench.tick()).toBe(never);
	useEverything(bench, limits);
}

describe("messages of four peers with eight tags", () => {
	it("arrive whole, two of each peer at a time, whatever their order", () => {
		fc.assert(
			fc.property(traffic([2, 5], 12), picks(), (messages, picks) => {
				const { bench, got } = recorder(limits);
				arrive(bench, interleave(messages, picks));
				expect(got.sort()).toEqual(messages.map(messageText).sort());
				expectEverythingFree(bench);
			}),
			{ numRuns: 100 },
		);
	});

	it.each([limits, few])("arrive whole or not at all, all at a time (%o)", (memory) => {
		fc.assert(
			fc.property(traffic(allTags, 12), picks(), (messages, picks) => {
				const { bench, got } = recorder(memory);
				arrive(bench, interleave(messages, picks));
				const sent = new Set(messages.map(messageText));
				expect(got.filter((text) => !sent.delete(text))).toEqual([]);
				const refused = bench.counters()["noSlot"] ?? 0;
				expect(sent.size).toBe(refused);
				expectEverythingFree(bench);
			}),
			{ numRuns: 100 },
		);
	});

	it.each([limits, few])("arrive as they were sent or not at all, when packets are lost, doubled and out of order (%o)", (memory) => {
		fc.assert(
			fc.property(traffic(allTags, 4), picks(), fc.integer({ min: 0, max: 40 }), (messages, picks, disorder) => {
				const { bench, got } = recorder(memory);
				const packets = interleave(messages, picks).flatMap((bytes, index) => {
					const copies = [0, 1, 1, 1, 1, 2][picks.next().value! % 6];
					return Array.from({ length: copies }, () => ({ bytes, at: index + (picks.next().value! % (disorder + 1)) }));
				});
				packets.sort((left, right) => left.at - right.at);
				arrive(
					bench,
					packets.map(({ bytes }) => bytes),
				);
				const sent = new Set(messages.map(messageText));
				expect(got.filter((text) => !sent.has(text))).toEqual([]);
				expectEverythingFree(bench);
			}),
			{ numRuns: 200 },
		);
	});

	it("arrive unless one of their packets behind the first is lost, one after the other on every tag", () => {
		fc.assert(
			fc.property(fc.array(traffic([0, 7], 12), { maxLength: 4, size: "max" }), picks(), (rounds, picks) => {
				const { bench, got } = recorder(limits);
				const whole: string[] = [];
				for (const messages of rounds) {
					const cut = messages.map((message) => {
						/* Not the first: behind a lost end, a lost start lets two messages be one. */
						const from = 1 + (picks.next().value! % (2 * message.packets.length));
						const lost = 1 + (picks.next().value! % 3);
						const packets = message.packets.filter((_packet, index) => index < from || index >= from + lost);
						if (packets.length === message.packets.length) whole.push(messageText(message));
						return { ...message, packets };
					});
					arrive(
						bench,
						interleave(
							cut.filter(({ packets }) => packets.length),
							picks,
						),
					);
				}
				expect(got.sort()).toEqual(whole.sort());
				expectEverythingFree(bench);
			}),
			{ numRuns: 100 },
		);
	});
});
