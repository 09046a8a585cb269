// SPDX-License-Identifier: Apache-2.0
import type Fields from "../../device/fields.js";
import { limits } from "./limits.js";

/** What something is called, in one language. */
export interface Name {
	/** Tag of the language, as in RFC 4646. */
	readonly language: string;
	readonly name: string;
}

const language = /^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8}){0,3}$/;

/**
 * The names of a list, or the one that stands alone, which is English.
 * @setup
 */
export function readNames(fields: Fields): readonly Name[] {
	const name = fields.text("name");
	const names = (fields.list("names", limits.names) ?? []).map((each) => {
		const read = {
			language: each.required("language", each.match("language", language, 'a language tag such as "en" or "de-CH"')),
			name: each.required("name", each.text("name")),
		};
		each.end();
		return read;
	});
	return undefined === name ? names : [{ language: "en", name }, ...names];
}
