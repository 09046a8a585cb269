// SPDX-License-Identifier: Apache-2.0

/** Bytes of the vital product data where the profile has none of its own. */
const size = 256;
const unit = 8;
const english = 0x19;
/** Type and length of a field: 8-bit text; and what ends the fields. */
const textType = 0xc0;
const lastField = 0xc1;

/**
 * A FRU information device (IPMI Platform Management FRU Information 1.0) with a product information area: manufacturer,
 * product, model, version, serial number.
 * @setup
 */
export function vitalProductData(texts: readonly string[]): Uint8Array {
	const area = [1, 0, english];
	for (const text of texts) {
		const short = text.slice(0, 40);
		area.push(textType | short.length, ...Array.from(short, (letter) => letter.charCodeAt(0) & 0x7f));
	}
	area.push(textType, textType, lastField);
	while (area.length % unit !== unit - 1) area.push(0);
	area[1] = (area.length + 1) / unit;
	const content = new Uint8Array(size);
	content.set(withSum([1, 0, 0, 0, 1, 0, 0]));
	content.set(withSum(area), unit);
	return content;
}

/**
 * The bytes, and one behind them that makes their sum 0.
 * @setup
 */
function withSum(bytes: readonly number[]): number[] {
	const sum = bytes.reduce((total, byte) => total + byte, 0);
	return [...bytes, -sum & 0xff];
}
