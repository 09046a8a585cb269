// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { enhancedPacket, interfaceDescription, sectionHeader } from "../../../../hosts/node/trace/pcapng-writer.js";
import { bytes, hex } from "../support/frames.js";

test("a section in little endian, of unknown length, with the name of the program", () => {
	expect(hex(sectionHeader("mctp-xs 1"))).toBe(
		"0a 0d 0d 0a 30 00 00 00 4d 3c 2b 1a 01 00 00 00 ff ff ff ff ff ff ff ff " +
			"04 00 09 00 6d 63 74 70 2d 78 73 20 31 00 00 00 00 00 00 00 30 00 00 00",
	);
});

test("an interface: link type 276, name, microseconds", () => {
	expect(hex(interfaceDescription("serial0"))).toBe(
		"01 00 00 00 2c 00 00 00 14 01 00 00 00 00 00 00 " +
			"02 00 07 00 73 65 72 69 61 6c 30 00 09 00 01 00 06 00 00 00 00 00 00 00 2c 00 00 00",
	);
});

const request = bytes("01 09 08 c8 00 80 02");

test("a packet that came: cooked header to us, comment, direction", () => {
	const packet = { time: 0x0006_1234_5678_9abc, port: "s0", direction: "received", bytes: request } as const;
	expect(hex(enhancedPacket(0, packet, 0))).toBe(
		"06 00 00 00 58 00 00 00 00 00 00 00 34 12 06 00 bc 9a 78 56 1b 00 00 00 1b 00 00 00 " +
			"00 fa 00 00 00 00 00 01 01 22 00 00 00 00 00 00 00 00 00 00 01 09 08 c8 00 80 02 00 " +
			"01 00 0b 00 73 30 20 72 65 63 65 69 76 65 64 00 02 00 04 00 01 00 00 00 00 00 00 00 58 00 00 00",
	);
});

test("a packet that left by the second interface, to an address; three before it are lost", () => {
	const packet = { time: 1, port: "i2c0", direction: "sent", physical: 0x1d, bytes: bytes("01 08 09 c0 7e") } as const;
	expect(hex(enhancedPacket(1, packet, 3))).toBe(
		"06 00 00 00 64 00 00 00 01 00 00 00 00 00 00 00 01 00 00 00 19 00 00 00 19 00 00 00 " +
			"00 fa 00 00 00 00 00 02 01 22 04 01 1d 00 00 00 00 00 00 00 01 08 09 c0 7e 00 00 00 " +
			"01 00 09 00 69 32 63 30 20 73 65 6e 74 00 00 00 02 00 04 00 02 00 00 00 " +
			"04 00 08 00 03 00 00 00 00 00 00 00 00 00 00 00 64 00 00 00",
	);
});

test("a dropped packet says why", () => {
	const packet = { port: "s0", direction: "received", dropped: "notForUs", bytes: request } as const;
	expect(Buffer.from(enhancedPacket(0, packet, 0)).toString("latin1")).toContain("s0 dropped: notForUs");
});
