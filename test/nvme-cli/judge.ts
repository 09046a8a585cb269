// SPDX-License-Identifier: Apache-2.0
import { expect } from "vitest";
import { tshark } from "../tshark/tshark.js";

/** Has tshark look at a capture: nothing is malformed, and each NVMe-MI message has a correct integrity check. Returns how many there are. */
export default function judge(capture: string): number {
	expect(tshark("-r", capture, "-Y", "_ws.malformed || !mctp")).toBe("");
	const details = tshark("-r", capture, "-Y", "nvme-mi", "-O", "nvme-mi").split("\n");
	const messages = details.filter((line) => "NVMe-MI" === line).length;
	const checks = details.filter((line) => line.includes("Message Integrity Check:"));
	expect(checks).toHaveLength(messages);
	expect(checks.filter((line) => !line.endsWith("[correct]"))).toEqual([]);
	return messages;
}
