// SPDX-License-Identifier: Apache-2.0

/** Bytes as pairs of hexadecimal digits with spaces; of more than `most` the first, and how many follow. */
export function hexBytes(bytes: Uint8Array, most = Infinity): string {
	const text = Buffer.from(bytes.subarray(0, most)).toString("hex").replace(/..\B/g, "$& ");
	const more = bytes.length - most;
	return more > 0 ? `${text} +${more}` : text;
}

/**
 * Reads a line of hexadecimal digits as people and programs write them: with or without spaces, commas, colons and 0x; from #
 * on it is a remark. Throws RangeError that says what it stumbles over.
 */
export function parseHex(line: string): Uint8Array {
	const words = line
		.replace(/#.*/s, "")
		.split(/[\s,:;]+/)
		.filter(Boolean)
		.map((word) => word.replace(/^0x/i, ""));
	for (const word of words) {
		if (!/^[0-9a-f]+$/i.test(word)) throw new RangeError(`"${word.slice(0, 40)}" is not hexadecimal`);
		if (word.length % 2 && words.length > 1 && word.length > 1) throw new RangeError(`"${word.slice(0, 40)}" has an odd number of digits`);
	}
	const digits = words.length > 1 ? words.map((word) => word.padStart(2, "0")).join("") : (words[0] ?? "");
	if (digits.length % 2) throw new RangeError(`"${digits.slice(0, 40)}" has an odd number of digits`);
	return Uint8Array.from(Buffer.from(digits, "hex"));
}
