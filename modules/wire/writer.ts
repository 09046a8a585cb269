// SPDX-License-Identifier: Apache-2.0

/**
 * A cursor that fills a region of the arena. Writing past the end never throws: it writes nothing and sets `overflow`,
 * checked once. Multi-byte fields are little endian (PLDM, NVMe-MI) unless the name ends in `be` (MCTP control).
 */
class Writer {
	readonly memory: Uint8Array;
	/** Offset in `memory` of the first byte. */
	start = 0;
	/** Offset in `memory` of the next byte. */
	position = 0;
	/** Offset in `memory` behind the last byte that may be written. */
	end = 0;
	/** A field did not fit. */
	overflow = false;

	constructor(memory: Uint8Array) {
		this.memory = memory;
	}

	/** Begins anew in the region of `length` bytes at `offset`. */
	reset(offset: number, length: number): void {
		this.start = this.position = offset;
		this.end = offset + length;
		this.overflow = false;
	}

	/** Bytes written. */
	get length(): number {
		return this.position - this.start;
	}

	/** Bytes that still fit. */
	get remaining(): number {
		return this.end - this.position;
	}

	/** Drops what was written behind the first `length` bytes. */
	rewind(length: number): void {
		if (length > this.position - this.start) return;
		this.position = this.start + length;
		this.overflow = false;
	}

	u8(value: number): void {
		const at = this.position;
		if (at >= this.end) {
			this.overflow = true;
			return;
		}
		this.memory[at] = value;
		this.position = at + 1;
	}

	u16(value: number): void {
		const at = this.#take(2);
		if (at < 0) return;
		const memory = this.memory;
		memory[at] = value;
		memory[at + 1] = value >> 8;
	}

	u16be(value: number): void {
		const at = this.#take(2);
		if (at < 0) return;
		const memory = this.memory;
		memory[at] = value >> 8;
		memory[at + 1] = value;
	}

	u24(value: number): void {
		const at = this.#take(3);
		if (at < 0) return;
		const memory = this.memory;
		memory[at] = value;
		memory[at + 1] = value >> 8;
		memory[at + 2] = value >> 16;
	}

	u24be(value: number): void {
		const at = this.#take(3);
		if (at < 0) return;
		const memory = this.memory;
		memory[at] = value >> 16;
		memory[at + 1] = value >> 8;
		memory[at + 2] = value;
	}

	u32(value: number): void {
		const at = this.#take(4);
		if (at < 0) return;
		const memory = this.memory;
		memory[at] = value;
		memory[at + 1] = value >> 8;
		memory[at + 2] = value >> 16;
		memory[at + 3] = value >> 24;
	}

	u32be(value: number): void {
		const at = this.#take(4);
		if (at < 0) return;
		const memory = this.memory;
		memory[at] = value >> 24;
		memory[at + 1] = value >> 16;
		memory[at + 2] = value >> 8;
		memory[at + 3] = value;
	}

	/** `value` is an integer of 0 to 2^53 - 1. */
	u64(value: number): void {
		if (this.end - this.position < 8) {
			this.overflow = true;
			return;
		}
		this.u32(value % 0x100000000);
		this.u32(value / 0x100000000);
	}

	/** `value` is an integer of 0 to 2^53 - 1. */
	u64be(value: number): void {
		if (this.end - this.position < 8) {
			this.overflow = true;
			return;
		}
		this.u32be(value / 0x100000000);
		this.u32be(value % 0x100000000);
	}

	/** Appends `length` bytes that stand at `offset` of the same memory. */
	copy(offset: number, length: number): void {
		const at = this.#take(length);
		if (at >= 0) this.memory.copyWithin(at, offset, offset + length);
	}

	#take(length: number): number {
		const at = this.position;
		const next = at + length;
		if (next > this.end) {
			this.overflow = true;
			return -1;
		}
		this.position = next;
		return at;
	}
}

Object.freeze(Writer.prototype);
export default Writer;
