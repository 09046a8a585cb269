// SPDX-License-Identifier: Apache-2.0
import { hasForm, momentForm } from "../../device/form.js";

/** Bytes of a timestamp104 (DSP0240 table 5). */
export const timestampLength = 13;
/** Its last byte says how much of it counts: the offset in minutes, the time in seconds. */
const resolution = 0x16;

/** Days of the months, from January on. */
const days = Object.freeze([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]);

/**
 * The timestamp104 a second later.
 * @setup
 */
export function later(moment: readonly number[]): readonly number[] {
	const [offset, offsetHigh, micro, microMiddle, microHigh] = moment;
	const year = moment[10] | (moment[11] << 8);
	const isLeap = 0 === year % 4 && (0 !== year % 100 || 0 === year % 400);
	const month = moment[9];
	/* second, minute, hour, day, month: the first value of each, and how many there are */
	const first = [0, 0, 0, 1, 1];
	const counts = [60, 60, 24, (days[month - 1] ?? 31) + (2 === month && isLeap ? 1 : 0), 12];
	const values = moment.slice(5, 10);
	let place = 0;
	for (; place < values.length; place++) {
		values[place]++;
		if (values[place] < first[place] + counts[place]) break;
		values[place] = first[place];
	}
	const after = year + (values.length === place ? 1 : 0);
	return [offset, offsetHigh, micro, microMiddle, microHigh, ...values, after & 0xff, after >> 8, moment[12]];
}

/**
 * A moment such as 2026-01-02T03:04:05Z as timestamp104: offset to UTC, microseconds, second, minute, hour, day, month, year,
 * resolution.
 * @setup
 */
export function timestamp(text: string): readonly number[] {
	if (!hasForm(text, momentForm)) throw new RangeError(`${text} is no moment such as 2026-01-02T03:04:05Z`);
	const numbers = [0, 5, 8, 11, 14, 17].map((at) => Number(text.slice(at, at + 2)));
	const year = Number(text.slice(0, 4));
	return [0, 0, 0, 0, 0, numbers[5], numbers[4], numbers[3], numbers[2], numbers[1], year & 0xff, year >> 8, resolution];
}
