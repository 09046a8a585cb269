// SPDX-License-Identifier: Apache-2.0
import type { Storage } from "../../device/storage.js";

/** Bytes in front of the contents in storage: how many they are, and the same with all bits turned. */
const head = 4;

/** Bytes that outlive the power where the host keeps them. */
class Kept {
	readonly content: Uint8Array;
	readonly #storage: Storage | undefined;
	/** Head and contents, as storage has them; whether it has them. */
	readonly #memory: Uint8Array;
	#stored = false;

	/** `content` at first, `what` they are. Throws RangeError if the storage is too small. */
	constructor(what: string, content: Uint8Array, storage?: Storage) {
		const { length } = content;
		this.#storage = storage;
		this.content = this.#memory = content;
		if (undefined === storage) return;
		if (storage.size < head + length) throw new RangeError(`${what} storage of ${storage.size} bytes: ${head + length} are needed`);
		this.#memory = new Uint8Array(head + length);
		this.#memory.set([length, length >> 8, ~length, ~length >> 8]);
		this.content = this.#memory.subarray(head);
		this.content.set(content);
		this.#restore(storage, content);
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

Object.freeze(Kept.prototype);
export default Kept;
