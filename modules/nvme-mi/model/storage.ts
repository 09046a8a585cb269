// SPDX-License-Identifier: Apache-2.0

/** Where bytes are kept: a file, a part of flash, or nowhere. */
export interface Region {
	/** Bytes. */
	readonly size: number;
	/** Takes `length` bytes at `from` of `memory`, for offset `at`; false: it cannot. */
	write(at: number, memory: Uint8Array, from: number, length: number): boolean;
	/** Makes room for an image; false: it cannot. */
	erase(): boolean;
}
