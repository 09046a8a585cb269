// SPDX-License-Identifier: Apache-2.0
import { noDeadline } from "../../../modules/mctp/conversations.js";
import type { VirtualTime } from "../i2c/timeline.js";
import type { Clocked, Pump } from "../loop.js";

/** Drives one endpoint in virtual time, as `Loop` does in that of the event loop. */
class Turns {
	readonly #time: VirtualTime;
	#clocked: Clocked | undefined = undefined;
	readonly #pumps: Pump[] = [];
	#woken = false;
	/** Counts up with every turn, so that an old deadline is known. */
	#turn = 0;

	constructor(time: VirtualTime) {
		this.#time = time;
	}

	/** The endpoint's clock: int32 milliseconds. */
	get now(): number {
		return Math.floor(this.#time.now / 1e6) | 0;
	}

	readonly wake = (): void => {
		if (this.#woken) return;
		this.#woken = true;
		this.#time.after(0, this.#go);
	};

	start(clocked: Clocked): void {
		this.#clocked = clocked;
		this.wake();
	}

	add(pump: Pump): void {
		this.#pumps.push(pump);
		this.wake();
	}

	readonly #go = (): void => {
		this.#woken = false;
		if (undefined === this.#clocked) return;
		const turn = ++this.#turn;
		const { now } = this;
		for (const pump of this.#pumps) pump.pump(now);
		let wait = this.#clocked.tick(now);
		for (const pump of this.#pumps) wait = Math.min(wait, pump.tick?.(now) ?? noDeadline);
		if (noDeadline === wait) return;
		/* To the beginning of that millisecond of the endpoint's clock. */
		const into = this.#time.now - Math.floor(this.#time.now / 1e6) * 1e6;
		this.#time.after(Math.max(wait, 1) * 1e6 - into, () => {
			if (turn === this.#turn && !this.#woken) this.#go();
		});
	};
}

export default Turns;
