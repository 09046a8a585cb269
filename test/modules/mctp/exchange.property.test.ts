// SPDX-License-Identifier: Apache-2.0
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import Bench, { never } from "../../support/bench.js";
import { useEverything } from "../../support/free.js";
import { hex, packet } from "../../support/text.js";
import { picks } from "../../support/traffic.js";
import { rising } from "../../tables/table.js";

const limits = { slots: 4, exchanges: 9, largeAnswers: 8, messageSize: 1200 };

function node(eid: number, unit = 64): Bench {
	return new Bench({
		ports: [{ eid, receiveUnit: unit, transmissionUnit: unit }],
		responders: ["echo", "late", "size"],
		memory: { ...limits, requestSize: 1200 },
		requests: Array.from({ length: 8 }, () => "request" as const),
	});
}

/** Packets from one to the other and back, until both are quiet. */
function converse(one: Bench, other: Bench): void {
	for (let quiet = false; !quiet;) {
		quiet = true;
		for (const [from, to] of [
			[one, other],
			[other, one],
		])
			for (const text of from.pull(undefined, undefined, (port) => from.endpoint.transmitted(port, from.now, true))) {
				to.receive(text);
				quiet = false;
			}
	}
}

describe("a message", () => {
	it("of any length goes through any transmission unit, there and back", () => {
		fc.assert(
			fc.property(fc.integer({ min: 64, max: 251 }), fc.integer({ min: 0, max: 1199 }), fc.nat(255), (unit, length, first) => {
				const asking = node(9, unit);
				const answering = node(8, unit);
				const content = rising(first, length);
				asking.send({ message: `01${content}`, to: 8 });
				converse(asking, answering);
				expect(asking.events).toEqual([`0: request 0 response ${content}`]);
				const packets = Math.ceil((length + 1) / unit);
				expect(asking.counters()).toEqual({ received: packets, sent: packets });
				expect(answering.counters()).toEqual({ received: packets, sent: packets });
			}),
			{ numRuns: 300 },
		);
	});

	it("is cut into full packets in sequence, marked at start and end", () => {
		fc.assert(
			fc.property(fc.integer({ min: 64, max: 251 }), fc.integer({ min: 0, max: 1199 }), (unit, length) => {
				const bench = node(8, unit);
				bench.send({ message: `01${rising(0, length)}`, to: 9 });
				const packets = bench.pull().map((text) => packet(text).bytes);
				const payloads = packets.map((bytes) => bytes.length - 4);
				expect(payloads.slice(0, -1).every((size) => size === unit)).toBe(true);
				expect(payloads.at(-1)).toBeLessThanOrEqual(unit);
				expect(hex(packets.flatMap((bytes) => bytes.slice(4)))).toBe(`01${rising(0, length)}`);
				packets.forEach((bytes, index) => {
					const marks = (0 === index ? 0x80 : 0) | (index === packets.length - 1 ? 0x40 : 0);
					expect(bytes[3] & 0xc0).toBe(marks);
					expect((bytes[3] >> 4) & 3).toBe((index + (packets[0][3] >> 4)) & 3);
				});
			}),
			{ numRuns: 200 },
		);
	});
});

/** A packet on its way, and when it arrives. */
interface Flight {
	readonly to: Bench;
	readonly text: string;
	readonly at: number;
}

/** Lets both talk over a link that loses, doubles and delays packets, until nothing is on its way and every time is over. */
function converseBadly(one: Bench, other: Bench, picks: fc.Stream<number>, loss: number): void {
	let flights: Flight[] = [];
	for (let now = 0; now <= 13_000; now += 10) {
		one.goTo(now);
		other.goTo(now);
		const arriving = flights.filter(({ at }) => at <= now);
		flights = flights.filter(({ at }) => at > now);
		for (const { to, text } of arriving) to.receive(text);
		for (const [from, to] of [
			[one, other],
			[other, one],
		])
			for (const text of from.pull(undefined, undefined, (port) => from.endpoint.transmitted(port, from.now, true))) {
				const fate = picks.next().value! % 100;
				for (let copies = fate < loss ? 0 : fate > 97 ? 2 : 1; copies > 0; copies--)
					flights.push({ to, text, at: now + 10 + (picks.next().value! % 4 ? 0 : picks.next().value! % 60) });
			}
		one.tick();
		other.tick();
	}
	expect(flights).toEqual([]);
}

describe("requests over a link that loses, doubles and delays packets", () => {
	it.each([0, 5, 30])(
		"of which %d in 100 are lost: each settles once, with its own answer or none, and everything is free then",
		(loss) => {
			fc.assert(
				/* Four packets at most: the sequence number of two bits cannot tell more apart when they change places. */
				fc.property(fc.array(fc.nat(250), { minLength: 1, maxLength: 8, size: "max" }), picks(), (lengths, picks) => {
					const asking = node(9);
					const answering = node(8);
					const messages = lengths.map((length, handle) => rising(16 * handle, length));
					messages.forEach((content, handle) => expect(asking.send({ message: `01${content}`, to: 8, handle })).toBe(true));
					converseBadly(asking, answering, picks, loss);
					const settled = asking.events.map((event) => event.split(": ")[1]);
					expect(settled.length).toBe(messages.length);
					messages.forEach((content, handle) => {
						const own = settled.filter((text) => text.startsWith(`request ${handle} `));
						expect([`request ${handle} response ${content}`, `request ${handle} timeout`]).toContain(own.join());
					});
					expect([asking.tick(), answering.tick()]).toEqual([never, never]);
					asking.events.length = 0;
					for (let handle = 0; handle < 8; handle++) expect(asking.send({ message: "0155", to: 8, handle })).toBe(true);
					converse(asking, answering);
					expect(asking.events.map((event) => event.split(" ").pop())).toEqual(Array(8).fill("55"));
					useEverything(answering, limits);
				}),
				{ numRuns: 40 },
			);
		},
	);

	it("that loses nothing and keeps the order: each has its answer", () => {
		fc.assert(
			fc.property(fc.array(fc.nat(500), { minLength: 1, maxLength: 8, size: "max" }), (lengths) => {
				const asking = node(9);
				const answering = node(8);
				lengths.forEach((length, handle) => asking.send({ message: `01${rising(handle, length)}`, to: 8, handle }));
				converse(asking, answering);
				expect(asking.events.map((event) => event.slice(3)).sort()).toEqual(
					lengths.map((length, handle) => `request ${handle} response ${rising(handle, length)}`).sort(),
				);
			}),
		);
	});
});
