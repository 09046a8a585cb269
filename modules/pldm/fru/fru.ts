// SPDX-License-Identifier: Apache-2.0
import type { Storage } from "../../device/storage.js";
import type Endpoint from "../../mctp/endpoint.js";
import type { CommandTable } from "../command.js";
import { PldmType } from "../header.js";
import Parts from "../parts.js";
import type { PldmProtocol } from "../protocol.js";
import { fruCommands, writableFruCommands } from "./commands.js";
import { check, count, mostTail, recordLength, seal, type Counts } from "./table.js";

export interface FruOptions {
	/** The records of the device, one behind the other. */
	records: Uint8Array;
	/** Bytes that the records may have when somebody sets others; undefined: nobody can. */
	capacity?: number | undefined;
	/** Keeps what somebody set. */
	storage?: Storage | undefined;
	/**
	 * Bytes of a part that is read at most: requesters do not say how many they take; 1024, for which OpenBMC's has room, and its tool asks
	 * for no second part
	 */
	partSize?: number;
	/** Record sets come and go, as `show` says; not where somebody can set others. */
	plugged?: boolean | undefined;
}

/** `partSize` where the options say nothing. */
const usualPart = 1024;
/** DSP0257 1.0.0. */
const versions = Object.freeze([0xf1f0f000]);
/** Bytes in front of the table in storage: its length. */
const storageHead = 4;

/** PLDM type 4: the inventory of the device, a table of records (DSP0257). */
class Fru implements PldmProtocol {
	readonly type = PldmType.fru;
	readonly versions = versions;
	readonly commands: CommandTable<Fru>;
	readonly parts: Parts;
	readonly partSize: number;
	readonly memory: Uint8Array;
	/** Bytes that the records may have which somebody sets; 0: nobody can. */
	readonly capacity: number;
	/** Regions of the arena: the table with padding and CRC-32, a choice of its records, and a table that is being set, or all records of which some are shown. */
	readonly table: number;
	readonly choice: number;
	readonly staging: number;
	/** Bytes of the records, and of the table. */
	recordsLength = 0;
	tableLength = 0;
	readonly counts: Counts = Object.seal({ records: 0, sets: 0 });
	/** Changes with the table, so that a handle of the one before is not taken for one of this. */
	generation = 0;
	/** Bytes that have come of the table that is being set. */
	received = 0;
	/** It is the present one. */
	taken = false;
	readonly #storage: Storage | undefined;
	readonly #view: DataView;
	/** Bytes of all records, shown or not. */
	readonly #length: number;

	/** Throws RangeError if the storage is too small. */
	constructor(endpoint: Endpoint, { records, capacity, storage, partSize = usualPart, plugged = false }: FruOptions) {
		const writable = undefined !== capacity;
		this.commands = writable ? writableFruCommands : fruCommands;
		this.parts = new Parts(endpoint);
		this.partSize = partSize;
		this.memory = endpoint.memory;
		this.#view = endpoint.view;
		const region = Math.max(capacity ?? 0, records.length) + mostTail;
		this.capacity = writable ? region - mostTail : 0;
		const stored = region + storageHead;
		if (undefined !== storage && storage.size < stored) throw new RangeError(`FRU storage of ${storage.size} bytes: ${stored} are needed`);
		this.table = endpoint.reserve(region);
		this.choice = endpoint.reserve(region);
		this.staging = writable || plugged ? endpoint.reserve(stored) + storageHead : 0;
		this.#storage = writable ? storage : undefined;
		this.memory.set(records, this.table);
		if (plugged) this.memory.set(records, this.staging);
		this.#length = records.length;
		this.#take(records.length);
		if (undefined !== this.#storage) this.#restore(this.#storage);
	}

	/**
	 * Bytes of the endpoint's data for these options.
	 * @setup
	 */
	static size({ records, capacity, plugged = false }: FruOptions): number {
		const region = Math.max(capacity ?? 0, records.length) + mostTail;
		return undefined === capacity && !plugged ? 2 * region : 3 * region + storageHead;
	}

	/**
	 * Makes the table of `length` bytes in `staging` the present one, in storage first.
	 * @returns false: it is not stored, and nothing has changed
	 */
	commit(length: number, recordsLength: number): boolean {
		const { memory, staging } = this;
		const from = staging - storageHead;
		this.#view.setUint32(from, length, true);
		const storage = this.#storage;
		if (undefined !== storage && !(storage.erase() && storage.write(0, memory, from, storageHead + length))) return false;
		memory.copyWithin(this.table, staging, staging + recordsLength);
		this.#take(recordsLength);
		return true;
	}

	/** The table has those of all records from now on whose record set is shown. */
	show(isShown: (set: number) => boolean): void {
		const { memory, staging } = this;
		const end = staging + this.#length;
		let to = this.table;
		for (let at = staging; at < end;) {
			const next = at + recordLength(memory, at, end);
			if (isShown(memory[at] | (memory[at + 1] << 8))) {
				memory.copyWithin(to, at, next);
				to += next - at;
			}
			at = next;
		}
		this.#take(to - this.table);
	}

	/** The records in `table` are the present ones. */
	#take(recordsLength: number): void {
		this.recordsLength = recordsLength;
		this.tableLength = seal(this.memory, this.table, recordsLength);
		this.generation = (this.generation + 1) & 0xfff;
		count(this.memory, this.table, recordsLength, this.counts);
	}

	/**
	 * What somebody set before the power went, if it is whole.
	 * @setup
	 */
	#restore(storage: Storage): void {
		const { memory, staging } = this;
		if (!storage.read(0, memory, staging, storageHead)) return;
		const length = this.#view.getUint32(staging, true);
		if (length > this.capacity + mostTail || !storage.read(storageHead, memory, staging, length)) return;
		const recordsLength = check(memory, staging, length);
		if (recordsLength < 0) return;
		memory.copyWithin(this.table, staging, staging + recordsLength);
		this.#take(recordsLength);
	}
}

Object.freeze(Fru.prototype);
export default Fru;
