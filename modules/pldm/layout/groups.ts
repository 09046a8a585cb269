// SPDX-License-Identifier: Apache-2.0
import type Reader from "../../wire/reader.js";
import type Writer from "../../wire/writer.js";
import { readFields, writeFields, type Field, type Layout, type Values } from "./field.js";

/**
 * Bytes: so many, as many as another field says, or all that is left.
 * @setup
 */
class BytesField implements Field {
	readonly #name: string;
	/** A number, the name of a field, or undefined: all. */
	readonly #length: number | string | undefined;

	constructor(name: string, length?: number | string) {
		this.#name = name;
		this.#length = length;
	}

	read(from: Reader, values: Values): void {
		const length = this.#length;
		const count = undefined === length ? from.remaining : "number" === typeof length ? length : (values[length] as number);
		const at = from.position;
		from.skip(count);
		values[this.#name] = from.memory.slice(at, from.position);
	}

	write(to: Writer, values: Values): void {
		const bytes = (values[this.#name] ?? []) as ArrayLike<number>;
		const count = "number" === typeof this.#length ? this.#length : bytes.length;
		for (let index = 0; index < count; index++) to.u8(bytes[index] ?? 0);
	}

	count(values: Values): void {
		if ("string" === typeof this.#length) values[this.#length] ??= ((values[this.#name] ?? []) as ArrayLike<number>).length;
	}
}
Object.freeze(BytesField.prototype);

/**
 * As many groups of fields as another field says, or as there is room for.
 * @setup
 */
class ListField implements Field {
	readonly #name: string;
	readonly #count: string | undefined;
	readonly #fields: Layout;

	constructor(name: string, count: string | undefined, fields: Layout) {
		this.#name = name;
		this.#count = count;
		this.#fields = fields;
	}

	read(from: Reader, values: Values): void {
		const list: Values[] = [];
		const most = undefined === this.#count ? Infinity : (values[this.#count] as number);
		while (list.length < most && from.remaining > 0) list.push(readFields(this.#fields, from));
		if (undefined !== this.#count && list.length < most) from.skip(1); /* marks it as short */
		values[this.#name] = list;
	}

	write(to: Writer, values: Values): void {
		for (const each of (values[this.#name] ?? []) as Values[]) writeFields(this.#fields, to, each);
	}

	count(values: Values): void {
		if (undefined !== this.#count) values[this.#count] ??= ((values[this.#name] ?? []) as Values[]).length;
	}
}
Object.freeze(ListField.prototype);

/**
 * Fields that are there only if those before say so.
 * @setup
 */
class OptionalFields implements Field {
	readonly #present: (values: Values) => boolean;
	readonly #fields: Layout;

	constructor(present: (values: Values) => boolean, fields: Layout) {
		this.#present = present;
		this.#fields = fields;
	}

	read(from: Reader, values: Values): void {
		if (this.#present(values)) readFields(this.#fields, from, values);
	}

	write(to: Writer, values: Values): void {
		if (this.#present(values)) writeFields(this.#fields, to, values);
	}
}
Object.freeze(OptionalFields.prototype);

/**
 * `length`: a number, the name of the field that has it, or undefined for all that is left.
 * @setup
 */
export function bytes(name: string, length?: number | string): Field {
	return Object.freeze(new BytesField(name, length));
}

/**
 * `count`: the name of the field that has it, or undefined for as many as there are.
 * @setup
 */
export function list(name: string, count: string | undefined, fields: readonly Field[]): Field {
	return Object.freeze(new ListField(name, count, Object.freeze(Array.from(fields))));
}

/** @setup */
export function optional(present: (values: Values) => boolean, fields: readonly Field[]): Field {
	return Object.freeze(new OptionalFields(present, Object.freeze(Array.from(fields))));
}
