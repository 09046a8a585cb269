// SPDX-License-Identifier: Apache-2.0
import type Reader from "../../wire/reader.js";
import type Writer from "../../wire/writer.js";
import type { Field, Values } from "./field.js";

/** How a number is written, little endian. */
type NumberKind = "u8" | "s8" | "u16" | "s16" | "u32" | "s32" | "u64" | "s64" | "f32";

const word = 0x100000000;

/** @setup */
function readNumber(from: Reader, kind: NumberKind): number {
	switch (kind) {
		case "u8":
			return from.u8();
		case "s8":
			return (from.u8() << 24) >> 24;
		case "u16":
			return from.u16();
		case "s16":
			return (from.u16() << 16) >> 16;
		case "u32":
			return from.u32();
		case "s32":
			return from.u32() | 0;
		case "u64":
		case "s64": {
			const low = from.u32();
			const high = from.u32();
			return ("u64" === kind ? high : high | 0) * word + low;
		}
		case "f32": {
			const view = new DataView(new ArrayBuffer(4));
			view.setUint32(0, from.u32());
			return view.getFloat32(0);
		}
	}
}

/** @setup */
function writeNumber(to: Writer, kind: NumberKind, value: number): void {
	switch (kind) {
		case "u8":
		case "s8":
			return to.u8(value);
		case "u16":
		case "s16":
			return to.u16(value);
		case "u32":
		case "s32":
			return to.u32(value);
		case "u64":
		case "s64": {
			/* From 2^53 on a Number is the nearest there is, which may be one more than fits. */
			const most = "u64" === kind ? word : word / 2;
			const high = Math.floor(value / word);
			to.u32(high < most ? value : word - 1);
			return to.u32(high < most ? high : most - 1);
		}
		case "f32": {
			const view = new DataView(new ArrayBuffer(4));
			view.setFloat32(0, value);
			return to.u32(view.getUint32(0));
		}
	}
}

/**
 * A number of one kind.
 * @setup
 */
class NumberField implements Field {
	readonly #name: string;
	readonly #kind: NumberKind;

	constructor(name: string, kind: NumberKind) {
		this.#name = name;
		this.#kind = kind;
	}

	read(from: Reader, values: Values): void {
		values[this.#name] = readNumber(from, this.#kind);
	}

	write(to: Writer, values: Values): void {
		writeNumber(to, this.#kind, Number(values[this.#name] ?? 0));
	}
}
Object.freeze(NumberField.prototype);

const wholes: readonly NumberKind[] = Object.freeze(["u8", "s8", "u16", "s16", "u32", "s32"] as const);

/** The fields that say of which kind another is, and the kinds by value (DSP0248 tables 30, 47, 78). Those of 64 bits came with DSP0248 1.3. */
const kindsBy = Object.freeze({
	sensorDataSize: Object.freeze([...wholes, "u64", "s64"] as const),
	effecterDataSize: Object.freeze([...wholes]),
	rangeFieldFormat: Object.freeze([...wholes, "f32"] as const),
});
type SizeName = keyof typeof kindsBy;

/**
 * A number whose kind another field says, as a data size or a range field format.
 * @setup
 */
class SizedField implements Field {
	readonly #name: string;
	readonly #size: SizeName;

	constructor(name: string, size: SizeName) {
		this.#name = name;
		this.#size = size;
	}

	read(from: Reader, values: Values): void {
		values[this.#name] = readNumber(from, this.#kind(values));
	}

	write(to: Writer, values: Values): void {
		writeNumber(to, this.#kind(values), Number(values[this.#name] ?? 0));
	}

	#kind(values: Values): NumberKind {
		const size = (values[this.#size] ?? 0) as number;
		const kinds: readonly NumberKind[] = kindsBy[this.#size];
		if (undefined === kinds[size]) throw new RangeError(`${this.#size} is ${size}: 0 to ${kinds.length - 1}`);
		return kinds[size];
	}
}
Object.freeze(SizedField.prototype);

/** @setup */
function number(name: string, kind: NumberKind): Field {
	return Object.freeze(new NumberField(name, kind));
}

/** @setup */
export function u8(name: string): Field {
	return number(name, "u8");
}

/** @setup */
export function s8(name: string): Field {
	return number(name, "s8");
}

/** @setup */
export function u16(name: string): Field {
	return number(name, "u16");
}

/** @setup */
export function u32(name: string): Field {
	return number(name, "u32");
}

/** @setup */
export function s32(name: string): Field {
	return number(name, "s32");
}

/** @setup */
export function f32(name: string): Field {
	return number(name, "f32");
}

/**
 * A number of the kind that the field `size` says.
 * @setup
 */
export function sized(name: string, size: SizeName): Field {
	return Object.freeze(new SizedField(name, size));
}
