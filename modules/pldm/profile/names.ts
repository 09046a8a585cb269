// SPDX-License-Identifier: Apache-2.0
import type Fields from "../../device/fields.js";
import { isAlphanumeric, isWord } from "../../device/form.js";
import { limits } from "./limits.js";

/** What something is called, in one language. */
export interface Name {
	/** Tag of the language, as in RFC 4646. */
	readonly language: string;
	readonly name: string;
}

/** Of a tag, and characters of each. */
const mostParts = 4;
const longestPart = 8;

/** @setup */
function isLanguage(text: string): boolean {
	const [first, ...rest] = text.split("-");
	return isWord(first, longestPart) && rest.length < mostParts && rest.every((part) => isAlphanumeric(part, longestPart));
}

/**
 * The names of a list, or the one that stands alone, which is English.
 * @setup
 */
export function readNames(fields: Fields): readonly Name[] {
	const name = fields.text("name");
	const names = (fields.list("names", limits.names) ?? []).map((each) => {
		const read = {
			language: each.required("language", each.match("language", isLanguage, 'a language tag such as "en" or "de-CH"')),
			name: each.required("name", each.text("name")),
		};
		each.end();
		return read;
	});
	return undefined === name ? names : [{ language: "en", name }, ...names];
}
