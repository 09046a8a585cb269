// SPDX-License-Identifier: Apache-2.0
/* What writer and reader of pcapng files share (draft-ietf-opsawg-pcapng). */

export const Block = Object.freeze({
	sectionHeader: 0x0a0d0d0a,
	interfaceDescription: 1,
	/** Obsolete, and still found. */
	packet: 2,
	simplePacket: 3,
	enhancedPacket: 6,
} as const);

export const Option = Object.freeze({
	end: 0,
	comment: 1,
	sectionUserApplication: 4,
	interfaceName: 2,
	interfaceTimestampResolution: 9,
	interfaceTimestampOffset: 14,
	packetFlags: 2,
	packetDropCount: 4,
} as const);

/** First word of a section's body, in the byte order of the section. */
export const byteOrderMagic = 0x1a2b3c4d;

/** Of a packet's flags. */
export const directionMask = 3;
export const DirectionFlag = Object.freeze({ received: 1, sent: 2 } as const);

/** Type and length in front of a block's body, and the length behind it. */
export const blockHead = 8;
export const blockFrame = 12;
/** Bytes of an option's code and length. */
export const optionHead = 4;

/** Bodies, options and packets fill up to a multiple of 4 bytes. */
export function padded(length: number): number {
	return (length + 3) & ~3;
}
