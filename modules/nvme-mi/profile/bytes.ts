// SPDX-License-Identifier: Apache-2.0

/**
 * ASCII, padded at its end.
 * @setup
 */
export function padded(text: string, size: number, filler = 0x20): Uint8Array {
	const bytes = new Uint8Array(size).fill(filler);
	for (let index = 0; index < Math.min(size, text.length); index++) bytes[index] = text.charCodeAt(index);
	return bytes;
}

/**
 * Digits of a UUID, or of an organisation, as bytes.
 * @setup
 */
export function fromHexadecimal(text: string): Uint8Array {
	const digits = text.split("-").join("");
	return Uint8Array.from({ length: digits.length / 2 }, (_, index) => parseInt(digits.slice(2 * index, 2 * index + 2), 16));
}
