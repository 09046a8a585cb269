// SPDX-License-Identifier: Apache-2.0
import type { PortState } from "../mctp/port.js";
import { longest } from "./options.js";
import FaultyPort from "./port.js";
import Waiting from "./waiting.js";

/** Age of a link that has been up for longer than any fault asks. */
const old = 0x7fffffff;

/** What faults know of one port. */
class Line {
	readonly state: PortState;
	readonly receiving: Waiting;
	readonly sending: Waiting;
	/** So much was lost at this moment that the rest waits for the next. */
	stalled = false;
	stalledAt = 0;
	/** When the link came up; counts as long as it is young. */
	#since = 0;
	#young = true;

	constructor(memory: Uint8Array, state: PortState) {
		const { port } = state;
		const { places, placeSize, placesAt } = port instanceof FaultyPort ? port : { places: 0, placeSize: 0, placesAt: 0 };
		const offset = state.frames + placesAt;
		this.state = state;
		this.receiving = new Waiting(memory, offset, places, placeSize);
		this.sending = new Waiting(memory, offset + places * placeSize, places, placeSize);
	}

	/** Something is held up. */
	get busy(): boolean {
		return this.stalled || undefined !== this.receiving.first || undefined !== this.sending.first;
	}

	/** Milliseconds since the link came up. */
	age(now: number): number {
		if (!this.#young) return old;
		const age = (now - this.#since) | 0;
		this.#young = age >= 0 && age <= longest;
		return this.#young ? age : old;
	}

	link(now: number, up: boolean): void {
		this.receiving.flush();
		this.sending.flush();
		this.stalled = false;
		if (!up) return;
		this.#since = now;
		this.#young = true;
	}
}

Object.freeze(Line.prototype);
export default Line;
