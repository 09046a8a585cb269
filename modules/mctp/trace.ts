// SPDX-License-Identifier: Apache-2.0
import type { Counter } from "./counter.js";

/**
 * Told of every packet: the verdict on an arriving one, or `Counter.sent`. The packet stands at `offset` of the arena. `port`
 * is the index of a port; one behind the last is the endpoint's way to itself.
 */
export type Trace = (counter: Counter, port: number, now: number, offset: number, length: number, physical: number) => void;

/**
 * One trace that tells all of these, in their order. The list does not change afterwards.
 * @setup
 */
export function inTurn(traces: readonly Trace[]): Trace | undefined {
	if (traces.length < 2) return traces[0];
	return (counter, port, now, offset, length, physical) => {
		for (let index = 0; index < traces.length; index++) traces[index](counter, port, now, offset, length, physical);
	};
}
