// SPDX-License-Identifier: Apache-2.0
// For platforms whose SDK keeps values by key (ECMA-419): ESP32 in NVS, Zephyr in its settings.
import KeyValueStorage, { type KeyValues } from "embedded:storage/key-value";
import type { Storage } from "../../../modules/device/storage.js";

const domain = "mctp-xs";
/** Regions, and the most bytes that each has. What the platform has no room for is not stored, and who asked for it is told so. */
const sizes: Readonly<Record<string, number | undefined>> = Object.freeze({ fru: 0x2000, vpd: 0x1004, features: 0x0404 });
const erased = 0xff;

/** A value on its way, as large as the largest region in use: a heap of fixed size has no room for it later. */
let value = new Uint8Array(0);

/** A region in one value, which is replaced as a whole: power that goes meanwhile leaves the old one. */
class Region implements Storage {
	readonly size: number;
	readonly #values: KeyValues;
	readonly #key: string;
	#erasing = false;

	constructor(values: KeyValues, key: string, size: number) {
		this.#values = values;
		this.#key = key;
		this.size = size;
		if (value.length < size) value = new Uint8Array(size);
	}

	read(offset: number, memory: Uint8Array, at: number, length: number): boolean {
		if (offset + length > this.size || !this.#try(() => this.#load())) return false;
		memory.set(value.subarray(offset, offset + length), at);
		return true;
	}

	write(offset: number, memory: Uint8Array, at: number, length: number): boolean {
		if (offset + length > this.size) return false;
		const written = this.#try(() => {
			const end = Math.max(this.#load(), offset + length);
			value.set(memory.subarray(at, at + length), offset);
			this.#values.write(this.#key, value.subarray(0, end));
		});
		if (written) this.#erasing = false;
		return written;
	}

	erase(): boolean {
		this.#erasing = true;
		return true;
	}

	/** Makes `value` what is kept, FF behind it, and returns how many bytes that are. */
	#load(): number {
		value.fill(erased);
		return this.#erasing ? 0 : (this.#values.read(this.#key, value) ?? 0);
	}

	#try(act: () => void): boolean {
		try {
			act();
			return true;
		} catch (error) {
			tell(this.#key, error);
			return false;
		}
	}
}

function tell(what: string, error: unknown): void {
	trace(`storage: ${what}: ${(error as Error).message}\n`);
}

/** undefined: the platform has no place for values, or cannot read it; the device keeps nothing then. */
function open(): KeyValues | undefined {
	try {
		return KeyValueStorage.open({ path: domain, format: "buffer" });
	} catch (error) {
		tell(domain, error);
		return undefined;
	}
}

const values = open();

/** What outlives the power under this name; undefined: nothing does. */
export default function storage(name: string): Storage | undefined {
	const size = sizes[name];
	return undefined !== size && undefined !== values ? new Region(values, name, size) : undefined;
}

Object.freeze(Region.prototype);
