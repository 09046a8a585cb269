// SPDX-License-Identifier: Apache-2.0
import type Reader from "../../wire/reader.js";
import type Writer from "../../wire/writer.js";
import type { Field, Values } from "./field.js";

/**
 * Characters of one or two bytes up to a null character; those of two are big endian (UTF-16BE).
 * @setup
 */
class TextField implements Field {
	readonly #name: string;
	readonly #wide: boolean;

	constructor(name: string, wide: boolean) {
		this.#name = name;
		this.#wide = wide;
	}

	read(from: Reader, values: Values): void {
		let text = "";
		for (;;) {
			const code = this.#wide ? from.u16be() : from.u8();
			if (0 === code) break;
			text += String.fromCharCode(code);
		}
		values[this.#name] = text;
	}

	write(to: Writer, values: Values): void {
		const text = `${String(values[this.#name] ?? "")}\0`;
		for (let index = 0; index < text.length; index++) {
			const code = text.charCodeAt(index);
			if (this.#wide) to.u16be(code);
			else to.u8(code);
		}
	}
}
Object.freeze(TextField.prototype);

/**
 * A text in ASCII up to a null byte.
 * @setup
 */
export function ascii(name: string): Field {
	return Object.freeze(new TextField(name, false));
}

/**
 * A text in UTF-16BE up to a null character.
 * @setup
 */
export function utf16(name: string): Field {
	return Object.freeze(new TextField(name, true));
}
