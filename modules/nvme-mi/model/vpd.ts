// SPDX-License-Identifier: Apache-2.0

export interface VpdOptions {
	/** Contents at first. */
	content: Uint8Array;
	/** Bytes of a byte that can be written; the rest is read-only. */
	writable: boolean;
	/** Writes that the memory survives; the command is refused afterwards. */
	updates: number;
}

/** Vital product data: the FRU information device of NVMe-MI 1.2, 8.2, of at most 4096 bytes. */
class Vpd {
	readonly content: Uint8Array;
	readonly writable: boolean;
	updates: number;

	constructor({ content, writable, updates }: VpdOptions) {
		this.content = content;
		this.writable = writable;
		this.updates = updates;
	}
}

Object.freeze(Vpd.prototype);
export default Vpd;
