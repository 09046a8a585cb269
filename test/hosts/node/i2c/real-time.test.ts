// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import RealTime from "../../../../hosts/node/i2c/real-time.js";

const timers = () => process.getActiveResourcesInfo().filter((resource) => "Timeout" === resource).length;

test("what a bus waits for keeps no process running: mctp-xs is done when its sockets are closed", () => {
	const before = timers();
	new RealTime().after(1e12, () => {});
	expect(timers()).toBe(before);
});
