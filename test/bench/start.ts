// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Figure } from "./figure.js";
import Program from "./program.js";

const rounds = 9;

/** Milliseconds from the start of the process until a device listens, and of a process that does nothing. */
async function* measureStart(program: string): AsyncGenerator<Figure> {
	const folder = mkdtempSync(join(tmpdir(), "mctp-xs-"));
	try {
		const bare = await median(["-e", "console.log('listens on')"]);
		const device = await median([program, "device", "--serial", `listen:unix:${join(folder, "serial")}`, "--log", "error"]);
		yield { name: "start of mctp-xs device", value: device, unit: "ms", detail: `of them ${bare.toFixed(0)} ms of Node itself` };
	} finally {
		rmSync(folder, { recursive: true });
	}
}

async function median(command: string[]): Promise<number> {
	const times: number[] = [];
	for (let round = 0; round < rounds; round++) {
		const since = performance.now();
		const program = new Program(...command);
		await program.until("listens on");
		times.push(performance.now() - since);
		await program.end();
	}
	return times.sort((left, right) => left - right)[rounds >> 1];
}

export default measureStart;
