// SPDX-License-Identifier: Apache-2.0

/** What became of frames and transfers; every binding counts for itself what never became a packet. */
export const I2cCounter = Object.freeze({
	/** Frames that held a packet. */
	received: 0,
	/** Frame or read that the handler of other commands has served. */
	served: 1,
	/** Frames sent. */
	sent: 2,
	/** Attempts that were not acknowledged, at the address or behind it. In the order of `Outcome` from here to `timeout`. */
	noAddress: 3,
	refused: 4,
	/** Attempts that lost arbitration. */
	arbitrationLost: 5,
	/** Attempts on a bus that was stuck, or while a clock was stretched for too long. */
	timeout: 6,
	/** Packets given up after the last attempt. */
	givenUp: 7,
	/** Packets for an EID whose address nobody knows. */
	unknownNeighbour: 8,
	/** Flows that kept a mux channel for too long. */
	channelTimeout: 9,
	/** Frame without a packet in it, or without packet error code. */
	shortFrame: 10,
	/** Frame for another address: the driver listens to more than its own. */
	foreignAddress: 11,
	/** Byte count of no packet, of another length than the frame's, or larger than the receive unit. */
	byteCount: 12,
	/** Packet error code wrong (SMBus 3.2, 6.4). */
	errorCode: 13,
	/** Bit 0 of the source address is clear: not MCTP, but a block write of another kind (DSP0237 6.3). */
	sourceAddress: 14,
	/** Command code that nobody here serves. */
	commandCode: 15,
} as const);

/** The first of those that tell of something lost or refused. */
export const firstDamage: number = I2cCounter.noAddress;

/** Names by value, for logs. */
export const i2cCounterNames: readonly string[] = Object.freeze(Object.keys(I2cCounter));
