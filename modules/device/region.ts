// SPDX-License-Identifier: Apache-2.0

/** A place where bytes are kept: a file, a part of flash, or nothing but a sum. */
export interface Region {
	/** Bytes. */
	readonly size: number;
	/** Takes `length` bytes at `from` of `memory`, for offset `at`; false: it cannot. */
	write(at: number, memory: Uint8Array, from: number, length: number): boolean;
	/** Makes room for new contents; false: it cannot. */
	erase(): boolean;
}

/** Regions of a host, by what they are for. */
export interface Regions {
	/** The firmware image that is being downloaded. */
	readonly firmware?: Region;
}
