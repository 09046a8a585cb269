// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import RedirectedDevice from "../../../../modules/usb/usbredir/redirected-device.js";
import { helloName } from "../../../../modules/usb/usbredir/writer.js";
import { bytes, hex } from "../../../support/text.js";
import UsbBench from "../../../support/usb.js";
import { rising } from "../../../tables/table.js";
import { announced, bulk, hello, id, le, noId, other, ownHello, wide } from "../../../tables/usbredir-messages.js";

/** A bench whose device is configured. */
function configured(unit = 64): UsbBench {
	const bench = new UsbBench({ unit, packetSize: 64, usb: { serialNumber: "7" } });
	bench.device.open(0);
	bench.feed(bytes(hello("ff000000")));
	bench.feed(bytes(wide(6, id, "01")));
	expect(bench.endpoint.port(0).up).toBe(true);
	return bench;
}

/** Gives bytes to the device without taking what it says. Returns what it could not take. */
function fill({ device, endpoint: { memory } }: UsbBench, all: readonly number[]): readonly number[] {
	let at = 0;
	while (at < all.length && !device.blocked) {
		const part = all.slice(at, at + device.inputSize);
		memory.set(part, device.input);
		device.receive(0, part.length);
		at += part.length;
	}
	return all.slice(at);
}

const request = wide(7, id);
const answer = bytes(wide(8, id, "0001"));

describe("a peer that does not read", () => {
	it("blocks the device before its output is full, and it goes on where it stopped", () => {
		const bench = configured();
		const { device } = bench;
		const asked = 1000;
		const rest = fill(bench, bytes(request.repeat(asked)));
		expect(device.blocked).toBe(true);
		expect(device.outputLength).toBeLessThanOrEqual(RedirectedDevice.outputSize);
		expect(device.outputLength).toBeGreaterThan(RedirectedDevice.outputSize - 600);
		const out = bench.drain() + bench.feed(rest);
		expect(device.blocked).toBe(false);
		expect(bytes(out)).toEqual(Array.from({ length: asked }, () => answer).flat());
	});

	it("that comes again finds nothing of what it had not read", () => {
		const bench = configured();
		fill(bench, bytes(request.repeat(1000)));
		bench.device.close(0);
		expect([bench.device.outputLength, bench.device.blocked]).toEqual([0, false]);
		bench.device.open(0);
		expect(bench.drain()).toBe(hex(bytes(ownHello)));
		expect(bench.feed(bytes(hello("ff000000")))).toBe(hex(bytes(announced)));
	});

	it("is told later that the device is gone, and there again", () => {
		const bench = configured();
		fill(bench, bytes(request.repeat(1000)));
		bench.device.unplug(0);
		bench.device.plug();
		const before = bench.device.outputLength;
		bench.device.pump(0);
		expect(bench.device.outputLength).toBe(before);
		expect(bench.drain().slice(2 * before)).toBe(hex(bytes(wide(2, noId))));
		expect(bench.feed(bytes(wide(24, noId)))).toBe(hex(bytes(announced)));
	});
});

describe("a long message", () => {
	/** An echo of 4000 bytes in 63 packets; seven fit into a transfer. */
	const body = bytes(`01${rising(0, 3999)}`);
	const packet = (addresses: string, tag: number, index: number) =>
		`1ab400${le(Math.min(64, body.length - 64 * index) + 8, 1)}01${addresses}${le((0 === index ? 0x80 : 0) | (62 === index ? 0x40 : 0) | ((index & 3) << 4) | tag, 1)}${hex(body, 64 * index, Math.min(64, body.length - 64 * index))}`;
	const transfers = (addresses: string, tag: number) =>
		Array.from({ length: 9 }, (_, transfer) =>
			Array.from({ length: 7 }, (_none, index) => packet(addresses, tag, 7 * transfer + index)).join(""),
		);

	it("leaves in as many transfers as are asked for, never more than there is output for", () => {
		const bench = configured();
		const ids = Array.from({ length: 12 }, (_, index) => `${le(index, 4)}ffffffff`);
		expect(bench.feed(bytes(ids.map((id) => bulk(id, "81", 512)).join("")))).toBe("");
		const out = transfers("0809", 8).map((transfer) => bulk(other, "01", transfer.length / 2, transfer));
		fill(bench, bytes(out.join("")));
		bench.device.pump(0);
		expect(bench.device.outputLength).toBeLessThanOrEqual(RedirectedDevice.outputSize);
		const answers = transfers("0908", 0).map((transfer, index) => bulk(ids[index], "81", transfer.length / 2, transfer));
		const taken = transfers("0809", 8).map((transfer) => bulk(other, "01", transfer.length / 2));
		expect(bench.drain().match(/.{64}/g)).toEqual(hex(bytes(taken.join("") + answers.join(""))).match(/.{64}/g));
	});
});

describe("a long transfer", () => {
	it("of 80 KiB is taken as any other, and its answer has a length of 32 bits", () => {
		const bench = configured();
		const data = `1ab40040 010809c8 55${rising(1, 55)}`.repeat(1280);
		expect(bench.feed(bytes(bulk(id, "01", 81_920, data)), 1000)).toBe(hex(bytes(bulk(id, "01", 81_920))));
		expect(bench.packets.length).toBe(1280);
	});
});

it("messages about what the device does not have are counted", () => {
	const bench = configured();
	bench.feed(bytes(wide(15, id, "81") + wide(102, id, "01 00 0000")));
	expect(bench.device.ignored).toBe(2);
});

it("a program's name is cut so that a zero ends it", () => {
	const name = (text: string) => String.fromCharCode(...helloName(text));
	expect(name("x".repeat(63))).toBe(`${"x".repeat(63)}\0`);
	expect(name("x".repeat(64))).toBe(`${"x".repeat(63)}\0`);
	expect(name("")).toBe("\0".repeat(64));
});
