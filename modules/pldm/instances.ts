// SPDX-License-Identifier: Apache-2.0
import { instanceExpiry } from "./replay.js";

/** How many instance ids there are for each peer (DSP0240 8.1). */
export const instanceCount = 32;

/**
 * Words of a peer: its network and EID, and the id that was given out last; a bit for each id that a request uses, and for each
 * whose answer may still come although its request has ended; and when each of the latter is free again.
 */
const networkAt = 0;
const eidAt = 1;
const lastAt = 2;
const busyAt = 3;
const taintedAt = 4;
const untilAt = 5;
const words = untilAt + instanceCount;

const nobody = -1;

/**
 * Instance ids of requests of our own, for each peer in rotation. One whose request had no answer is not used again before
 * a late answer can no longer be meant (PT3). Where a new peer finds no place, one without requests under way gives way.
 */
class InstanceIds {
	readonly #peers: Int32Array;
	#next = 0;

	constructor(peers: number) {
		this.#peers = new Int32Array(peers * words);
		for (let peer = 0; peer < this.#peers.length; peer += words) {
			this.#peers[peer + networkAt] = nobody;
			this.#peers[peer + lastAt] = instanceCount - 1;
		}
	}

	/** @returns an id for a request to a peer; -1: none is free */
	take(network: number, eid: number, now: number): number {
		const peers = this.#peers;
		let peer = this.#find(network, eid);
		if (nobody === peer) peer = this.#add(network, eid);
		if (nobody === peer) return -1;
		for (let count = 1; count <= instanceCount; count++) {
			const id = (peers[peer + lastAt] + count) & (instanceCount - 1);
			const bit = 1 << id;
			if (peers[peer + busyAt] & bit) continue;
			if (peers[peer + taintedAt] & bit) {
				const rest = (peers[peer + untilAt + id] - now) | 0;
				if (rest > 0 && rest <= instanceExpiry) continue;
			}
			peers[peer + busyAt] |= bit;
			peers[peer + lastAt] = id;
			return id;
		}
		return -1;
	}

	/** A request has ended. */
	release(network: number, eid: number, id: number, answered: boolean, now: number): void {
		const peers = this.#peers;
		const peer = this.#find(network, eid);
		const bit = 1 << id;
		if (nobody === peer || !(peers[peer + busyAt] & bit)) return;
		peers[peer + busyAt] &= ~bit;
		if (answered) peers[peer + taintedAt] &= ~bit;
		else peers[peer + taintedAt] |= bit;
		peers[peer + untilAt + id] = (now + instanceExpiry) | 0;
	}

	#find(network: number, eid: number): number {
		const peers = this.#peers;
		for (let peer = 0; peer < peers.length; peer += words)
			if (peers[peer + eidAt] === eid && peers[peer + networkAt] === network) return peer;
		return nobody;
	}

	#add(network: number, eid: number): number {
		const peers = this.#peers;
		for (let count = 0; count < peers.length; count += words) {
			const peer = this.#next;
			this.#next = (peer + words) % peers.length;
			if (0 !== peers[peer + busyAt]) continue;
			peers[peer + taintedAt] = 0;
			peers[peer + networkAt] = network;
			peers[peer + eidAt] = eid;
			return peer;
		}
		return nobody;
	}
}

Object.freeze(InstanceIds.prototype);
export default InstanceIds;
