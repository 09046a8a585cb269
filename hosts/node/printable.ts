// SPDX-License-Identifier: Apache-2.0

/** A text in one line, for a terminal: what comes from a device or a file neither steers it nor breaks a table. */
export default function printable(text: string): string {
	return text.replace(/\p{Cc}/gu, "?");
}
