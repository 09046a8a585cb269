// SPDX-License-Identifier: Apache-2.0
import type Endpoint from "../mctp/endpoint.js";
import type { RequestHandlers, RequestOptions } from "../mctp/request.js";
import type Request from "../mctp/request.js";
import type Reader from "../wire/reader.js";
import type Writer from "../wire/writer.js";
import { ControlHeader } from "./command.js";
import type Known from "./known.js";

const controlType = 0;
const instanceMask = 0x1f;
/** Completion code of an answer that makes no sense. */
export const senseless = -1;

/** Who is told what became of a request. */
export interface Asker {
	/** `completion`: that of the answer, whose data `data` reads; or `senseless`. */
	answered(worker: Worker, completion: number, data: Reader, now: number): void;
	failed(worker: Worker, now: number): void;
}

/** One request of the control protocol at a time, to one endpoint. */
class Worker implements RequestHandlers {
	/** Whom it asks; undefined: nobody. */
	known: Known | undefined = undefined;
	readonly request: Request;
	readonly #asker: Asker;
	#instance: number;
	#command = 0;

	constructor(endpoint: Endpoint, asker: Asker, index: number, options: RequestOptions) {
		this.#asker = asker;
		this.#instance = index;
		this.request = endpoint.request(this, options);
	}

	/** Begins a request; a new one has another instance id than the one before. */
	begin(command: number): Writer {
		this.#command = command;
		this.#instance = (this.#instance + 1) & instanceMask;
		const writer = this.request.begin(controlType);
		writer.u16be(ControlHeader.request | (this.#instance << 8) | command);
		return writer;
	}

	onResponse(response: Reader, now: number): void {
		const header = response.u16be();
		const completion = response.u8();
		const echoed = (this.#instance << 8) | this.#command;
		this.#asker.answered(this, response.short || header !== echoed ? senseless : completion, response, now);
	}

	onFailure(_: unknown, now: number): void {
		this.#asker.failed(this, now);
	}
}

Object.freeze(Worker.prototype);
export default Worker;
