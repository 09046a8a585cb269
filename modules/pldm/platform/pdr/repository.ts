// SPDX-License-Identifier: Apache-2.0
import type Endpoint from "../../../mctp/endpoint.js";
import crc32 from "../../../wire/crc32.js";
import crc8 from "../../../wire/crc8.js";

/** A record of the repository, whose bytes lie in the arena. */
export interface PdrPlace {
	readonly handle: number;
	readonly type: number;
	readonly change: number;
	readonly offset: number;
	readonly length: number;
	/** CRC-8 of the whole record, which a requester gets with the last of several parts. */
	readonly sum: number;
}

/** The platform descriptor records of a terminus (DSP0248 26), as bytes that answers are cut from. */
class Repository {
	/** In the order in which a requester walks them: handles rise. */
	readonly records: readonly PdrPlace[];
	/** Bytes of all records, and of the largest. */
	readonly size: number;
	readonly largest: number;
	/** Changes whenever a record does (GetPDRRepositorySignature). */
	readonly signature: number;
	readonly #byHandle = new Map<number, number>();

	/** `records` carry their handles, which are not 0. */
	constructor(endpoint: Endpoint, records: readonly Uint8Array[]) {
		const { memory } = endpoint;
		this.size = records.reduce((sum, { length }) => sum + length, 0);
		this.largest = records.reduce((most, { length }) => Math.max(most, length), 0);
		let offset = endpoint.reserve(this.size);
		this.records = records.map((record) => {
			const view = new DataView(record.buffer, record.byteOffset, record.length);
			memory.set(record, offset);
			const place = Object.freeze({
				handle: view.getUint32(0, true),
				type: view.getUint8(5),
				change: view.getUint16(6, true),
				offset,
				length: record.length,
				sum: crc8(memory, offset, record.length, 0),
			});
			offset += record.length;
			return place;
		});
		this.signature = ~crc32(memory, offset - this.size, this.size, -1) >>> 0;
		this.records.forEach(({ handle }, index) => this.#byHandle.set(handle, index));
	}

	/** Index of a record; undefined: there is none. Handle 0 stands for the first. */
	find(handle: number): number | undefined {
		return 0 === handle ? (this.records.length > 0 ? 0 : undefined) : this.#byHandle.get(handle);
	}

	/** Handle of the record behind; 0: there is none. */
	next(index: number): number {
		return index + 1 < this.records.length ? this.records[index + 1].handle : 0;
	}
}

Object.freeze(Repository.prototype);
export default Repository;
