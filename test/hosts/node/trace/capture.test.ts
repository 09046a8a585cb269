// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { bytes, hex } from "../support/frames.js";
import { blockOf, framesOf, packetsOf, sectionOf } from "./support.js";

/** Get Endpoint ID from EID 8 to EID 9 behind the cooked headers of Linux: sent by the host that captured. */
const sll2 = "00fa 0000 00000003 0122 04 01 1d00000000000000  010908c8008002";
const sll = "0004 0122 0001 1d00000000000000 00fa  010908c8008002";
const packet = "01 09 08 c8 00 80 02";

describe("pcapng", () => {
	test("in little endian: an enhanced packet with name, time, flags and comment", async () => {
		const file = Buffer.concat([
			blockOf(0x0a0d0d0a, "4d3c2b1a 0100 0000 ffffffffffffffff 0400 0300 616263 00 00000000"),
			blockOf(1, "1401 0000 00000000 0200 0500 6d63747030 000000 0900 0100 06 000000 00000000"),
			blockOf(6, `00000000 34120600 bc9a7856 1b000000 1b000000 ${sll2} 00 0100 1100 7330 2064726f707065643a20 7369676e00 000000 00000000`),
			blockOf(
				6,
				`00000000 34120600 bc9a7856 1b000000 1b000000 ${sll2} 00 0100 1300 73302064726f707065643a206e6f5374617274 00 0200 0400 01000000 00000000`,
			),
		]);
		const [first, second] = await packetsOf(file);
		expect(first).toMatchObject({
			port: "mctp0",
			time: 0x61234_56789abc,
			direction: "sent",
			physical: 0x1d,
			dropped: undefined,
			faults: [],
		});
		expect(hex(first.bytes)).toBe(packet);
		expect(second).toMatchObject({ direction: "received", dropped: "noStart" });
	});

	test("in big endian, with units of 1/1024 s and an offset of one day", async () => {
		const file = bytes(
			"0a0d0d0a 0000001c 1a2b3c4d 0001 0000 ffffffffffffffff 0000001c" +
				"00000001 0000002c 0114 0000 00000000 0009 0001 8a 000000 000e 0008 0000000000015180 0000 0000 0000002c" +
				`00000006 0000003c 00000000 00000000 00000600 0000001b 0000001b ${sll2} 00 0000003c`,
		);
		expect(await packetsOf(file)).toMatchObject([{ time: (86400 + 1.5) * 1e6, bytes: bytes(packet) }]);
	});

	test("nanoseconds", async () => {
		const file = Buffer.concat([
			blockOf(0x0a0d0d0a, "4d3c2b1a 0100 0000 ffffffffffffffff"),
			blockOf(1, "1401 0000 00000000 0900 0100 09 000000 00000000"),
			blockOf(6, `00000000 00000000 0094 3577 1b000000 1b000000 ${sll2} 00`),
		]);
		expect(await framesOf(file)).toMatchObject([{ time: 2_000_000 }]);
	});

	test("a simple packet, one cut short by the interface's limit, and an obsolete packet", async () => {
		const file = Buffer.concat([
			blockOf(0x0a0d0d0a, "4d3c2b1a 0100 0000 ffffffffffffffff"),
			blockOf(1, "1401 0000 19000000"),
			blockOf(3, `19000000 ${sll2.slice(0, -4)} 000000`),
			blockOf(3, `1b000000 ${sll2.slice(0, -4)} 000000`),
			blockOf(2, `0000 0000 00000000 01000000 1b000000 1b000000 ${sll2} 00`),
		]);
		const packets = await packetsOf(file);
		expect(packets.map((one) => [hex(one.bytes), one.time, one.faults])).toEqual([
			["01 09 08 c8 00", undefined, []],
			["01 09 08 c8 00", undefined, ["2 bytes were not captured"]],
			[packet, 1, []],
		]);
	});

	test("blocks of other kinds are left out, however long; a new section has interfaces of its own", async () => {
		const interfaces = blockOf(1, "7100 0000 00000000");
		const file = Buffer.concat([
			sectionOf(276, [5, "00".repeat(100_000)], [0x0bad, ""], [6, `00000000 00000000 00000000 1b000000 1b000000 ${sll2} 00`]),
			blockOf(0x0a0d0d0a, "4d3c2b1a 0100 0000 ffffffffffffffff"),
			interfaces,
			blockOf(6, `00000000 00000000 00000000 17000000 17000000 ${sll} 00`),
		]);
		expect((await packetsOf(file)).map((one) => [hex(one.bytes), one.direction, one.physical])).toEqual([
			[packet, "sent", 0x1d],
			[packet, "sent", 0x1d],
		]);
	});

	test("frames of other link types and protocols are no packets", async () => {
		const other = sll2.replace("00fa", "0800");
		const file = Buffer.concat([
			sectionOf(1, [6, `00000000 00000000 00000000 1b000000 1b000000 ${sll2} 00`]),
			sectionOf(276, [6, `00000000 00000000 00000000 1b000000 1b000000 ${other} 00`]),
			sectionOf(276, [6, "00000000 00000000 00000000 04000000 04000000 00fa0000"]),
		]);
		expect(await framesOf(file)).toHaveLength(3);
		expect(await packetsOf(file)).toEqual([]);
	});

	test.each([
		["0a0d0d0a 1c000000 4d3c2b1b 0100 0000 ffffffffffffffff 1c000000", "at byte 8: the byte order of the section is neither of the two"],
		["0a0d0d0a 08000000 4d3c2b1a", "at byte 4: a block cannot be 8 bytes long"],
		["0a0d0d0a 1d000000 4d3c2b1a", "at byte 4: a block cannot be 29 bytes long"],
		["0a0d0d0a 0c000000 4d3c2b1a", "at byte 4: a block of 12 bytes, too short for its kind"],
		["0a0d0d0a 1c000000 4d3c2b1a 0100 0000 ffff", "at byte 0: the file ends in a block of 28 bytes, 10 are missing"],
		["0a0d0d0a 1c000000 4d3c2b1a 0100 0000 ffffffffffffffff 1d000000", "at byte 24: a block of 28 bytes says at its end that it has 29"],
		["0a0d0d0a 1c000000", "at byte 0: the file ends in the head of a block"],
		["0a0d0d0a fcffff7f 4d3c2b1a", "at byte 4: a block of 2147483644 bytes, at most"],
	])("%s: %s", async (file, message) => {
		await expect(framesOf(bytes(file))).rejects.toThrow(message);
	});

	test.each<[number, string, string]>([
		[6, "01000000 00000000 00000000 00000000 00000000", "at byte 56: a packet of interface 1, but 1 have been described"],
		[6, "00000000 00000000 00000000 05000000 05000000 01020304", "at byte 68: a packet of 5 bytes, longer than its block"],
		[6, "00000000 00000000 00000000 00000000 00000000 0100 0500 61626364", "at byte 76: an option of 5 bytes, longer than its block"],
		[7, "00".repeat(3), "at byte 52: a block cannot be 15 bytes long"],
	])("block of type %i %s: %s", async (type, body, message) => {
		await expect(framesOf(sectionOf(276, [type, body]))).rejects.toThrow(message);
	});

	test("an unknown block that claims more than there is", async () => {
		const file = Buffer.concat([sectionOf(276), bytes("63000000 f0ffffff 0000000000000000")]);
		await expect(framesOf(file)).rejects.toThrow("at byte 48: the file ends in a block of 4294967280 bytes, 4294967264 are missing");
	});

	test("more interfaces than make sense", async () => {
		const file = Buffer.concat([sectionOf(276), ...Array.from({ length: 1024 }, () => blockOf(1, "1401 0000 00000000"))]);
		await expect(framesOf(file, 4096)).rejects.toThrow("more than 1024 interfaces");
	});
});

describe("pcap", () => {
	const record = `17000000 17000000 ${sll}`;

	test.each([
		["microseconds, little endian", `d4c3b2a1 0200 0400 00000000 00000000 00000400 71000000 05000000 07000000 ${record}`, 5_000_007],
		["nanoseconds, little endian", `4d3cb2a1 0200 0400 00000000 00000000 00000400 71000000 05000000 581b0000 ${record}`, 5_000_007],
		[
			"microseconds, big endian",
			`a1b2c3d4 0002 0004 00000000 00000000 00040000 00000071 00000005 00000007 00000017 00000017 ${sll}`,
			5_000_007,
		],
		[
			"nanoseconds, big endian",
			`a1b23c4d 0002 0004 00000000 00000000 00040000 00000071 00000005 00001b58 00000017 00000017 ${sll}`,
			5_000_007,
		],
	])("%s", async (_name, file, time) => {
		expect(await packetsOf(bytes(file))).toEqual([
			{ time, port: undefined, direction: "sent", dropped: undefined, physical: 0x1d, faults: [], bytes: bytes(packet) },
		]);
	});

	test.each([
		["d4c3b2a1 0200 0400", "at byte 0: the file ends in its header, 16 bytes are missing"],
		[
			"d4c3b2a1 0200 0400 00000000 00000000 00000400 71000000 05000000",
			"at byte 24: the file ends in the head of a packet, 12 bytes are missing",
		],
		[
			"d4c3b2a1 0200 0400 00000000 00000000 00000400 71000000 05000000 00000000 02000000 02000000 01",
			"at byte 40: the file ends in a packet, 1 bytes are missing",
		],
		[
			"d4c3b2a1 0200 0400 00000000 00000000 00000400 71000000 05000000 00000000 ffffffff ffffffff",
			"at byte 32: a packet of 4294967295 bytes, at most 262144 make sense",
		],
	])("%s: %s", async (file, message) => {
		await expect(framesOf(bytes(file))).rejects.toThrow(message);
	});
});
