// SPDX-License-Identifier: Apache-2.0
import { hasForm, uuidForm } from "../device/form.js";
import type Reader from "../wire/reader.js";
import type Writer from "../wire/writer.js";

/** A UUID as four numbers of 32 bits, so that it is compared and sent without strings. Most significant byte first on the wire. */
class Uuid {
	readonly #words: readonly number[];

	/** Takes the usual form, `xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx`. Throws RangeError for anything else. */
	constructor(text: string) {
		if (!hasForm(text, uuidForm)) throw new RangeError(`UUID "${text}": expected 32 hexadecimal digits as 8-4-4-4-12`);
		const digits = text.split("-").join("");
		this.#words = Object.freeze([0, 8, 16, 24].map((at) => parseInt(digits.slice(at, at + 8), 16)));
	}

	write(writer: Writer): void {
		for (let index = 0; index < 4; index++) writer.u32be(this.#words[index]);
	}

	/** Reads 16 bytes and says whether they are this UUID. */
	matches(reader: Reader): boolean {
		let same = true;
		for (let index = 0; index < 4; index++) same = reader.u32be() === this.#words[index] && same;
		return same;
	}
}

Object.freeze(Uuid.prototype);
export default Uuid;
