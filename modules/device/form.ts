// SPDX-License-Identifier: Apache-2.0
// What texts look like, character by character. Not by regular expressions: XS 17.9 (Moddable SDK 8.2.3) keeps what they work with outside of its heap, and the next
// garbage collection writes there.

/** Characters of the longest name. */
const longestName = 32;
/** The bit that tells small letters of ASCII from capital ones. */
const small = 0x20;

/** @setup */
function isDigit(code: number): boolean {
	return code >= 0x30 && code <= 0x39;
}

/** @setup */
function isLetter(code: number): boolean {
	return (code | small) >= 0x61 && (code | small) <= 0x7a;
}

/** @setup */
function isHexadecimal(code: number): boolean {
	return isDigit(code) || (isLetter(code) && (code | small) <= 0x66);
}

/** @setup */
function isPrintable(code: number): boolean {
	return code >= 0x20 && code <= 0x7e;
}

/** @setup */
function isAlphanumericCode(code: number): boolean {
	return isLetter(code) || isDigit(code);
}

/** @setup */
function areAll(text: string, most: number, fits: (code: number) => boolean): boolean {
	if (0 === text.length || text.length > most) return false;
	for (let index = 0; index < text.length; index++) if (!fits(text.charCodeAt(index))) return false;
	return true;
}

/**
 * Whether it is one to `most` letters.
 * @setup
 */
export function isWord(text: string, most: number): boolean {
	return areAll(text, most, isLetter);
}

/**
 * Whether it is one to `most` letters and digits.
 * @setup
 */
export function isAlphanumeric(text: string, most: number): boolean {
	return areAll(text, most, isAlphanumericCode);
}

/**
 * Whether it is 1 to 32 letters and digits, a letter first.
 * @setup
 */
export function isName(text: string): boolean {
	return isAlphanumeric(text, longestName) && isLetter(text.charCodeAt(0));
}

/**
 * Whether it is one to `most` printable ASCII characters.
 * @setup
 */
export function isAscii(text: string, most: number): boolean {
	return areAll(text, most, isPrintable);
}

/**
 * Whether each character is as the one in its place of `form` says: `9` any digit, `x` any hexadecimal digit, another one itself.
 * @setup
 */
export function hasForm(text: string, form: string): boolean {
	if (text.length !== form.length) return false;
	for (let index = 0; index < form.length; index++) if (!fits(text.charCodeAt(index), form.charCodeAt(index))) return false;
	return true;
}

/** @setup */
function fits(code: number, form: number): boolean {
	if (0x39 === form) return isDigit(code);
	return 0x78 === form ? isHexadecimal(code) : form === code;
}

export const uuidForm = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
export const momentForm = "9999-99-99T99:99:99Z";
