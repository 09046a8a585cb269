// SPDX-License-Identifier: Apache-2.0

/**
 * A cursor over received bytes in the arena. Reading past the end never throws: it yields 0 and sets `short`, so that a
 * decoder reads all its fields and checks once. For fields, not for byte loops; bulk data is taken by `position`.
 * Multi-byte fields are little endian (PLDM, NVMe-MI) unless the name ends in `be` (MCTP control).
 */
class Reader {
	readonly memory: Uint8Array;
	readonly #view: DataView;
	/** Offset in `memory` of the next byte. */
	position = 0;
	/** Offset in `memory` behind the last byte. */
	end = 0;
	/** A field lay behind the end. */
	short = false;
	/** `u64()` met a value above 2^53 - 1, which a Number cannot hold. */
	range = false;

	/** `memory` begins where its buffer begins; `view` is of the same buffer, so that readers and writers can share one. */
	constructor(memory: Uint8Array, view = new DataView(memory.buffer)) {
		this.memory = memory;
		this.#view = view;
	}

	/** Begins anew with the `length` bytes at `offset`. */
	reset(offset: number, length: number): void {
		this.position = offset;
		this.end = offset + length;
		this.short = false;
		this.range = false;
	}

	get remaining(): number {
		return this.end - this.position;
	}

	skip(length: number): void {
		if (this.position + length > this.end) this.#runOut();
		else this.position += length;
	}

	u8(): number {
		const at = this.position;
		if (at >= this.end) {
			this.short = true;
			return 0;
		}
		this.position = at + 1;
		return this.memory[at];
	}

	u16(): number {
		const at = this.position;
		if (at + 2 > this.end) return this.#runOut();
		this.position = at + 2;
		return this.#view.getUint16(at, true);
	}

	u16be(): number {
		const at = this.position;
		if (at + 2 > this.end) return this.#runOut();
		this.position = at + 2;
		return this.#view.getUint16(at);
	}

	u24(): number {
		const at = this.position;
		if (at + 3 > this.end) return this.#runOut();
		this.position = at + 3;
		return this.#view.getUint16(at, true) | (this.memory[at + 2] << 16);
	}

	u24be(): number {
		const at = this.position;
		if (at + 3 > this.end) return this.#runOut();
		this.position = at + 3;
		return (this.#view.getUint16(at) << 8) | this.memory[at + 2];
	}

	/** 0 to 2^32 - 1 */
	u32(): number {
		const at = this.position;
		if (at + 4 > this.end) return this.#runOut();
		this.position = at + 4;
		return this.#view.getUint32(at, true);
	}

	/** 0 to 2^32 - 1 */
	u32be(): number {
		const at = this.position;
		if (at + 4 > this.end) return this.#runOut();
		this.position = at + 4;
		return this.#view.getUint32(at);
	}

	/** Exact up to 2^53 - 1; above it `range` is set and the nearest Number returned. */
	u64(): number {
		if (this.position + 8 > this.end) return this.#runOut();
		const low = this.u32();
		return this.#join(this.u32(), low);
	}

	/** Exact up to 2^53 - 1; above it `range` is set and the nearest Number returned. */
	u64be(): number {
		if (this.position + 8 > this.end) return this.#runOut();
		const high = this.u32be();
		return this.#join(high, this.u32be());
	}

	#join(high: number, low: number): number {
		if (high > 0x1fffff) this.range = true;
		return high * 0x100000000 + low;
	}

	/** A field is not all there: it uses up what is left. */
	#runOut(): number {
		this.position = this.end;
		this.short = true;
		return 0;
	}
}

Object.freeze(Reader.prototype);
export default Reader;
