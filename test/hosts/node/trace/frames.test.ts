// SPDX-License-Identifier: Apache-2.0
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { i2cFrames } from "../../../../hosts/node/trace/frames/i2c.js";
import { serialFrames } from "../../../../hosts/node/trace/frames/serial.js";
import { usbFrames } from "../../../../hosts/node/trace/frames/usb.js";
import type { TracedPacket } from "../../../../hosts/node/trace/packet.js";
import { bytes, frame, hex } from "../support/frames.js";

/** Packets and faults, as text. */
function told(packets: Iterable<TracedPacket>): string[] {
	return [...packets].map(({ bytes, faults = [] }) => [hex(bytes), ...faults].filter(Boolean).join(" ! "));
}

const packet = "01 09 08 c8 00 80 02";

describe("serial frames", () => {
	test.each<[string, string, string[]]>([
		["one", "7e 01 07 01 09 08 c8 00 80 02 0e b2 7e", [packet]],
		["two with one flag between them", "7e 01 07 01 09 08 c8 00 80 02 0e b2 7e 01 07 01 09 08 c8 00 80 02 0e b2 7e", [packet, packet]],
		["two with idle flags", "7e 7e 7e 01 07 01 09 08 c8 00 80 02 0e b2 7e 7e 7e", [packet]],
		["escapes", "7e 01 0b 01 0a 08 d8 01 80 7d 5e 7d 5d 7d 5e 00 7d 5d 7c 07 7e", ["01 0a 08 d8 01 80 7e 7d 7e 00 7d"]],
		["a wrong check sequence", "7e 01 07 01 09 08 c8 00 80 02 0e b3 7e", [`${packet} ! frame check sequence 0e b3, expected 0e b2`]],
		["its bytes in the wrong order", "7e 01 07 01 09 08 c8 00 80 02 b2 0e 7e", [`${packet} ! frame check sequence b2 0e, expected 0e b2`]],
		["no check sequence", "7e 01 07 01 09 08 c8 00 80 02 7e", [`${packet} ! frame check sequence missing, expected 0e b2`]],
		["no closing flag", "7e 01 07 01 09 08 c8 00 80 02 0e b2", [`${packet} ! no flag behind the frame check sequence`]],
		["another revision", "7e 02 07 01 09 08 c8 00 80 02 0e b2 7e", ["revision 2, 1 is known"]],
		["a byte count too small", "7e 01 04 01 09 08 c8 0e b2 7e", ["byte count 4, less than a packet has"]],
		["cut short by a flag", "7e 01 07 01 09 08 7e", ["01 09 08 ! frame cut short: 3 of 7 bytes"]],
		["cut short by the end", "7e 01 07 01 09 08", ["01 09 08 ! frame cut short: 3 of 7 bytes"]],
		["noise in front", "00 ff 7e 01 07 01 09 08 c8 00 80 02 0e b2 7e", ["2 bytes outside of a frame: 00 ff", packet]],
		["nothing", "", []],
		["a flag alone", "7e", []],
	])("%s", (_name, input, expected) => {
		expect(told(serialFrames(bytes(input)))).toEqual(expected);
	});

	test("a check sequence with a flag in it, raw as Linux sends it, and escaped", () => {
		const body = Array.from({ length: 65536 }, (_none, index) => bytes(`01 09 08 c8 7e ${index.toString(16).padStart(4, "0")}`));
		const whole = body.map(frame).find((one) => 0x7e === one.at(-3) || 0x7e === one.at(-2) || 0x7d === one.at(-2))!;
		const escaped = [...whole.subarray(-3, -1)].flatMap((byte) => (0x7e === byte || 0x7d === byte ? [0x7d, byte ^ 0x20] : [byte]));
		const other = Buffer.concat([whole.subarray(0, -3), Uint8Array.from(escaped), Uint8Array.of(0x7e)]);
		const expected = [...serialFrames(whole)];
		expect(expected).toHaveLength(1);
		expect(expected[0].faults).toBeUndefined();
		expect([...serialFrames(other)]).toEqual(expected);
		expect(other.length).toBeGreaterThan(whole.length);
	});

	test("every packet comes out of its frame", () => {
		fc.assert(
			fc.property(fc.array(fc.uint8Array({ minLength: 5, maxLength: 68 }), { maxLength: 5 }), (packets) => {
				expect(told(serialFrames(Buffer.concat(packets.map(frame))))).toEqual(packets.map(hex));
			}),
		);
	});
});

describe("SMBus frames", () => {
	const good = "16 0f 0a 15 01 00 09 c8 00 8a 01 00 0a 8e";
	const inside = "01 00 09 c8 00 8a 01 00 0a";

	test.each<[string, string, string[]]>([
		["one", good, [inside]],
		["two", good + good, [inside, inside]],
		["a wrong packet error code", good.replace("8e", "8f"), [`${inside} ! packet error code 0x8F, expected 0x8E`]],
		["none", good.slice(0, -2), [`${inside} ! no packet error code`]],
		["a count too large", good.replace("0a", "0c"), [`${inside} 8e ! byte count 12, but 11 bytes follow`]],
		["a count too small", "16 0f 05 15 01 00 09 c8 00", ["byte count 5, less than a packet has"]],
		["another command", good.replace("0f", "0e"), ["command code 0x0E, expected 0x0F"]],
		["cut off", "16 0f", ["cut short: 2 bytes"]],
		["an address without its bit", "16 0f 0a 14 01 00 09 c8 00 8a 01 00 0a e6", [`${inside} ! source address byte 0x14 has bit 0 clear`]],
	])("%s", (_name, input, expected) => {
		expect(told(i2cFrames(bytes(input)))).toEqual(expected);
	});

	test("say whom they are from", () => {
		expect([...i2cFrames(bytes(good))][0].physical).toBe(0x0a);
	});
});

describe("USB transfers", () => {
	test.each<[string, string, string[]]>([
		["one packet", `1a b4 00 0b ${packet}`, [packet]],
		["two packets", `1a b4 00 0b ${packet} 1a b4 00 0b ${packet}`, [packet, packet]],
		["a length of 13 bits", `1a b4 01 08 01 09 08 c8 ${"7e".repeat(256)}`, [`01 09 08 c8 ${hex(Buffer.alloc(256, 0x7e))}`]],
		[
			"a bad identifier",
			`1a b4 00 0b ${packet} 1a b5 00 0b ${packet}`,
			[packet, "packet id 1a b5, expected 1a b4: the rest of the transfer is skipped"],
		],
		["a length too small", "1a b4 00 08 01 09 08 c8", ["length 8, less than a packet has: the rest of the transfer is skipped"]],
		["cut off", "1a b4 00 0c 01 09 08 c8 00 80", ["01 09 08 c8 00 80 ! length 12, but 10 bytes are there"]],
		["half a header", "1a b4", ["packet header cut short: the rest of the transfer is skipped"]],
	])("%s", (_name, input, expected) => {
		expect(told(usbFrames(bytes(input)))).toEqual(expected);
	});
});

test.each([
	["serial", serialFrames],
	["i2c", i2cFrames],
	["usb", usbFrames],
])("any bytes as %s: packets and faults, no more than there are bytes", (_name, read) => {
	const byte = fc.oneof(fc.nat({ max: 255 }), fc.constantFrom(0x7e, 0x7d, 0x01, 0x0f, 0x1a, 0xb4));
	fc.assert(
		fc.property(fc.array(byte, { maxLength: 300 }), (any) => {
			const packets = [...read(Uint8Array.from(any))];
			expect(packets.length).toBeLessThanOrEqual(any.length);
			for (const { bytes, faults = [] } of packets) expect(bytes.length > 4 || faults.length > 0).toBe(true);
		}),
		{ numRuns: 1000 },
	);
});
