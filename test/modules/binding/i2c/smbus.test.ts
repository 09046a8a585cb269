// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import Smbus, { SmbusCounter, type SmbusCommand } from "../../../../modules/binding/i2c/smbus.js";
import { bytes, hex } from "../../../support/text.js";

const answerAt = 64;

/** A device at 1d: byte 20, word 21, block 22 of at most four, 23 read only, 24 an empty block, 03 send byte, 00 receive byte. */
function make() {
	const memory = new Uint8Array(128).fill(0xa5);
	const written: string[] = [];
	const take = (name: string) => ({
		write: (data: { memory: Uint8Array; position: number; remaining: number }) =>
			void written.push(`${name} ${hex(data.memory, data.position, data.remaining)}`.trim()),
	});
	const commands: SmbusCommand[] = [
		{ code: 0x00, size: 1, read: (data) => data.u8(0x11) },
		{ code: 0x03, size: 0, ...take("03") },
		{ code: 0x20, size: 1, read: (data) => data.u8(0x99), ...take("20") },
		{ code: 0x21, size: 2, read: (data) => data.u16(0x1234), ...take("21") },
		{ code: 0x22, size: 4, block: true, read: (data) => [1, 2, 3, 4].forEach((byte) => data.u8(byte)), ...take("22") },
		{ code: 0x23, size: 1, read: (data) => data.u8(0x55) },
		{ code: 0x24, size: 4, block: true, read() {} },
	];
	const device = new Smbus(memory, commands);
	const serve = (text: string, reading: boolean, room = 40) => {
		const frame = bytes(text);
		memory.fill(0xa5).set(frame, 8);
		const length = device.serve(8, frame.length, reading, answerAt, room);
		return length > 0 ? hex(memory, answerAt, length) : length;
	};
	return { memory, device, written, serve };
}

describe("an SMBus device", () => {
	it("sends what is read, with its packet error code", () => {
		const { device, serve } = make();
		expect(serve("3a20", true)).toBe("99de");
		expect(serve("3a21", true)).toBe("34128d");
		expect(serve("3a22", true)).toBe("040102030402");
		expect(serve("3a24", true)).toBe("00b3");
		expect(device.counters).toEqual([4, 0, 0, 0]);
	});

	it("sends the byte of command 0 where nothing is written before", () => expect(make().serve("3b", true)).toBe("1119"));

	it("sends as much as there is room for, the code included", () => expect(make().serve("3a22", true, 4)).toBe("020102f6"));

	it("takes what is written, with packet error code or without", () => {
		const { device, serve, written } = make();
		for (const text of [
			"3a03",
			"3a0372",
			"3a2077",
			"3a20778a",
			"3a213412",
			"3a213412ce",
			"3a2203aabbcc",
			"3a2203aabbcc5f",
			"3a2200",
			"3a2200e2",
		])
			expect(serve(text, false), text).toBe(0);
		expect(written).toEqual(["03", "03", "20 77", "20 77", "21 3412", "21 3412", "22 aabbcc", "22 aabbcc", "22", "22"]);
		expect(device.counters).toEqual([10, 0, 0, 0]);
	});

	it.each([
		["a byte too few", "3a20", SmbusCounter.length],
		["a byte too many", "3a207700 00", SmbusCounter.length],
		["a word that is a byte", "3a2134", SmbusCounter.length],
		["a block without count", "3a22", SmbusCounter.length],
		["a block longer than it may be", "3a2205aabbccddee", SmbusCounter.length],
		["a block shorter than it says", "3a2204aabbcc", SmbusCounter.length],
		["a block longer than it says, with code", "3a2202aabbcc5f", SmbusCounter.length],
		["what cannot be written", "3a2355", SmbusCounter.length],
		["a wrong code", "3a20778b", SmbusCounter.errorCode],
		["a wrong code of a block", "3a2203aabbcc5e", SmbusCounter.errorCode],
		["an unknown command", "3a3055", SmbusCounter.unknown],
	])("refuses to take %s", (_what, text, counter) => {
		const { device, serve, written } = make();
		expect(serve(text, false)).toBe(-1);
		expect(written).toEqual([]);
		expect(device.counters).toEqual([0, 1, 2, 3].map((index) => (index === counter ? 1 : 0)));
	});

	it.each([
		["what cannot be read", "3a03", SmbusCounter.length],
		["behind data", "3a2077", SmbusCounter.length],
		["an unknown command", "3a30", SmbusCounter.unknown],
	])("refuses to send %s", (_what, text, counter) => {
		const { device, serve } = make();
		expect(serve(text, true)).toBe(-1);
		expect(device.counters).toEqual([0, 1, 2, 3].map((index) => (index === counter ? 1 : 0)));
	});

	it("takes a quick command, which says nothing", () => {
		const { device, serve } = make();
		expect(serve("3a", false)).toBe(0);
		expect(device.counters).toEqual([0, 0, 0, 0]);
	});

	it("without command 0 has nothing to receive", () => {
		const device = new Smbus(new Uint8Array(16), [{ code: 1, size: 1, read() {} }]);
		expect([device.serve(0, 1, true, 8, 4), device.counters]).toEqual([-1, [0, 1, 0, 0]]);
	});

	it.each([
		{ code: -1, size: 0 },
		{ code: 256, size: 0 },
		{ code: 0x0f, size: 1 },
		{ code: 1, size: 3 },
		{ code: 1, size: -1 },
		{ code: 1, size: 256, block: true },
	])("refuses the command %j", (command) => expect(() => new Smbus(new Uint8Array(16), [command])).toThrow(RangeError));

	it.each([
		{ code: 0, size: 0 },
		{ code: 255, size: 2 },
		{ code: 1, size: 255, block: true },
	])("takes the command %j", (command) => expect(() => new Smbus(new Uint8Array(16), [command])).not.toThrow());

	it("refuses two of the same code", () => {
		const command = { code: 1, size: 1 };
		expect(() => new Smbus(new Uint8Array(16), [command, command])).toThrow("smbus: command 1: 0 to 255, each once; 15 is MCTP's");
	});
});
