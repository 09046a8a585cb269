// SPDX-License-Identifier: Apache-2.0

/** Bytes of a frame (DSP0253 8.2): flag, revision, byte count, packet, check sequence, flag. */
export const flag = 0x7e;
export const escape = 0x7d;
/** What an escaped byte is inverted with. */
export const invert = 0x20;
export const revision = 0x01;

/** Flag, revision and byte count before the packet; check sequence and flag behind it. */
export const before = 3;
export const behind = 3;

/** Bytes of a frame around a packet of `count`, if every byte of packet and check sequence is escaped. */
export function longestFrame(count: number): number {
	return before + 2 * count + 4 + 1;
}
