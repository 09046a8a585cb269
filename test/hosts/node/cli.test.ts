// SPDX-License-Identifier: Apache-2.0
import { existsSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import bundle from "./support/bundle.js";
import { folder } from "./support/device.js";
import { answer, bytes, frame, hex, request } from "./support/frames.js";
import { Peer } from "./support/peer.js";
import Run from "./support/run.js";

let program: string;
beforeAll(() => {
	program = bundle();
});

describe("help", () => {
	test("of the program names its commands", async () => {
		const run = new Run(program, "--help");
		expect(await run.status).toBe(0);
		expect(run.output).toMatch(/^Usage: mctp-xs \[options\] \[command\]/);
		expect(run.output).toContain("device [options]");
		expect(run.output).toContain("Examples:");
	});

	test("of a command names its options", async () => {
		const run = new Run(program, "device", "--help");
		expect(await run.status).toBe(0);
		for (const option of ["--serial <target>", "--eid <number>", "--uuid <uuid>", "--log <level>", "--once"]) {
			expect(run.output).toContain(option);
		}
	});

	test("the version", async () => {
		const run = new Run(program, "--version");
		expect(await run.status).toBe(0);
		expect(run.output).toMatch(/^\d+\.\d+\.\d+\n$/);
	});
});

describe("bad options: status 2, and what is allowed", () => {
	test.each([
		[["--eid", "7"], "Allowed are whole numbers from 8 to 254."],
		[["--eid", "nine"], "Allowed are whole numbers from 8 to 254."],
		[["--uuid", "1"], "expected 32 hexadecimal digits as 8-4-4-4-12"],
		[["--log", "loud"], "Allowed choices are error, warn, info, debug."],
		[["--serial", "somewhere"], "Write pty, TTY[,BAUD], unix:PATH, tcp:HOST:PORT, listen:unix:PATH or listen:tcp:[HOST:]PORT."],
		[["--serial"], "argument missing"],
		[["--nonsense"], "unknown option"],
		[["device", "extra"], "too many arguments"],
	])("%s", async (options, message) => {
		const run = new Run(program, ...options);
		expect(await run.status).toBe(2);
		expect(run.errors).toContain(message);
		expect(run.output).toBe("");
	});
});

describe("--once", () => {
	test("shows what the bus owner found, and ends", async () => {
		const run = new Run(program, "--once", "--uuid", "12345678-9ABC-DEF0-1234-56789abcdef0");
		expect(await run.status).toBe(0);
		expect(run.errors).toBe("");
		for (const row of [
			/│ EID +│ 9, before: none +│/,
			/│ Kind +│ simple endpoint, dynamic EID +│/,
			/│ UUID +│ 12345678-9abc-def0-1234-56789abcdef0 +│/,
			/│ MCTP versions +│ 1\.0 1\.1 1\.2 1\.3\.3 +│/,
			/│ Message types +│ 0x00 MCTP Control, 1\.0 1\.1 1\.2 1\.3\.3 +│/,
			/│ +│ 0x7E Vendor Defined, PCI, 1\.0 +│/,
			/│ Vendors +│ PCI 0xCCDE, command set 0 +│/,
			/│ Echo of 1 byte +│ \d+\.\d{3} ms there and back +│/,
			/│ Echo of 64 bytes +│ \d+\.\d{3} ms there and back +│/,
			/│ Echo of 4 KiB +│ \d+\.\d{3} ms there and back +│/,
		]) {
			expect(run.output).toMatch(row);
		}
		expect(run.output).not.toContain("\x1b");
	});

	test("opens no serial line", async () => {
		const path = join(folder(), "serial");
		const run = new Run(program, "--once", "--serial", `listen:unix:${path}`);
		expect(await run.status).toBe(0);
		expect(run.output).not.toContain("serial0");
		expect(existsSync(path)).toBe(false);
	});
});

describe("device", () => {
	test("a whole life: literal frames on a socket, a trace of them, SIGTERM, status 0, no socket file left", async () => {
		const path = join(folder(), "serial");
		const run = new Run(program, "device", "--serial", `listen:unix:${path}`, "--eid", "9", "--log", "debug");
		await run.until("serial0 listens on ");
		const peer = await Peer.connect({ path });
		peer.write(bytes(request));
		expect(hex(await peer.read(17))).toBe(answer);
		run.process.kill("SIGTERM");
		expect(await run.status).toBe(0);
		expect(existsSync(path)).toBe(false);
		expect(run.errors).toContain("debug serial0 <- EID 8 to 9 SOM EOM TO seq 0 tag 0 0x00 MCTP Control: 00 80 02");
		expect(run.errors).toContain("debug serial0 -> EID 9 to 8 SOM EOM seq 0 tag 0 0x00 MCTP Control: 00 00 02 00 09 02 00");
		expect(run.errors).toContain("info  SIGTERM: closing");
	});

	test("without options: a pseudo terminal, and the lines to attach a peer to it; SIGINT ends it", async () => {
		const run = new Run(program);
		await run.until("od -An -tx1");
		const [, path] = /serial0 is the pseudo terminal (\S+)/.exec(run.output)!;
		expect(run.output).toContain(`mctp link serial ${path} &`);
		expect(run.output).toContain("SetupEndpoint ay 0");
		expect(run.output).toContain(`qemu-system-... -serial ${path}`);
		const peer = Peer.terminal(path);
		peer.write(bytes("7e 01 07 01 00 08 c8 00 80 02 2b c1 7e"));
		expect((await peer.read(17)).length).toBe(17);
		run.process.kill("SIGINT");
		expect(await run.status).toBe(0);
	});

	test("several lines, each with an EID of its own", async () => {
		const paths = [join(folder(), "a"), join(folder(), "b")];
		const run = new Run(program, ...paths.flatMap((path) => ["--serial", `listen:unix:${path}`]));
		await run.until("serial1 listens on ");
		const peers = await Promise.all(paths.map((path) => Peer.connect({ path })));
		/* Set Endpoint ID 9 on the first line only; Get Endpoint ID on the second. */
		peers[0].write(frame(bytes("01 00 08 c8 00 81 01 00 09")));
		expect(hex(await peers[0].read(17))).toMatch(/^7e 01 0b 01 08 09 c0 00 01 01 00 00 09 00 /);
		peers[1].write(bytes("7e 01 07 01 00 08 c8 00 80 02 2b c1 7e"));
		expect(hex(await peers[1].read(17))).toMatch(/^7e 01 0b 01 08 00 c0 00 00 02 00 00 00 00 /);
		run.process.kill("SIGTERM");
		expect(await run.status).toBe(0);
	});

	test("a line that cannot be opened: status 1, the reason, and the others closed again", async () => {
		const good = join(folder(), "serial");
		const run = new Run(program, "--serial", `listen:unix:${good}`, "--serial", "listen:unix:/nonexistent/serial");
		expect(await run.status).toBe(1);
		expect(run.errors).toContain("mctp-xs: cannot listen on unix:/nonexistent/serial: no permission, or no such folder");
		expect(existsSync(good)).toBe(false);
	});
});
