// SPDX-License-Identifier: Apache-2.0
import { describe, expect, inject, test } from "vitest";
import { Emulator } from "./emulator.js";
import { endpoints } from "./images.js";
import { runningWithHost } from "./running.js";

/** Instructions from reset to the first answer, and of an exchange: Get Endpoint ID, bytes of frames in, bytes of frames out. */
const mostToBoot = 25e6;
const mostInstructions = 160e3;
const rounds = 100;

describe.each(endpoints)("%s", (image) => {
	const emulator = new Emulator(image, { counted: true });
	const line = runningWithHost(emulator, inject("withoutImage")[image]);
	/** What the program has run without waiting; a microsecond is 1000 instructions. */
	const instructions = async () => 1000 * (await emulator.debugger.stopped((machine) => machine.read("gBusy")));

	test("answers first after at most 25 million instructions", async () => {
		expect(await line.attached.ask(0x00, [0x80, 0x02], { every: 1000 })).toEqual([0x00, 0x02, 0x00, 0x00, 0x00, 0x00]);
		const boot = await instructions();
		console.log(`${image}: ${boot} instructions to the first answer`);
		expect(boot).toBeGreaterThan(100e3);
		expect(boot).toBeLessThan(mostToBoot);
	});
	test("answers Get Endpoint ID in few instructions", async () => {
		const before = await instructions();
		for (let round = 0; round < rounds; round++) await line.attached.ask(0x00, [0x80, 0x02]);
		const each = Math.round(((await instructions()) - before) / rounds);
		console.log(`${image}: ${each} instructions for Get Endpoint ID, serial line included`);
		expect(each).toBeGreaterThan(10e3);
		expect(each).toBeLessThan(mostInstructions);
	});
});
