// SPDX-License-Identifier: Apache-2.0
import type Window from "../wire/window.js";

/** A field of a structure: what stands at an offset. */
export interface Field<Model> {
	readonly at: number;
	/** 1, 2, 4 or 8 bytes of a number, or 16 of one below 2^53; of bytes, as many as there are. */
	readonly size: number;
	/** As the specification has it. */
	readonly name: string;
	readonly number: ((model: Model) => number) | undefined;
	readonly bytes: ((model: Model) => Uint8Array) | undefined;
}

/** @setup */
export function field<Model>(at: number, size: 1 | 2 | 4 | 8 | 16, name: string, number: (model: Model) => number): Field<Model> {
	return Object.freeze({ at, size, name, number, bytes: undefined });
}

/** @setup */
export function octets<Model>(at: number, size: number, name: string, bytes: (model: Model) => Uint8Array): Field<Model> {
	return Object.freeze({ at, size, name, number: undefined, bytes });
}

/** Writes those fields that are in the window; what no field is for is 0 there already. Fields stand in the order of their offsets. */
export function writeFields<Model>(window: Window, fields: readonly Field<Model>[], model: Model): void {
	const first = window.first;
	const end = window.end;
	const view = window.view;
	const base = window.base;
	const length = fields.length;
	for (let index = 0; index < length; index++) {
		const row = fields[index];
		const at = row.at;
		const size = row.size;
		if (at + size <= first) continue;
		if (at >= end) return;
		const read = row.number;
		if (undefined === read) {
			window.bytes(at, row.bytes!(model));
			continue;
		}
		const value = read(model);
		if (0 === value) continue;
		if (size > 4) window.u64(at, value);
		else if (at < first || at + size > end) window.number(at, value, size);
		else if (2 === size) view.setUint16(base + at, value, true);
		else if (1 === size) view.setUint8(base + at, value);
		else view.setUint32(base + at, value, true);
	}
}
