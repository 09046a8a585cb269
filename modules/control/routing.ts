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

/** First and last medium of a binding, and the binding (DSP0239): SMBus, PCIe, USB, KCS, serial, I3C, UCIe, PCC. */
// prettier-ignore
const bindings = Object.freeze([
	0x01, 0x06, 0x01,
	0x08, 0x0f, 0x02,
	0x40, 0x40, 0x02,
	0x10, 0x12, 0x03,
	0x20, 0x21, 0x04,
	0x22, 0x24, 0x05,
	0x30, 0x30, 0x06,
	0x19, 0x19, 0x09,
	0x1a, 0x1a, 0x08,
]);

/** Physical transport binding id of a medium (DSP0239); 0: not known. */
export function bindingOf(medium: number): number {
	for (let row = 0; row < bindings.length; row += 3) if (medium >= bindings[row] && medium <= bindings[row + 1]) return bindings[row + 2];
	return 0;
}

/** Bytes of a physical address: those of I2C have one, with bit 0 clear (DSP0237); media without addresses have none. */
export function addressSize(medium: number): number {
	return 0x01 === bindingOf(medium) ? 1 : 0;
}
