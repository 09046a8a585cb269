// SPDX-License-Identifier: Apache-2.0
import { expect } from "vitest";
import type Bench from "./bench.js";
import { never } from "./bench.js";
import { useEverything, type Limits } from "./free.js";
import { settle } from "./hostile.js";

/** Lets a life end: every request and answer has settled once then, nothing waits, and everything is free. */
export function expectSettled(bench: Bench, limits: Limits): void {
	settle(bench);
	expect(bench.pull()).toEqual([]);
	const taken = bench.events.filter((text) => "taken" === text).length;
	const settled = bench.events.filter((text) => /: request \d+ (?!hears)/.test(text)).length;
	expect(settled).toBe(taken);
	const ended = bench.events.filter((text) => /: answer \d+ (sent|abandoned)$/.test(text)).map((text) => Number(text.split(" ")[2]));
	expect(ended.sort((left, right) => left - right)).toEqual(bench.tickets.map((_ticket, index) => index));
	expect(bench.tick()).toBe(never);
	bench.endpoint.assign(0, 8);
	useEverything(bench, limits);
}
