// SPDX-License-Identifier: Apache-2.0
import { describe, expect, inject, test } from "vitest";
import { Fault, ResetReason } from "../../modules/device/health.js";
import { frame } from "../support/frame.js";
import { readReport, type Report } from "./diagnostics.js";
import { Emulator } from "./emulator.js";
import { endpoints, images } from "./images.js";
import { runningWithHost } from "./running.js";

const vendorDefined = 0x7e;
const echo = [0xcc, 0xde, 0xf0];
/** Instructions of the processor: cpsie i, cpsid i, b . and udf */
const interruptsOn = 0xb662;
const interruptsOff = 0xb672;
const forever = 0xe7fe;
const undefinedInstruction = 0xde00;
/** Bytes of a ring before the count of those lost. */
const lost = 16;

describe.each(endpoints)("%s goes on serving", (image) => {
	const emulator = new Emulator(image);
	const line = runningWithHost(emulator, inject("withoutImage")[image]);
	let asked = 0;
	async function served(): Promise<void> {
		asked++;
		const body = [...echo, 0x7e, 0x7d, 0xff, asked];
		const answer = await line.attached.ask(vendorDefined, body, { wanted: (other) => 0xff === other[5] && asked === other[6] });
		expect(answer).toEqual(body);
	}
	async function report(): Promise<Report> {
		const body = await line.attached.ask(vendorDefined, [0xcc, 0xde, 0xf2, 0x00], { wanted: (other) => 0xf2 === other[2] });
		return readReport(body.slice(4));
	}
	let starts = 1;
	/** What it says once it has started anew, and has told its bus owner so. */
	async function restarted(): Promise<Report> {
		const before = line.attached.notifications;
		starts++;
		for (const end = Date.now() + 120_000; ;) {
			const told = await report();
			if (starts === told.figures.starts && line.attached.notifications > before) return told;
			if (Date.now() > end)
				throw new Error(`no start ${starts}: ${JSON.stringify(told)}, ${line.attached.notifications - before} notifications`);
			await new Promise((resolve) => setTimeout(resolve, 200));
		}
	}

	test("at first", async () => {
		await served();
		expect(await report()).toMatchObject({ reset: ResetReason.powerOn, fault: Fault.none, figures: { starts: 1, overruns: 0 } });
	});
	test("behind garbage", async () => {
		line.attached.raw(Array.from({ length: 5000 }, (_, index) => (index * index * 31 + (index >> 3)) & 0xff));
		line.attached.raw([0x7e]);
		await served();
		expect((await report()).figures.starts).toBe(1);
	});
	test("behind bytes that the hardware lost in a frame", async () => {
		const bytes = frame([0x01, 0x00, 0x08, 0xc9, vendorDefined, ...echo, 1, 2, 3, 4, 5, 6, 7, 8]);
		line.attached.raw(bytes.slice(0, 8));
		await emulator.debugger.stopped(async (machine) => machine.write("gInput", 5 + (await machine.read("gInput", lost)), lost));
		line.attached.raw(bytes.slice(13));
		await served();
		expect((await report()).figures).toMatchObject({ overruns: 5, starts: 1 });
	});
	test("in front of a host that stops reading", async () => {
		line.attached.pause();
		for (let index = 0; index < 600; index++)
			line.attached.send([
				0x01,
				0x00,
				0x08,
				0xc8 | (index & 7),
				vendorDefined,
				...echo,
				index & 0xff,
				index >> 8,
				...Array<number>(40).fill(0x20),
			]);
		await new Promise((resolve) => setTimeout(resolve, 1000));
		line.attached.resume();
		for (let count = 0; count < 100; count++) await line.attached.packet((one) => 0x08 === one[1] && 0x20 === one[10]);
		await served();
		expect((await report()).figures.starts).toBe(1);
	});
	test("after a reset in the middle of a message", async () => {
		line.attached.send([0x01, 0x00, 0x08, 0x88, vendorDefined, ...echo, ...Array<number>(60).fill(0x55)]);
		await emulator.reset();
		expect(await restarted()).toMatchObject({ fault: Fault.none, text: "" });
		await served();
	});
	test("after a bad instruction, and says where it was", async () => {
		await emulator.debugger.stopped((machine) => machine.run(interruptsOn, undefinedInstruction));
		const { fault, text } = await restarted();
		expect(fault).toBe(Fault.hardware);
		expect(text).toMatch(/^at 2000[0-9a-f]{4}$/);
		await served();
	});
	test("after a program that hangs", async () => {
		await emulator.debugger.stopped((machine) => machine.run(interruptsOn, forever));
		expect(await restarted()).toMatchObject({
			reset: ResetReason.watchdog,
			fault: Fault.watchdog,
			text: expect.stringMatching(/^at 2000/),
		});
		await served();
	});
	test.skipIf("stm32f405" === images[image].board)(
		"after a program that hangs with interrupts off: QEMU's F405 has no watchdog, this board has",
		async () => {
			await emulator.debugger.stopped((machine) => machine.run(interruptsOff, forever));
			await restarted();
			await served();
		},
	);
});
