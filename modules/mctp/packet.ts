// SPDX-License-Identifier: Apache-2.0
import { broadcastEid, firstEid } from "./eid.js";
import { addressMask, destinationShift, headerLength, headMask, sequenceField, sequenceStep, sourceShift, versionMask } from "./header.js";

/** Header without the reserved bits of its first byte. */
const definedMask = 0x0fffffff;

/**
 * Reads the header of the packet of `length` bytes at `offset`, if it is as most are: with payload, at most `longest` bytes,
 * of this version and to this destination (`address`), from an EID that may be a source.
 *
 * @returns the header without its reserved bits; all its bits inverted: only the destination is another; -1: it is not as
 * most are, which does not yet mean that it is wrong
 * @throws RangeError if the header is not inside `memory`
 */
export function take(memory: Uint8Array, offset: number, length: number, address: number, longest: number): number {
	if (offset < 0 || offset + headerLength > memory.length) throw new RangeError("range outside memory");
	if (length <= headerLength || length > longest) return -1;
	const header = ((memory[offset] << 24) | (memory[offset + 1] << 16) | (memory[offset + 2] << 8) | memory[offset + 3]) & definedMask;
	const source = (header >> sourceShift) & 0xff;
	if (source < firstEid || source === broadcastEid || source === ((address >> destinationShift) & 0xff)) return -1;
	if ((header & addressMask) === address) return header;
	return (header & versionMask) === (address & versionMask) ? ~header : -1;
}

/**
 * Puts a packet at `offset`: a header, and as payload the `length` bytes at `from`.
 *
 * @returns the header of the packet that follows it, if that is not the last of the message
 * @throws RangeError if either is not inside `memory`
 */
export function put(memory: Uint8Array, offset: number, header: number, from: number, length: number): number {
	const at = offset + headerLength;
	if (offset < 0 || from < 0 || length < 0 || at + length > memory.length || from + length > memory.length)
		throw new RangeError("range outside memory");
	memory[offset] = header >> 24;
	memory[offset + 1] = header >> 16;
	memory[offset + 2] = header >> 8;
	memory[offset + 3] = header;
	memory.copyWithin(at, from, from + length);
	return (header & headMask) | ((header + sequenceStep) & sequenceField);
}

/**
 * Moves the packet of `length` bytes at `from` to `offset`.
 *
 * @throws RangeError if either is not inside `memory`
 */
export function move(memory: Uint8Array, offset: number, from: number, length: number): void {
	if (offset < 0 || from < 0 || length < 0 || offset + length > memory.length || from + length > memory.length)
		throw new RangeError("range outside memory");
	memory.copyWithin(offset, from, from + length);
}
