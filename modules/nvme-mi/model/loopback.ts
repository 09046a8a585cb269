// SPDX-License-Identifier: Apache-2.0
import type Window from "../../wire/window.js";

/** Keeps what a vendor's security protocol was sent, and gives it back. */
class Loopback {
	readonly #bytes: Uint8Array;
	#length = 0;

	constructor(size: number) {
		this.#bytes = new Uint8Array(size);
	}

	/** Takes `length` bytes at `from` of memory; false: they are more than there is room for. */
	take(memory: Uint8Array, from: number, length: number): boolean {
		if (length > this.#bytes.length) return false;
		for (let index = 0; index < length; index++) this.#bytes[index] = memory[from + index];
		this.#length = length;
		return true;
	}

	write(window: Window): void {
		for (let index = 0; index < this.#length; index++) window.u8(index, this.#bytes[index]);
	}
}

Object.freeze(Loopback.prototype);
export default Loopback;
