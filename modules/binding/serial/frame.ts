// SPDX-License-Identifier: Apache-2.0
import { headerLength } from "../../mctp/header.js";
import fcs16 from "../../wire/fcs16.js";
import find from "../../wire/find.js";
import { SerialCounter } from "./counter.js";
import { before, behind, escape, flag, invert, longestFrame, revision } from "./format.js";

/** What the register of the check sequence starts with. */
const start = 0xffff;

/**
 * Makes a frame at `offset` around the packet of `count` bytes that stands `before` bytes behind it, as Linux does: with
 * both flags, and only the packet escaped.
 *
 * @returns bytes of the frame
 * @throws RangeError if the longest such frame is not inside `memory`
 */
export function encode(memory: Uint8Array, offset: number, count: number): number {
	if (offset < 0 || count < 0 || count > 0xff || offset + longestFrame(count) > memory.length) throw new RangeError("range outside memory");
	memory[offset] = flag;
	memory[offset + 1] = revision;
	memory[offset + 2] = count;
	const sequence = fcs16(memory, offset + 1, count + 2, start);
	let end = offset + before + count;
	for (let at = offset + before; at < end; at++) {
		if (memory[at] !== flag && memory[at] !== escape) continue;
		memory.copyWithin(at + 1, at, end++);
		memory[at++] = escape;
		memory[at] ^= invert;
	}
	memory[end] = sequence >> 8;
	memory[end + 1] = sequence;
	memory[end + 2] = flag;
	return end + behind - offset;
}

/**
 * Looks for a frame at `at`, in bytes that reach to `end`, with a packet of at most `largest` bytes. By byte count, because
 * neither Linux nor libmctp escape the check sequence; an escaped one is taken too. The packet is left `before` bytes behind
 * `at`, without escapes.
 *
 * @returns place of the closing flag; `at + 1`: a flag, and another one that may open a frame; `at` itself: the frame is
 * not all there; minus a `SerialCounter`: what is wrong, and nothing was changed
 * @throws RangeError if the bytes are not all inside `memory`
 */
export function decode(memory: Uint8Array, at: number, end: number, largest: number): number {
	if (at < 0 || end < at || end > memory.length) throw new RangeError("range outside memory");
	if (at === end) return at;
	if (memory[at] !== flag) return -SerialCounter.noise;
	if (at + 1 < end && memory[at + 1] === flag) return at + 1;
	const data = at + before;
	if (data > end) return at;
	if (memory[at + 1] !== revision) return -SerialCounter.revision;
	const count = memory[at + 2];
	if (count <= headerLength || count > largest) return -SerialCounter.byteCount;
	const dataEnd = skip(memory, data, end, count);
	if (dataEnd < 0) return -SerialCounter.truncated;
	if (dataEnd + behind > end) return at;
	const plain = dataEnd - data === count;
	const sequence = plain ? fcs16(memory, at + 1, dataEnd - at - 1, start) : sequenceOf(memory, at, dataEnd);
	const closing = checked(memory, sequence, dataEnd, end);
	if (closing < 0) return -SerialCounter.checkSequence;
	if (closing === end) return at;
	if (!plain) unescape(memory, data, dataEnd);
	return closing;
}

/** Place behind `count` bytes with their escapes; beyond `end`: they are not all there; -1: a flag is among them. */
function skip(memory: Uint8Array, at: number, end: number, count: number): number {
	for (; count > 0; count--, at++) {
		if (at < end && escape === memory[at]) at++;
		if (at >= end) return end + count;
		if (flag === memory[at]) return -1;
	}
	return at;
}

/** Place of the closing flag behind a check sequence at `dataEnd`, raw or escaped; `end`: it may still come; -1: it is wrong. */
function checked(memory: Uint8Array, sequence: number, dataEnd: number, end: number): number {
	const high = sequence >> 8;
	const low = sequence & 0xff;
	if (memory[dataEnd] === high && memory[dataEnd + 1] === low && memory[dataEnd + 2] === flag) return dataEnd + 2;
	let closing = escaped(memory, high, dataEnd, end);
	if (closing >= 0 && closing < end) closing = escaped(memory, low, closing, end);
	return closing < 0 || closing >= end || memory[closing] === flag ? closing : -1;
}

/** The check sequence of a frame with escapes. An inverted byte does to the register what the byte does to the inverted one. */
function sequenceOf(memory: Uint8Array, frame: number, end: number): number {
	let from = frame + before;
	let sequence = fcs16(memory, frame + 1, before - 1, start);
	for (;;) {
		const at = find(memory, from, end - from, escape);
		sequence = fcs16(memory, from, at - from, sequence);
		if (at === end) return sequence;
		sequence = fcs16(memory, at + 1, 1, sequence ^ invert);
		from = at + 2;
	}
}

/** Place behind one byte of a check sequence that may be escaped; `end`: it may still come; -1: it is another. */
function escaped(memory: Uint8Array, value: number, at: number, end: number): number {
	if (flag !== value && escape !== value) return memory[at] === value ? at + 1 : -1;
	if (memory[at] !== escape) return -1;
	if (at + 1 === end) return end;
	return memory[at + 1] === (value ^ invert) ? at + 2 : -1;
}

function unescape(memory: Uint8Array, from: number, end: number): void {
	for (let to = from; from < end; to++) {
		if (escape === memory[from]) memory[to] = memory[++from] ^ invert;
		else memory[to] = memory[from];
		from++;
	}
}
