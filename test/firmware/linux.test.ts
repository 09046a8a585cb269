// SPDX-License-Identifier: Apache-2.0
import { describe, expect, inject, test } from "vitest";
import { Emulator } from "./emulator.js";
import { endpoints } from "./images.js";
import { runningWithLinux } from "./running.js";

/** Bytes of the largest echo that the image has memory for. */
const largest = { stm32f405: 2048, "stm32f405-sdk": 4096, "mps2-an500": 4096 } as const;
const exchanges = 1000;

describe.each(endpoints)("%s as a device of Linux", (image) => {
	const skipped = inject("withoutImage")[image] ?? inject("withoutLinux");
	const { output, report } = runningWithLinux(new Emulator(image), skipped);

	test("it takes EID 9", async () => {
		await output("serial_up 8 9");
		expect(await output("mctptool req -i mctpserial0 1 0 0 80 02")).toBe("0: 00 02 00 00 00 00");
		expect(await output("mctptool req -i mctpserial0 1 0 0 81 01 00 09")).toMatch(/: 01 01 00 00 09 00$/);
		expect(await output("mctptool req 1 9 0 82 02")).toBe("9: 02 02 00 09 00 00");
	});
	test("types: control and vendor defined (PCI)", async () => {
		expect(await output("mctptool req 1 9 0 80 05")).toBe("9: 00 05 00 02 00 7e");
	});
	test("UUID: of version 8, made of the chip's number, the same twice", async () => {
		const uuid = await output("mctptool req 1 9 0 80 03");
		expect(uuid).toMatch(/^9: 00 03 00 6d 63 74( ..){3} 8.( ..) 8.( ..){7}$/);
		expect(await output("mctptool req 1 9 0 80 03")).toBe(uuid);
	});
	test.each([1, 2, 59, 60, 61, 64, 250, 1000, 2048, 4096].filter((length) => length <= largest[image]))(
		"echo of %i bytes",
		async (length) => {
			expect(await output(`mctptool ping 1 9 0x7e ${length} ccdef0`)).toBe(`9: ${length + 3} bytes, same`);
		},
	);
	test(`${exchanges} exchanges allocate nothing`, async () => {
		await report();
		const { figures: before } = await report();
		const loop = `i=0; while [ $i -lt ${exchanges} ]; do mctptool ping 1 9 0x7e 100 ccdef0; i=$((i + 1)); done 2>&1 | sort | uniq -c`;
		expect((await output(loop)).trim()).toBe(`${exchanges} 9: 103 bytes, same`);
		const { figures: after, fault, reset } = await report();
		console.log(`${image}: ${JSON.stringify(after)}`);
		expect({ fault, reset }).toEqual({ fault: 0, reset: 1 });
		for (const name of ["slotsUsed", "chunksUsed", "collections", "starts", "overruns"]) expect(after[name], name).toBe(before[name]);
		expect(after.collections).toBe(0);
		expect(after.stackPeak).toBe(before.stackPeak);
		expect(after.stackPeak).toBeLessThan(after.stack);
		expect(after.nativePeak).toBeLessThan(after.nativeStack);
		expect(after.uptime).toBeGreaterThan(before.uptime);
	});
	test("a quarter of slots and chunks stays free, for a profile of one's own", async (context) => {
		context.skip("mps2-an500" !== image && "stm32f405" !== image, "chunks and slots share what RAM there is");
		const { figures } = await report();
		expect(figures.slotsUsed).toBeLessThan(0.75 * figures.slots);
		expect(figures.chunksUsed).toBeLessThan(0.75 * figures.chunks);
	});
});
