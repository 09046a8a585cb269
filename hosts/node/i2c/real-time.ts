// SPDX-License-Identifier: Apache-2.0
import later from "../later.js";
import type { Timeline } from "./timeline.js";

/** The time of the event loop. What takes less than a millisecond happens in its next turn, what takes longer once sockets have been read then. It keeps no process running: sockets do. */
export default class RealTime implements Timeline {
	get now(): number {
		return performance.now() * 1e6;
	}

	after(wait: number, act: () => void): void {
		if (wait < 1e6) setImmediate(act);
		else later(wait / 1e6, act).unref();
	}
}
