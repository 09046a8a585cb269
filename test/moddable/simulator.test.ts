// SPDX-License-Identifier: Apache-2.0
// The simulator, without a screen: what its panel says stands in its trace.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { diagnose } from "../../hosts/node/diagnose.js";
import { discover } from "../../hosts/node/discover.js";
import { own } from "../hosts/node/support/bus-owner.js";
import { root } from "../lint/sources.js";
import Program from "./program.js";
import { build, buildTimeout, library } from "./sdk.js";

const simulator = inject("simulator");
/** Where mcsim keeps what it runs, in the home of the person. */
const ownFolder = ".config/tech.moddable.mcsim";
/** Pixels from the corner of the window: the first row of the controls pane, and the middle of its slider. */
const firstSlider = { x: 200, y: 66 };

describe.skipIf("" === simulator)("the simulator", () => {
	let home: string;
	let screen: Program;
	let run: Program;
	let environment: NodeJS.ProcessEnv;
	beforeAll(async () => {
		const { log, status, complaints } = build("lin", "test/moddable/simulator/manifest.json", "-d");
		if (0 !== status) throw new Error(log);
		expect(complaints).toEqual([]);
		home = mkdtempSync(join(tmpdir(), "mctp-xs-"));
		mkdirSync(join(home, ownFolder), { recursive: true });
		screen = new Program("Xvfb", ["-displayfd", "1", "-screen", "0", "1024x768x24", "-nolisten", "tcp"]);
		const [display] = await screen.until(/^\d+$/m);
		environment = { HOME: home, DISPLAY: `:${display}` };
		/* Otherwise the trace would wait for a full buffer. */
		run = new Program("stdbuf", ["-oL", simulator, join(root, "hosts/sim/simulator/simulators"), library("mctp-xs")], environment);
		await run.until(/^panel: Run: 1$/m);
	}, buildTimeout);
	afterAll(async () => {
		await run?.end();
		await screen?.end();
		if (undefined !== home) rmSync(home, { recursive: true, force: true });
	});

	test("shows what the device is, and what happens to it", async () => {
		for (const line of ["Name: endpoint", "serial0: down, EID none", "usbredir0: down, EID none", "Packets: 0 in, 0 out", "Faults: none"])
			await run.until(new RegExp(`^panel: ${line}$`, "m"));
		const { owner } = await own(await run.target("serial0"));
		await owner.peer();
		await discover(owner.control, 9);
		await run.until(/^panel: serial0: up, EID 9$/m);
		await run.until(/^panel: Last request: EID 8: 00 8\d 06 00$/m);
		await run.until(/^panel: Packets: [1-9]\d* in, [1-9]\d* out$/m);
		const { figures } = await diagnose(owner.requester, 0);
		expect(figures.slotsUsed).toBeLessThan(figures.slots);
		console.log(`lin: ${JSON.stringify(figures)}`);
	});

	test("a control that is moved changes what is read over MCTP", async () => {
		const { owner } = await own(await run.target("serial0"));
		await owner.peer();
		const { x, y } = firstSlider;
		const moved = spawnSync("xdotool", ["mousemove", String(x), String(y), "mousedown", "1", "sleep", "0.2", "mouseup", "1"], {
			env: { ...process.env, ...environment },
		});
		expect(moved.status).toBe(0);
		const [, eid] = await run.until(/^panel: assign 0 (\d+)$/m);
		expect(Number(eid)).toBeGreaterThan(8);
		const [present] = await owner.control.command(0, "getEndpointId");
		expect(present).toBe(Number(eid));
		await run.until(new RegExp(`^panel: serial0: up, EID ${eid}$`, "m"));
	});
});
