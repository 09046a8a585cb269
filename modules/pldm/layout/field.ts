// SPDX-License-Identifier: Apache-2.0
import Reader from "../../wire/reader.js";
import Writer from "../../wire/writer.js";

/** The fields of a record or message by name: numbers, texts, bytes, and lists of more of them. */
export type Values = Record<string, unknown>;

/** A field of a layout, or several. */
export interface Field {
	/** Reads what `values` then has. */
	read(from: Reader, values: Values): void;
	/** Writes what `values` has; what is missing is 0, empty or counted. */
	write(to: Writer, values: Values): void;
	/** Puts the counts and lengths of lists and bytes into `values` where they are missing. */
	count?(values: Values): void;
}

/** Fields in their order. What a record or message looks like is said once, and so read and written alike. */
export type Layout = readonly Field[];

/** Bytes of the largest record or message, and of the memory that is tried first: boards have little. */
const mostBytes = 0x10000;
const usualBytes = 0x100;

/** @setup */
export function layout(fields: readonly Field[]): Layout {
	return Object.freeze(Array.from(fields));
}

/** @setup */
export function readFields(fields: Layout, from: Reader, values: Values = {}): Values {
	for (const field of fields) field.read(from, values);
	return values;
}

/** @setup */
export function writeFields(fields: Layout, to: Writer, values: Values): void {
	const counted = { ...values };
	for (const field of fields) field.count?.(counted);
	for (const field of fields) field.write(to, counted);
}

/**
 * The bytes of a record or message. Throws RangeError if it is too large.
 * @setup
 */
export function encode(fields: Layout, values: Values, most: number = mostBytes): Uint8Array {
	for (let size = Math.min(usualBytes, most); ; size = Math.min(2 * size, most)) {
		const memory = new Uint8Array(size);
		const writer = new Writer(memory);
		writer.reset(0, size);
		writeFields(fields, writer, values);
		if (!writer.overflow) return memory.slice(0, writer.length);
		if (size === most) throw new RangeError(`a record or message of more than ${most} bytes`);
	}
}

/**
 * What bytes say. Throws RangeError if they are cut short.
 * @setup
 */
export function decode(fields: Layout, bytes: Uint8Array): Values {
	const reader = new Reader(Uint8Array.from(bytes));
	reader.reset(0, bytes.length);
	const values = readFields(fields, reader);
	if (reader.short) throw new RangeError(`cut short: ${bytes.length} bytes are too few`);
	return values;
}
