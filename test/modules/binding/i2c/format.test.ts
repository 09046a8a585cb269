// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { I2cCounter } from "../../../../modules/binding/i2c/counter.js";
import { check, isAssignableAddress, seal } from "../../../../modules/binding/i2c/format.js";
import { bytes, hex } from "../../../support/text.js";

/** To 1d, from 10: Get Endpoint ID. */
const frame = "3a0f0a21 010809c8 008002 89";

describe("a frame", () => {
	const look = (text: string, address = 0x1d) => {
		const data = bytes(text);
		return check(Uint8Array.of(0xa5, 0xa5, ...data, 0xa5), 2, data.length, address);
	};

	it("has a packet of one byte less than it counts", () => expect(look("3a0f0821 010809c8 008002 7b")).toBe(7));
	it("of the smallest packet that has a message type", () => expect(look("3a0f0621 010809c8 00 29")).toBe(5));

	it.each([
		["too short for a packet", "3a0f0021", I2cCounter.shortFrame],
		["of five bytes", "3a0f01211e", I2cCounter.byteCount],
		["without bytes", "", I2cCounter.shortFrame],
		["to another address", "3c0f0621 010809c8 00 29", I2cCounter.foreignAddress],
		["that counts too much", frame, I2cCounter.byteCount],
		["that counts too little", "3a0f0521 010809c8 00 29", I2cCounter.byteCount],
		["of a header alone", "3a0f0521 010809c8 19", I2cCounter.byteCount],
		["with a wrong code", "3a0f0621 010809c8 00 28", I2cCounter.errorCode],
		["from an address without its bit", "3a0f0620 010809c8 00 00", I2cCounter.sourceAddress],
	])("%s is wrong", (_what, text, counter) => expect(look(text)).toBe(-counter));

	it("is made around its packet, and around no byte more", () => {
		const memory = new Uint8Array(16).fill(0xa5);
		memory.set(bytes("010908c0 55"), 6);
		expect(seal(memory, 2, 5, 0x10, 0x1d)).toBe(10);
		expect(hex(memory)).toBe("a5a5" + "200f063b" + "010908c055" + "65" + "a5a5a5a5");
	});
});

it("addresses that an endpoint may have: 09 to 77 but 0c and 61", () => {
	const all = Array.from({ length: 128 }, (_, address) => address);
	expect(all.filter((address) => !isAssignableAddress(address))).toEqual([
		0, 1, 2, 3, 4, 5, 6, 7, 8, 0x0c, 0x61, 0x78, 0x79, 0x7a, 0x7b, 0x7c, 0x7d, 0x7e, 0x7f,
	]);
});
