// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import type { Line, LineEvents } from "../../../../hosts/node/line/line.js";
import { body, bytes, echo, hex, message, packets, request } from "../support/frames.js";
import { open } from "../support/device.js";

/** A line in the test's own hands. */
class FakeLine implements Line {
	readonly target = { kind: "pty" } as const;
	readonly place = "nowhere";
	/** Copies of what was written. */
	readonly writes: Buffer[] = [];
	events!: LineEvents;

	async open(events: LineEvents): Promise<void> {
		this.events = events;
	}

	write(bytes: Uint8Array): void {
		this.writes.push(Buffer.from(bytes));
	}

	pause(): void {}

	resume(): void {}

	drop(reason: string): void {
		this.events.down(reason);
	}

	async close(): Promise<void> {}
}

/** The turns that the device's loop needs to write what it can. */
async function settle(): Promise<void> {
	for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
}

async function openFake(eid = 9): Promise<{ line: FakeLine; device: Awaited<ReturnType<typeof open>>["device"] }> {
	const line = new FakeLine();
	const { device } = await open(line, { eid });
	line.events.up("the test");
	return { line, device };
}

test("the next frames are written only when the line has taken those before", async () => {
	const { line } = await openFake();
	line.events.data(bytes(request));
	await settle();
	line.events.data(bytes(request));
	await settle();
	expect(line.writes.length).toBe(1);
	line.events.written();
	await settle();
	expect(line.writes.length).toBe(2);
});

test("a long message leaves in batches of whole frames, at most 4 KiB each", async () => {
	const { line } = await openFake();
	const sent = echo(Buffer.alloc(20_000, 0x7e));
	line.events.data(message(0, sent));
	await settle();
	for (let count = 0; count < line.writes.length; count++) {
		line.events.written();
		await settle();
	}
	expect(line.writes.length).toBeGreaterThan(5);
	expect(Math.max(...line.writes.map(({ length }) => length))).toBeLessThanOrEqual(4096);
	for (const write of line.writes) packets(write);
	expect(Buffer.compare(body(Buffer.concat(line.writes)), sent)).toBe(0);
});

test("a line that takes nothing is given one batch, whatever comes in", async () => {
	const { line } = await openFake();
	const frames = message(0, echo(Buffer.alloc(60_000)));
	for (let count = 0; count < 50; count++) {
		line.events.data(frames);
		await settle();
	}
	expect(line.writes.length).toBe(1);
	expect(line.writes[0].length).toBeLessThanOrEqual(4096);
});

test("after down and up, unsent frames are gone and new ones leave", async () => {
	const { line } = await openFake();
	line.events.data(message(1, echo(Buffer.alloc(10_000))));
	await settle();
	line.events.down("test");
	await settle();
	line.events.up("another");
	await settle();
	expect(line.writes.length).toBe(1);
	line.events.data(bytes(request));
	await settle();
	expect(hex(body(line.writes[1]))).toBe("00 00 02 00 09 02 00");
});

test("before a peer is there the port is down", async () => {
	const line = new FakeLine();
	const { device } = await open(line);
	expect(device.endpoint.port(0).up).toBe(false);
	line.events.up("the test");
	expect(device.endpoint.port(0).up).toBe(true);
});
