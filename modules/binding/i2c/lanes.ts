// SPDX-License-Identifier: Apache-2.0
import { noDeadline } from "../../mctp/conversations.js";
import Lane, { laneFree, laneWaiting } from "./lane.js";
import { longestFrame } from "./format.js";
import type Mux from "./mux.js";

/** Milliseconds that a lane waits at most before its next attempt. */
export const longestWait = 9;

/** The packets that have left the endpoint and are not through yet. */
class Lanes {
	/** How many have a packet. */
	busy = 0;
	readonly #lanes: readonly Lane[];
	/** Whose turn was last. */
	#turn = 0;

	/** `count` of them, their frames one behind the other from `offset` on. */
	constructor(count: number, offset: number) {
		this.#lanes = Array.from({ length: count }, (_, index) => new Lane(offset + index * longestFrame));
	}

	/** Whether a packet to this address is under way. */
	has(physical: number): boolean {
		const lanes = this.#lanes;
		for (let index = 0; index < lanes.length; index++) {
			if (laneFree !== lanes[index].stage && lanes[index].physical === physical) return true;
		}
		return false;
	}

	/** One without a packet; undefined: all are busy. */
	free(): Lane | undefined {
		const lanes = this.#lanes;
		for (let index = 0; index < lanes.length; index++) if (laneFree === lanes[index].stage) return lanes[index];
		return undefined;
	}

	/** One whose next attempt may begin, each in its turn. */
	due(now: number, mux: Mux): Lane | undefined {
		const lanes = this.#lanes;
		for (let count = 0; count < lanes.length; count++) {
			this.#turn = this.#turn + 1 < lanes.length ? this.#turn + 1 : 0;
			const lane = lanes[this.#turn];
			if (laneWaiting === lane.stage && rest(lane, now) <= 0 && mux.reachable(lane.channel)) return lane;
		}
		return undefined;
	}

	/** Milliseconds until an attempt may begin, or `noDeadline`. */
	tick(now: number): number {
		let wait = noDeadline;
		const lanes = this.#lanes;
		for (let index = 0; index < lanes.length; index++)
			if (laneWaiting === lanes[index].stage) wait = Math.min(wait, rest(lanes[index], now));
		return wait;
	}

	reset(): void {
		this.busy = 0;
		for (let index = 0; index < this.#lanes.length; index++) this.#lanes[index].stage = laneFree;
	}
}

/** Milliseconds that a lane still waits; a clock set back ends the wait. */
function rest(lane: Lane, now: number): number {
	const wait = (lane.due - now) | 0;
	return wait > longestWait || wait < 0 ? 0 : wait;
}

Object.freeze(Lanes.prototype);
export default Lanes;
