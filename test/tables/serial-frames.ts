// SPDX-License-Identifier: Apache-2.0
import type { SerialCounter } from "../../modules/binding/serial/counter.js";

/** Bytes in which a frame is looked for. Flags stand before them, so that nobody finds one there. */
export interface DecodeCase {
	readonly name: string;
	readonly bytes: string;
	/** What stands behind the bytes, and has not arrived. */
	readonly behind: string;
	/** Place of the closing flag, or the other results, counted from the first byte; or what is wrong. */
	readonly result: number | keyof typeof SerialCounter;
	/** The packet, if there is one. */
	readonly packet?: string;
}

/** A frame with the check sequence 7E 7D. */
const special = "7e0109 01087d5ec8017d5d7d5e4e2f";

export const decodes: readonly DecodeCase[] = [
	{ name: "no bytes", bytes: "", behind: "00", result: 0 },
	{ name: "a flag", bytes: "7e", behind: "7e", result: 0 },
	{ name: "two flags", bytes: "7e7e", behind: "01", result: 1 },
	{ name: "a whole frame", bytes: "7e0106 010809c801aa dd46 7e", behind: "00", result: 11, packet: "010809c801aa" },
	{ name: "all but the closing flag", bytes: "7e0106 010809c801aa dd46", behind: "7e", result: 0 },
	{ name: "another first byte of the check sequence", bytes: "7e0106 010809c801aa dc46 7e", behind: "00", result: "checkSequence" },
	{ name: "another second byte of the check sequence", bytes: "7e0106 010809c801aa dd47 7e", behind: "00", result: "checkSequence" },
	{ name: "no closing flag", bytes: "7e0106 010809c801aa dd46 7f", behind: "7e", result: "checkSequence" },
	{ name: "escapes", bytes: `${special} 7e7d 7e`, behind: "00", result: 17, packet: "01087ec8017d7e4e2f" },
	{ name: "a check sequence with escapes", bytes: `${special} 7d5e7d5d 7e`, behind: "00", result: 19, packet: "01087ec8017d7e4e2f" },
	{ name: "cut behind a check sequence with escapes", bytes: `${special} 7d5e7d5d`, behind: "00", result: 0 },
	{ name: "cut in the last escape of a check sequence", bytes: `${special} 7d5e7d`, behind: "5d7e", result: 0 },
	{ name: "no escape before the first byte of a check sequence", bytes: `${special} 005e7d5d 7e`, behind: "00", result: "checkSequence" },
	{ name: "no escape before the second", bytes: `${special} 7d5e005d 7e`, behind: "00", result: "checkSequence" },
	{ name: "another byte behind the first escape", bytes: `${special} 7d5d7d5d 7e`, behind: "00", result: "checkSequence" },
	{ name: "another byte behind the second escape", bytes: `${special} 7d5e7d5e 7e`, behind: "00", result: "checkSequence" },
	{ name: "no closing flag behind escapes", bytes: `${special} 7d5e7d5d 00`, behind: "7e", result: "checkSequence" },
];

/** Packets, and the frames that are made of them. */
export interface EncodeCase {
	readonly name: string;
	readonly packet: string;
	readonly frame: string;
}

export const encodes: readonly EncodeCase[] = [
	{ name: "a packet", packet: "010809c801aa", frame: "7e0106 010809c801aa dd46 7e" },
	{ name: "no packet", packet: "", frame: "7e0100 e960 7e" },
	{ name: "escapes", packet: "01087ec8017d7e4e2f", frame: `${special} 7e7d 7e` },
];

/** Bytes of memory, a place and the bytes of a packet there, whose longest frame is not inside the memory. */
export const badPackets: readonly (readonly [number, number, number])[] = [
	[600, -1, 5],
	[600, 0, -1],
	[600, 0, 256],
	[600, 583, 5],
	[600, 600, 0],
	[600, 0x7fffffff, 5],
];

/** Bytes of memory, and two places between which nothing can be, or not all of it. */
export const badRanges: readonly (readonly [number, number, number])[] = [
	[20, -1, 5],
	[20, 5, 4],
	[20, 0, 21],
	[20, -0x80000000, 0x7fffffff],
];
