// SPDX-License-Identifier: Apache-2.0
import type Endpoint from "../../../mctp/endpoint.js";
import crc32 from "../../../wire/crc32.js";
import crc8 from "../../../wire/crc8.js";
import { pdrHeaderLength } from "./type.js";

/** Where fields of the common header stand (DSP0248 28.1). */
const typeAt = 5;
const changeAt = 6;
const lengthAt = 8;

/**
 * The platform descriptor records of a terminus (DSP0248 26), as bytes that answers are cut from. They are named by index, in
 * the order in which a requester walks them: handles rise. What there is to know of a record is read from its bytes.
 */
class Repository {
	readonly memory: Uint8Array;
	readonly #view: DataView;
	/** Where records are in the arena: first those that are there. */
	readonly offsets: Int32Array;
	/** How many are there. */
	count: number;
	/** Bytes of all that are there, and of the largest. */
	size = 0;
	largest = 0;
	/** Changes whenever a record does (GetPDRRepositorySignature). */
	signature = 0;

	/** Throws RangeError if the handles, which are not 0, do not rise. */
	constructor(endpoint: Endpoint, records: readonly Uint8Array[]) {
		const { memory } = endpoint;
		this.memory = memory;
		this.#view = endpoint.view;
		this.count = records.length;
		this.offsets = new Int32Array(records.length);
		let offset = endpoint.reserve(Repository.size(records));
		let before = 0;
		records.forEach((record, index) => {
			memory.set(record, offset);
			this.offsets[index] = offset;
			offset += record.length;
			const handle = this.handle(index);
			if (handle <= before) throw new RangeError(`record ${handle} stands behind record ${before}: handles rise from 1 on`);
			before = handle;
		});
		this.refresh();
	}

	/**
	 * Bytes of the endpoint's data for these records.
	 * @setup
	 */
	static size(records: readonly Uint8Array[]): number {
		return records.reduce((sum, { length }) => sum + length, 0);
	}

	handle(index: number): number {
		return this.#view.getUint32(this.offsets[index], true);
	}

	type(index: number): number {
		return this.memory[this.offsets[index] + typeAt];
	}

	/** Its change number. */
	change(index: number): number {
		return this.#view.getUint16(this.offsets[index] + changeAt, true);
	}

	/** Bytes of a record. */
	length(index: number): number {
		return pdrHeaderLength + this.#view.getUint16(this.offsets[index] + lengthAt, true);
	}

	/** CRC-8 of the whole record, which a requester gets with the last of several parts. */
	sum(index: number): number {
		return crc8(this.memory, this.offsets[index], this.length(index), 0);
	}

	/** Index of a record; -1: there is none. Handle 0 stands for the first. */
	find(handle: number): number {
		const { count } = this;
		if (0 === handle) return count > 0 ? 0 : -1;
		/* As handles rise from 1 on, none stands behind this place. */
		let index = (handle < count ? handle : count) - 1;
		while (index >= 0 && this.handle(index) > handle) index--;
		return index >= 0 && this.handle(index) === handle ? index : -1;
	}

	/** Handle of the record behind; 0: there is none. */
	next(index: number): number {
		return index + 1 < this.count ? this.handle(index + 1) : 0;
	}

	/** Records have come, gone or changed. */
	refresh(): void {
		let register = -1;
		this.size = this.largest = 0;
		for (let index = 0; index < this.count; index++) {
			const length = this.length(index);
			this.size += length;
			if (length > this.largest) this.largest = length;
			register = crc32(this.memory, this.offsets[index], length, register);
		}
		this.signature = ~register >>> 0;
	}
}

Object.freeze(Repository.prototype);
export default Repository;
