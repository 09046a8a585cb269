// SPDX-License-Identifier: Apache-2.0
import type { Outcome } from "./driver.js";

export interface TransferHandlers {
	/** The transfer has ended, `count` bytes were read and stand at `transfer.offset`. It may be begun anew. */
	onDone(outcome: Outcome, count: number, now: number): void;
}

/** An application's own use of the controller, for ordinary devices on the bus; reusable, with a region of the arena. */
class Transfer {
	/** The bytes: those to be written, and afterwards those that were read. */
	readonly offset: number;
	readonly size: number;
	readonly handlers: TransferHandlers;
	/** Between its beginning and `onDone`. */
	active = false;
	/** 7-bit address, and channel of the mux; 0: none. */
	address = 0;
	channel = 0;
	/** Bytes to write and to read. */
	length = 0;
	count = 0;
	/** How often it has lost arbitration, and when it first did. */
	losses = 0;
	since = 0;
	next: Transfer | undefined = undefined;

	constructor(offset: number, size: number, handlers: TransferHandlers) {
		this.offset = offset;
		this.size = size;
		this.handlers = handlers;
	}
}

Object.freeze(Transfer.prototype);
export default Transfer;
