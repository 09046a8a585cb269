// SPDX-License-Identifier: Apache-2.0
import { expect, it, vi } from "vitest";
import { soak } from "./soak.js";

/* Only what hangs runs into this, on a slow machine too. */
vi.setConfig({ testTimeout: 60_000 });

it("100 000 packets with one percent of every fault: nothing is lost that no fault took, every request settles", () => {
	const { packets, requests, answered, faults, lost } = soak(100_000, 1);
	expect(packets).toBeGreaterThanOrEqual(100_000);
	expect(faults).toBeGreaterThan(1000);
	expect(lost).toBeGreaterThan(0);
	expect(requests).toBeGreaterThan(answered);
	expect(answered).toBeGreaterThan(requests / 4);
});
