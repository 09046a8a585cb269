// SPDX-License-Identifier: Apache-2.0
import type { Storage } from "../../device/storage.js";
import crc32 from "../../wire/crc32.js";

/** Bytes of a firmware revision. */
export const revisionSize = 8;
const digits = 0x30;
const letters = 0x41 - 10;

/** What becomes of a commit. */
export const Commit = Object.freeze({ done: 0, noSlot: 1, noImage: 2, readOnly: 3 } as const);

export interface FirmwareOptions {
	/** By slot, from 1 on; all zero: the slot is empty. */
	revisions: readonly Uint8Array[];
	/** The slot that runs, from 1 on. */
	active: number;
	/** The first slot cannot be written. */
	firstReadOnly: boolean;
	/** Bytes of the largest image. */
	limit: number;
	/** Where images go; undefined: only their length and CRC-32 are known afterwards. */
	storage?: Storage | undefined;
}

/** Firmware slots, and the image that is being downloaded. */
class Firmware {
	readonly slots: readonly Uint8Array[];
	readonly firstReadOnly: boolean;
	readonly #limit: number;
	readonly #storage: Storage | undefined;
	/** The slot that runs, and the one that will after the next reset; 0: the same. */
	active: number;
	next = 0;
	/** The image that is downloaded: bytes, and CRC-32 of them as long as they come in order. */
	received = 0;
	#register = -1;
	#ordered = true;
	/** Of the image committed last. */
	imageLength = 0;
	imageCheck = 0;

	constructor({ revisions, active, firstReadOnly, limit, storage }: FirmwareOptions) {
		this.slots = revisions.map((revision) => Uint8Array.from(revision));
		this.active = active;
		this.firstReadOnly = firstReadOnly;
		this.#limit = Math.min(limit, storage?.size ?? limit);
		this.#storage = storage;
	}

	/** Revision of what runs. */
	get revision(): Uint8Array {
		return this.slots[this.active - 1];
	}

	/** Takes a piece of an image; false: it is too large, or cannot be kept. A piece at 0 begins a new image. */
	download(offset: number, memory: Uint8Array, from: number, length: number): boolean {
		if (offset + length > this.#limit) return false;
		if (0 === offset) {
			this.received = 0;
			this.#register = -1;
			this.#ordered = true;
			if (undefined !== this.#storage && !this.#storage.erase()) return false;
		}
		if (undefined !== this.#storage && !this.#storage.write(offset, memory, from, length)) return false;
		if (offset === this.received) this.#register = crc32(memory, from, length, this.#register);
		else this.#ordered = false;
		this.received = Math.max(this.received, offset + length);
		return true;
	}

	/** Whether there is a slot to be chosen, for an image or to be activated; 0: the device chooses. */
	check(slot: number, replace: boolean): number {
		if (slot > this.slots.length) return Commit.noSlot;
		if (replace && 0 === this.received) return Commit.noImage;
		if (replace && this.firstReadOnly && (1 === slot || 1 === this.slots.length)) return Commit.readOnly;
		if (!replace && (0 === slot || 0 === this.slots[slot - 1][0])) return Commit.noImage;
		return Commit.done;
	}

	/** Puts the image into a slot; returns which. Its revision is its CRC-32, or its length where that is not known. */
	replace(slot: number): number {
		if (0 === slot) slot = this.#choose();
		this.imageLength = this.received;
		this.imageCheck = this.#ordered ? ~this.#register : 0;
		const revision = this.slots[slot - 1];
		const value = this.#ordered ? this.imageCheck : this.received;
		for (let index = 0; index < revisionSize; index++) {
			const digit = (value >>> (28 - 4 * index)) & 0x0f;
			revision[index] = digit + (digit < 10 ? digits : letters);
		}
		this.received = 0;
		return slot;
	}

	/** One that may be written and does not run. */
	#choose(): number {
		for (let slot = this.firstReadOnly ? 2 : 1; slot <= this.slots.length; slot++) if (slot !== this.active) return slot;
		return this.active;
	}

	/** What was downloaded and not committed is gone. */
	discard(): void {
		this.received = 0;
	}

	/** What happens at a reset. Returns whether another firmware runs now. */
	activate(): boolean {
		const next = this.next;
		this.next = 0;
		if (0 === next) return false;
		this.active = next;
		return true;
	}
}

Object.freeze(Firmware.prototype);
export default Firmware;
