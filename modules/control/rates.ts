// SPDX-License-Identifier: Apache-2.0
import type Exchange from "../mctp/exchange.js";
import { Completion } from "./completion.js";
import type RateLimiter from "./rate-limiter.js";

/** Query Rate Limit: packets can be limited, requests and answers alike (DSP0236 table 35). */
const limiting = 0x01;

/** Answers of rate limits (DSP0236 12.19, 12.20). How much is received is not limited. */
class Rates {
	readonly #limiter: RateLimiter;
	/** Bytes of messages that can arrive. */
	readonly #buffer: number;

	constructor(limiter: RateLimiter, buffer: number) {
		this.#limiter = limiter;
		this.#buffer = buffer;
	}

	/** 12.19 */
	query({ port, reply }: Exchange): number {
		const limiter = this.#limiter;
		const { least, most, burst } = limiter.range;
		reply.u32be(this.#buffer);
		reply.u32be(0);
		reply.u32be(most);
		reply.u32be(least);
		reply.u24be(burst);
		reply.u24be(limiter.burst(port));
		reply.u32be(limiter.rate(port));
		reply.u8(limiting);
		return Completion.success;
	}

	/** 12.20: from a receiver; burst 0 ends the limit. */
	request({ port, request, reply }: Exchange): number {
		const limiter = this.#limiter;
		const burst = request.u24be();
		const rate = request.u32be();
		if (!limiter.set(port, burst, rate)) return Completion.invalidData;
		reply.u32be(limiter.burst(port));
		reply.u32be(limiter.rate(port));
		return Completion.success;
	}
}

Object.freeze(Rates.prototype);
export default Rates;
