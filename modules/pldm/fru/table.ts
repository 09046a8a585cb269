// SPDX-License-Identifier: Apache-2.0
import crc32 from "../../wire/crc32.js";
import { fieldHead, recordHead } from "./record.js";

/** Bytes behind the records at most: padding and CRC-32. */
export const mostTail = 7;

/** Padding to a multiple of four bytes. */
export function paddingOf(length: number): number {
	return -length & 3;
}

/**
 * Bytes of the record at `at`, which ends before `end`, with all its fields.
 * @returns 0: there is no whole record
 */
export function recordLength(memory: Uint8Array, at: number, end: number): number {
	let position = at + recordHead;
	for (let left = memory[at + 3]; left > 0; left--) {
		if (position + fieldHead > end) return 0;
		position += fieldHead + memory[position + 1];
	}
	return position > end ? 0 : position - at;
}

/**
 * Appends padding and CRC-32 to the `length` bytes of records at `at`.
 * @returns bytes of the whole
 */
export function seal(memory: Uint8Array, at: number, length: number): number {
	let end = at + length;
	for (let left = paddingOf(length); left > 0; left--) memory[end++] = 0;
	const sum = ~crc32(memory, at, end - at, -1);
	memory[end++] = sum;
	memory[end++] = sum >> 8;
	memory[end++] = sum >> 16;
	memory[end++] = sum >> 24;
	return end - at;
}

/**
 * Bytes of the records in a table of `length` bytes at `at`, with padding and CRC-32.
 * @returns -1: the CRC-32 is wrong; -2: they are no records
 */
export function check(memory: Uint8Array, at: number, length: number): number {
	const end = at + length - 4;
	if (end < at) return -1;
	const sum = ~crc32(memory, at, end - at, -1);
	if (memory[end] !== (sum & 0xff) || memory[end + 1] !== ((sum >> 8) & 0xff)) return -1;
	if (memory[end + 2] !== ((sum >> 16) & 0xff) || memory[end + 3] !== sum >>> 24) return -1;
	let position = at;
	while (end - position > 3) {
		const own = recordLength(memory, position, end);
		if (0 === own) return -2;
		position += own;
	}
	for (let index = position; index < end; index++) if (0 !== memory[index]) return -2;
	return paddingOf(position - at) === end - position ? position - at : -2;
}

/** What the records of a table are. */
export interface Counts {
	records: number;
	/** Record set identifiers that differ. */
	sets: number;
}

/** Counts records and record sets in `length` bytes of them at `at`. */
export function count(memory: Uint8Array, at: number, length: number, counts: Counts): void {
	counts.records = counts.sets = 0;
	const end = at + length;
	for (let position = at; position < end;) {
		counts.records++;
		let known = false;
		for (let other = at; other < position && !known; other += recordLength(memory, other, end))
			known = memory[other] === memory[position] && memory[other + 1] === memory[position + 1];
		if (!known) counts.sets++;
		position += recordLength(memory, position, end);
	}
}
