// SPDX-License-Identifier: Apache-2.0
import type { Storage } from "../../device/storage.js";
import Kept from "./kept.js";

export interface VpdOptions {
	/** Contents at first. */
	content: Uint8Array;
	/** Requesters may write them. */
	writable: boolean;
	/** Writes that the memory survives; the command is refused afterwards. */
	updates: number;
	/** Keeps what was written. */
	storage?: Storage | undefined;
}

/** Vital product data: the FRU information device of NVMe-MI 1.2, 8.2, of at most 4096 bytes. */
class Vpd extends Kept {
	readonly writable: boolean;
	updates: number;

	/** Throws RangeError if the storage is too small. */
	constructor({ content, writable, updates, storage }: VpdOptions) {
		super("VPD", content.slice(), storage);
		this.writable = writable;
		this.updates = updates;
	}
}

Object.freeze(Vpd.prototype);
export default Vpd;
