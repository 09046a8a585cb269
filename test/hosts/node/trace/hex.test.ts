// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { hexBytes, parseHex } from "../../../../hosts/node/trace/hex.js";

test.each([
	["010908c8", "01 09 08 c8"],
	["01 09 08 C8", "01 09 08 c8"],
	["0x01, 0x9, 8, 0xc8", "01 09 08 c8"],
	["01:09:08:c8", "01 09 08 c8"],
	[" 0109\t08c8 # Get", "01 09 08 c8"],
	["# nothing", ""],
	["", ""],
])("%j is read", (text, bytes) => {
	expect(hexBytes(parseHex(text))).toBe(bytes);
});

test.each([
	["01 zz", '"zz" is not hexadecimal'],
	["00000000: 7e01|", '"7e01|" is not hexadecimal'],
	["012", '"012" has an odd number of digits'],
	["01 012", '"012" has an odd number of digits'],
	["5", '"5" has an odd number of digits'],
])("%j is refused", (text, message) => {
	expect(() => parseHex(text)).toThrow(new RangeError(message));
});

test("no more bytes are shown than asked for", () => {
	expect(hexBytes(Uint8Array.of(1, 2, 3), 2)).toBe("01 02 +1");
	expect(hexBytes(Uint8Array.of(1, 2), 2)).toBe("01 02");
});
