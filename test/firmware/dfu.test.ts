// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, inject, test } from "vitest";
import { fileOf } from "./images.js";

const flash = 0x08000000;
/** The two sectors where the device keeps what outlives the power, and the end of flash. */
const kept = { from: 0x08004000, to: 0x0800c000 };
const flashEnd = 0x08100000;

const withoutTool =
	undefined === spawnSync("dfu-suffix", ["--version"]).error ? undefined : "dfu-suffix is missing (apt-get install dfu-util)";
if (withoutTool) console.log(`skipped: ${withoutTool}`);

/** Addresses and bytes of the elements of a DfuSe file with one target (UM0391). */
function elementsOf(file: Buffer): { address: number; bytes: Buffer }[] {
	const count = file.readUInt32LE(11 + 270);
	const elements = [];
	for (let at = 11 + 274; elements.length < count;) {
		const [address, length] = [file.readUInt32LE(at), file.readUInt32LE(at + 4)];
		elements.push({ address, bytes: file.subarray(at + 8, at + 8 + length) });
		at += 8 + length;
	}
	return elements;
}

describe.each(["stm32f405", "stm32f405-sdk"] as const)("the DFU file of %s", (image) => {
	const skipped = inject("withoutImage")[image];

	test("is one for dfu-util: boot loader of STM32 chips, DfuSe, right sum", (context) => {
		context.skip(undefined !== (skipped ?? withoutTool), skipped ?? withoutTool);
		const { status, stdout, stderr } = spawnSync("dfu-suffix", ["--check", fileOf(image, "dfu")], { encoding: "utf8" });
		expect(status, stderr).toBe(0);
		expect(stdout).toMatch(/Vendor ID:\s+0x0483/);
		expect(stdout).toMatch(/Product ID:\s+0xDF11/);
		expect(stdout).toMatch(/BCD DFU:\s+0x011A/);
	});
	test("dfu-util refuses it with a byte changed", (context) => {
		context.skip(undefined !== (skipped ?? withoutTool), skipped ?? withoutTool);
		const file = readFileSync(fileOf(image, "dfu"));
		file[1000] ^= 1;
		expect(spawnSync("dfu-suffix", ["--check", "/dev/stdin"], { input: file }).status).not.toBe(0);
	});
	test("has what the image has, and leaves alone what the device keeps", (context) => {
		context.skip(undefined !== skipped, skipped);
		const whole = readFileSync(fileOf(image, "bin"));
		const elements = elementsOf(readFileSync(fileOf(image, "dfu")));
		expect(elements).toHaveLength(2);
		for (const { address, bytes } of elements) {
			expect(address >= kept.to || address + bytes.length <= kept.from).toBe(true);
			expect(address + bytes.length).toBeLessThanOrEqual(flashEnd);
			expect(bytes.equals(whole.subarray(address - flash, address - flash + bytes.length))).toBe(true);
		}
		const last = elements[1];
		expect(last.address + last.bytes.length).toBe(flash + whole.length);
	});
});
