// SPDX-License-Identifier: Apache-2.0
// What a link that has to hold a peer back, or to get rid of it, asks of a line.
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Line } from "../../../../hosts/node/line/line.js";
import lineFor from "../../../../hosts/node/line/lines.js";
import { parseTarget } from "../../../../hosts/node/line/target.js";
import { Ear, folder } from "../support/device.js";
import { Peer } from "../support/peer.js";

/** An open line, who listens to it, and how the next peer comes. */
interface Opened {
	readonly line: Line;
	readonly ear: Ear;
	next(): Promise<Peer>;
}

async function opened(target: string): Promise<Pick<Opened, "line" | "ear">> {
	const line = lineFor(parseTarget(target));
	const ear = new Ear();
	onTestFinished(() => line.close());
	await line.open(ear);
	return { line, ear };
}

const kinds: readonly (readonly [string, () => Promise<Opened>])[] = [
	[
		"a socket that waits for its peer",
		async () => {
			const path = join(folder(), "line");
			return { ...(await opened(`listen:unix:${path}`)), next: () => Peer.connect({ path }) };
		},
	],
	[
		"a socket that is connected to its peer",
		async () => {
			const path = join(folder(), "line");
			const peers: Peer[] = [];
			let arrived = () => {};
			const server = createServer((socket) => {
				peers.push(new Peer(socket));
				arrived();
			});
			await new Promise<void>((resolve) => server.listen(path, resolve));
			onTestFinished(() => void server.close());
			const next = async () => {
				while (0 === peers.length) await new Promise<void>((resolve) => (arrived = resolve));
				return peers.shift()!;
			};
			return { ...(await opened(`unix:${path}`)), next };
		},
	],
	[
		"a pseudo terminal",
		async () => {
			const { line, ear } = await opened("pty");
			return { line, ear, next: async () => Peer.terminal(line.place) };
		},
	],
];

describe.each(kinds)("%s", (_name, open) => {
	test("holds its peer back, and then hears everything", async () => {
		const { line, ear, next } = await open();
		const peer = await next();
		peer.write(Buffer.from("before"));
		await ear.until(() => 6 === ear.received.length);
		line.pause();
		const all = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 251));
		peer.write(all);
		line.write(Buffer.from("still there"));
		expect((await peer.read(11)).toString()).toBe("still there");
		expect(ear.received.length).toBe(6);
		line.resume();
		await ear.until(() => ear.received.length >= 6 + all.length);
		expect(Buffer.compare(ear.received.subarray(6), all)).toBe(0);
	});

	test("gets rid of its peer, and hears the next", async () => {
		const { line, ear, next } = await open();
		const first = await next();
		first.write(Buffer.from("nonsense"));
		await ear.until(() => 8 === ear.received.length);
		line.drop("it makes no sense");
		expect(ear.events.at(-1)).toBe("down");
		const second = await next();
		await ear.until(() => 2 === ear.count("up"));
		second.write(Buffer.from("sense"));
		await ear.until(() => ear.received.length > 8);
		expect(ear.received.toString()).toContain("sense");
		line.write(Buffer.from("answer"));
		expect((await second.read(6)).toString()).toBe("answer");
	});

	test("without a peer has nobody to hold back or to get rid of", async () => {
		const { line, ear, next } = await open();
		if ("pty" !== line.target.kind) line.drop("nobody");
		line.pause();
		line.resume();
		const peer = await next();
		peer.write(Buffer.from("here"));
		await ear.until(() => 4 === ear.received.length);
	});
});
