// SPDX-License-Identifier: Apache-2.0
import type { MemoryOptions } from "../mctp/arena.js";
import type Fields from "./fields.js";

interface Range {
	readonly least: number;
	readonly most: number;
}

/** What a profile may ask for. */
export const memoryRanges: Readonly<Record<keyof MemoryOptions, Range>> = Object.freeze({
	slots: range(0, 255),
	shortSlots: range(0, 255),
	slotsPerSource: range(1, 255),
	messageSize: range(64, 0x20000),
	exchanges: range(1, 256),
	answerSize: range(64, 0x10000),
	largeAnswers: range(0, 64),
	requests: range(0, 64),
	requestSize: range(64, 0x20000),
	routes: range(0, 254),
	forwardFrames: range(0, 255),
	data: range(0, 0x1000000),
	limit: range(0x1000, 0x4000000),
});

/**
 * The options that the section names, and no others.
 * @setup
 */
export function readMemory(fields: Fields | undefined): MemoryOptions | undefined {
	if (undefined === fields) return undefined;
	const options: MemoryOptions = {};
	for (const name of Object.keys(memoryRanges) as (keyof MemoryOptions)[]) {
		const { least, most } = memoryRanges[name];
		const value = fields.whole(name, least, most);
		if (undefined !== value) options[name] = value;
	}
	fields.end();
	return options;
}

/** @setup */
function range(least: number, most: number): Range {
	return Object.freeze({ least, most });
}
