// SPDX-License-Identifier: Apache-2.0
import type { Port } from "../../mctp/port.js";
import { addressMask, channelShift } from "./neighbours.js";
import { Outcome } from "./driver.js";
import Transfer, { type TransferHandlers } from "./transfer.js";

/** The transfers of applications, in line. */
class Transfers {
	/** The one whose turn is next. */
	first: Transfer | undefined = undefined;
	#last: Transfer | undefined = undefined;
	#free: number;
	readonly #end: number;
	readonly #memory: Uint8Array;
	readonly #port: Pick<Port, "wake">;

	/** `size` bytes of the arena at `offset` for all of them, on the controller of a port. */
	constructor(memory: Uint8Array, offset: number, size: number, port: Pick<Port, "wake">) {
		this.#memory = memory;
		this.#port = port;
		this.#free = offset;
		this.#end = offset + size;
	}

	/**
	 * Room for one more, with `size` bytes: the address byte and those to be written, or those that are read.
	 * @setup
	 */
	make(size: number, handlers: TransferHandlers): Transfer {
		if (!(size >= 1 && this.#free + size <= this.#end)) throw new RangeError(`i2c: ${size} bytes for a transfer: raise transfers`);
		this.#free += size;
		return new Transfer(this.#free - size, size, handlers);
	}

	/** Writes the first `length` bytes of a transfer to a physical address; false: it is under way, or too small. */
	write(transfer: Transfer, physical: number, length: number): boolean {
		return this.writeRead(transfer, physical, length, 0);
	}

	/** Reads `count` bytes. */
	read(transfer: Transfer, physical: number, count: number): boolean {
		return this.writeRead(transfer, physical, 0, count);
	}

	/** Writes, then reads behind a repeated START. Transfers wait in line, and take turns with packets. */
	writeRead(transfer: Transfer, physical: number, length: number, count: number): boolean {
		if (transfer.active || length < 0 || count < 0 || length >= transfer.size || count > transfer.size) return false;
		transfer.active = true;
		transfer.address = physical & addressMask;
		transfer.channel = physical >> channelShift;
		transfer.length = length;
		transfer.count = count;
		transfer.next = undefined;
		transfer.losses = 0;
		if (length > 0) {
			this.#memory.copyWithin(transfer.offset + 1, transfer.offset, transfer.offset + length);
			this.#memory[transfer.offset] = transfer.address << 1;
		}
		if (undefined === this.first) this.first = transfer;
		else this.#last!.next = transfer;
		this.#last = transfer;
		this.#port.wake();
		return true;
	}

	/** The first one has lost arbitration; whether it may try again: `least` times, and for `most` milliseconds. */
	again(now: number, most: number, least: number): boolean {
		const transfer = this.first!;
		if (0 === transfer.losses++) transfer.since = now;
		return transfer.losses <= least || ((now - transfer.since) | 0) <= most;
	}

	/** The first one is over. */
	finish(outcome: Outcome, count: number, now: number): void {
		const transfer = this.first!;
		this.first = transfer.next;
		transfer.active = false;
		transfer.handlers.onDone(outcome, count, now);
	}

	/** All end with a time-out. */
	reset(now: number): void {
		let last = this.#last;
		while (undefined !== last && undefined !== this.first) {
			if (this.first === last) last = undefined;
			this.finish(Outcome.timeout, 0, now);
		}
	}
}

Object.freeze(Transfers.prototype);
export default Transfers;
