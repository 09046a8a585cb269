// SPDX-License-Identifier: Apache-2.0
import type Reader from "../wire/reader.js";
import type Writer from "../wire/writer.js";

/** Capabilities in the answer to Query Rate Limit: answers count as well (DSP0236 table 35). */
const answersToo = 0x01;

/**
 * What an endpoint tells a bus owner of how its sending can be limited, and which limit it is to have (DSP0236 12.19 to
 * 12.21). Rates are packets of the baseline transmission unit a second, bursts such packets in a row.
 */
class TransmitLimit {
	/** It has answered Query Rate Limit. */
	supported = false;
	/** What it can receive: bytes, and the rate; 0: any. */
	receiveBuffer = 0;
	receiveRate = 0;
	/** What its own sending can be limited to. */
	most = 0;
	least = 0;
	longestBurst = 0;
	/** Its present limit; both 0: it has none. */
	burst = 0;
	rate = 0;
	/** Answers are limited as well, not requests alone. */
	answers = false;
	/** The limit that it is to have, if there is one, and whether it has been told since it was found. */
	#wanted = false;
	#wantedBurst = 0;
	#wantedRate = 0;
	#told = false;

	/** Whether it has to be told of a limit. */
	get due(): boolean {
		return this.supported && this.#wanted && !this.#told;
	}

	/** It is to have this limit from now on; burst 0: none. */
	want(burst: number, rate: number): void {
		this.#wanted = true;
		this.#wantedBurst = burst;
		this.#wantedRate = rate;
		this.#told = false;
	}

	/** Writes Request TX Rate Limit, behind the command code. */
	request(writer: Writer): void {
		writer.u24be(this.#wantedBurst);
		writer.u32be(this.#wantedRate);
	}

	/** Takes the answer to that; whoever refuses it is not told again. */
	requested(ok: boolean, data: Reader): void {
		this.#told = true;
		const burst = data.u32be();
		const rate = data.u32be();
		if (ok && !data.short) this.update(burst, rate);
	}

	/** Takes the answer to Query Rate Limit; one that is too short tells nothing. */
	queried(ok: boolean, data: Reader): void {
		this.receiveBuffer = data.u32be();
		this.receiveRate = data.u32be();
		this.most = data.u32be();
		this.least = data.u32be();
		this.longestBurst = data.u24be();
		this.burst = data.u24be();
		this.rate = data.u32be();
		this.answers = 0 !== (data.u8() & answersToo);
		this.supported = ok && !data.short;
		this.#told = false;
	}

	/** Its limit is now this. */
	update(burst: number, rate: number): void {
		this.burst = burst;
		this.rate = rate;
	}

	/** It is gone. Whoever comes back in its place gets its limit, unless `forever`. */
	forget(forever: boolean): void {
		this.supported = this.#told = false;
		if (forever) this.#wanted = false;
	}
}

Object.freeze(TransmitLimit.prototype);
export default TransmitLimit;
