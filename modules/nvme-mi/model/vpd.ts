// SPDX-License-Identifier: Apache-2.0
import type { Storage } from "../../device/storage.js";

export interface VpdOptions {
	/** Contents at first. */
	content: Uint8Array;
	/** Bytes of a byte that can be written; the rest is read-only. */
	writable: boolean;
	/** Writes that the memory survives; the command is refused afterwards. */
	updates: number;
	/** Keeps what was written. */
	storage?: Storage | undefined;
}

/** Bytes in front of the contents in storage: how many they are, and the same with all bits turned. */
const head = 4;

/** Vital product data: the FRU information device of NVMe-MI 1.2, 8.2, of at most 4096 bytes. */
class Vpd {
	readonly content: Uint8Array;
	readonly writable: boolean;
	updates: number;
	readonly #storage: Storage | undefined;
	/** Head and contents, as storage has them; whether it has them. */
	readonly #memory: Uint8Array;
	#stored = false;

	/** Throws RangeError if the storage is too small. */
	constructor({ content, writable, updates, storage }: VpdOptions) {
		const { length } = content;
		if (undefined !== storage && storage.size < head + length)
			throw new RangeError(`VPD storage of ${storage.size} bytes: ${head + length} are needed`);
		this.#memory = new Uint8Array(head + length);
		this.content = this.#memory.subarray(head);
		this.content.set(content);
		this.writable = writable;
		this.updates = updates;
		this.#storage = storage;
		this.#memory.set([length, length >> 8, ~length, ~length >> 8]);
		if (undefined !== storage) this.#restore(storage, content);
	}

	/**
	 * Writes what is in `memory`, to storage first.
	 * @returns false: it is not stored, and nothing has changed
	 */
	write(offset: number, memory: Uint8Array, from: number, length: number): boolean {
		const { content } = this;
		const storage = this.#storage;
		if (undefined !== storage) {
			this.#stored ||= storage.erase() && storage.write(0, this.#memory, 0, this.#memory.length);
			if (!this.#stored || !storage.write(head + offset, memory, from, length)) return false;
		}
		for (let index = 0; index < length; index++) content[offset + index] = memory[from + index];
		return true;
	}

	/**
	 * What somebody wrote before the power went, if it has the same size.
	 * @setup
	 */
	#restore(storage: Storage, content: Uint8Array): void {
		const found = new Uint8Array(head);
		this.#stored = storage.read(0, found, 0, head) && found.every((byte, index) => byte === this.#memory[index]);
		if (this.#stored && !storage.read(head, this.content, 0, this.content.length)) this.content.set(content);
	}
}

Object.freeze(Vpd.prototype);
export default Vpd;
