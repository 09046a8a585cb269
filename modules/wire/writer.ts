// SPDX-License-Identifier: Apache-2.0

/**
 * A cursor that fills a region of the arena. Writing past the end never throws: it writes nothing and sets `overflow`,
 * checked once. Multi-byte fields are little endian (PLDM, NVMe-MI) unless the name ends in `be` (MCTP control).
 */
class Writer {
	readonly memory: Uint8Array;
	readonly #view: DataView;
	/** Offset in `memory` of the first byte. */
	start = 0;
	/** Offset in `memory` of the next byte. */
	position = 0;
	/** Offset in `memory` behind the last byte that may be written. */
	end = 0;
	/** A field did not fit. */
	overflow = false;

	/** `memory` begins where its buffer begins; `view` is of the same buffer, so that readers and writers can share one. */
	constructor(memory: Uint8Array, view = new DataView(memory.buffer)) {
		this.memory = memory;
		this.#view = view;
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
		const at = this.position;
		if (at + 2 > this.end) {
			this.overflow = true;
			return;
		}
		this.position = at + 2;
		this.#view.setUint16(at, value, true);
	}

	u16be(value: number): void {
		const at = this.position;
		if (at + 2 > this.end) {
			this.overflow = true;
			return;
		}
		this.position = at + 2;
		this.#view.setUint16(at, value);
	}

	u24(value: number): void {
		const at = this.position;
		if (at + 3 > this.end) {
			this.overflow = true;
			return;
		}
		this.position = at + 3;
		this.#view.setUint16(at, value, true);
		this.memory[at + 2] = value >> 16;
	}

	u24be(value: number): void {
		const at = this.position;
		if (at + 3 > this.end) {
			this.overflow = true;
			return;
		}
		this.position = at + 3;
		this.#view.setUint16(at, value >> 8);
		this.memory[at + 2] = value;
	}

	u32(value: number): void {
		const at = this.position;
		if (at + 4 > this.end) {
			this.overflow = true;
			return;
		}
		this.position = at + 4;
		this.#view.setUint32(at, value, true);
	}

	u32be(value: number): void {
		const at = this.position;
		if (at + 4 > this.end) {
			this.overflow = true;
			return;
		}
		this.position = at + 4;
		this.#view.setUint32(at, value);
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
		const at = this.position;
		if (at + length > this.end) {
			this.overflow = true;
			return;
		}
		this.position = at + length;
		this.memory.copyWithin(at, offset, offset + length);
	}
}

Object.freeze(Writer.prototype);
export default Writer;
