// SPDX-License-Identifier: Apache-2.0
import type Exchange from "../../mctp/exchange.js";
import type { PortState } from "../../mctp/port.js";
import type { Multipart } from "../multipart.js";

/** What is wanted next in a multipart transfer (DSP0240 9.8, 9.9). */
export const MultipartOperation = Object.freeze({ first: 0, next: 1, abort: 2, complete: 3, current: 4 } as const);

/** One multipart transfer of one peer. Preallocated. */
class Transfer {
	/** Where the peer is; undefined: the place is free. */
	state: PortState | undefined = undefined;
	peer = 0;
	physical = 0;
	/** Data comes from the peer. */
	sends = false;
	type = 0;
	context = 0;
	source: Multipart | undefined = undefined;
	/** The section that is moved: where the next part is in it, and where it ends. */
	position = 0;
	end = 0;
	/** Where the part is that was moved last, and the CRC-32 register before and behind it. */
	before = 0;
	registerBefore = -1;
	register = -1;
	/** Handles of the part that was moved last, and of the next. */
	handle = 0;
	next = 0;
	/** Everything has been moved. */
	whole = false;
	/** When it is given up. */
	deadline = 0;

	/** Whether it is one of the peer that asks. */
	isOf(exchange: Exchange): boolean {
		return this.state === exchange.state && this.peer === exchange.peer && this.physical === exchange.physical;
	}
}

Object.freeze(Transfer.prototype);
export default Transfer;
