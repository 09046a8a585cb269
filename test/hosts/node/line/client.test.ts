// SPDX-License-Identifier: Apache-2.0
import { getEventListeners } from "node:events";
import { connect, createServer, type AddressInfo, type ListenOptions, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import dialSocket from "../../../../hosts/node/line/dial-socket.js";
import Session from "../../../../hosts/node/line/session.js";
import { answer, bytes, frame, hex, request } from "../support/frames.js";
import { folder, open } from "../support/device.js";
import { Peer } from "../support/peer.js";

test("attempts that fail leave nothing behind", async () => {
	const closing = new AbortController();
	const dial = dialSocket({ path: join(folder(), "serial") });
	for (let attempt = 0; attempt < 3; attempt++) await expect(dial(closing.signal)).rejects.toThrow("nobody listens there");
	const left = () => getEventListeners(closing.signal, "abort");
	for (let turn = 0; turn < 100 && left().length > 0; turn++) await setImmediate();
	expect(left()).toEqual([]);
});

/** Listens like QEMU's `server=on`, and hands out those who connect. */
async function listen(address: ListenOptions): Promise<{ server: Server; next: () => Promise<Peer> }> {
	const connected: Peer[] = [];
	const waiting: ((peer: Peer) => void)[] = [];
	const server = createServer((socket: Socket) => {
		const peer = new Peer(socket);
		const take = waiting.shift();
		if (undefined === take) connected.push(peer);
		else take(peer);
	});
	await new Promise<void>((resolve) => server.listen(address, resolve));
	onTestFinished(() => void server.close());
	return { server, next: async () => connected.shift() ?? new Promise((resolve) => waiting.push(resolve)) };
}

async function exchange(peer: Peer): Promise<string> {
	peer.write(bytes(request));
	return hex(await peer.read(17));
}

test("a program that has nothing but the line lives on when the peer leaves: it dials again", async () => {
	const path = join(folder(), "serial");
	const { next } = await listen({ path });
	const socket = connect({ path, allowHalfOpen: true });
	const timers = () => process.getActiveResourcesInfo().filter((resource) => "Timeout" === resource).length;
	const counts: number[] = [];
	socket.on("end", () => counts.push(timers()));
	const heard = new Promise<string>(
		(resolve) => new Session(socket, "", { up() {}, data() {}, written() {}, notice() {}, down: resolve }, () => {}),
	);
	socket.on("end", () => counts.push(timers()));
	(await next()).socket.end();
	expect(await heard).toBe("closed by the peer");
	expect(counts[1]).toBe(counts[0] + 1);
});

describe("unix:PATH", () => {
	test("the peer is absent, comes, vanishes and comes back", async () => {
		const path = join(folder(), "serial");
		const { heard } = await open(`unix:${path}`);
		await heard.until("nobody listens there; trying again");
		const first = await listen({ path });
		const peer = await first.next();
		expect(await exchange(peer)).toBe(answer);

		first.server.close();
		peer.socket.destroy();
		await heard.until("serial0: down: closed by the peer");
		await heard.until("nobody listens there; trying again", 2);

		const second = await listen({ path });
		expect(await exchange(await second.next())).toMatch(/^7e 01 0b 01 08 09 .* 7e$/);
	});

	test("the reason why there is no peer is told once", async () => {
		const path = join(folder(), "serial");
		const { heard } = await open(`unix:${path}`);
		await heard.until("trying again");
		const { next } = await listen({ path });
		await next();
		expect(heard.text.split("trying again").length).toBe(2);
	});

	test("an EID that the vanished peer gave is forgotten", async () => {
		const path = join(folder(), "serial");
		const { next } = await listen({ path });
		const { device } = await open(`unix:${path}`, { eid: 0 });
		const peer = await next();
		peer.write(frame(bytes("01 00 08 c8 00 81 01 00 09")));
		await peer.read(17);
		expect(device.endpoint.port(0).eid).toBe(9);
		peer.socket.destroy();
		await next();
		expect(device.endpoint.port(0).eid).toBe(0);
	});

	test("closing does not wait for a peer who is not there", async () => {
		const { device } = await open(`unix:${join(folder(), "serial")}`);
		await device.close();
		expect(device.endpoint.port(0).up).toBe(false);
	});
});

test("tcp:HOST:PORT", async () => {
	const { server, next } = await listen({ host: "127.0.0.1", port: 0 });
	const { port } = server.address() as AddressInfo;
	const { heard } = await open(`tcp:127.0.0.1:${port}`);
	const peer = await next();
	expect(await exchange(peer)).toBe(answer);
	peer.socket.resetAndDestroy();
	await heard.until("serial0: down: read ECONNRESET");
	expect(await exchange(await next())).toMatch(/^7e 01 0b 01 08 09/);
});
