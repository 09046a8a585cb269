// SPDX-License-Identifier: Apache-2.0

/** Kinds of a routing table entry, in the upper bits of its type byte (DSP0236 table 29). */
export const entryEndpoint = 0;
export const entryBridgeWithRange = 1;
export const entryBridge = 2;
export const entryRange = 3;
export const entryTypeShift = 6;
export const entryPortMask = 0x1f;

/** Handle behind the last entry of a routing table. */
export const noMoreEntries = 0xff;

/** A bus of ours, as others are told of it. */
export interface OwnBus {
	/** Index of the endpoint's port. */
	readonly port: number;
	/** Physical medium id (DSP0239); 0: unspecified */
	readonly medium?: number;
	/** Own address on it; 0: it has no addresses */
	readonly address?: number;
}

/** Physical transport binding id of a medium (DSP0239); 0: not known. */
export function bindingOf(medium: number): number {
	if (0 === medium) return 0;
	if (medium < 0x08) return 0x01;
	if (medium < 0x10 || 0x40 === medium) return 0x02;
	if (medium < 0x18) return 0x03;
	if (0x20 === medium || 0x21 === medium) return 0x04;
	if (medium < 0x30) return 0x05;
	return 0x30 === medium ? 0x06 : 0;
}

/** Bytes of a physical address: those of I2C have one, with bit 0 clear (DSP0237); media without addresses have none. */
export function addressSize(medium: number): number {
	return 0x01 === bindingOf(medium) ? 1 : 0;
}
