// SPDX-License-Identifier: Apache-2.0
import Time from "time";
import Timer from "timer";

/** Milliseconds between turns that nobody asked for. */
const longestWait = 1000;

/** The one timer of the firmware. */
let timer: Timer | undefined = undefined;
let turning = false;
let woken = false;

/** Int32 milliseconds that wrap. */
export function clock(): number {
	return Time.ticks | 0;
}

/** The next turn comes at once. */
export function wake(): void {
	woken = true;
	if (!turning && undefined !== timer) Timer.schedule(timer, 1, 1);
}

/** Calls `turn` now, after every wake, and when the milliseconds that it returned have passed. Returns at once. */
export function run(turn: (now: number) => number): void {
	timer = Timer.repeat(() => {
		woken = false;
		turning = true;
		const wait = turn(clock());
		turning = false;
		Timer.schedule(timer!, bounded(wait), bounded(wait));
	}, 1);
}

/** A timer that waits 0 milliseconds would end. */
function bounded(wait: number): number {
	return woken ? 1 : Math.min(Math.max(wait, 1), longestWait);
}
