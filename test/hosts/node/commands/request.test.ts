// SPDX-License-Identifier: Apache-2.0
import { existsSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import bundle from "../support/bundle.js";
import { folder, open } from "../support/device.js";
import { bytes, frame, hex } from "../support/frames.js";
import { Peer } from "../support/peer.js";
import Run from "../support/run.js";

let program: string;
beforeAll(() => {
	program = bundle();
});

/** A device with EID 9, and where it listens. */
async function device(options: Parameters<typeof open>[1] = {}): Promise<string> {
	const path = join(folder(), "line");
	await open(`listen:unix:${path}`, options);
	return path;
}

describe("an answer", () => {
	test.each(["serial", "usbredir"] as const)("by %s: bytes on standard output, what they mean on standard error", async (transport) => {
		const path = await device({ transport });
		const run = new Run(program, "request", `--${transport}`, `unix:${path}`, "--eid", "9", "control", "80", "02");
		expect(await run.status).toBe(0);
		expect(run.output).toBe("00 02 00 09 02 00\n");
		expect(run.errors).toMatch(/^Get Endpoint ID answer, instance 0, completion success, EID 9, /);
	});

	test("of whoever is there, without an EID", async () => {
		const run = new Run(program, "request", `unix:${await device({ eid: 0 })}`, "0", "8002");
		expect(await run.status).toBe(0);
		expect(run.output).toBe("00 02 00 00 00 00\n");
	});

	test("of several packets, to a request of several", async () => {
		const body = Array.from({ length: 300 }, (_, index) => (index & 0xff).toString(16).padStart(2, "0"));
		const run = new Run(program, "request", `unix:${await device()}`, "vendor-pci", "0xcc,0xde", "f0", body.join(":"));
		expect(await run.status).toBe(0);
		expect(run.output).toBe(`cc de f0 ${body.join(" ")}\n`);
	});

	test("as JSON, several times", async () => {
		const path = await device();
		const run = new Run(program, "request", `unix:${path}`, "--eid", "9", "--repeat", "3", "--json", "0x7e", "cc", "de", "f0", "1");
		expect(await run.status).toBe(0);
		const lines = run.output.trimEnd().split("\n");
		expect(lines.length).toBe(3);
		expect(JSON.parse(lines[2])).toMatchObject({ eid: 9, type: 0x7e, answer: "ccdef001", milliseconds: expect.any(Number), faults: [] });
		expect(run.errors).toMatch(/^3 requests, 3 answers, there and back in \d+\.\d{3} ms \(median\), \d+\.\d{3} ms \(longest\)\n$/);
	});

	test("of an endpoint that is given an EID first, from another own EID", async () => {
		const path = await device({ eid: 0 });
		const run = new Run(program, "request", `unix:${path}`, "--own-eid", "20", "--assign", "--eid", "30", "control", "80", "02");
		expect(await run.status).toBe(0);
		expect(run.output).toBe("00 02 00 1e 00 00\n");
	});
});

describe("what is sent, literally", () => {
	test.each([
		["from and to these EIDs", ["--own-eid", "20", "--eid", "30", "pldm", "80", "02"], "01 1e 14 c8 01 80 02"],
		["to the null EID", ["control", "80", "02"], "01 00 08 c8 00 80 02"],
		["without a body", ["5"], "01 00 08 c8 05"],
		[
			"NVMe-MI with its integrity check",
			["nvme-mi", "08 0000 00000000 00000000 00000000"],
			"01 00 08 c8 84 08 00 00 00 00 00 00 00 00 00 00 00 00 00 00 e2 00 06 07",
		],
		["NVMe-MI without", ["--no-check", "nvme-mi", "08"], "01 00 08 c8 84 08"],
		["a type without the bit", ["0x04", "08"], "01 00 08 c8 04 08"],
	])("%s", async (_, options, packet) => {
		const path = join(folder(), "line");
		const run = new Run(program, "request", `listen:unix:${path}`, ...options);
		await run.untilError(`serial listens on ${path}`);
		const peer = await Peer.connect({ path });
		const expected = frame(bytes(packet));
		expect(hex(await peer.read(expected.length))).toBe(hex(expected));
	});
});

describe("no answer: status 1, and why", () => {
	test("in time", async () => {
		const run = new Run(program, "request", `unix:${await device()}`, "--eid", "10", "--timeout", "50", "control", "80", "02");
		expect(await run.status).toBe(1);
		expect(run.output).toBe("");
		expect(run.errors).toBe("mctp-xs: request of type 0x00 to EID 10: no answer within 50 ms\n");
	});

	test("in time, as JSON", async () => {
		const run = new Run(program, "request", `unix:${await device()}`, "--timeout", "50", "--repeat", "2", "--json", "spdm");
		expect(await run.status).toBe(1);
		expect(run.output).toBe('{"eid":0,"type":5,"error":"timeout"}\n'.repeat(2));
		expect(run.errors).toBe("2 requests, 0 answers\n");
	});

	test("because nobody is there", async () => {
		const path = join(folder(), "none");
		const run = new Run(program, "request", `unix:${path}`, "--timeout", "50", "control");
		expect(await run.status).toBe(1);
		expect(run.errors).toContain(`no connection to unix:${path}: nobody listens there; trying again`);
		expect(run.errors).toContain("mctp-xs: no peer came within 50 ms\n");
	});

	test("because the peer goes", async () => {
		const path = join(folder(), "line");
		const run = new Run(program, "request", `listen:unix:${path}`, "control", "80", "02");
		await run.untilError("listens on");
		const peer = await Peer.connect({ path });
		await peer.read(13);
		peer.socket.destroy();
		expect(await run.status).toBe(1);
		expect(run.errors).toContain("mctp-xs: request of type 0x00 to EID 0: link down\n");
		expect(existsSync(path)).toBe(false);
	});
});

describe("a signal ends it, and nothing stays", () => {
	test.each([
		["SIGINT", 130],
		["SIGTERM", 143],
	] as const)("%s while nobody is there", async (signal, status) => {
		const path = join(folder(), "line");
		const run = new Run(program, "request", `listen:unix:${path}`, "control", "80", "02");
		await run.untilError("listens on");
		run.process.kill(signal);
		expect(await run.status).toBe(status);
		expect(run.errors).not.toContain("mctp-xs:");
		expect(existsSync(path)).toBe(false);
	});

	test("while an answer is awaited", async () => {
		const path = join(folder(), "line");
		const run = new Run(program, "request", `listen:unix:${path}`, "control", "80", "02");
		await run.untilError("listens on");
		const peer = await Peer.connect({ path });
		await peer.read(13);
		run.process.kill("SIGINT");
		expect(await run.status).toBe(130);
		expect(run.errors).not.toContain("mctp-xs:");
	});
});

describe("bad arguments: status 2, and what is allowed", () => {
	test.each([
		[["unix:/x"], "missing required argument 'type'"],
		[["somewhere", "control"], "Write pty, TTY[,BAUD], unix:PATH"],
		[["unix:/x", "controll"], "Allowed are control, pldm, nc-si,"],
		[["unix:/x", "256"], "and numbers from 0 to 255 or 0x00 to 0xff."],
		[["unix:/x", "control", "80", "8x"], '"8x" is not hexadecimal; write bytes such as 80 02'],
		[["unix:/x", "control", "80", "--eid", "7"], "Allowed are whole numbers from 8 to 254."],
		[["unix:/x", "control", "80", "--own-eid", "0"], "Allowed are whole numbers from 8 to 254."],
		[["unix:/x", "control", "80", "--repeat", "0"], "Allowed are whole numbers from 1."],
		[["unix:/x", "control", "80", "--assign"], "option '--assign' needs '--eid <number>'"],
		[["unix:/x", "control", "--serial", "--usbredir"], "cannot be used with option '--"],
	])("%s", async (options, message) => {
		const run = new Run(program, "request", ...options);
		expect(await run.status).toBe(2);
		expect(run.errors).toContain(message);
		expect(run.output).toBe("");
	});

	test("a terminal for usbredir: status 1", async () => {
		const run = new Run(program, "request", "--usbredir", "pty", "control");
		expect(await run.status).toBe(1);
		expect(run.errors).toContain("mctp-xs: --usbredir goes over a socket: write unix:PATH,");
	});
});

test("help names the options", async () => {
	const run = new Run(program, "request", "--help");
	expect(await run.status).toBe(0);
	for (const option of ["--serial", "--usbredir", "--eid <number>", "--own-eid <number>", "--timeout <ms>", "--repeat <count>", "--json"]) {
		expect(run.output).toContain(option);
	}
});
