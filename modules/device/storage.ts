// SPDX-License-Identifier: Apache-2.0

/**
 * A region of memory that outlives the power: a file, a flash partition. Bytes go between it and the arena. What the device
 * keeps there is changed here before it is changed anywhere else.
 */
export interface Storage {
	/** Bytes of the region. */
	readonly size: number;
	/** Copies `length` bytes from `offset` of the region to `at` of the arena; false: they cannot be had. */
	read(offset: number, memory: Uint8Array, at: number, length: number): boolean;
	/** Copies `length` bytes from `at` of the arena to `offset` of the region; false: they are not stored. */
	write(offset: number, memory: Uint8Array, at: number, length: number): boolean;
	/** Afterwards all bytes are FF; false: they are not. A host may put it off until the next write, so that power that goes leaves what was before both, or is after. */
	erase(): boolean;
}
