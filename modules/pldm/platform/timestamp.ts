// SPDX-License-Identifier: Apache-2.0

/** Bytes of a timestamp104 (DSP0240 table 5). */
export const timestampLength = 13;
/** Its last byte says how much of it counts: the offset in minutes, the time in seconds. */
const resolution = 0x16;
const pattern = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})Z$/;

/**
 * A moment such as 2026-01-02T03:04:05Z as timestamp104: offset to UTC, microseconds, second, minute, hour, day, month, year,
 * resolution.
 * @setup
 */
export function timestamp(text: string): readonly number[] {
	const found = pattern.exec(text);
	if (null === found) throw new RangeError(`${text} is no moment such as 2026-01-02T03:04:05Z`);
	const numbers = found.slice(1).map(Number);
	const year = numbers[0];
	return [0, 0, 0, 0, 0, numbers[5], numbers[4], numbers[3], numbers[2], numbers[1], year & 0xff, year >> 8, resolution];
}
