// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import RateLimiter from "../../../modules/control/rate-limiter.js";
import type { Front } from "../../../modules/device/factory.js";

const never = 0x7fffffff;

/** Two ports, limited to 10 to 1000 packets a second and 3 in a row, in front of what always has a packet of `length` bytes. */
function made() {
	const calls: unknown[][] = [];
	const state = { length: 68, wait: never };
	const note =
		(name: string) =>
		(...all: unknown[]) =>
			void calls.push([name, ...all]);
	const front = {
		memory: new Uint8Array(8),
		physical: 7,
		port: (index: number) => ({ port: { wake: () => void calls.push(["wake", index]) } }),
		transmit: () => state.length,
		transmitted: note("transmitted"),
		transmittedTo: note("transmittedTo"),
		link: note("link"),
		receive: note("receive"),
		tick: () => state.wait,
	};
	const limiter = new RateLimiter(front as unknown as Front, 2, { least: 10, most: 1000, burst: 3 });
	/** How many packets leave at a time. */
	const leave = (now: number, port = 0) => {
		for (let count = 0; count < 9; count++) if (0 === limiter.transmit(port, now, 0, 68)) return count;
		return 9;
	};
	return { calls, state, limiter, leave };
}

test("what comes in, has left, and becomes of links is the endpoint's", () => {
	const { limiter, calls } = made();
	limiter.receive(1, 2, 3, 4, 5);
	limiter.transmitted(1, 2, true);
	limiter.transmittedTo(1, 3, 2, false);
	limiter.link(1, 2, true);
	expect(calls).toEqual([
		["receive", 1, 2, 3, 4, 5],
		["transmitted", 1, 2, true],
		["transmittedTo", 1, 3, 2, false],
		["link", 1, 2, true],
	]);
	limiter.transmit(0, 0, 0, 68);
	expect(limiter.physical).toBe(7);
});

test("limits reach from the least to the most, and to the longest row", () => {
	const { limiter } = made();
	const set = (burst: number, rate: number) => [limiter.set(0, burst, rate), limiter.burst(0), limiter.rate(0)];
	expect(set(3, 1000)).toEqual([true, 3, 1000]);
	expect(set(1, 10)).toEqual([true, 1, 10]);
	for (const [burst, rate] of [
		[4, 100],
		[1, 9],
		[1, 1001],
	])
		expect(set(burst, rate)).toEqual([false, 1, 10]);
	expect(set(0, 500)).toEqual([true, 0, 0]);
});

test("three in 300 ms, each port by itself, and none of them earlier", () => {
	const { limiter, leave } = made();
	limiter.set(0, 3, 10);
	expect([leave(0), leave(0, 1)]).toEqual([3, 9]);
	expect([leave(299), leave(300)]).toEqual([0, 3]);
	expect([leave(599), leave(601)]).toEqual([0, 3]);
});

test("packets that leave one after the other count from then on", () => {
	const { limiter, leave } = made();
	limiter.set(0, 3, 10);
	for (const at of [0, 100, 200]) limiter.transmit(0, at, 0, 68);
	expect([leave(299), leave(300), leave(399), leave(400), leave(500)]).toEqual([0, 1, 0, 1, 1]);
});

test("a long packet counts as many of 64 bytes, and nothing as none", () => {
	const { limiter, leave, state } = made();
	limiter.set(0, 3, 10);
	state.length = 0;
	expect(leave(0)).toBe(0);
	state.length = 4 + 65;
	expect(leave(0)).toBe(2);
	expect(leave(300)).toBe(2);
	state.length = 4 + 64;
	expect([leave(599), leave(600)]).toEqual([0, 3]);
});

test("a clock that is set back ends the wait", () => {
	const { limiter, leave } = made();
	limiter.set(0, 1, 10);
	expect([leave(1000), leave(1000), leave(999)]).toEqual([1, 0, 1]);
});

test("the port is woken once, when what waits may leave", () => {
	const { limiter, leave, calls, state } = made();
	limiter.set(1, 1, 10);
	expect(limiter.tick(0)).toBe(never);
	expect(leave(0, 1)).toBe(1);
	expect([limiter.tick(40), calls]).toEqual([60, []]);
	state.wait = 5;
	expect(limiter.tick(50)).toBe(5);
	expect([limiter.tick(100), limiter.tick(101), calls]).toEqual([5, 5, [["wake", 1]]]);
});

test("who has no limit, or none any more, is not held", () => {
	const { limiter, leave } = made();
	expect(leave(0)).toBe(9);
	limiter.set(0, 1, 10);
	expect(leave(0)).toBe(1);
	limiter.set(0, 0, 0);
	expect(leave(0)).toBe(9);
});
