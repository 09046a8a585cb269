// SPDX-License-Identifier: Apache-2.0
import { Work } from "./work.js";

/** How long things take, in milliseconds; 0: at once. */
export interface Times {
	/** Any command, format, firmware commit, reset, creating and deleting a namespace: what a requester waits for. */
	command: number;
	format: number;
	commit: number;
	reset: number;
	namespace: number;
	/** What goes on behind its back. */
	sanitize: number;
	/** What it tells of that, in seconds; 0xFFFFFFFF: nothing. */
	sanitizeEstimate: number;
	shortTest: number;
	extendedTest: number;
}

/**
 * Those that a requester waits for, by `Work`.
 * @setup
 */
export function workTimes({ command, format, commit, reset, namespace }: Readonly<Times>): readonly number[] {
	const times: Readonly<Record<keyof typeof Work, number>> = { none: 0, command, format, commit, reset, namespace };
	const list: number[] = [];
	for (const name of Object.keys(Work) as (keyof typeof Work)[]) list[Work[name]] = times[name];
	return list;
}
