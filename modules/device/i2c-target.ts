// SPDX-License-Identifier: Apache-2.0

/** Who serves what is no MCTP on the same target address: other SMBus command codes, and reads. */
export interface I2cTarget {
	/**
	 * A write of `length` bytes at `offset`, the address byte first. With `reading`, a read follows it: the bytes that it
	 * gets are left at `answer`, where there is room for `room`.
	 * @returns how many; -1: nothing of it is known here
	 */
	serve(offset: number, length: number, reading: boolean, answer: number, room: number, now: number): number;
}
