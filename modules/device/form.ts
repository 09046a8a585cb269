// SPDX-License-Identifier: Apache-2.0
// What texts look like, character by character. Not by regular expressions: XS 17.9 (Moddable SDK 8.2.3) keeps what they work with outside of its heap, and the next
// garbage collection writes there; and without them the engine leaves out all that it knows of Unicode.

/** Characters of the longest name. */
const longestName = 32;

/** @setup */
function isBetween(character: string, first: string, last: string): boolean {
	return character >= first && character <= last;
}

/** @setup */
function isDigit(character: string): boolean {
	return isBetween(character, "0", "9");
}

/** @setup */
function isHexadecimal(character: string): boolean {
	return isDigit(character) || isBetween(character, "a", "f") || isBetween(character, "A", "F");
}

/** @setup */
function isLetter(character: string): boolean {
	return isBetween(character, "a", "z") || isBetween(character, "A", "Z");
}

/**
 * Whether it is one to `most` letters.
 * @setup
 */
export function isWord(text: string, most: number): boolean {
	return text.length > 0 && text.length <= most && Array.from(text).every(isLetter);
}

/**
 * Whether it is one to `most` letters and digits.
 * @setup
 */
export function isAlphanumeric(text: string, most: number): boolean {
	return text.length > 0 && text.length <= most && Array.from(text).every((each) => isLetter(each) || isDigit(each));
}

/**
 * Whether it is 1 to 32 letters and digits, a letter first.
 * @setup
 */
export function isName(text: string): boolean {
	return isAlphanumeric(text, longestName) && isLetter(text[0]);
}

/**
 * Whether it is one to `most` printable ASCII characters.
 * @setup
 */
export function isAscii(text: string, most: number): boolean {
	return text.length > 0 && text.length <= most && Array.from(text).every((each) => isBetween(each, " ", "~"));
}

/**
 * Whether each character is as the one in its place of `form` says: `9` any digit, `x` any hexadecimal digit, another one itself.
 * @setup
 */
export function hasForm(text: string, form: string): boolean {
	return text.length === form.length && Array.from(form).every((each, index) => fits(text[index], each));
}

/** @setup */
function fits(character: string, form: string): boolean {
	if ("9" === form) return isDigit(character);
	return "x" === form ? isHexadecimal(character) : form === character;
}

export const uuidForm = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
export const momentForm = "9999-99-99T99:99:99Z";
