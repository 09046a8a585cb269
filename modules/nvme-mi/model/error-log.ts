// SPDX-License-Identifier: Apache-2.0

/** Entries that are kept: the latest. */
export const errorEntries = 8;
/** Words of an entry: opcode above status, and namespace. */
const words = 2;
const opcodeShift = 16;
const statusMask = 0xffff;

/** Errors of commands, latest first (NVMe Base 2.0, 5.16.1.2). */
class ErrorLog {
	/** How many there were, ever. */
	count = 0;
	readonly #entries = new Int32Array(errorEntries * words);

	add(status: number, namespace: number, opcode: number): void {
		const at = (this.count++ % errorEntries) * words;
		this.#entries[at] = status | (opcode << opcodeShift);
		this.#entries[at + 1] = namespace;
	}

	/** Number of the entry that is `age` entries old, counted from 1; 0: there is none. */
	number(age: number): number {
		return age < errorEntries ? Math.max(0, this.count - age) : 0;
	}

	/** Of the entry with this number. */
	status(number: number): number {
		return this.#entries[placeOf(number)] & statusMask;
	}

	opcode(number: number): number {
		return this.#entries[placeOf(number)] >>> opcodeShift;
	}

	/** As a signed number. */
	namespace(number: number): number {
		return this.#entries[placeOf(number) + 1];
	}
}

function placeOf(number: number): number {
	return ((number - 1) % errorEntries) * words;
}

Object.freeze(ErrorLog.prototype);
export default ErrorLog;
