// SPDX-License-Identifier: Apache-2.0
import type Endpoint from "../../../modules/mctp/endpoint.js";
import type Request from "../../../modules/mctp/request.js";
import { constants, ownerOf } from "./owner.js";

/** Handles: more than a peer has tags. The last two are for messages that nobody answers, and for several answers on a tag. */
export const requestCount = 12;
const datagram = 10;
const patient = 11;
/** Bytes of an own request. */
export const requestSize = 300;
/** Answers to one request, at most. */
const mostAnswers = 4;

/** How an own request is sent. */
export interface Sending {
	readonly port: number;
	readonly peer: number;
	readonly physical: number;
	/** Bytes behind its type. */
	readonly length: number;
	readonly timeout: number;
	readonly attempts: number;
	readonly backoff: number;
	readonly queue: boolean;
	/** By its route, instead of port and physical address. */
	readonly routed: boolean;
}

/** The requests of an endpoint's own. Keeps books: each has to settle exactly once, and no response has bytes of a stranger. */
class OwnRequests {
	readonly all: Request[] = [];
	/** By handle: taken and not settled; answers that came on its tag. */
	readonly pending: boolean[] = [];
	readonly heard: number[] = [];
	taken = 0;
	settled = 0;
	readonly outcomes = new Set<string>();
	/** Headers of the latest: port, physical address, peer, tag. */
	readonly latest: { port: number; physical: number; peer: number; tag: number }[] = [];
	readonly #endpoint: Endpoint;
	readonly #networks: readonly number[];

	constructor(endpoint: Endpoint, networks: readonly number[]) {
		this.#endpoint = endpoint;
		this.#networks = networks;
		for (let handle = 0; handle < requestCount; handle++) {
			const onFailure = (reason: string) => this.#settle(handle, reason);
			this.heard.push(0);
			this.all.push(
				datagram === handle
					? endpoint.request({ onFailure, onSent: () => this.#settle(handle, "sent") })
					: endpoint.request({ onFailure, onResponse: ({ memory, position, end }) => this.#answer(handle, memory, position, end) }),
			);
		}
	}

	#settle(handle: number, how: string): void {
		if (!this.pending[handle]) throw new Error(`request ${handle} settles twice: ${how}`);
		this.pending[handle] = false;
		this.settled++;
		this.outcomes.add(`request ${how}`);
	}

	/** Returns whether another answer may follow. */
	#answer(handle: number, memory: Uint8Array, from: number, end: number): boolean {
		const { peer, state, physical } = this.all[handle];
		const { index } = state!;
		const owner = ownerOf(this.#networks[index], peer, index, physical);
		for (let at = from; 0 !== peer && at < end; at++)
			if (memory[at] >> 4 !== owner) throw new Error(`a response of ${owner} has a byte of ${memory[at] >> 4}`);
		const more = patient === handle && end > from && 0 !== (memory[from] & 3) && ++this.heard[handle] < mostAnswers;
		if (!more) this.#settle(handle, "response");
		else this.outcomes.add("request hears");
		return more;
	}

	/** Sends with a handle; false: it is in use, or the endpoint says no. */
	send(handle: number, now: number, { port, peer, physical, length, routed, ...options }: Sending): boolean {
		const request = this.all[handle];
		if (request.active) return false;
		const message = request.begin(1);
		for (let index = 0; index < length; index++) message.u8(constants << 4);
		Object.assign(request, options);
		this.pending[handle] = true;
		this.heard[handle] = 0;
		const endpoint = this.#endpoint;
		const taken = routed ? endpoint.sendTo(request, this.#networks[port], peer, now) : endpoint.send(request, port, peer, physical, now);
		this.pending[handle] = taken;
		if (!taken) return false;
		this.taken++;
		this.latest.push({ port: request.state!.index, physical: request.physical, peer, tag: request.tag & 7 });
		if (this.latest.length > 8) this.latest.shift();
		return true;
	}
}

export default OwnRequests;
