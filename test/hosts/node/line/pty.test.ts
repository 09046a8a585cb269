// SPDX-License-Identifier: Apache-2.0
import { writeSync, openSync, closeSync, readSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import PtyLine from "../../../../hosts/node/line/pty.js";
import { answer, bytes, echo, hex, message, body, request } from "../support/frames.js";
import { Ear, open } from "../support/device.js";
import { Peer } from "../support/peer.js";

const all = Buffer.from(Array.from({ length: 256 }, (_, value) => value));

async function openPty(patience?: number): Promise<{ line: PtyLine; ear: Ear }> {
	const line = new PtyLine(patience);
	const ear = new Ear();
	onTestFinished(() => line.close());
	await line.open(ear);
	return { line, ear };
}

test("all byte values arrive from the peer, and nothing comes back", async () => {
	const { line, ear } = await openPty();
	const peer = Peer.terminal(line.place);
	peer.write(all);
	await ear.until(() => ear.received.length >= 256);
	expect(ear.received).toEqual(all);
	expect(peer.pending).toBe(0);
});

test("all byte values arrive at the peer", async () => {
	const { line, ear } = await openPty();
	const peer = Peer.terminal(line.place);
	line.write(all);
	expect(await peer.read(256)).toEqual(all);
	expect(ear.events).toEqual(["up", "written"]);
	expect(ear.received.length).toBe(0);
});

test("without a peer bytes wait; the pseudo terminal full, they wait here; nobody reading, all are thrown away", async () => {
	const { line, ear } = await openPty(100);
	const kilobyte = Buffer.alloc(1024, "old");
	for (let count = 0; 0 === ear.count("down"); count++) {
		line.write(kilobyte);
		await ear.until(() => ear.count("written") > count || 1 === ear.count("down"));
	}
	await ear.until(() => 2 === ear.count("up"));
	expect(ear.count("written")).toBeLessThan(100);
	line.write(Buffer.from("new"));
	const fd = openSync(line.place, "r+");
	const buffer = Buffer.alloc(100);
	expect(buffer.toString("latin1", 0, readSync(fd, buffer))).toBe("new");
	closeSync(fd);
});

test("a peer that reads late gets everything that was written meanwhile", async () => {
	const { line, ear } = await openPty();
	const megabyte = Buffer.from(Array.from({ length: 100_000 }, (_, index) => index % 251));
	line.write(megabyte);
	expect(ear.count("written")).toBe(0);
	const peer = Peer.terminal(line.place);
	expect(Buffer.compare(await peer.read(megabyte.length), megabyte)).toBe(0);
	await ear.until(() => 1 === ear.count("written"));
});

test("a peer closes and another one opens the same path", async () => {
	const { line } = await open("pty");
	for (let count = 0; count < 3; count++) {
		const peer = Peer.terminal(line.place);
		peer.write(bytes(request));
		expect(hex(body(await peer.read(17)))).toBe("00 00 02 00 09 02 00");
		const closed = new Promise((resolve) => peer.socket.once("close", resolve));
		peer.socket.destroy();
		await closed;
	}
});

test("literal frames", async () => {
	const { line } = await open("pty");
	const fd = openSync(line.place, "r+");
	onTestFinished(() => closeSync(fd));
	writeSync(fd, bytes(request));
	const peer = Peer.terminal(line.place);
	expect(hex(await peer.read(17))).toBe(answer);
});

test("a message of 8 KiB with all byte values comes back", async () => {
	const { line } = await open("pty");
	const peer = Peer.terminal(line.place);
	const sent = echo(Buffer.concat(Array.from({ length: 32 }, () => all)));
	const frames = message(3, sent);
	peer.write(frames);
	expect(Buffer.compare(body(await peer.read(frames.length)), sent)).toBe(0);
});
