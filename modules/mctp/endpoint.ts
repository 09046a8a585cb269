// SPDX-License-Identifier: Apache-2.0
import Reader from "../wire/reader.js";
import { Counter } from "./counter.js";
import { Eid, isAssignable } from "./eid.js";
import Exchange from "./exchange.js";
import Exchanges from "./exchanges.js";
import { Header } from "./header.js";
import Incoming from "./incoming.js";
import { defaultMemory, Layout, type MemoryOptions } from "./layout.js";
import { checkPort, PortState, type Port } from "./port.js";
import Reassembly, { type Assembly } from "./reassembly.js";
import Request, { type RequestHandlers } from "./request.js";
import { Reply } from "./responder.js";
import Responders from "./responders.js";
import Sender, { noDeadline } from "./sender.js";

export interface EndpointOptions {
	ports: readonly Port[];
	memory?: MemoryOptions;
	/** Milliseconds without a packet after which a growing message is dropped (DSP0236 8.9); 6000 */
	reassemblyTimeout?: number;
	/** Milliseconds without progress after which an answer, deferred or queued, is given up; 6000 */
	answerTimeout?: number;
}

/** Milliseconds without a packet after which a growing message gives way to another. */
const stale = 100;
/** Messages of one source that may grow at a time. */
const perSource = 2;
/** Milliseconds; a deadline further away than any time-out means that the clock was set back. */
const longest = 0x1000000;

/**
 * An MCTP endpoint (DSP0236): takes packets from ports, answers requests through responders, sends requests of its own.
 * It never waits, reads no clock and owns no socket: time is the caller's, in int32 milliseconds that may wrap, and
 * packets are offsets into `memory`. After construction and set-up it allocates nothing.
 */
class Endpoint extends Sender {
	readonly responders = new Responders();
	readonly #reassembly: Reassembly;
	readonly #packet = new Incoming();
	readonly #response: Reader;
	readonly #requestOffsets: number[];
	readonly #requestSize: number;

	constructor(options: EndpointOptions) {
		const { ports, reassemblyTimeout = 6000, answerTimeout = 6000 } = options;
		const { slots, messageSize, exchanges, answerSize, largeAnswers, requests, requestSize, limit } = {
			...defaultMemory,
			...options.memory,
		};
		ports.forEach(checkPort);
		const largestUnit = ports.reduce((unit, port) => Math.max(unit, port.receiveUnit), 0);
		const layout = new Layout();
		const frames = ports.map((port, index) => layout.reserve(`frames of port ${index}`, 1, port.frames)[0]);
		const slotOffsets = layout.reserve("slots", slots, messageSize);
		const keeps = layout.reserve("kept requests", exchanges, largestUnit);
		const answers = layout.reserve("answers", exchanges, answerSize);
		const large = layout.reserve("large answers", largeAnswers, messageSize);
		const requestOffsets = layout.reserve("own requests", requests, requestSize);
		const memory = layout.allocate(limit);
		const reassembly = new Reassembly(memory, slotOffsets, { capacity: messageSize, timeout: reassemblyTimeout, stale, perSource });
		const all = answers.map((answer, index) => new Exchange(memory, index, keeps[index], answer, answerSize));
		super(
			memory,
			ports.map((port, index) => new PortState(index, port, frames[index])),
			new Exchanges(all, large, messageSize, reassembly, ports.length),
			answerTimeout,
		);
		this.#reassembly = reassembly;
		this.#response = new Reader(memory);
		this.#requestOffsets = Array.from(requestOffsets);
		this.#requestSize = requestSize;
	}

	/** Takes one of the `memory.requests` handles, for good. */
	request(handlers: RequestHandlers): Request {
		const offset = this.#requestOffsets.pop();
		if (undefined === offset) throw new Error("endpoint: no request handle left: raise memory.requests");
		return new Request(this.memory, offset, this.#requestSize, handlers);
	}

	/** What the endpoint knows of a port. Throws RangeError if there is none. */
	port(index: number): PortState {
		const state = this.ports[index];
		if (undefined === state) throw new RangeError(`endpoint: no port ${index}`);
		return state;
	}

	/** Gives the endpoint another EID on one port; 0: none. */
	assign(port: number, eid: number): void {
		if (Eid.null !== eid && !isAssignable(eid)) throw new RangeError(`EID ${eid}: assignable are 8 to 254`);
		this.port(port).eid = eid;
	}

	/** Takes a packet of `length` bytes that stands at `offset` of the arena. `physical` is the sender's address. */
	receive(port: number, now: number, offset: number, length: number, physical: number): void {
		const state = this.ports[port];
		const verdict = this.#accept(state, now, offset, length, physical);
		state.counters[verdict]++;
		const { trace } = this;
		if (undefined !== trace) trace(verdict, port, now, offset, length, physical);
	}

	#accept(state: PortState, now: number, offset: number, length: number, physical: number): Counter {
		const { memory } = this;
		if (length <= Header.length) return Counter.shortPacket;
		if ((memory[offset] & Header.versionMask) !== Header.version) return Counter.headerVersion;
		const addressed = memory[offset + 1];
		if (addressed !== state.eid && Eid.null !== addressed && Eid.broadcast !== addressed) return Counter.notForUs;
		const peer = memory[offset + 2];
		if (Eid.null !== peer && (!isAssignable(peer) || peer === state.eid)) return Counter.invalidSource;
		const size = length - Header.length;
		if (size > state.receiveUnit) return Counter.longPacket;
		if (!state.up) return Counter.linkDown;
		const flags = memory[offset + 3];
		const packet = this.#packet;
		packet.state = state;
		packet.peer = peer;
		packet.physical = physical;
		packet.addressed = addressed;
		packet.tag = flags & Header.tag;
		packet.offset = offset + Header.length;
		packet.length = size;
		return this.#assemble(packet, flags, now);
	}

	#assemble(packet: Incoming, flags: number, now: number): Counter {
		const reassembly = this.#reassembly;
		let assembly = reassembly.idle ? undefined : reassembly.find(packet);
		const end = 0 !== (flags & Header.end);
		if (flags & Header.start) {
			if (undefined !== assembly) {
				packet.state!.count(Counter.assemblyRestarted);
				reassembly.drop(assembly);
			}
			const verdict = this.#address(packet);
			if (Counter.received !== verdict) return verdict;
			if (end) return this.#deliver(packet, now);
			assembly = reassembly.open(packet, now);
			if (undefined === assembly) return Counter.noSlot;
			this.arm((now + reassembly.timeout) | 0);
			packet.state!.port.wake();
		}
		if (undefined === assembly) return Counter.noStart;
		const sequence = (flags >> Header.sequenceShift) & Header.sequenceMask;
		let verdict = reassembly.add(assembly, packet, sequence, end, now);
		if (!end || Counter.received !== verdict) return verdict;
		reassembly.detach(assembly);
		verdict = this.#deliver(assembly, now);
		if (!assembly.held) reassembly.release(assembly);
		return verdict;
	}

	/** Finds who takes the message that a packet starts; one that nobody takes is dropped at once (DSP0236 8.7). */
	#address(packet: Incoming): Counter {
		const { memory } = this;
		const { offset } = packet;
		if (!(packet.tag & Header.tagOwner)) {
			return undefined === this.requests.find(packet, memory[offset] & Header.typeMask) ? Counter.unsolicited : Counter.received;
		}
		packet.responder = this.responders.find(memory, offset, packet.length);
		return undefined === packet.responder ? Counter.messageType : Counter.received;
	}

	#deliver(message: Incoming, now: number): Counter {
		return message.tag & Header.tagOwner ? this.#serve(message, now) : this.#settle(message, now);
	}

	#serve(message: Incoming, now: number): Counter {
		const exchanges = this.exchanges;
		const type = this.memory[message.offset];
		if (undefined !== exchanges.active) {
			const earlier = exchanges.earlier(message, type);
			if (undefined !== earlier) this.abandon(earlier, Counter.answerAbandoned, now);
		}
		const exchange = exchanges.open(message, type);
		if (undefined === exchange) return Counter.noExchange;
		switch (message.responder!.respond(exchange, now)) {
			case Reply.send:
				return this.reply(exchange, now);
			case Reply.defer:
				return this.#defer(exchange, message, now);
		}
		exchanges.close(exchange);
		return Counter.silent;
	}

	/** An answer to one of our requests. */
	#settle(message: Incoming, now: number): Counter {
		const request = this.requests.find(message, this.memory[message.offset] & Header.typeMask);
		if (undefined === request) return Counter.unsolicited;
		this.take(request);
		this.#response.reset(message.offset + 1, message.length - 1);
		request.handlers.onResponse?.(this.#response, now);
		return Counter.received;
	}

	/** Keeps a request until its answer is ready: in its slot, or copied out of the frame. */
	#defer(exchange: Exchange, message: Incoming, now: number): Counter {
		const { request, keep } = exchange;
		if (message === this.#packet) {
			this.memory.copyWithin(keep, message.offset, message.offset + message.length);
			const moved = keep - message.offset;
			request.position += moved;
			request.end += moved;
		} else {
			exchange.assembly = message as Assembly;
			exchange.assembly.held = true;
		}
		exchange.deadline = (now + this.answerTimeout) | 0;
		this.arm(exchange.deadline);
		exchange.state!.port.wake();
		return Counter.received;
	}

	/**
	 * The link of a port came up or went down. Down: what was under way there ends, requests fail, and an EID that a bus
	 * owner gave is forgotten.
	 */
	link(port: number, now: number, up: boolean): void {
		const state = this.port(port);
		if (state.up === up) return;
		state.up = up;
		if (!up) {
			this.#reassembly.flush(state);
			this.disconnect(state, now);
			state.eid = state.staticEid;
		}
		const { all } = this.responders;
		for (let index = 0; index < all.length; index++) all[index].link?.(port, up, now);
	}

	/**
	 * Lets time pass: ends what has waited too long. To be called after every wake of a port, and when the returned time
	 * has passed.
	 * @returns milliseconds until something needs the next call, or `noDeadline`
	 */
	tick(now: number): number {
		const { ticking } = this.responders;
		let wait = noDeadline;
		for (let index = 0; index < ticking.length; index++) {
			const own = ticking[index].tick!(now);
			if (own < wait) wait = own;
		}
		if (!this.armed) return wait;
		let rest = (this.deadline - now) | 0;
		if (rest <= 0 || rest > longest) {
			this.armed = false;
			rest = this.expire(now, this.#reassembly.tick(now, noDeadline));
			if (noDeadline === rest) return wait;
			this.arm((now + rest) | 0);
		}
		return rest < wait ? rest : wait;
	}
}

Object.freeze(Endpoint.prototype);
export default Endpoint;
