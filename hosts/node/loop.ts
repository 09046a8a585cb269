// SPDX-License-Identifier: Apache-2.0
import type Endpoint from "../../modules/mctp/endpoint.js";
import { noDeadline } from "../../modules/mctp/conversations.js";
import clock from "./clock.js";

/** Takes packets out of an endpoint and brings them where they go. */
export interface Pump {
	/** Called after every wake. */
	pump(now: number): void;
	/** @returns milliseconds until it wants to be called again */
	tick?(now: number): number;
}

/** An endpoint, or what stands in front of one. */
export type Clocked = Pick<Endpoint, "tick">;

/**
 * Drives one endpoint on Node's event loop: pumps its packets after a wake, and lets time pass when a deadline comes. What is in sockets then is read before it counts as missing: a process that
 * stood still, because its machine did, has lost nothing.
 */
class Loop {
	#clocked: Clocked | undefined = undefined;
	readonly #pumps: Pump[] = [];
	readonly #ticking: Pump[] = [];
	#immediate: NodeJS.Immediate | undefined = undefined;
	#timer: NodeJS.Timeout | undefined = undefined;
	/** When the timer fires. */
	#due = 0;
	#closed = false;

	/** For `Port.wake`. Waits for the event loop's next turn, so that packets going round and round leave room for others. */
	readonly wake = (): void => {
		if (!this.#closed) this.#immediate ??= setImmediate(this.#turn);
	};

	start(clocked: Clocked): void {
		this.#clocked = clocked;
		this.wake();
	}

	add(pump: Pump): void {
		this.#pumps.push(pump);
		if (undefined !== pump.tick) this.#ticking.push(pump);
		this.wake();
	}

	/** Ends all movement: no pump is called again. */
	close(): void {
		this.#closed = true;
		clearImmediate(this.#immediate);
		clearTimeout(this.#timer);
	}

	readonly #turn = (): void => {
		this.#immediate = undefined;
		if (undefined === this.#clocked) return;
		const now = clock();
		for (const pump of this.#pumps) pump.pump(now);
		if (undefined !== this.#timer && ((now - this.#due) | 0) >= 0) return;
		let wait = this.#clocked.tick(now);
		for (const pump of this.#ticking) wait = Math.min(wait, pump.tick!(now));
		this.#arm(now, wait);
	};

	/** A timer that fires too early costs one turn; setting it anew each time would cost more. */
	#arm(now: number, wait: number): void {
		if (noDeadline === wait) return;
		const due = (now + wait) | 0;
		if (undefined !== this.#timer && ((this.#due - due) | 0) <= 0) return;
		clearTimeout(this.#timer);
		this.#due = due;
		this.#timer = setTimeout(() => {
			this.#timer = undefined;
			this.wake();
		}, wait);
	}
}

export default Loop;
