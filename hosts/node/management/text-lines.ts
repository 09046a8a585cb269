// SPDX-License-Identifier: Apache-2.0

const newline = 0x0a;

/** Cuts a stream of bytes into lines of text, none longer than a limit. */
class TextLines {
	readonly #limit: number;
	readonly #parts: Uint8Array[] = [];
	#length = 0;

	/** `limit`: bytes, without the newline. */
	constructor(limit: number) {
		this.#limit = limit;
	}

	/** The lines that end in `bytes`, which may change afterwards; undefined: a line is too long, and so is the rest. */
	take(bytes: Uint8Array): string[] | undefined {
		const lines: string[] = [];
		let from = 0;
		for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, from)) {
			if (!this.#keep(bytes.subarray(from, at))) return undefined;
			lines.push(Buffer.concat(this.#parts.splice(0)).toString());
			this.#length = 0;
			from = at + 1;
		}
		return this.#keep(Buffer.from(bytes.subarray(from))) ? lines : undefined;
	}

	#keep(part: Uint8Array): boolean {
		this.#length += part.length;
		if (part.length > 0) this.#parts.push(part);
		return this.#length <= this.#limit;
	}
}

export default TextLines;
