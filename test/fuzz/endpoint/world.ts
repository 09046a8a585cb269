// SPDX-License-Identifier: Apache-2.0
import Directory from "../../../modules/control/directory.js";
import Control from "../../../modules/control/responder.js";
import { Counter, counterNames } from "../../../modules/mctp/counter.js";
import { noDeadline } from "../../../modules/mctp/conversations.js";
import Endpoint from "../../../modules/mctp/endpoint.js";
import type { Port } from "../../../modules/mctp/port.js";
import { Reply } from "../../../modules/mctp/responder.js";
import TestServices from "../../../modules/vendor/services.js";
import Answers, { filler } from "./answers.js";
import Deferred from "./deferred.js";
import Forwarded from "./forwarded.js";
import OwnRequests, { requestCount, requestSize } from "./own-requests.js";

/** Bytes of a port's frames: on either side what nobody may touch, between them one packet that arrives and one that leaves. */
const guard = 32;
const packetSize = 320;
const framesSize = 2 * guard + 2 * packetSize;
const guardByte = 0xa5;

/** Packets that may leave without end: a fault. */
const endless = 5000;

export const portCount = 2;
/** Bytes of an ordinary answer, and of a request that keeps no slot while its answer waits. */
export const answerSize = 80;

/** How an endpoint is set up. */
export interface WorldOptions {
	readonly networks: readonly [number, number];
	readonly eids: readonly [number, number];
	readonly receiveUnits: readonly [number, number];
	/** Payload bytes that packets to some destinations may have. */
	readonly largestUnits: readonly [number, number];
	/** Places in the table of routes. */
	readonly routes: number;
	readonly memory: {
		readonly slots: number;
		readonly shortSlots: number;
		readonly exchanges: number;
		readonly largeAnswers: number;
		readonly messageSize: number;
	};
	readonly start: number;
}

/**
 * An endpoint with two ports, responders of every kind, and a host that keeps to the contract: it pulls after a wake or a
 * packet that came in, and calls `tick` after these and when the time has come. Counts everything that goes in and out.
 */
class World {
	readonly endpoint: Endpoint;
	readonly options: WorldOptions;
	readonly answers: Answers;
	readonly deferred: Deferred;
	readonly requests: OwnRequests;
	readonly forwarded: Forwarded;
	/** Packets that arrived, and left, by port. */
	readonly arrived = [0, 0];
	readonly left = [0, 0];
	/** EIDs that packets came from. */
	readonly sources = new Set<number>();
	/** The latest time before the clock was set back, until it is reached again. */
	#behind: number;
	now: number;
	readonly #pullable = [false, false];
	#woken = false;
	#ticked: number;
	wait: number;

	constructor(options: WorldOptions) {
		const { networks, eids, receiveUnits, largestUnits, routes, memory, start } = options;
		this.options = options;
		this.now = this.#behind = start;
		const ports = networks.map((network, index): Port => ({
			network,
			receiveUnit: receiveUnits[index],
			transmissionUnit: 64,
			largestUnit: largestUnits[index],
			eid: eids[index],
			medium: index,
			discovery: 0 === index,
			frames: framesSize,
			wake: () => this.#awake(index),
		}));
		const endpoint = (this.endpoint = new Endpoint({
			ports,
			memory: { ...memory, answerSize, requests: requestCount + 1, requestSize, routes },
		}));
		for (let port = 0; port < portCount; port++) {
			const { frames } = endpoint.port(port);
			endpoint.memory.fill(guardByte, frames, frames + framesSize);
		}
		endpoint.follow((verdict, port, _now, offset) => {
			if (Counter.sequence === verdict || Counter.packetSize === verdict || Counter.messageSize === verdict) this.#expectGone(port, offset);
		});
		this.deferred = new Deferred(endpoint);
		this.#respond(ports);
		this.requests = new OwnRequests(endpoint, networks);
		this.forwarded = new Forwarded(endpoint);
		this.answers = new Answers(largestUnits);
		this.#ticked = start;
		this.wait = endpoint.tick(start);
	}

	#awake(port: number): void {
		this.#pullable[port] = true;
		this.#woken = true;
	}

	#respond(ports: readonly Port[]): void {
		const { endpoint } = this;
		const { responders } = endpoint;
		responders.add(
			new Control({
				endpoint,
				ports,
				uuid: "00000000-0000-0000-0000-000000000000",
				directory: new Directory([{ eid: 9, uuid: "00000000-0000-0000-0000-000000000001", binding: 1, medium: 3, address: [0x1d] }]),
			}),
		);
		responders.add(new TestServices(endpoint));
		responders.add({
			type: 1,
			versions: [],
			respond(exchange) {
				const { request, reply } = exchange;
				const length = request.remaining;
				if (!endpoint.enlarge(exchange, length + 1)) return Reply.drop;
				reply.copy(request.position, length);
				return Reply.send;
			},
		});
		responders.add(this.deferred);
		responders.add({ type: 3, versions: [], respond: () => Reply.drop });
		responders.add({
			type: 4,
			versions: [],
			respond(exchange) {
				const length = exchange.request.u16() & 0x1ff;
				endpoint.enlarge(exchange, length + 1);
				for (let index = 0; index < length; index++) exchange.reply.u8(filler);
				return Reply.send;
			},
		});
	}

	/** A bad packet ends its message (8.7). */
	#expectGone(port: number, offset: number): void {
		const { memory, reassembly } = this.endpoint;
		const { network } = this.endpoint.port(port);
		for (let assembly = reassembly.active; undefined !== assembly; assembly = assembly.next)
			if (
				memory[offset + 2] === assembly.peer &&
				(memory[offset + 3] & 0x0f) === assembly.tag &&
				network === assembly.state!.network &&
				0 !== assembly.peer
			)
				throw new Error("a message goes on behind a bad packet");
	}

	/** Where packets of a port arrive, and where they leave. */
	input(port: number): number {
		return this.endpoint.port(port).frames + guard;
	}

	output(port: number): number {
		return this.input(port) + packetSize;
	}

	/** The packet at `input` arrives. */
	arrive(port: number, length: number, physical: number): void {
		this.arrived[port]++;
		this.sources.add(this.endpoint.memory[this.input(port) + 2]);
		this.endpoint.receive(port, this.now, this.input(port), length, physical);
		this.#awake(port);
	}

	/** Pulls packets; `report` says what becomes of each, or nothing. Returns how many there were. */
	pull(port: number, most: number, room: number, report: boolean | undefined): number {
		const { endpoint } = this;
		const offset = this.output(port);
		let count = 0;
		while (this.#pullable[port] && count < most) {
			this.#pullable[port] = false;
			const length = endpoint.transmit(port, this.now, offset, Math.min(room, packetSize));
			if (0 === length && room >= packetSize) continue;
			this.#pullable[port] = true;
			if (0 === length) break;
			this.left[port]++;
			if (!this.forwarded.left(port, offset, length, endpoint.physical))
				this.answers.check(endpoint.memory, offset, length, port, this.options.networks[port], endpoint.physical);
			if (undefined !== report) endpoint.transmitted(port, this.now, report);
			if (++count > endless) throw new Error("the endpoint sends without end");
		}
		return count;
	}

	report(port: number, ok: boolean): void {
		this.endpoint.transmitted(port, this.now, ok);
	}

	link(port: number, up: boolean): void {
		this.endpoint.link(port, this.now, up);
		const { eid } = this.endpoint.port(port);
		if (!up && eid !== this.options.eids[port]) throw new Error(`EID ${eid} outlives its link`);
	}

	/** Time goes on, or jumps. What has been woken has its tick before, unless the clock is set back: that happens to a host too. */
	goTo(now: number): void {
		if (((now - this.now) | 0) >= 0) this.tick();
		if (((this.now - this.#behind) | 0) > 0) this.#behind = this.now;
		this.now = now | 0;
		this.tick();
	}

	/**
	 * Milliseconds by which something may be late because the clock was set back: where nobody has noticed, because no tick
	 * and nothing new to wait for was later, not more than until the next tick.
	 */
	get setBack(): number {
		return Math.max(0, (this.#behind - this.now) | 0);
	}

	/** The last tick was just now, and nothing has been woken since. */
	get fresh(): boolean {
		return !this.#woken && this.now === this.#ticked;
	}

	/** Calls `tick` if the contract asks for it. Returns milliseconds that it may stay away. */
	tick(): number {
		const elapsed = (this.now - this.#ticked) | 0;
		if (!this.#woken && elapsed >= 0 && elapsed < this.wait) return noDeadline === this.wait ? noDeadline : this.wait - elapsed;
		this.#woken = false;
		this.#ticked = this.now;
		return (this.wait = this.endpoint.tick(this.now));
	}

	/** Lets time go on by so much, with every tick that is due on the way. */
	pass(milliseconds: number): void {
		for (let rest = milliseconds; ;) {
			const step = Math.min(rest, this.tick());
			rest -= step;
			if (rest <= 0) return this.goTo(this.now + step);
			this.goTo(this.now + step);
		}
	}

	/** Throws Error if bytes changed that are nobody's. */
	checkGuards(): void {
		const { memory } = this.endpoint;
		for (let port = 0; port < portCount; port++) {
			const { frames } = this.endpoint.port(port);
			const last = frames + framesSize - guard;
			for (let index = 0; index < guard; index++)
				if (guardByte !== memory[frames + index] || guardByte !== memory[last + index]) throw new Error("a guard byte has changed");
		}
	}

	*reached(): Generator<string> {
		for (let port = 0; port < portCount; port++) {
			const { counters } = this.endpoint.port(port);
			for (let counter = 0; counter < counters.length; counter++) if (counters[counter] > 0) yield `counter ${counterNames[counter]}`;
		}
		yield* this.answers.kinds;
		yield* this.requests.outcomes;
		yield* this.forwarded.outcomes;
		yield* this.deferred.outcomes;
	}

	/** Packets that the endpoint has counted as arrived. */
	counted(port: number): number {
		const { counters } = this.endpoint.port(port);
		let sum = 0;
		for (let counter = 0; counter <= Counter.linkDown; counter++) sum += counters[counter];
		for (let counter = Counter.forwarded as number; counter <= Counter.forwardFull; counter++) sum += counters[counter];
		return sum;
	}
}

export default World;
