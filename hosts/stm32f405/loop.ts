// SPDX-License-Identifier: Apache-2.0

/** Milliseconds, as int32 that wraps. */
export function clock(this: void): number {
	return native("xs_loop_clock").call(this);
}

/** There is something to do: the next turn comes at once. */
export function wake(this: void): void {
	return native("xs_loop_wake").call(this);
}

/** Has `turn` called once this returns and the program has ended, after every `wake`, when bytes come, and when the milliseconds that it returned have passed. */
export function run(this: void, turn: (now: number) => number): void {
	return native("xs_loop_run").call(this, turn);
}
