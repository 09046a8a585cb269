// SPDX-License-Identifier: Apache-2.0
// Whose bytes are whose: every peer fills its messages with bytes of its own high nibble.

/** EIDs of the hostile peers, on either network. */
export const hostileEids = [9, 10, 11, 12] as const;
/** Physical addresses of a port. */
export const addresses = 3;
/** High nibbles: of constants, and of everybody who is not listed. */
export const constants = 0;
export const others = 15;

/** The high nibble of a sender's bytes: 1 to 8 by EID and network, 9 to 14 by port and address where it has no EID. */
export function ownerOf(network: number, eid: number, port: number, physical: number): number {
	if (0 === eid) return physical < addresses ? 9 + addresses * port + physical : others;
	const index = eid - hostileEids[0];
	return index >= 0 && index < hostileEids.length && network <= 2 ? 1 + index + hostileEids.length * (network - 1) : others;
}
