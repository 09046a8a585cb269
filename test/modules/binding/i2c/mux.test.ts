// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import Mux from "../../../../modules/binding/i2c/mux.js";

const never = 0x7fffffff;

function opened(channel: number): Mux {
	const mux = new Mux(0x70, 100);
	mux.channel = channel;
	return mux;
}

describe("a mux", () => {
	it("lets everything through while no answer is awaited", () => {
		const mux = opened(1);
		expect([0, 1, 2].map((channel) => mux.reachable(channel))).toEqual([true, true, true]);
		expect(mux.tick(0)).toBe(never);
	});

	it("keeps its channel until all answers have come", () => {
		const mux = opened(1);
		mux.keep(0x11d, 0);
		mux.keep(0x11e, 0);
		mux.keep(0x11d, 0);
		expect([0, 1, 2].map((channel) => mux.reachable(channel))).toEqual([true, true, false]);
		expect([mux.awaits(0x11d), mux.awaits(0x11e), mux.awaits(0x11f)]).toEqual([true, true, false]);
		mux.answered(0x11f);
		mux.answered(0x11d);
		expect([mux.awaits(0x11d), mux.awaits(0x11e), mux.reachable(2)]).toEqual([true, true, false]);
		mux.answered(0x11e);
		expect([mux.awaits(0x11d), mux.awaits(0x11e)]).toEqual([true, false]);
		mux.answered(0x11d);
		expect([mux.awaits(0x11d), mux.reachable(2), mux.tick(0)]).toEqual([false, true, never]);
	});

	it("keeps it no longer than so many milliseconds", () => {
		const mux = opened(1);
		mux.keep(0x11d, 1000);
		expect([mux.tick(1000), mux.tick(1099)]).toEqual([100, 1]);
		expect([mux.reachable(2), mux.expired]).toEqual([false, 0]);
		expect(mux.tick(1100)).toBe(never);
		expect([mux.reachable(2), mux.awaits(0x11d), mux.expired]).toEqual([true, false, 1]);
	});

	it("keeps it longer for each further request, as long as nobody wants another", () => {
		const mux = opened(1);
		mux.keep(0x11d, 0);
		mux.keep(0x11e, 60);
		expect(mux.tick(60)).toBe(100);
		expect(mux.reachable(2)).toBe(false);
		mux.keep(0x11f, 80);
		expect(mux.tick(80)).toBe(80);
		mux.keep(0x11d, 90);
		expect(mux.tick(90)).toBe(100);
	});

	it("keeps it anew, once all answers have come, though others wanted another", () => {
		const mux = opened(1);
		mux.keep(0x11d, 0);
		expect(mux.reachable(2)).toBe(false);
		mux.answered(0x11d);
		mux.keep(0x11e, 500);
		expect(mux.tick(500)).toBe(100);
	});

	it("ends what it keeps when the clock is set back", () => {
		const mux = opened(1);
		mux.keep(0x11d, 1000);
		expect([mux.tick(999), mux.expired]).toEqual([never, 1]);
	});

	it("counts 32 flows; one more is not kept", () => {
		const mux = opened(1);
		for (let flow = 0; flow < 33; flow++) mux.keep(0x100 + flow, 0);
		expect([mux.awaits(0x100), mux.awaits(0x11f), mux.awaits(0x120)]).toEqual([true, true, false]);
		for (let flow = 0; flow < 32; flow++) mux.answered(0x100 + flow);
		expect(mux.reachable(2)).toBe(true);
	});

	it("that is not there keeps nothing", () => {
		const mux = new Mux(0, 100);
		mux.keep(0x1d, 0);
		expect([mux.awaits(0x1d), mux.tick(0), mux.reachable(1)]).toEqual([false, never, true]);
	});

	it("is unknown after a reset, and keeps nothing", () => {
		const mux = opened(3);
		mux.keep(0x31d, 0);
		mux.reset();
		expect([mux.channel, mux.awaits(0x31d), mux.tick(1000), mux.expired]).toEqual([0, false, never, 0]);
	});
});
