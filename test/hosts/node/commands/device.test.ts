// SPDX-License-Identifier: Apache-2.0
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import bundle from "../support/bundle.js";
import { folder } from "../support/device.js";
import { bytes, frame, hex } from "../support/frames.js";
import { Peer } from "../support/peer.js";
import Run from "../support/run.js";

let program: string;
beforeAll(() => {
	program = bundle();
});

/** Get Endpoint UUID to whoever is there, and where the UUID stands in the frame of the answer. */
const getUuid = frame(bytes("01 00 08 c8 00 80 03"));
const uuidAt = 11;

async function uuidOf(path: string): Promise<string> {
	const peer = await Peer.connect({ path });
	peer.write(getUuid);
	/* Two values are escaped (DSP0253 6.3): what is told may be longer than this, but hardly before the UUID ends. */
	const answer = hex(await peer.read(30))
		.replaceAll("7d 5d", "7d")
		.replaceAll("7d 5e", "7e");
	return answer.replaceAll(" ", "").slice(2 * uuidAt, 2 * (uuidAt + 16));
}

describe("a USB device", () => {
	test("is attached by the printed line, and there is no serial line then", async () => {
		const path = join(folder(), "usb");
		const run = new Run(program, "--usbredir", `listen:unix:${path}`);
		await run.until("SetupEndpoint");
		expect(run.output).toContain(`-chardev socket,id=usbredir0,path=${path},reconnect=1 -device usb-redir,chardev=usbredir0`);
		expect(run.output).not.toContain("serial0");
		run.process.kill("SIGTERM");
		expect(await run.status).toBe(0);
		expect(existsSync(path)).toBe(false);
	});

	test("where QEMU listens", async () => {
		const run = new Run(program, "--usbredir", "tcp:127.0.0.1:1");
		await run.until("SetupEndpoint");
		expect(run.output).toContain("usbredir0 connects to tcp:127.0.0.1:1, again and again until somebody listens there");
		expect(run.output).toContain("-chardev socket,id=usbredir0,host=127.0.0.1,port=1,server=on,wait=off ");
		run.process.kill("SIGTERM");
		expect(await run.status).toBe(0);
	});

	test("does not go over a terminal", async () => {
		const run = new Run(program, "--usbredir", "pty");
		expect(await run.status).toBe(2);
		expect(run.errors).toContain("Write unix:PATH, tcp:HOST:PORT, listen:unix:PATH or listen:tcp:[HOST:]PORT.");
	});
});

describe("a profile", () => {
	test("by name", async () => {
		const run = new Run(program, "--once", "--profile", "vendor");
		expect(await run.status).toBe(0);
		expect(run.output).toContain("PCI 0x1AF4, command set 1");
	});

	test("that is not there: status 1, and those that are", async () => {
		const run = new Run(program, "--once", "--profile", "toaster");
		expect(await run.status).toBe(1);
		expect(run.errors).toMatch(/there is no profile "toaster": choose from endpoint, /);
	});
});

describe("several devices", () => {
	function configuration(devices: object[]): string {
		const file = join(folder(), "devices.json");
		writeFileSync(file, JSON.stringify({ devices }));
		return file;
	}

	test("each on its own lines, with a UUID of its own that stays the same", async () => {
		const paths = [join(folder(), "left"), join(folder(), "right")];
		const file = configuration([
			{ name: "left", serial: [`listen:unix:${paths[0]}`] },
			{ name: "right", profile: "vendor", serial: [`listen:unix:${paths[1]}`] },
		]);
		const seen: string[][] = [];
		for (let start = 0; start < 2; start++) {
			const run = new Run(program, "--config", file);
			await run.until("right.serial0 listens on ");
			expect(run.output).toContain(`left.serial0 listens on ${paths[0]}`);
			seen.push(await Promise.all(paths.map(uuidOf)));
			run.process.kill("SIGTERM");
			expect(await run.status).toBe(0);
		}
		expect(seen[0][0]).toMatch(/^[0-9a-f]{12}5[0-9a-f]{19}$/);
		expect(seen[0][0]).not.toBe(seen[0][1]);
		expect(seen[1]).toEqual(seen[0]);
	});

	test("one whose line cannot be opened: status 1, and nothing stays", async () => {
		const path = join(folder(), "good");
		const file = configuration([
			{ name: "good", serial: [`listen:unix:${path}`] },
			{ name: "bad", serial: ["listen:unix:/nonexistent/serial"] },
		]);
		const run = new Run(program, "--config", file);
		expect(await run.status).toBe(1);
		expect(run.errors).toContain("cannot listen on unix:/nonexistent/serial");
		expect(existsSync(path)).toBe(false);
	});

	test("with an option that is for one device: status 2", async () => {
		const run = new Run(program, "--config", "devices.json", "--eid", "9");
		expect(await run.status).toBe(2);
		expect(run.errors).toContain("option '--config <file>' cannot be used with option '--eid <number>'");
	});
});
