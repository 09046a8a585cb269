// SPDX-License-Identifier: Apache-2.0
import type Fru from "./fru.js";
import { fieldHead, recordHead } from "./record.js";
import { recordLength, seal } from "./table.js";

/**
 * Copies the records of a record set (0: any) and type (0: any), with their fields of a type (0: any), to where answers are
 * cut from, with padding and CRC-32 behind them.
 * @returns their bytes; 0: there are none
 */
export function choose(fru: Fru, set: number, type: number, field: number): number {
	const { memory, table, choice } = fru;
	const end = table + fru.recordsLength;
	let to = choice;
	for (let at = table; at < end;) {
		const next = at + recordLength(memory, at, end);
		if ((0 === set || set === (memory[at] | (memory[at + 1] << 8))) && (0 === type || type === memory[at + 2]))
			to = copyRecord(memory, at, next, field, to);
		at = next;
	}
	return to === choice ? 0 : seal(memory, choice, to - choice);
}

/** Returns where the next record goes; one without a field of the type is left out. */
function copyRecord(memory: Uint8Array, at: number, end: number, field: number, to: number): number {
	memory.copyWithin(to, at, at + recordHead);
	let count = 0;
	let next = to + recordHead;
	for (let from = at + recordHead; from < end;) {
		const behind = from + fieldHead + memory[from + 1];
		if (0 === field || field === memory[from]) {
			memory.copyWithin(next, from, behind);
			next += behind - from;
			count++;
		}
		from = behind;
	}
	if (0 === count) return to;
	memory[to + 3] = count;
	return next;
}
