// SPDX-License-Identifier: Apache-2.0

/** The transport header (DSP0236 8.1): version, destination EID, source EID, flags; then the payload. */
export const Header = Object.freeze({
	length: 4,
	version: 0x01,
	versionMask: 0x0f,

	/** Bits of the fourth byte. */
	start: 0x80,
	end: 0x40,
	single: 0xc0,
	sequenceShift: 4,
	sequenceMask: 0x03,
	tagOwner: 0x08,
	tagMask: 0x07,
	/** Tag and tag owner together. */
	tag: 0x0f,

	/** Bits of the first payload byte of a message. */
	integrityCheck: 0x80,
	typeMask: 0x7f,
} as const);

/** Payload bytes that every endpoint takes in one packet: the baseline transmission unit (DSP0236 8.4). */
export const baselineUnit = 64;
