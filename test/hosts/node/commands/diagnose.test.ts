// SPDX-License-Identifier: Apache-2.0
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { Fault, Figure, figureNames, ResetReason, type Health } from "../../../../modules/device/health.js";
import { formatDiagnosis } from "../../../../hosts/node/diagnose.js";
import bundle from "../support/bundle.js";
import { folder, open } from "../support/device.js";
import Run from "../support/run.js";

let program: string;
beforeAll(() => {
	program = bundle();
});

async function device(options: Parameters<typeof open>[1] = {}): Promise<string> {
	const path = join(folder(), "line");
	await open(`listen:unix:${path}`, options);
	return `unix:${path}`;
}

test("a device of this program knows how long it has run", async () => {
	const run = new Run(program, "diagnose", await device(), "--json");
	expect(await run.status).toBe(0);
	const { figures, ...rest } = JSON.parse(run.output) as { figures: { uptime: number } };
	expect(rest).toEqual({ reset: "powerOn", fault: "none", text: "" });
	expect(Object.keys(figures)).toEqual(["uptime"]);
	expect(figures.uptime).toBeGreaterThan(0);
});

test("an endpoint without the service does not answer", async () => {
	const target = await device({ profile: { name: "bare" } });
	const run = new Run(program, "diagnose", target, "--timeout", "300");
	expect(await run.status).toBe(1);
	expect(run.errors).toContain("no answer within 300 ms");
});

test("a board's figures are told in words", () => {
	const figures = Object.fromEntries(figureNames.map((name, index) => [name, index + 1]));
	const text = formatDiagnosis({ reset: "watchdog", fault: "exception", text: "Error: no", figures }, (heading) => heading);
	expect(text).toBe(
		[
			"┌──────────────┬───────────────────────────────┐",
			"│ Runs         │ for 0.001 s                   │",
			"│ Run          │ 2 since power-on              │",
			"│ Began by     │ watchdog                      │",
			"│ Run before   │ exception: Error: no          │",
			"│ Slots        │ 4 of 6, 5 at most, of 3 bytes │",
			"│ Chunks       │ 7 of 9 bytes, 8 at most       │",
			"│ Garbage      │ collected 10 times            │",
			"│ Stack of XS  │ 11 of 12 bytes at most        │",
			"│ Native stack │ 13 of 14 bytes at most        │",
			"│ Overruns     │ 15 bytes lost                 │",
			"└──────────────┴───────────────────────────────┘",
			"",
		].join("\n"),
	);
});

test("the numbers on the wire have the names of their tables", () => {
	expect([Figure.uptime, Figure.collections, Figure.overruns, figureNames.length]).toEqual([0, 9, 14, 15]);
	expect([ResetReason.watchdog, Fault.watchdog] satisfies Health["fault"][]).toEqual([4, 8]);
});
