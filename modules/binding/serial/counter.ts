// SPDX-License-Identifier: Apache-2.0

/** What became of frames; every binding counts for itself what never became a packet. */
export const SerialCounter = Object.freeze({
	/** Frames that held a packet. */
	received: 0,
	/** Revision other than 1. */
	revision: 1,
	/** Byte count too small for a packet, or larger than the receive unit allows. */
	byteCount: 2,
	/** A flag before the counted bytes were there. */
	truncated: 3,
	/** Frame check sequence or closing flag wrong. */
	checkSequence: 4,
	/** Bytes of no frame, and of one that is counted as damaged those behind its first flag. */
	noise: 5,
} as const);

/** Names by value, for logs. */
export const serialCounterNames: readonly string[] = Object.freeze(Object.keys(SerialCounter));
