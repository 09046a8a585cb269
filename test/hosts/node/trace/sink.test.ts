// SPDX-License-Identifier: Apache-2.0
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import PcapngTrace from "../../../../hosts/node/trace/pcapng-trace.js";
import type { TracedPacket } from "../../../../hosts/node/trace/packet.js";
import { folder, Heard } from "../support/device.js";
import { bytes } from "../support/frames.js";
import { framesOf, packetsOf } from "./support.js";

const packet: TracedPacket = { time: 1, port: "serial0", direction: "received", bytes: bytes("010908c8008002") };

/** A trace that ends with the test. */
function traceTo(path: string): { trace: PcapngTrace; heard: Heard } {
	const heard = new Heard();
	const trace = new PcapngTrace(path, "test 1", heard.log);
	onTestFinished(() => trace.close());
	return { trace, heard };
}

/** A named pipe, with nobody at either end. */
function pipe(): string {
	const path = join(folder(), "pipe");
	execFileSync("mkfifo", [path]);
	return path;
}

const hasPipes = 0 === spawnSync("mkfifo", ["--version"]).status;
if (!hasPipes) console.log("skipped: tests of named pipes, there is no mkfifo");

describe("a file", () => {
	test("that exists is overwritten; ports become interfaces in the order of their first packets", async () => {
		const path = join(folder(), "trace.pcapng");
		writeFileSync(path, "x".repeat(10_000));
		const { trace } = traceTo(path);
		for (const port of ["usb0", "serial0", "usb0"]) trace.add({ ...packet, port });
		await trace.close();
		const file = readFileSync(path);
		expect((await packetsOf(file)).map(({ port }) => port)).toEqual(["usb0", "serial0", "usb0"]);
		expect(file.indexOf("usb0")).toBeLessThan(file.indexOf("serial0"));
	});

	test("can be followed while it grows", async () => {
		const path = join(folder(), "trace.pcapng");
		const { trace } = traceTo(path);
		for (let count = 1; count < 4; count++) {
			trace.add(packet);
			while ((await packetsOf(readFileSync(path))).length < count) await new Promise((resolve) => setTimeout(resolve, 1));
		}
	});

	test("that cannot be opened: an error for the person, and nothing is created", () => {
		const path = join(folder(), "none", "trace.pcapng");
		expect(() => traceTo(path)).toThrow(`cannot write a trace to ${path}: ENOENT: no such file or directory`);
		expect(existsSync(path)).toBe(false);
	});

	test.skipIf(!existsSync("/dev/full"))("on a full disk: one message, and nothing more happens", async () => {
		const { trace, heard } = traceTo("/dev/full");
		for (let count = 0; count < 3; count++) trace.add(packet);
		await heard.until("the trace ends here");
		for (let count = 0; count < 3; count++) trace.add(packet);
		await trace.close();
		expect(heard.text).toMatch(/^\S+ warn {2}trace: cannot write to \/dev\/full any more: ENOSPC: [^\n]*; the trace ends here\n$/);
	});
});

describe.skipIf(!hasPipes)("a named pipe", () => {
	test("whose reader comes late gets what was written before", async () => {
		const path = pipe();
		const { trace } = traceTo(path);
		trace.add(packet);
		trace.add(packet);
		const reader = new Reader(path);
		await reader.until((file) => 2 === file.toString("latin1").split("serial0 received").length - 1);
		await trace.close();
		expect(await packetsOf(await reader.whole)).toHaveLength(2);
	});

	test("that nobody ever reads does not hold up the end", async () => {
		const { trace, heard } = traceTo(pipe());
		trace.add(packet);
		await trace.close();
		expect(heard.text).toBe("");
	});

	test("whose reader leaves: one message", async () => {
		const path = pipe();
		const { trace, heard } = traceTo(path);
		const reader = spawn("head", ["-c", "1", path], { stdio: "ignore" });
		await new Promise((resolve) => reader.on("exit", resolve));
		const timer = setInterval(() => trace.add(packet), 5);
		onTestFinished(() => clearInterval(timer));
		await heard.until("the trace ends here");
		expect(heard.text).toContain("EPIPE");
		expect(heard.text.split("\n")).toHaveLength(2);
	});

	test("whose reader does not read: packets are lost, and the next one tells how many", async () => {
		const path = pipe();
		const { trace } = traceTo(path);
		const large = { ...packet, bytes: new Uint8Array(100_000) };
		for (let count = 0; count < 100; count++) trace.add(large);
		const reader = new Reader(path);
		const timer = setInterval(() => trace.add(packet), 5);
		onTestFinished(() => clearInterval(timer));
		/* Option 4, of 8 bytes. */
		await reader.until((file) => file.includes(Buffer.from("04000800", "hex")));
		clearInterval(timer);
		await trace.close();
		const file = await reader.whole;
		const frames = await framesOf(file, 65536);
		const kept = frames.filter(({ bytes }) => bytes.length > 100_000).length;
		expect(kept).toBeGreaterThan(10);
		expect(kept).toBeLessThan(100);
		const lost = Buffer.from("040008000000000000000000", "hex");
		lost.writeUInt32LE(100 - kept, 4);
		expect(file.includes(lost)).toBe(true);
	});
});

/** Somebody who reads a pipe until its writer leaves. */
class Reader {
	readonly whole: Promise<Buffer>;
	#file = Buffer.alloc(0);
	#waiting: (() => void)[] = [];

	constructor(path: string) {
		const reader = spawn("cat", [path], { stdio: ["ignore", "pipe", "ignore"] });
		onTestFinished(() => void reader.kill());
		reader.stdout.on("data", (part) => {
			this.#file = Buffer.concat([this.#file, part]);
			for (const wake of this.#waiting.splice(0)) wake();
		});
		this.whole = new Promise((resolve) => reader.on("close", () => resolve(this.#file)));
	}

	/** Resolves once what has come is so. */
	async until(condition: (file: Buffer) => boolean): Promise<void> {
		while (!condition(this.#file)) await new Promise<void>((resolve) => this.#waiting.push(resolve));
	}
}
