// SPDX-License-Identifier: Apache-2.0
// The profile nvme as firmware, in front of a Linux kernel, with nvme-cli where the guest has it.
import { beforeEach, describe, expect, inject, onTestFinished, test } from "vitest";
import { checked, healthPoll, identifyController } from "../support/drive.js";
import { Emulator } from "./emulator.js";
import { Host } from "./host.js";
import { drives } from "./images.js";
import { runningWithLinux } from "./running.js";

const polls = 500;
const identifies = 20;
const rounds = 20;
const hexadecimal = (bytes: readonly number[]) => bytes.map((byte) => byte.toString(16).padStart(2, "0"));
/** A request to EID 9 as mctptool takes it: the type byte, then the message. */
const request = (body: readonly number[]) => `mctptool req 1 9 0x84 ${hexadecimal(checked(body).slice(1)).join("")}`;

describe.each(drives)("%s as a drive of Linux", (image) => {
	const skipped = inject("withoutImage")[image] ?? inject("withoutLinux");
	const { run, output, report } = runningWithLinux(new Emulator(image), skipped);

	test("it takes EID 9, and speaks NVMe-MI", async () => {
		await output("serial_up 8 9");
		expect(await output("mctptool req -i mctpserial0 1 0 0 81 01 00 09")).toMatch(/: 01 01 00 00 09 00$/);
		expect(await output("mctptool req 1 9 0 80 05")).toBe("9: 00 05 00 03 00 04 7e");
	});
	test("NVM Subsystem Health Status Poll: it works, at 35 degrees, 3 hundredths of its life used", async () => {
		const answer = [0x88, 0, 0, 0, 0, 0, 0, 0x38, 0xff, 35, 3, 0x21, 0, 0, 0];
		expect(await output(request(healthPoll))).toBe(`9: ${hexadecimal(checked(answer).slice(1)).join(" ")}`);
	});
	test("Identify Controller: 4096 bytes, with their integrity check", async () => {
		const bytes = (await output(request(identifyController)))
			.replace(/^9: /, "")
			.split(" ")
			.map((byte) => parseInt(byte, 16));
		expect(bytes).toHaveLength(19 + 4096 + 4);
		expect(bytes).toEqual(checked(bytes.slice(0, -4)).slice(1));
		expect(String.fromCharCode(...bytes.slice(19 + 24, 19 + 64))).toBe("Example NVMe drive".padEnd(40));
	});
	test("nvme-cli sees what it is", async (context) => {
		context.skip(0 !== (await run("command -v nvme")).status, "the guest has no nvme-cli");
		expect(await output("nvme id-ctrl mctp:1,9")).toMatch(/^mn {8}: Example NVMe drive/m);
		expect(JSON.parse(await output("nvme list-ns mctp:1,9 -o json"))).toEqual({ nsid_list: [{ nsid: 1 }] });
		expect(JSON.parse(await output("nvme smart-log mctp:1,9 -o json"))).toMatchObject({ temperature: 308, avail_spare: 100 });
	});
	test(`${polls} health polls and ${identifies} times Identify allocate nothing`, async () => {
		const times = async (count: number, command: string) => {
			const lines = await output(`i=0; while [ $i -lt ${count} ]; do ${command}; i=$((i + 1)); done 2>&1 | sort | uniq -c`);
			expect(lines.trim()).toMatch(new RegExp(`^${count} 9: [0-9a-f ]+$`));
		};
		await report();
		const { figures: before } = await report();
		await times(polls, request(healthPoll));
		await times(identifies, request(identifyController));
		const { figures: after, fault, reset } = await report();
		console.log(`${image}: ${JSON.stringify(after)}`);
		expect({ fault, reset }).toEqual({ fault: 0, reset: 1 });
		for (const name of ["slotsUsed", "chunksUsed", "collections", "starts", "overruns"]) expect(after[name], name).toBe(before[name]);
		expect(after.collections).toBe(0);
		expect(after.stackPeak).toBeLessThan(after.stack);
		expect(after.nativePeak).toBeLessThan(after.nativeStack);
	});
});

describe.each(drives)("%s as a drive of anybody", (image) => {
	const skipped = inject("withoutImage")[image];
	beforeEach((context) => context.skip(undefined !== skipped, skipped));

	test("answers 300 times Identify to a host that takes up to a millisecond over all that it reads", async () => {
		const emulator = new Emulator(image);
		await emulator.start();
		const socket = await emulator.line();
		const host = new Host(socket);
		onTestFinished(async () => {
			host.close();
			await emulator.stop();
		});
		// Then there is no room on the line now and then, and again when nobody expects it.
		socket.on("data", () => {
			for (const end = performance.now() + Math.random(); performance.now() < end;);
		});
		for (let round = 0; round < 300; round++)
			expect(await host.ask(0x84, checked(identifyController).slice(1), { every: 60_000, limit: 0 })).toHaveLength(4119);
	});
	test.each([
		["Health Status Poll", healthPoll, 20, 250e3],
		["Identify Controller", identifyController, 4120, 4e6],
	])("answers %s in few instructions", async (name, body, length, most) => {
		const emulator = new Emulator(image, { counted: true });
		await emulator.start();
		const host = new Host(await emulator.line());
		onTestFinished(async () => {
			host.close();
			await emulator.stop();
		});
		const instructions = async () => 1000 * (await emulator.debugger.stopped((machine) => machine.read("gBusy")));
		const message = checked(body).slice(1);
		const ask = async () => expect(await host.ask(0x84, message)).toHaveLength(length - 1);
		await ask();
		const before = await instructions();
		for (let round = 0; round < rounds; round++) await ask();
		const each = Math.round(((await instructions()) - before) / rounds);
		console.log(`${image}: ${each} instructions for ${name}, serial line included`);
		expect(each).toBeGreaterThan(10e3);
		expect(each).toBeLessThan(most);
	});
});
