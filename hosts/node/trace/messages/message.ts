// SPDX-License-Identifier: Apache-2.0
import type Reader from "../../../../modules/wire/reader.js";

/** A field of a message, as people read it. */
export type Field = readonly [name: string, value: string | number];

/** What a message is. */
export interface Description {
	readonly name: string;
	readonly fields: readonly Field[];
	/** What is wrong with it. */
	readonly faults: readonly string[];
}

/** Describes the messages of one type. The reader stands behind the message type byte `type`. */
export type Describe = (message: Reader, type: number) => Description;

/** What is left of a message. */
export function restOf(message: Reader): Uint8Array {
	return message.memory.subarray(message.position, message.end);
}

/** The key of a value in a table such as `Completion`, as words. */
export function wordsOf(table: Readonly<Record<string, number>>, value: number): string | undefined {
	const key = Object.keys(table).find((name) => table[name] === value);
	return key?.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
