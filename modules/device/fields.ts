// SPDX-License-Identifier: Apache-2.0

/** Characters of the longest text, which fits a USB string descriptor. */
const longestText = 126;
/** Any byte, in a pattern of bytes. */
export const anyByte = -1;

/**
 * Reads one object of a profile field by field, and holds each field to its range. What is wrong is a RangeError that
 * begins with the path of the value and says what is allowed. A field that is not there is undefined.
 * @setup
 */
class Fields {
	/** Where the object is in the profile: empty, or as in `vendor.messages[0]`. */
	readonly path: string;
	/** The object, unchecked. */
	readonly value: Readonly<Record<string, unknown>>;
	readonly #known = new Set<string>();

	constructor(value: unknown, path = "") {
		this.path = path;
		if ("object" !== typeof value || null === value || Array.isArray(value)) throw this.error("must be an object");
		this.value = value as Readonly<Record<string, unknown>>;
	}

	whole(name: string, least: number, most: number): number | undefined {
		const value = this.#read(name);
		if (undefined === value || isWhole(value, least, most)) return value;
		throw this.error(`must be a whole number from ${least} to ${most}`, name);
	}

	/** 1 to `most` printable characters. */
	text(name: string, most = longestText): string | undefined {
		const value = this.#read(name);
		if (undefined === value || isText(value, most)) return value;
		throw this.error(`must be a text of 1 to ${most} printable characters`, name);
	}

	/** A text that fits; `expected` describes what does. */
	match(name: string, fits: (text: string) => boolean, expected: string): string | undefined {
		const value = this.#read(name);
		if (undefined === value || ("string" === typeof value && fits(value))) return value;
		throw this.error(`must be ${expected}`, name);
	}

	choice<const Value extends string>(name: string, values: readonly Value[]): Value | undefined {
		const value = this.#read(name);
		if (undefined === value || values.includes(value as Value)) return value as Value | undefined;
		throw this.error(`must be one of ${values.join(", ")}`, name);
	}

	number(name: string, least: number, most: number): number | undefined {
		const value = this.#read(name);
		if (undefined === value || ("number" === typeof value && value >= least && value <= most)) return value;
		throw this.error(`must be a number from ${least} to ${most}`, name);
	}

	flag(name: string): boolean | undefined {
		const value = this.#read(name);
		if (undefined === value || "boolean" === typeof value) return value;
		throw this.error("must be true or false", name);
	}

	/** At most `most` bytes, with `anyByte` where one is left open. */
	bytes(name: string, most: number): readonly number[] | undefined {
		const value = this.#read(name);
		if (undefined === value) return undefined;
		if (Array.isArray(value) && value.length <= most && value.every((byte) => isWhole(byte, anyByte, 0xff))) return value as number[];
		throw this.error(`must be a list of at most ${most} bytes`, name);
	}

	/** Whether the field is there, and null. */
	isNull(name: string): boolean {
		return null === this.#read(name);
	}

	section(name: string): Fields | undefined {
		const value = this.#read(name);
		return undefined === value ? undefined : new Fields(value, this.#pathOf(name));
	}

	/** The objects of a list. */
	list(name: string, most: number): readonly Fields[] | undefined {
		const value = this.#read(name);
		if (undefined === value) return undefined;
		if (!Array.isArray(value) || value.length > most) throw this.error(`must be a list of at most ${most}`, name);
		return value.map((each, index) => new Fields(each, `${this.#pathOf(name)}[${index}]`));
	}

	/** `value`, which a getter returned for `name`. Throws if the field is not there. */
	required<Value>(name: string, value: Value | undefined): Value {
		if (undefined === value) throw this.error(`lacks "${name}"`);
		return value;
	}

	/** Names of the fields that nobody has asked for. */
	rest(): readonly string[] {
		return Object.keys(this.value).filter((name) => !this.#known.has(name));
	}

	/** To be called behind the last field: what nobody has asked for is refused. */
	end(): void {
		const [name] = this.rest();
		if (undefined === name) return;
		const allowed = this.#known.size > 0 ? Array.from(this.#known).join(", ") : "none";
		throw this.error(`there is no such property: allowed are ${allowed}`, name);
	}

	error(message: string, name?: string): RangeError {
		const path = undefined === name ? this.path : this.#pathOf(name);
		return new RangeError(`${"" === path ? "profile" : path}: ${message}`);
	}

	#read(name: string): unknown {
		this.#known.add(name);
		return this.value[name];
	}

	#pathOf(name: string): string {
		return "" === this.path ? name : `${this.path}.${name}`;
	}
}

/** @setup */
function isWhole(value: unknown, least: number, most: number): value is number {
	return Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
}

/**
 * No control characters, and nothing that takes two UTF-16 units.
 * @setup
 */
function isText(value: unknown, most: number): value is string {
	if ("string" !== typeof value || 0 === value.length || value.length > most) return false;
	for (let index = 0; index < value.length; index++) {
		const code = value.charCodeAt(index);
		if (code < 0x20 || (code > 0x7e && code < 0xa0) || (code > 0xd7ff && code < 0xe000) || code > 0xfffd) return false;
	}
	return true;
}

Object.freeze(Fields.prototype);
export default Fields;
