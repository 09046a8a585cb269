// SPDX-License-Identifier: Apache-2.0
import type Reader from "../../modules/wire/reader.js";
import type Endpoint from "../../modules/mctp/endpoint.js";
import { Failure } from "../../modules/mctp/request.js";
import type Request from "../../modules/mctp/request.js";
import clock from "./clock.js";
import { hex } from "./names.js";

/** A request and where it goes. */
export interface Call {
	/** Index of the endpoint's port. */
	port: number;
	/** EID; 0: whoever has the physical address. */
	eid: number;
	/** Address on the medium, where it has addresses; as the requester says */
	physical?: number;
	/** Message type, with the integrity check bit where the type has one. */
	type: number;
	/** What follows the message type byte. */
	body: Uint8Array;
	/** Milliseconds to wait for the answer; as the requester says */
	timeout?: number;
	/** How often it is sent at most, with the same bytes; 1 */
	attempts?: number;
	/** How many times as long each wait is as the one before; 1 */
	backoff?: number;
	/**
	 * Milliseconds to wait for another answer behind this one; 0: this is the answer; below 0: as if this one had not come, so
	 * that the request is sent once more after so long, if it may be sent more than once. Left out, the first one is the answer.
	 */
	more?(answer: Uint8Array): number;
}

/** Milliseconds to wait for an answer where nobody says. */
const defaultTimeout = 6000;

/** Why a request has no answer; `reason` is the endpoint's own word for it. */
export class RequestError extends Error {
	readonly reason: string;

	constructor({ type, eid, timeout, attempts = 1 }: Call, reason: string) {
		const waited = attempts > 1 ? `no answer to ${attempts} attempts, the first of ${timeout} ms` : `no answer within ${timeout} ms`;
		super(`request of type ${hex(type)} to EID ${eid}: ${Failure.timeout === reason ? waited : reason}`);
		this.name = "RequestError";
		this.reason = reason;
	}
}

interface Waiting {
	readonly call: Call;
	resolve(body: Uint8Array): void;
	reject(error: Error): void;
}

/** Sends requests and gives promises of their answers. Those that find no handle or tag free wait for their turn. */
class Requester {
	readonly #endpoint: Endpoint;
	readonly #timeout: number;
	readonly #physical: number;
	readonly #free: Handle[] = [];
	readonly #busy = new Set<Handle>();
	readonly #queue: Waiting[] = [];

	/** Takes `count` of the endpoint's request handles. `timeout` (milliseconds) and `physical`: for requests that bring none of their own. */
	constructor(endpoint: Endpoint, count: number, timeout = defaultTimeout, physical = 0) {
		this.#endpoint = endpoint;
		this.#timeout = timeout;
		this.#physical = physical;
		for (let index = 0; index < count; index++) this.#free.push(new Handle(endpoint, (handle) => this.#settled(handle)));
	}

	/** Resolves to what follows the message type byte of the answer; rejects with a RequestError. */
	request(call: Call): Promise<Uint8Array> {
		return new Promise((resolve, reject) => {
			this.#queue.push({ call: { timeout: this.#timeout, physical: this.#physical, ...call }, resolve, reject });
			this.#next();
		});
	}

	/** Gives up all that is under way or waits. */
	cancel(): void {
		for (const { call, reject } of this.#queue.splice(0)) reject(new RequestError(call, "cancelled"));
		for (const { request } of this.#busy) this.#endpoint.cancel(request, clock());
	}

	#settled(handle: Handle): void {
		this.#busy.delete(handle);
		this.#free.push(handle);
		this.#next();
	}

	#next(): void {
		while (this.#queue.length > 0 && this.#free.length > 0) {
			const waiting = this.#queue.shift()!;
			const handle = this.#free.pop()!;
			const refusal = handle.send(waiting);
			if (undefined === refusal) this.#busy.add(handle);
			else {
				this.#free.push(handle);
				waiting.reject(new RequestError(waiting.call, refusal));
			}
		}
	}
}

/** One request handle of the endpoint, and who waits for its answer. */
class Handle {
	readonly request: Request;
	readonly #endpoint: Endpoint;
	#waiting: Waiting | undefined = undefined;

	constructor(endpoint: Endpoint, settled: (handle: Handle) => void) {
		this.#endpoint = endpoint;
		this.request = endpoint.request(
			{
				onResponse: (response: Reader) => {
					const { call, resolve } = this.#waiting!;
					const answer = response.memory.slice(response.position, response.end);
					const { attempts = 1 } = call;
					const wait = call.more?.(answer) ?? 0;
					this.request.timeout = Math.abs(wait);
					if (wait < 0 && attempts > 1) this.request.left = 1;
					if (0 !== wait) return true;
					resolve(answer);
					settled(this);
					return false;
				},
				onFailure: (reason) => {
					const { call, reject } = this.#waiting!;
					reject(new RequestError(call, reason));
					settled(this);
				},
			},
			{ queue: true },
		);
	}

	/** @returns why the request was not sent, or undefined: it is under way */
	send(waiting: Waiting): string | undefined {
		const { request } = this;
		const { port, eid, physical = 0, type, body, timeout, attempts = 1, backoff = 1 } = waiting.call;
		if (!this.#endpoint.port(port).up) return "link down";
		Object.assign(request, { timeout, attempts, backoff });
		const message = request.begin(type);
		if (body.length > message.remaining) return `${body.length} bytes, at most ${message.remaining}: raise memory.requestSize`;
		message.memory.set(body, message.position);
		message.position += body.length;
		this.#waiting = waiting;
		return this.#endpoint.send(request, port, eid, physical, clock()) ? undefined : "not sent";
	}
}

export default Requester;
