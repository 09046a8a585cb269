// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import Signals from "../../../modules/device/signals.js";

test("a signal tells those who listen of every other value, with the time", () => {
	const signals = new Signals();
	const signal = signals.add("fan.speed", 3);
	const heard: unknown[] = [];
	signals.find("fan.speed")!.listen({ update: (value, now) => void heard.push(["one", value, now]) });
	signal.listen({ update: (value, now) => void heard.push(["two", value, now]) });
	signal.set(3, 10);
	signal.set(4, 20);
	signal.set(4, 30);
	expect(heard).toEqual([
		["one", 4, 20],
		["two", 4, 20],
	]);
	expect(signal.value).toBe(4);
});

test("signals are found by name", () => {
	const signals = new Signals();
	expect(signals.names).toEqual([]);
	signals.add("a.b", 1);
	signals.add("a.c", 2);
	expect(signals.names).toEqual(["a.b", "a.c"]);
	expect(signals.find("a.c")).toMatchObject({ name: "a.c", value: 2 });
	expect(signals.find("a.d")).toBeUndefined();
	expect(() => signals.add("a.b", 3)).toThrow("device: two models have a signal a.b");
});
