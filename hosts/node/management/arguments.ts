// SPDX-License-Identifier: Apache-2.0

/**
 * Parameters of a method as people write them: one JSON object, or NAME=VALUE again and again, where a value is JSON, a
 * number such as 0x1f, or else a text. Throws RangeError that says what is allowed.
 */
export function parseParameters(words: readonly string[]): object {
	if (1 === words.length && /^\s*\{/.test(words[0])) return parseObject(words[0]);
	const parameters: Record<string, unknown> = {};
	for (const word of words) {
		const [, name, value] = /^([A-Za-z][A-Za-z0-9]*)=(.*)$/s.exec(word) ?? [];
		if (undefined === name) throw new RangeError(`"${word}": write NAME=VALUE, or one JSON object.`);
		if (Object.hasOwn(parameters, name)) throw new RangeError(`"${word}": there is a value for ${name} already.`);
		parameters[name] = parseValue(value);
	}
	return parameters;
}

function parseObject(text: string): object {
	try {
		return JSON.parse(text) as object;
	} catch (error) {
		throw new RangeError(`This is no JSON object: ${(error as Error).message}`, { cause: error });
	}
}

function parseValue(text: string): unknown {
	if (/^0x[0-9a-f]{1,8}$/i.test(text)) return Number(text);
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}
