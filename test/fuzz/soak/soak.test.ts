// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { soakBus } from "./bus.js";
import { soak } from "./soak.js";

it("100 000 packets with one percent of every fault: nothing is lost that no fault took, every request settles", () => {
	const { packets, requests, answered, faults, lost } = soak(100_000, 1);
	expect(packets).toBeGreaterThanOrEqual(100_000);
	expect(faults).toBeGreaterThan(1000);
	expect(lost).toBeGreaterThan(0);
	expect(requests).toBeGreaterThan(answered);
	expect(answered).toBeGreaterThan(requests / 4);
});

it("5000 messages of 16 endpoints on a bus with one percent of every fault: every one has its answer, or a reason", () => {
	const { messages, requests, answered, damaged, transactions, faults, arbitrations, lost, removals } = soakBus(5000, 1);
	expect(messages).toBeGreaterThanOrEqual(5000);
	expect(faults).toBeGreaterThan(transactions / 50);
	expect(arbitrations).toBeGreaterThan(transactions / 100);
	expect(lost).toBeGreaterThan(0);
	expect(removals).toBeGreaterThan(1);
	expect(requests).toBeGreaterThan(answered);
	expect(answered).toBeGreaterThan(requests / 2);
	expect(damaged).toBe(0);
});
