// SPDX-License-Identifier: Apache-2.0
// For platforms whose SDK keeps values by key (ECMA-419): ESP32 in NVS. It has run on Node only.
import KeyValueStorage, { type KeyValues } from "embedded:storage/key-value";
import type { Storage } from "../../../modules/device/storage.js";

const domain = "mctp-xs";
/** Bytes. What the platform has no room for is not stored, and who asked for it is told so. */
const size = 0x2000;
const erased = 0xff;

/** A region in one value, which is replaced as a whole: power that goes meanwhile leaves the old one. */
class ValueStorage implements Storage {
	readonly size = size;
	readonly #values: KeyValues;
	readonly #key: string;
	#erasing = false;

	constructor(values: KeyValues, key: string) {
		this.#values = values;
		this.#key = key;
	}

	read(offset: number, memory: Uint8Array, at: number, length: number): boolean {
		memory.fill(erased, at, at + length);
		return this.#try(() => memory.set(this.#value().subarray(offset, offset + length), at));
	}

	write(offset: number, memory: Uint8Array, at: number, length: number): boolean {
		if (offset + length > size) return false;
		const written = this.#try(() => {
			const before = this.#value();
			const value = new Uint8Array(Math.max(before.length, offset + length)).fill(erased);
			value.set(before);
			value.set(memory.subarray(at, at + length), offset);
			this.#values.write(this.#key, value);
		});
		if (written) this.#erasing = false;
		return written;
	}

	erase(): boolean {
		this.#erasing = true;
		return true;
	}

	#value(): Uint8Array {
		return new Uint8Array((this.#erasing ? undefined : this.#values.read(this.#key)) ?? []);
	}

	#try(act: () => void): boolean {
		try {
			act();
			return true;
		} catch (error) {
			trace(`storage: ${this.#key}: ${(error as Error).message}\n`);
			return false;
		}
	}
}

const values = KeyValueStorage.open({ path: domain, format: "buffer" });

/** What outlives the power under this name. */
export default function storage(name: string): Storage {
	return new ValueStorage(values, name);
}

Object.freeze(ValueStorage.prototype);
