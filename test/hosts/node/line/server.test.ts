// SPDX-License-Identifier: Apache-2.0
import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { answer, body, bytes, echo, frame, hex, message, packets, request } from "../support/frames.js";
import { folder, open } from "../support/device.js";
import { Peer } from "../support/peer.js";

describe("listen:unix:PATH", () => {
	test("literal frames, one byte at a time", async () => {
		const path = join(folder(), "serial");
		await open(`listen:unix:${path}`);
		const peer = await Peer.connect({ path });
		for (const byte of bytes(request)) {
			await new Promise<void>((resolve) => peer.socket.write(Uint8Array.of(byte), () => setImmediate(resolve)));
		}
		expect(hex(await peer.read(17))).toBe(answer);
	});

	test("garbage of all kinds, then service goes on", async () => {
		const path = join(folder(), "serial");
		const { device } = await open(`listen:unix:${path}`);
		const peer = await Peer.connect({ path });
		let state = 1;
		const noise = Buffer.from(Array.from({ length: 100_000 }, () => (state = (state * 75 + 74) % 65537)));
		peer.write(noise);
		peer.write(bytes("7e 7e 7e 7e 01 ff 7e 01 07 01 09 08 c8 7e 02 07"));
		peer.write(bytes(request));
		expect(hex(await peer.read(17))).toBe(answer);
		expect(device.endpoint.port(0).up).toBe(true);
	});

	test("one peer at a time: a second one is turned away, the first goes on, a later one is welcome", async () => {
		const path = join(folder(), "serial");
		const { heard } = await open(`listen:unix:${path}`);
		const first = await Peer.connect({ path });
		const second = await Peer.connect({ path });
		expect(await second.readAll()).toEqual(Buffer.alloc(0));
		await heard.until("turned a local process away: another peer is connected");
		first.write(bytes(request));
		expect(hex(await first.read(17))).toBe(answer);
		first.socket.destroy();
		await heard.until("serial0: down");
		const third = await Peer.connect({ path });
		third.write(bytes(request));
		expect((await third.read(17)).length).toBe(17);
	});

	test("a peer that has nothing more to say still gets its answer", async () => {
		const path = join(folder(), "serial");
		await open(`listen:unix:${path}`);
		const peer = await Peer.connect({ path, allowHalfOpen: true });
		peer.socket.end(bytes(request));
		expect(hex(await peer.readAll())).toBe(answer);
	});

	test("what a peer who left had begun, the next one does not complete", async () => {
		const path = join(folder(), "serial");
		const { heard } = await open(`listen:unix:${path}`);
		const first = await Peer.connect({ path });
		first.socket.end(bytes(request).subarray(0, 6));
		await heard.until("serial0: down");
		const second = await Peer.connect({ path });
		second.write(bytes(request).subarray(6));
		second.write(frame(bytes("01 09 08 c9 00 81 02")));
		expect(hex(body(await second.read(17)))).toBe("00 01 02 00 09 02 00");
	});

	test("a peer that asks and asks but does not read costs no memory, and is served once it reads", async () => {
		const path = join(folder(), "serial");
		const { device } = await open(`listen:unix:${path}`);
		const peer = await Peer.connect({ path });
		peer.socket.pause();
		const frames = message(1, echo(Buffer.alloc(4096, 0x7e)));
		for (let count = 0; count < 300; count++) {
			if (!peer.socket.write(frames)) await new Promise((resolve) => peer.socket.once("drain", resolve));
		}
		const { counters } = device.endpoint.port(0);
		expect(counters.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(10_000);
		/* Whatever was under way when the peer stopped reading; later requests found no room. */
		const again = setInterval(() => peer.write(bytes(request)), 20);
		peer.socket.resume();
		const answers = packets(await peer.readThrough(bytes("00 00 02 00 09 02 00"), 3));
		clearInterval(again);
		expect(answers.length).toBeLessThan(10_000);
	});

	test("a message of 64 KiB comes back", async () => {
		const path = join(folder(), "serial");
		await open(`listen:unix:${path}`);
		const peer = await Peer.connect({ path });
		const sent = echo(Buffer.from(Array.from({ length: 65536 }, (_, index) => (index * 7) >> 3)));
		const frames = message(5, sent);
		peer.write(frames);
		expect(Buffer.compare(body(await peer.read(frames.length)), sent)).toBe(0);
	});
});

describe("the socket file", () => {
	test("is removed on closing", async () => {
		const path = join(folder(), "serial");
		const { device } = await open(`listen:unix:${path}`);
		await Peer.connect({ path });
		expect(existsSync(path)).toBe(true);
		await device.close();
		expect(existsSync(path)).toBe(false);
	});

	test("of a process that died is taken over", async () => {
		const path = join(folder(), "serial");
		const program = `require("net").createServer().listen(process.argv[1], () => process.kill(process.pid, "SIGKILL"))`;
		const dead = spawn(process.execPath, ["-e", program, path]);
		await new Promise((resolve) => dead.on("exit", resolve));
		expect(existsSync(path)).toBe(true);
		await open(`listen:unix:${path}`);
		const peer = await Peer.connect({ path });
		peer.write(bytes(request));
		expect(hex(await peer.read(17))).toBe(answer);
	});

	test("of somebody who listens is left alone", async () => {
		const path = join(folder(), "serial");
		await open(`listen:unix:${path}`);
		await expect(open(`listen:unix:${path}`)).rejects.toThrow(
			`cannot listen on unix:${path}: the file exists and is not an abandoned socket`,
		);
		const peer = await Peer.connect({ path });
		peer.write(bytes(request));
		expect((await peer.read(17)).length).toBe(17);
	});

	test("that is no socket is left alone", async () => {
		const path = join(folder(), "serial");
		writeFileSync(path, "precious");
		await expect(open(`listen:unix:${path}`)).rejects.toThrow("is not an abandoned socket");
		expect(readFileSync(path, "utf8")).toBe("precious");
	});

	test("in a folder that does not exist", async () => {
		await expect(open(`listen:unix:${join(folder(), "none", "serial")}`)).rejects.toThrow("no such folder");
	});
});

describe("listen:tcp:PORT", () => {
	test("literal frames on the loopback address, on a free port", async () => {
		const { line } = await open("listen:tcp:0");
		const [host, port] = line.place.split(":");
		expect(host).toBe("127.0.0.1");
		const peer = await Peer.connect({ host, port: Number(port) });
		peer.write(bytes(request));
		expect(hex(await peer.read(17))).toBe(answer);
	});

	test("a port in use", async () => {
		const { line } = await open("listen:tcp:0");
		await expect(open(`listen:tcp:${line.place}`)).rejects.toThrow("the port is in use; choose another");
	});
});
