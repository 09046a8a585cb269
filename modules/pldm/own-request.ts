// SPDX-License-Identifier: Apache-2.0
import type Endpoint from "../mctp/endpoint.js";
import { Failure, type RequestHandlers, type RequestOptions } from "../mctp/request.js";
import type Request from "../mctp/request.js";
import type Reader from "../wire/reader.js";
import type Writer from "../wire/writer.js";
import { PldmHeader, pldmMessage } from "./header.js";
import type InstanceIds from "./instances.js";

export interface PldmHandlers {
	/** `response` stands behind the completion code and is valid during the call. */
	onAnswer(completion: number, response: Reader, now: number): void;
	onFailure(reason: Failure, now: number): void;
}

/** Milliseconds to wait for an answer (PT2), and how often a request is sent (PN1 and the first time; DSP0240 table 8). */
export const usualTimeout = 1000;
export const usualAttempts = 3;
/** Answers to something else, with the tag of the request, before it is given up. */
const mostStrays = 3;

const { request: requestBit, typeMask, typeShift, commandShift } = PldmHeader;

/** A PLDM request of our own, with an instance id for its peer; reusable. Every one settles by exactly one of its handlers. */
class PldmRequest implements RequestHandlers {
	readonly #endpoint: Endpoint;
	readonly #ids: InstanceIds;
	readonly #handlers: PldmHandlers;
	readonly #request: Request;
	readonly #timeout: number;
	/** The header that its answer has. */
	#expected = 0;
	#network = 0;
	#peer = 0;
	#instance = 0;
	#strays = 0;

	/** Takes one of the endpoint's request handles, for good. */
	constructor(endpoint: Endpoint, ids: InstanceIds, handlers: PldmHandlers, options: RequestOptions = {}) {
		this.#endpoint = endpoint;
		this.#ids = ids;
		this.#handlers = handlers;
		const { timeout = usualTimeout, attempts = usualAttempts } = options;
		this.#timeout = timeout;
		this.#request = endpoint.request(this, { ...options, timeout, attempts });
	}

	/** Between `send` and its settling. */
	get active(): boolean {
		return this.#request.active;
	}

	/** Bytes of a message that fit behind the command code. */
	get size(): number {
		return this.#request.size - 4;
	}

	/** Begins a message; returns its writer, which stands behind the command code. */
	begin(type: number, command: number): Writer {
		const message = this.#request.begin(pldmMessage);
		this.#expected = ((type & typeMask) << typeShift) | (command << commandShift);
		message.u24(this.#expected | requestBit);
		return message;
	}

	/**
	 * Sends what `begin` started.
	 * @returns false: nothing was sent, because no instance id is free, or the endpoint refuses
	 */
	send(port: number, eid: number, physical: number, now: number): boolean {
		const { network } = this.#endpoint.port(port);
		const instance = this.#ids.take(network, eid, now);
		if (instance < 0) return false;
		const { message } = this.#request;
		message.memory[message.start + 1] = requestBit | instance;
		this.#expected = (this.#expected & ~0xff) | instance;
		this.#network = network;
		this.#peer = eid;
		this.#instance = instance;
		this.#strays = 0;
		this.#request.timeout = this.#timeout;
		if (this.#endpoint.send(this.#request, port, eid, physical, now)) return true;
		this.#ids.release(network, eid, instance, true, now);
		return false;
	}

	/** Gives it up; its `onFailure` is told. */
	cancel(now: number): void {
		this.#endpoint.cancel(this.#request, now);
	}

	/** For the endpoint. */
	onResponse(response: Reader, now: number): boolean {
		const head = response.u24();
		const completion = response.u8();
		if (response.short || (head & ~0x20) !== this.#expected) {
			if (++this.#strays < mostStrays) return true;
			this.onFailure(Failure.timeout, now);
			return false;
		}
		this.#ids.release(this.#network, this.#peer, this.#instance, true, now);
		this.#handlers.onAnswer(completion, response, now);
		return false;
	}

	/** For the endpoint. */
	onFailure(reason: Failure, now: number): void {
		this.#ids.release(this.#network, this.#peer, this.#instance, false, now);
		this.#handlers.onFailure(reason, now);
	}
}

Object.freeze(PldmRequest.prototype);
export default PldmRequest;
