// SPDX-License-Identifier: Apache-2.0
// The options of npm run firmware, by what the image then does with the hardware, also with that which QEMU has not.
import { expect, inject, test } from "vitest";
import { Emulator } from "./emulator.js";
import { runningWithHost } from "./running.js";

const baudRate = 0x40011008;
/** Half of the processor's clock, at 921 600 baud. */
const divider = 91;

const emulator = new Emulator("options", { logged: true });
const line = runningWithHost(emulator, inject("withoutImage").options);

test("--profile: it is the device of the profile", async () => {
	const uuid = [0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff];
	expect(await line.attached.ask(0x00, [0x80, 0x03])).toEqual([0x00, 0x03, 0x00, ...uuid]);
	expect(await line.attached.ask(0x00, [0x80, 0x05])).toEqual([0x00, 0x05, 0x00, 0x01, 0x00]);
});
test("--baud: the divider of the serial line", async () => {
	expect(await emulator.debugger.stopped((machine) => machine.peek(baudRate))).toBe(divider);
});
test("--led: port C gets its clock, pin 13 is an output, and goes high", () => {
	const written = (device: string, offset: string, value: string) =>
		new RegExp(`^${device}: unimplemented device write \\(size 4, offset ${offset}, value ${value}\\)$`, "m");
	expect(emulator.log).toMatch(written("RCC", "0x030", "0x00000004"));
	expect(emulator.log).toMatch(written("GPIOC", "0x000", "0x04000000"));
	expect(emulator.log).toMatch(written("GPIOC", "0x018", "0x00002000"));
});
