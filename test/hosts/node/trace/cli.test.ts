// SPDX-License-Identifier: Apache-2.0
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { enhancedPacket, interfaceDescription, sectionHeader } from "../../../../hosts/node/trace/pcapng-writer.js";
import bundle from "../support/bundle.js";
import { folder } from "../support/device.js";
import { answer, bytes, hex, request } from "../support/frames.js";
import { Peer } from "../support/peer.js";
import Run from "../support/run.js";
import { packetsOf, sectionOf } from "./support.js";

let program: string;
beforeAll(() => {
	program = bundle();
});

/** What a run says, with its status; `input` is what it reads. */
async function decode(words: readonly string[], input?: string | Uint8Array): Promise<{ status: unknown; output: string; errors: string }> {
	const run = new Run(program, "decode", ...words);
	if (undefined !== input) run.process.stdin!.end(input);
	return { status: await run.status, output: run.output, errors: run.errors };
}

const getEid = "EID 8 to 9 SOM EOM TO seq 0 tag 0 0x00 MCTP Control: 00 80 02  Get Endpoint ID request, instance 0";
const trace = Buffer.concat([
	sectionHeader("test"),
	interfaceDescription("usb0"),
	enhancedPacket(0, { time: 1_795_262_015_065_270, port: "usb0", direction: "received", bytes: bytes("010908c8008002") }, 0),
	enhancedPacket(0, { time: 1, port: "usb0", direction: "received", dropped: "notForUs", bytes: bytes("010a08c8008002") }, 0),
]);

describe("decode", () => {
	test.each([
		["a packet", ["010908c8008002"], [`1 ${getEid}`]],
		["a packet in words", ["01", "09", "08", "c8", "00", "80", "02"], [`1 ${getEid}`]],
		["two packets", ["010908c8008002", "010908c8008002"], [`1 ${getEid}`, `2 ${getEid}`]],
		["a frame of a serial line", [request.replaceAll(" ", "")], [`1 ${getEid}`]],
		["a USB transfer", ["1ab4000b010908c80080021ab4000b010908c8008002"], [`1 ${getEid}`, `2 ${getEid}`]],
		["a frame of an SMBus", ["12 0f 08 11 01 09 08 c8 00 80 02 78"], [`1 0x08 ${getEid}`]],
	])("%s", async (_name, words, lines) => {
		expect(await decode(words)).toEqual({ status: 0, output: lines.map((line) => `${line}\n`).join(""), errors: "" });
	});

	test("lines of standard input: packets, remarks, and a dump that od wrapped", async () => {
		expect((await decode(["-"], `# asked\n01 09 08 c8 00 80 02\n\n010908c8008002 # again\n`)).output).toBe(`1 ${getEid}\n2 ${getEid}\n`);
		expect((await decode(["-"], ` ${request.slice(0, 20)}\n ${request.slice(21)}\n`)).output).toBe(`1 ${getEid}\n`);
	});

	test("a file of bytes", async () => {
		const path = join(folder(), "line.bin");
		writeFileSync(path, bytes(`${request}${request}`));
		expect((await decode([path])).output).toBe(`1 ${getEid}\n2 ${getEid}\n`);
	});

	test("a capture, also from standard input", async () => {
		const path = join(folder(), "trace.pcapng");
		writeFileSync(path, trace);
		const output = `1 11:53:35.065270 usb0 <- ${getEid}\n2 00:00:00.000001 usb0 <- ${getEid.replace("to 9", "to 10").replace("02  ", "02  dropped: notForUs  ")}\n`;
		expect(await decode([path])).toEqual({ status: 0, output, errors: "" });
		expect(await decode(["-"], trace)).toEqual({ status: 0, output, errors: "" });
	});

	test("all bytes of messages, and JSON", async () => {
		expect((await decode(["--bytes", "010908c8008002"])).output).toBe(`1 ${getEid}\n000000  00 80 02\n`);
		expect(JSON.parse((await decode(["--json", "010908c8008002"])).output)).toMatchObject({
			number: 1,
			message: { name: "Get Endpoint ID request" },
		});
	});

	test("what is wrong: status 1", async () => {
		const wrong = await decode([request.replace("b2", "b3").replaceAll(" ", "")]);
		expect(wrong).toEqual({ status: 1, output: `1 ${getEid}  ! frame check sequence 0e b3, expected 0e b2\n`, errors: "" });
	});

	test.each([
		[["nothing-here"], 'there is no file nothing-here, "nothing-here" is not hexadecimal'],
		[["01", "x"], 'bytes, "x" is not hexadecimal'],
		[["ff00"], "ff00 begins neither a packet nor a frame: say --as serial, usb, i2c, packet"],
		[["/"], "/: EISDIR"],
	])("%j: status 1, %s", async (words, message) => {
		const { status, errors, output } = await decode(words);
		expect([status, output]).toEqual([1, ""]);
		expect(errors).toContain(`mctp-xs: ${message}`);
	});

	test("a damaged capture: what can be read, and where it breaks", async () => {
		const { status, output, errors } = await decode(["-"], trace.subarray(0, -20));
		expect([status, output]).toEqual([1, `1 11:53:35.065270 usb0 <- ${getEid}\n`]);
		expect(errors).toMatch(/^mctp-xs: standard input: at byte \d+: the file ends in a block of \d+ bytes, 20 are missing\n$/);
	});

	test("a capture of something else", async () => {
		const other = sectionOf(1, [6, "00000000 00000000 00000000 04000000 04000000 00000000"]);
		expect(await decode(["-"], other)).toEqual({ status: 0, output: "", errors: "1 frames of the capture are not MCTP\n" });
	});

	test("lines that are not hexadecimal", async () => {
		expect((await decode(["-"], "01 09\nGET / HTTP/1.1\n")).errors).toBe('mctp-xs: standard input: line 2, "GET" is not hexadecimal\n');
	});
});

/** Runs a device on a socket, asks for its EID, and ends it. */
async function traced(...options: string[]): Promise<Run> {
	const path = join(folder(), "serial");
	const run = new Run(program, "device", "--serial", `listen:unix:${path}`, "--eid", "9", ...options);
	await run.until("serial0 listens on ");
	const peer = await Peer.connect({ path });
	peer.write(bytes(request));
	expect(hex(await peer.read(17))).toBe(answer);
	run.process.kill("SIGTERM");
	expect(await run.status).toBe(0);
	return run;
}

describe("device --trace", () => {
	test("writes what came and went to a file", async () => {
		const path = join(folder(), "trace.pcapng");
		await traced("--trace", path);
		const file = readFileSync(path);
		expect((await packetsOf(file)).map(({ port, direction, bytes }) => [port, direction, hex(bytes)])).toEqual([
			["serial0", "received", "01 09 08 c8 00 80 02"],
			["serial0", "sent", "01 08 09 c0 00 00 02 00 09 02 00"],
		]);
		expect(file.toString("latin1")).toMatch(/mctp-xs \d+\.\d+\.\d+\0/);
	});

	test("to standard output, which has nothing else on it: decode prints each packet as it comes", async () => {
		const path = join(folder(), "serial");
		const pipeline = '"$0" "$1" device --serial "$2" --eid 9 --trace - | "$0" "$1" decode -';
		const shell = spawn("sh", ["-c", pipeline, process.execPath, program, `listen:unix:${path}`], { detached: true });
		onTestFinished(() => void process.kill(-shell.pid!, "SIGKILL"));
		let told = "";
		for await (const text of shell.stderr) if ((told += text).includes("serial0 listens on ")) break;
		const peer = await Peer.connect({ path });
		peer.write(bytes(request));
		let seen = "";
		for await (const text of shell.stdout) if ((seen += text).split("\n").length > 2) break;
		expect(seen).toMatch(/^1 \S+ serial0 <- EID 8 to 9 .*\n2 \S+ serial0 -> EID 9 to 8 .*\n$/);
	});

	test("a file that cannot be written: status 1 before anything else happens", async () => {
		const run = new Run(program, "device", "--trace", "/nonexistent/trace");
		expect(await run.status).toBe(1);
		expect(run.errors).toBe(
			"mctp-xs: cannot write a trace to /nonexistent/trace: ENOENT: no such file or directory, open '/nonexistent/trace'\n",
		);
		expect(run.output).toBe("");
	});
});

describe("replay", () => {
	/** A capture of a device that is asked for its EID. */
	async function capture(): Promise<string> {
		const path = join(folder(), "trace.pcapng");
		await traced("--trace", path);
		return path;
	}

	/** A device; where it listens. */
	async function device(...options: string[]): Promise<string> {
		const path = join(folder(), "serial");
		await new Run(program, "device", "--serial", `listen:unix:${path}`, ...options).until("serial0 listens on ");
		return `unix:${path}`;
	}

	test("to a device that does the same: status 0", async () => {
		const replay = new Run(program, "replay", await capture(), await device("--eid", "9"));
		expect(await replay.status).toBe(0);
		expect(replay.output).toBe("1 requests: 1 as captured, 0 different\n");
	});

	test("to another one: status 1, and what differs", async () => {
		const words = [await capture(), await device()];
		const replay = new Run(program, "replay", ...words);
		expect(await replay.status).toBe(1);
		expect(replay.output).toContain(
			"now       Get Endpoint ID answer, instance 0, completion success, EID 9, kind simple endpoint, dynamic EID",
		);
		expect(replay.output).toContain("1 requests: 0 as captured, 1 different\n");
		const json = new Run(program, "replay", "--json", ...words);
		expect(await json.status).toBe(1);
		expect(JSON.parse(json.output)).toMatchObject({ same: false, answer: "00000200090000" });
	});

	test("--serve is the device of the capture", async () => {
		const path = join(folder(), "serial");
		const serve = new Run(program, "replay", "--serve", await capture(), `listen:unix:${path}`);
		await serve.until("serial0 listens on ");
		const peer = await Peer.connect({ path });
		peer.write(bytes(request));
		expect(hex(await peer.read(17))).toBe(answer);
		serve.process.kill("SIGTERM");
		expect(await serve.status).toBe(0);
	});

	test("as a USB device, it is not served over a terminal: status 1, and what is allowed", async () => {
		const serve = new Run(program, "replay", "--serve", "--usbredir", await capture(), "pty");
		expect(await serve.status).toBe(1);
		expect(serve.errors).toContain("mctp-xs: --usbredir goes over a socket: write unix:PATH,");
	});

	test("of nothing: status 1", async () => {
		const replay = new Run(program, "replay", "-", "unix:/tmp/none");
		replay.process.stdin!.end(sectionOf(276));
		expect(await replay.status).toBe(1);
		expect(replay.errors).toBe("mctp-xs: there are no requests in this capture\n");
	});
});
