// SPDX-License-Identifier: Apache-2.0
import type { Field } from "../../../modules/nvme-mi/structure.js";

/** A field of a structure: a little-endian number, or a text. */
export interface Row {
	readonly at: number;
	readonly size: number;
	readonly name: string;
	readonly text?: boolean;
}

/** Fields by name. A number that JavaScript does not have is a text of its digits; a text with other bytes than ASCII, hexadecimal digits. */
export type Values = Readonly<Record<string, number | string>>;

/** Rows of a table by which devices write, and those that only others have; of two with one name the longer ones, the first. */
export function rowsOf<Model>(fields: readonly Field<Model>[], others: readonly Row[] = []): readonly Row[] {
	const written = fields.map(({ at, size, name, bytes }) => ({ at, size, name, text: undefined !== bytes }));
	const names = new Set(others.map(({ name }) => name));
	return Object.freeze([...written.filter(({ name }) => !names.has(name)), ...others].sort((left, right) => left.at - right.at));
}

/** Rows from lines of offset, size and name. */
export function rows(...lines: readonly (readonly [at: number, size: number, name: string])[]): readonly Row[] {
	return Object.freeze(lines.map(([at, size, name]) => Object.freeze({ at, size, name })));
}

/** Fields of a structure; those behind its end are left out. */
export function decode(bytes: Uint8Array, table: readonly Row[]): Values {
	const values: Record<string, number | string> = {};
	for (const { at, size, name, text } of table) {
		if (at + size > bytes.length) continue;
		const field = bytes.subarray(at, at + size);
		values[name] = text ? textOf(field) : numberOf(field);
	}
	return values;
}

/** Any bytes as a little-endian number. */
export function numberOf(bytes: Uint8Array): number | string {
	let value = 0n;
	for (let index = bytes.length - 1; index >= 0; index--) value = (value << 8n) | BigInt(bytes[index]);
	return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value.toString();
}

/** ASCII without the blanks and zeros at its end. */
export function textOf(bytes: Uint8Array): string {
	const text = Buffer.from(bytes)
		.toString("latin1")
		.replace(/[ \0]+$/, "");
	return /^[ -~]*$/.test(text) ? text : Buffer.from(bytes).toString("hex");
}

/** Names of the bits that are set in a word, as words; bits that no name is for as numbers. */
export function bitsOf(names: Readonly<Record<string, number>>, word: number): string[] {
	const found: string[] = [];
	for (let bit = 1; bit > 0 && bit <= word; bit *= 2) {
		if (0 === (word & bit)) continue;
		const name = Object.keys(names).find((each) => names[each] === bit);
		found.push(name?.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`) ?? `bit ${Math.log2(bit)}`);
	}
	return found;
}

export function viewOf(bytes: Uint8Array): DataView {
	return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}
