// SPDX-License-Identifier: Apache-2.0
import type { BridgingOptions } from "./bridging.js";
import Arena, { type MemoryOptions } from "./arena.js";
import { Counter } from "./counter.js";
import type Exchange from "./exchange.js";
import { stageOpen } from "./exchange.js";
import Exchanges from "./exchanges.js";
import {
	continuationMask,
	destinationShift,
	endOfMessage,
	headerLength,
	oneRequest,
	sourceMask,
	startOfMessage,
	tagMask,
	tagOwner,
	typeMask,
} from "./header.js";
import { take } from "./packet.js";
import { checkPort, PortState, type Port } from "./port.js";
import Reassembly, { type Assembly } from "./reassembly.js";
import refusal from "./refusal.js";
import { Reply } from "./responder.js";
import { phaseOpen, type default as Request, type Failure } from "./request.js";
import { here } from "./routes.js";
import { noDeadline } from "./conversations.js";
import { deliver, loops } from "./loopback.js";
import Sender from "./sender.js";

export interface EndpointOptions extends BridgingOptions {
	ports: readonly Port[];
	memory?: MemoryOptions;
	/** Milliseconds without a packet after which a growing message is dropped (DSP0236 8.9); 6000 */
	reassemblyTimeout?: number;
	/**
	 * Smallest payload of a packet that is not the last of its message. DSP0236 8.4 has 64, but a widespread peer sends 60,
	 * and nothing is gained by refusing them; 1
	 */
	minimumUnit?: number;
	/** Milliseconds without progress after which an answer, deferred or queued, is given up; 6000 */
	answerTimeout?: number;
}

/* Plain constants, because every message leads by here. */
const { received } = Counter;
const { send, defer } = Reply;

/**
 * An MCTP endpoint (DSP0236): takes packets from ports, answers requests through responders, sends requests of its own.
 * It never waits, reads no clock and owns no socket: time is the caller's, in int32 milliseconds that may wrap, and
 * packets are offsets into `memory`. After construction and set-up it allocates nothing.
 */
class Endpoint extends Sender {
	/** Growing messages. */
	readonly reassembly: Reassembly;
	readonly #minimumUnit: number;
	/** Bytes of a request that an exchange has room for. */
	readonly #keepSize: number;
	readonly #loopback: boolean;

	constructor(options: EndpointOptions) {
		const { ports, reassemblyTimeout = 6000, minimumUnit = 1, answerTimeout = 6000, sharedEid = false, loopback = false } = options;
		ports.forEach(checkPort);
		const networks = ports.map(({ network }) => network);
		const all = loopback ? [...ports, ...loops(ports)] : ports;
		const arena = new Arena(all, ports.length, options.memory);
		const reassembly = new Reassembly(arena, reassemblyTimeout);
		const states = all.map(
			(port, index) => new PortState(index < ports.length ? index : networks.indexOf(port.network), port, arena.frames[index]),
		);
		super(arena, states, ports.length, new Exchanges(arena, reassembly, ports.length), answerTimeout, sharedEid);
		this.reassembly = reassembly;
		this.#minimumUnit = minimumUnit;
		this.#keepSize = arena.keepSize;
		this.#loopback = loopback;
	}

	/**
	 * Takes a packet of `length` bytes that stands at `offset` of the arena. `physical` is the sender's address. Then the port is
	 * to be pulled, and `tick` to be called: of what comes of the packet there, no wake tells.
	 */
	receive(port: number, now: number, offset: number, length: number, physical: number): void {
		const state = this.ports[port];
		let header = take(this.memory, offset, length, state.address, state.longest);
		let verdict: Counter = received;
		let head = state.head;
		if (header < 0) {
			const places = state.places;
			const to = (~header >> destinationShift) & 0xff;
			const place = undefined === places ? 0 : places[to];
			if (0 === place) {
				header = this.view.getInt32(offset);
				verdict = refusal(state, header, length);
			} else if (here !== place) verdict = this.forward(place, state, now, offset, length);
			else {
				header = ~header;
				head = (head & ~sourceMask) | (to << 8);
			}
		}
		if (received === verdict) {
			const growing = this.reassembly.active;
			const at = offset + headerLength;
			const payload = length - headerLength;
			if (
				undefined !== growing &&
				(header & continuationMask) === growing.expected &&
				growing.state === state &&
				growing.physical === physical
			) {
				verdict = this.reassembly.add(growing, header, at, payload, now);
			} else {
				const exchanges = this.exchanges;
				const packet = 0 === exchanges.busy ? exchanges.first : exchanges.next();
				packet.state = state;
				packet.header = head | ((header & sourceMask) << 8) | (header & tagMask);
				packet.physical = physical;
				packet.asked = header;
				verdict =
					undefined === growing && (header & oneRequest) === oneRequest
						? this.#serve(packet, undefined, at, payload, now)
						: this.#assemble(packet, header, at, payload, now);
			}
		}
		state.counters[verdict]++;
		this.trace?.(verdict, port, now, offset, length, physical);
	}

	/** A packet that may belong to a growing message, start one, or hold an answer. */
	#assemble(packet: Exchange, header: number, at: number, length: number, now: number): Counter {
		const assembly = this.reassembly.find(packet, header);
		if (!(header & startOfMessage))
			return undefined === assembly ? Counter.noStart : this.#continue(assembly, packet, header, at, length, now);
		if (undefined !== assembly) this.#restart(assembly);
		if (!(header & endOfMessage)) return this.#begin(packet, header, at, length, now);
		return header & tagOwner ? this.#serve(packet, undefined, at, length, now) : this.settle(packet, at, length, now);
	}

	/** The sender of a growing message began anew (8.9). */
	#restart(assembly: Assembly): void {
		assembly.state!.count(Counter.assemblyRestarted);
		this.reassembly.drop(assembly);
	}

	/** First packet of several. A message that nobody takes is dropped at once (8.7). */
	#begin(packet: Exchange, header: number, at: number, length: number, now: number): Counter {
		if (length < this.#minimumUnit) return Counter.packetSize;
		if (header & tagOwner) {
			if (undefined === this.responders.find(this.memory, at, length)) return Counter.messageType;
		} else if (undefined === this.requests.find(packet, this.memory[at] & typeMask)) return Counter.unsolicited;
		const assembly = this.reassembly.open(packet, header, length, now);
		if (undefined === assembly) return Counter.noSlot;
		this.schedule(now, this.reassembly.timeout);
		return this.#continue(assembly, packet, header, at, length, now);
	}

	#continue(assembly: Assembly, packet: Exchange, header: number, at: number, length: number, now: number): Counter {
		const reassembly = this.reassembly;
		let verdict = reassembly.add(assembly, header, at, length, now);
		if (!(header & endOfMessage) || Counter.received !== verdict) return verdict;
		reassembly.detach(assembly);
		packet.asked = assembly.asked;
		verdict =
			header & tagOwner
				? this.#serve(packet, assembly, assembly.offset, assembly.length, now)
				: this.settle(packet, assembly.offset, assembly.length, now);
		if (!assembly.held) reassembly.release(assembly);
		return verdict;
	}

	/** A whole request of `length` bytes at `at`: in its frame, or in the slot of an assembly. */
	#serve(packet: Exchange, assembly: Assembly | undefined, at: number, length: number, now: number): Counter {
		const memory = this.memory;
		const type = memory[at];
		const responders = this.responders;
		const responder = responders.byType[type & typeMask] ?? responders.find(memory, at, length);
		if (undefined === responder) return Counter.messageType;
		packet.type = type;
		const exchanges = this.exchanges;
		const exchange = 0 === exchanges.busy ? packet : this.#supersede(packet, now);
		if (undefined === exchange) return Counter.noExchange;
		exchanges.busy++;
		exchange.stage = stageOpen;
		exchange.responder = responder;
		exchange.note = 0;
		const request = exchange.request;
		request.position = at + 1;
		request.end = at + length;
		request.short = request.range = false;
		const reply = exchange.reply;
		const start = reply.start;
		memory[start] = type;
		reply.position = start + 1;
		reply.overflow = false;
		const outcome = responder.respond(exchange, now);
		if (send === outcome) this.reply(exchange, now);
		else if (defer === outcome) return this.#defer(exchange, assembly, at, length, now);
		else {
			exchanges.close(exchange);
			return Counter.silent;
		}
		return received;
	}

	/**
	 * Ends the exchange of an earlier request with the same tag, if there is one: its requester no longer waits for it.
	 * @returns the exchange for this request; undefined: there is none for its port
	 */
	#supersede(packet: Exchange, now: number): Exchange | undefined {
		const exchanges = this.exchanges;
		const earlier = exchanges.earlier(packet);
		if (undefined !== earlier) this.abandon(earlier, Counter.answerAbandoned, now);
		const exchange = exchanges.next();
		if (exchange !== packet) exchange.describe(packet);
		return exchanges.available(exchange) ? exchange : undefined;
	}

	/** Keeps a request until its answer is ready: copied out of the frame, or a long one in its slot, if others still find room. */
	#defer(exchange: Exchange, assembly: Assembly | undefined, at: number, length: number, now: number): Counter {
		if (!this.exchanges.mayWait(exchange)) return this.#refuse(exchange, Counter.noExchange, now);
		if (undefined === assembly || length <= this.#keepSize) {
			const keep = exchange.keep;
			this.memory.copyWithin(keep, at, at + length);
			exchange.request.position += keep - at;
			exchange.request.end += keep - at;
		} else {
			if (!this.reassembly.hold(assembly)) return this.#refuse(exchange, Counter.noSlot, now);
			exchange.assembly = assembly;
			exchange.laden = true;
		}
		exchange.deadline = (now + this.answerTimeout) | 0;
		this.schedule(now, this.answerTimeout);
		return received;
	}

	/** An answer that would come later will not come. */
	#refuse(exchange: Exchange, verdict: Counter, now: number): Counter {
		this.abandon(exchange, Counter.answerAbandoned, now);
		return verdict;
	}

	/**
	 * The link of a port came up or went down. Down: what was under way there ends, requests fail, and an EID that a bus
	 * owner gave is forgotten.
	 */
	link(port: number, now: number, up: boolean): void {
		const state = this.port(port);
		if (state.up === up) return;
		state.setUp(up);
		if (!up) {
			this.reassembly.flush(state);
			this.disconnect(state, now);
			this.forget(state);
		}
		const { all } = this.responders;
		for (let index = 0; index < all.length; index++) all[index].link?.(port, up, now);
		state.port.wake();
	}

	protected override fail(request: Request, reason: Failure, now: number): void {
		if (phaseOpen === request.phase) this.reassembly.abandon(request);
		super.fail(request, reason, now);
	}

	/**
	 * Lets time pass: ends what has waited too long. To be called after every wake of a port, after `receive`, and
	 * when the returned time has passed.
	 * @returns milliseconds until something needs the next call, or `noDeadline`
	 */
	tick(now: number): number {
		if (this.#loopback) deliver(this, this.ports, this.portCount, now);
		const ticking = this.responders.ticking;
		const count = ticking.length;
		let wait = noDeadline;
		for (let index = 0; index < count; index++) {
			const own = ticking[index].tick!(now);
			if (own < wait) wait = own;
		}
		const setBack = ((now - this.latest) | 0) < 0;
		this.latest = now;
		if (!this.armed) return wait;
		let rest = (this.deadline - now) | 0;
		if (rest <= 0 || setBack) {
			this.armed = false;
			rest = this.expire(now, this.reassembly.tick(now, noDeadline));
			if (noDeadline === rest) return wait;
			this.schedule(now, rest);
		}
		return rest < wait ? rest : wait;
	}
}

Object.freeze(Endpoint.prototype);
export default Endpoint;
