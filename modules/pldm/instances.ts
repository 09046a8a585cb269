// SPDX-License-Identifier: Apache-2.0
import { instanceExpiry } from "./replay.js";

/** How many instance ids there are for each peer (DSP0240 8.1). */
export const instanceCount = 32;

/** Stages of an instance id: nobody uses it; a request does; an answer may still come although its request has ended. */
const free = 0;
const busy = 1;
const tainted = 2;

interface Peer {
	network: number;
	eid: number;
	/** The id that was given out last. */
	last: number;
	readonly stages: Uint8Array;
	/** When a tainted one is free again. */
	readonly until: Int32Array;
}

/**
 * Instance ids of requests of our own, for each peer in rotation. One whose request had no answer is not used again before
 * a late answer can no longer be meant (PT3). Where a new peer finds no place, one without requests under way gives way.
 */
class InstanceIds {
	readonly #peers: readonly Peer[];
	#next = 0;

	constructor(peers: number) {
		this.#peers = Array.from({ length: peers }, () =>
			Object.seal({
				network: -1,
				eid: 0,
				last: instanceCount - 1,
				stages: new Uint8Array(instanceCount),
				until: new Int32Array(instanceCount),
			}),
		);
	}

	/** @returns an id for a request to a peer; -1: none is free */
	take(network: number, eid: number, now: number): number {
		const peer = this.#find(network, eid) ?? this.#add(network, eid);
		if (undefined === peer) return -1;
		for (let count = 0; count < instanceCount; count++) {
			const id = (peer.last + 1 + count) & (instanceCount - 1);
			if (busy === peer.stages[id]) continue;
			if (tainted === peer.stages[id]) {
				const rest = (peer.until[id] - now) | 0;
				if (rest > 0 && rest <= instanceExpiry) continue;
			}
			peer.stages[id] = busy;
			peer.last = id;
			return id;
		}
		return -1;
	}

	/** A request has ended. */
	release(network: number, eid: number, id: number, answered: boolean, now: number): void {
		const peer = this.#find(network, eid);
		if (undefined === peer || busy !== peer.stages[id]) return;
		peer.stages[id] = answered ? free : tainted;
		peer.until[id] = (now + instanceExpiry) | 0;
	}

	#find(network: number, eid: number): Peer | undefined {
		for (let index = 0; index < this.#peers.length; index++) {
			const peer = this.#peers[index];
			if (peer.eid === eid && peer.network === network) return peer;
		}
		return undefined;
	}

	#add(network: number, eid: number): Peer | undefined {
		for (let count = 0; count < this.#peers.length; count++) {
			const peer = this.#peers[this.#next];
			this.#next = (this.#next + 1) % this.#peers.length;
			let idle = true;
			for (let id = 0; id < instanceCount; id++) if (busy === peer.stages[id]) idle = false;
			if (!idle) continue;
			for (let id = 0; id < instanceCount; id++) peer.stages[id] = free;
			peer.network = network;
			peer.eid = eid;
			return peer;
		}
		return undefined;
	}
}

Object.freeze(InstanceIds.prototype);
export default InstanceIds;
