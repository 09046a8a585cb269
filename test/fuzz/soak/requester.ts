// SPDX-License-Identifier: Apache-2.0
import Random from "../../../modules/fault/random.js";
import type Endpoint from "../../../modules/mctp/endpoint.js";
import type Request from "../../../modules/mctp/request.js";

/** Requests that somebody has under way at a time, and milliseconds that each waits. */
export const handles = 4;
export const timeout = 60;

/** Bytes of requests behind their type: of one packet, and of several. */
const sizes = [1, 20, 62, 100, 200, 330] as const;

/** Somebody who asks: every request of theirs has to settle once. */
class Requester {
	readonly endpoint: Endpoint;
	readonly requests: Request[] = [];
	taken = 0;
	settled = 0;
	answered = 0;
	/** Answers that are not what was asked for. */
	damaged = 0;
	readonly #expected: number[] = [];
	readonly #random: Random;
	readonly #timeout: number;

	/** `wait`: milliseconds that each request waits. */
	constructor(endpoint: Endpoint, seed: number, wait: number = timeout) {
		this.endpoint = endpoint;
		this.#random = new Random(seed);
		this.#timeout = wait;
		for (let handle = 0; handle < handles; handle++) {
			const settle = () => {
				if (this.#expected[handle] < 0) throw new Error("a request settles twice");
				this.settled++;
			};
			this.requests.push(
				endpoint.request({
					onResponse: (response) => {
						settle();
						this.answered++;
						if (!this.#right(handle, response.memory, response.position, response.end)) this.damaged++;
						this.#expected[handle] = -1;
					},
					onFailure: () => {
						settle();
						this.#expected[handle] = -1;
					},
				}),
			);
			this.#expected.push(-1);
		}
	}

	/** Sends with every handle that is free. `others` are those who are asked: port and EID. */
	ask(others: readonly (readonly [port: number, eid: number, physical: number])[], now: number): void {
		for (let handle = 0; handle < handles; handle++) {
			const request = this.requests[handle];
			if (request.active || 0 === this.#random.below(3)) continue;
			const size = sizes[this.#random.below(sizes.length)];
			const fill = this.#random.below(256);
			const message = request.begin(1 + this.#random.below(2));
			for (let index = 0; index < size; index++) message.u8(fill + index);
			request.timeout = this.#timeout;
			const [port, eid, physical] = others[this.#random.below(others.length)];
			this.#expected[handle] = (size << 8) | fill;
			if (this.endpoint.send(request, port, eid, physical, now)) this.taken++;
			else this.#expected[handle] = -1;
		}
	}

	#right(handle: number, memory: Uint8Array, from: number, end: number): boolean {
		const expected = this.#expected[handle];
		if (end - from !== expected >> 8) return false;
		for (let at = from; at < end; at++) if (memory[at] !== ((expected + at - from) & 0xff)) return false;
		return true;
	}
}

export default Requester;
