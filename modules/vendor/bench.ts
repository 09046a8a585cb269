// SPDX-License-Identifier: Apache-2.0
import type Endpoint from "../mctp/endpoint.js";
import type Exchange from "../mctp/exchange.js";
import type Request from "../mctp/request.js";
import { Reply, VendorType } from "../mctp/responder.js";

const Magic = Object.freeze({ data: 0xbeca, command: 0x22dd } as const);
const version = 1;
const Operation = Object.freeze({ response: 0, requestBench: 1 } as const);
const Status = Object.freeze({ success: 0, failure: 1, unknownCommand: 2, badArgument: 3 } as const);

/** Type byte, vendor prefix, magic and sequence number of a data message. */
const dataHeader = 10;
const firstSequence = 0xfffffffa;

/**
 * The device side of `mctp-bench`: swallows the data messages that `mctp-bench send` pours out, and sends them where
 * `mctp-bench recv eid N` asks for them, one after the other as the port takes them.
 */
class Bench {
	readonly #endpoint: Endpoint;
	readonly #vendor: number;
	readonly #service: number;
	readonly #message: Request;
	/** Number of the latest command. */
	#run = 0;
	/** Messages left to send; Infinity: until the link goes down. */
	#left = 0;
	#sequence = 0;
	#port = 0;
	#peer = 0;
	#physical = 0;
	#length = 0;

	constructor(endpoint: Endpoint, vendor: number, service: number) {
		this.#endpoint = endpoint;
		this.#vendor = vendor;
		this.#service = service;
		const stop = () => this.#stop();
		this.#message = endpoint.request({ onSent: (now) => this.#next(now), onFailure: stop });
	}

	/** `exchange.request` stands behind vendor id and service byte. */
	respond(exchange: Exchange, now: number): Reply {
		const { request, reply } = exchange;
		if (Magic.command !== request.u16()) return Reply.drop;
		const asked = request.u8();
		const operation = request.u8();
		const instance = request.u32();
		if (request.short || version !== asked || Operation.response === operation) return Reply.drop;
		reply.u16be(this.#vendor);
		reply.u8(this.#service);
		reply.u16(Magic.command);
		reply.u8(version);
		reply.u8(Operation.response);
		reply.u32(instance);
		reply.u8(Operation.requestBench === operation ? this.#prepare(exchange, now) : Status.unknownCommand);
		return Reply.send;
	}

	/** The answer has left: the messages follow it, unless another command came meanwhile. */
	sent(exchange: Exchange, now: number): void {
		if (exchange.note === this.#run) this.#next(now);
	}

	#prepare(exchange: Exchange, now: number): number {
		const { request } = exchange;
		request.u32(); /* flags: none are defined */
		const length = request.u16() + 1;
		const count = request.u64();
		if (request.short || length < dataHeader || length > this.#message.size) return Status.badArgument;
		this.#endpoint.cancel(this.#message, now);
		this.#left = 0 === count ? Infinity : count;
		this.#sequence = firstSequence;
		this.#port = exchange.port;
		this.#peer = exchange.peer;
		this.#physical = exchange.physical;
		this.#length = length;
		this.#fill();
		exchange.note = ++this.#run;
		return Status.success;
	}

	/** Byte i behind the message type is i, as the receiver checks it. */
	#fill(): void {
		const message = this.#message.begin(VendorType.pci);
		const { memory, start } = message;
		for (let index = dataHeader; index < this.#length; index++) memory[start + index] = index - 1;
	}

	#next(now: number): void {
		if (0 === this.#left) return;
		this.#left--;
		const message = this.#message.begin(VendorType.pci);
		message.u16be(this.#vendor);
		message.u8(this.#service);
		message.u16(Magic.data);
		message.u32(this.#sequence);
		message.position = message.start + this.#length;
		this.#sequence = (this.#sequence + 1) >>> 0;
		if (!this.#endpoint.send(this.#message, this.#port, this.#peer, this.#physical, now)) this.#stop();
	}

	#stop(): void {
		this.#left = 0;
	}
}

Object.freeze(Bench.prototype);
export default Bench;
