// SPDX-License-Identifier: Apache-2.0

/** Entries that are kept: the latest. */
export const errorEntries = 8;
/** Words of an entry: status, parameter error location, namespace, opcode. */
const words = 4;

/** Errors of commands, latest first (NVMe Base 2.0, 5.16.1.2). */
class ErrorLog {
	/** How many there were, ever. */
	count = 0;
	readonly #entries = new Int32Array(errorEntries * words);

	add(status: number, location: number, namespace: number, opcode: number): void {
		const at = (this.count++ % errorEntries) * words;
		this.#entries[at] = status;
		this.#entries[at + 1] = location;
		this.#entries[at + 2] = namespace;
		this.#entries[at + 3] = opcode;
	}

	/** Number of the entry that is `age` entries old, counted from 1; 0: there is none. */
	number(age: number): number {
		return age < errorEntries ? Math.max(0, this.count - age) : 0;
	}

	/** Word 0 to 3 of the entry with this number. */
	word(number: number, word: number): number {
		return this.#entries[((number - 1) % errorEntries) * words + word];
	}
}

Object.freeze(ErrorLog.prototype);
export default ErrorLog;
