// SPDX-License-Identifier: Apache-2.0
// For platforms whose SDK keeps values by key (ECMA-419): ESP32 in NVS, Zephyr in its settings.
import KeyValueStorage, { type KeyValues } from "embedded:storage/key-value";
import type { Storage } from "../../../modules/device/storage.js";

const domain = "mctp-xs";
/** Regions, and the most bytes that each has. What the platform has no room for is not stored, and who asked for it is told so. */
const sizes: Readonly<Record<string, number | undefined>> = Object.freeze({ fru: 0x2000, vpd: 0x1004, features: 0x0544 });
const erased = 0xff;

/** Regions in values, one each. */
class Values {
	readonly #values: KeyValues | undefined;
	/** A value on its way, as large as the largest region in use: a heap of fixed size has no room for it later. */
	#bytes = new Uint8Array(0);

	/** A platform that has no place for values, or cannot read it, keeps nothing. */
	constructor() {
		try {
			this.#values = KeyValueStorage.open({ path: domain, format: "buffer" });
		} catch (error) {
			tell(domain, error);
		}
	}

	/** undefined: nothing outlives the power under this name. */
	region(name: string): Storage | undefined {
		const size = sizes[name];
		if (undefined === size || undefined === this.#values) return undefined;
		if (this.#bytes.length < size) this.#bytes = new Uint8Array(size);
		return new Region(this, name, size);
	}

	/** Reads a value, FF behind it, and returns how many bytes it has. */
	load(name: string): number {
		this.#bytes.fill(erased);
		return this.#values!.read(name, this.#bytes) ?? 0;
	}

	/** The first `length` bytes take the place of what there was. */
	store(name: string, length: number): void {
		this.#values!.write(name, this.#bytes.subarray(0, length));
	}

	/** Bytes of what was loaded, or shall be stored. */
	get bytes(): Uint8Array {
		return this.#bytes;
	}
}

/** A region in one value, which is replaced as a whole: power that goes meanwhile leaves the old one. */
class Region implements Storage {
	readonly size: number;
	readonly #values: Values;
	readonly #name: string;
	#erasing = false;

	constructor(values: Values, name: string, size: number) {
		this.#values = values;
		this.#name = name;
		this.size = size;
	}

	read(offset: number, memory: Uint8Array, at: number, length: number): boolean {
		if (offset + length > this.size || !this.#try(() => this.#load())) return false;
		memory.set(this.#values.bytes.subarray(offset, offset + length), at);
		return true;
	}

	write(offset: number, memory: Uint8Array, at: number, length: number): boolean {
		if (offset + length > this.size) return false;
		const written = this.#try(() => {
			const end = Math.max(this.#load(), offset + length);
			this.#values.bytes.set(memory.subarray(at, at + length), offset);
			this.#values.store(this.#name, end);
		});
		if (written) this.#erasing = false;
		return written;
	}

	erase(): boolean {
		this.#erasing = true;
		return true;
	}

	#load(): number {
		if (!this.#erasing) return this.#values.load(this.#name);
		this.#values.bytes.fill(erased);
		return 0;
	}

	#try(act: () => void): boolean {
		try {
			act();
			return true;
		} catch (error) {
			tell(this.#name, error);
			return false;
		}
	}
}

function tell(what: string, error: unknown): void {
	trace(`storage: ${what}: ${(error as Error).message}\n`);
}

Object.freeze(Values.prototype);
Object.freeze(Region.prototype);
export default Values;
