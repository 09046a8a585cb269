// SPDX-License-Identifier: Apache-2.0
import { headerLength } from "../../mctp/header.js";
import crc8 from "../../wire/crc8.js";
import { I2cCounter } from "./counter.js";

/** SMBus command code of MCTP (DSP0237 6.3). */
export const commandCode = 0x0f;
/** Destination address, command code, byte count and source address before the packet. */
export const before = 4;
/** Bytes of a frame around a packet: those before it, and the packet error code. */
export const around = before + 1;
/** Of them, those that the byte count does not count: the first three and the packet error code. */
const uncounted = 4;
/** Bytes of the largest packet that the byte count can tell. */
export const largestPacket = 0xff - 1;
export const longestFrame = largestPacket + around;

/** Addresses of the bus that are nobody's own: reserved by I2C and by SMBus for all, for hosts, alerts and the default address (SMBus 3.2, appendix C). */
export function isAssignableAddress(address: number): boolean {
	return address > 0x08 && address < 0x78 && 0x0c !== address && 0x61 !== address;
}

/**
 * Looks at a frame of `length` bytes at `offset`, which was written to the 7-bit `address`.
 *
 * @returns bytes of the packet, which stands `before` bytes behind `offset`; minus an `I2cCounter`: what is wrong
 */
export function check(memory: Uint8Array, offset: number, length: number, address: number): number {
	if (length < around) return -I2cCounter.shortFrame;
	if (memory[offset] !== address << 1) return -I2cCounter.foreignAddress;
	const count = memory[offset + 2];
	if (count <= 1 + headerLength || count + uncounted !== length) return -I2cCounter.byteCount;
	if (crc8(memory, offset, length - 1, 0) !== memory[offset + length - 1]) return -I2cCounter.errorCode;
	if (0 === (memory[offset + 3] & 1)) return -I2cCounter.sourceAddress;
	return count - 1;
}

/**
 * Makes a frame at `offset` around the packet of `length` bytes that stands `before` bytes behind it, between two 7-bit
 * addresses.
 *
 * @returns bytes of the frame
 */
export function seal(memory: Uint8Array, offset: number, length: number, destination: number, source: number): number {
	memory[offset] = destination << 1;
	memory[offset + 1] = commandCode;
	memory[offset + 2] = length + 1;
	memory[offset + 3] = (source << 1) | 1;
	const end = offset + before + length;
	memory[end] = crc8(memory, offset, before + length, 0);
	return around + length;
}
