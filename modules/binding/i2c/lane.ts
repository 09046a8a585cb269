// SPDX-License-Identifier: Apache-2.0

/** Stages of a lane: it is free; its packet waits for its turn; it is on the bus. */
export const laneFree = 0;
export const laneWaiting = 1;
export const laneSending = 2;

/** Place for one packet on its way out, from the endpoint to its last attempt. No two at a time go to one address. */
class Lane {
	/** Where its frame stands in the arena. */
	readonly offset: number;
	stage: number = laneFree;
	/** Bytes of the frame. */
	length = 0;
	/** As the endpoint knows the destination. */
	physical = 0;
	/** 7-bit address on the bus, and channel of the mux; 0: none. */
	address = 0;
	channel = 0;
	/** The packet begins a request, whose rest and answer go by the same channel. */
	request = false;
	/** Attempts that were not acknowledged. */
	refusals = 0;
	/** Attempts that lost arbitration. */
	losses = 0;
	/** When the packet left the endpoint. */
	since = 0;
	/** When the next attempt may begin. */
	due = 0;

	constructor(offset: number) {
		this.offset = offset;
	}
}

Object.freeze(Lane.prototype);
export default Lane;
