// SPDX-License-Identifier: Apache-2.0
import zero from "./zero.js";

/**
 * Part of a structure of fixed layout, in memory: fields are written at their offsets in the whole structure, and what of
 * them lies outside of the part is left out. So a reader of 16 bytes in the middle of 4 KiB costs those 16 bytes.
 * Multi-byte fields are little endian.
 */
class Window {
	readonly memory: Uint8Array;
	readonly view: DataView;
	/** Where in memory the first byte of the whole structure would be. */
	base = 0;
	/** The part, in offsets of the structure. */
	first = 0;
	end = 0;

	/** `memory` begins where its buffer begins; `view` is of the same buffer. */
	constructor(memory: Uint8Array, view = new DataView(memory.buffer)) {
		this.memory = memory;
		this.view = view;
	}

	/** Begins anew: `length` bytes at `offset` of memory are those of the structure from `first` on, and are 0 now. */
	reset(offset: number, first: number, length: number): void {
		this.base = offset - first;
		this.first = first;
		this.end = first + length;
		zero(this.memory, offset, length);
	}

	/** Whether any of the `size` bytes at `at` are in the part. */
	has(at: number, size: number): boolean {
		return at < this.end && at + size > this.first;
	}

	u8(at: number, value: number): void {
		if (at >= this.first && at < this.end) this.memory[this.base + at] = value;
	}

	u16(at: number, value: number): void {
		if (at >= this.first && at + 2 <= this.end) this.view.setUint16(this.base + at, value, true);
		else this.number(at, value, 2);
	}

	/** `value` is any integer of 32 bits. */
	u32(at: number, value: number): void {
		if (at >= this.first && at + 4 <= this.end) this.view.setUint32(this.base + at, value, true);
		else this.number(at, value, 4);
	}

	/** `value` is an integer of 0 to 2^53 - 1. */
	u64(at: number, value: number): void {
		this.u32(at, value % 0x100000000);
		this.u32(at + 4, value / 0x100000000);
	}

	/** All of `source`. */
	bytes(at: number, source: Uint8Array): void {
		const length = source.length;
		if (at >= this.first && at + length <= this.end) {
			this.memory.set(source, this.base + at);
			return;
		}
		for (let index = 0; index < length; index++) this.u8(at + index, source[index]);
	}

	/** Of a number of 1, 2 or 4 bytes those that are in the part. */
	number(at: number, value: number, size: number): void {
		for (let index = 0; index < size; index++) this.u8(at + index, value >>> (8 * index));
	}
}

Object.freeze(Window.prototype);
export default Window;
