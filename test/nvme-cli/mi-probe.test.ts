// SPDX-License-Identifier: Apache-2.0
import { describe, expect, inject, test } from "vitest";
import { missing } from "../tshark/tshark.js";
import { useDrive } from "./drive.js";
import judge from "./judge.js";
import { probeRows } from "./probe-rows.js";

const probe = inject("probe");
const preload = inject("preload");

describe.skipIf("" === probe || "" === preload)("mi-probe, by libnvme-mi", () => {
	const drive = useDrive("" === probe ? "" : preload);

	describe.each(Object.entries(probeRows))("%s", (_about, rows) => {
		test.each(rows)("%s: %s", async (commands, prints) => {
			const { status, output, errors } = await drive.run(probe, ["1", "9", ...commands.split(" ")]);
			expect(`${output.trim()}${errors}`).toBe(`${commands.split(" ")[0]}: ${prints}`.trim());
			expect(status).toBe(0);
		});
	});
	test.each([
		[8, "temperature", "drive.setTemperature", { temperature: 80 }],
		[9, "life that is used", "drive.setWear", { used: 50 }],
		[10, "spare capacity", "drive.setSpare", { spare: 5 }],
		[11, "critical warning", "drive.setReadOnly", { readOnly: true }],
	])(
		"asynchronous event %i, %s: is enabled, comes from both controllers, is acknowledged, disabled",
		async (id, _what, method, parameters) => {
			let enabled: (value?: unknown) => void;
			const ready = new Promise((resolve) => (enabled = resolve));
			const words = ["1", "9", `events=${id},2`, "enabled-events"];
			const ended = drive.run(probe, words, (output) => output.endsWith("enabled\n") && enabled());
			await Promise.race([ready, ended]);
			await drive.operator.call(method, parameters);
			const { status, output } = await ended;
			expect(output.split("\n").map((line) => line.trim())).toEqual([
				`events=${id},2: enabled`,
				`event ${id} of 0,`,
				`event ${id} of 1,`,
				"",
				"enabled-events:",
				"",
			]);
			expect(status).toBe(0);
		},
	);
	test.skipIf(missing)("leaves a trace in which tshark finds nothing malformed, and every integrity check correct", async () => {
		await drive.stop();
		expect(judge(drive.trace)).toBeGreaterThan(100);
	});
});
