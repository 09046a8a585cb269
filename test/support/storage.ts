// SPDX-License-Identifier: Apache-2.0
import type { Storage } from "../../modules/device/storage.js";

/** Storage in memory, which a test can look at, damage, or have fail. */
export default class MemoryStorage implements Storage {
	readonly bytes: Uint8Array;
	readonly size: number;
	works = true;
	/** How often bytes were written. */
	writes = 0;

	constructor(size: number) {
		this.bytes = new Uint8Array(size).fill(0xff);
		this.size = size;
	}
	read(offset: number, memory: Uint8Array, at: number, length: number): boolean {
		memory.set(this.bytes.subarray(offset, offset + length), at);
		return true;
	}
	write(offset: number, memory: Uint8Array, at: number, length: number): boolean {
		this.writes++;
		if (this.works) this.bytes.set(memory.subarray(at, at + length), offset);
		return this.works;
	}
	erase(): boolean {
		this.bytes.fill(0xff);
		return true;
	}
}
