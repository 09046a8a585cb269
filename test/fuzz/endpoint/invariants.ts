// SPDX-License-Identifier: Apache-2.0
import { reserve } from "../../../modules/mctp/arena.js";
import { Counter } from "../../../modules/mctp/counter.js";
import type Exchange from "../../../modules/mctp/exchange.js";
import ForwardRing from "../../../modules/mctp/forward-ring.js";
import { stageFree, stageOpen, stageSending } from "../../../modules/mctp/exchange.js";
import { tagMask, tagOwner } from "../../../modules/mctp/header.js";
import type Outgoing from "../../../modules/mctp/outgoing.js";
import type { Assembly } from "../../../modules/mctp/reassembly.js";
import type Request from "../../../modules/mctp/request.js";
import { phaseOpen, phaseWaiting } from "../../../modules/mctp/request.js";
import { requestCount } from "./own-requests.js";
import type World from "./world.js";
import { portCount } from "./world.js";

/** Messages of one source that may grow at a time. */
const perSource = 2;
/** Of a peer, a bit each. */
const allTags = 0xff;
/** More than any list can hold. */
const circle = 300;
/** Milliseconds that an exchange may wait, and a growing message. */
const longest = 6000;

/** The books of an endpoint: whatever it holds has to stand where it belongs, once. Allocates nothing that stays. */
class Invariants {
	readonly #world: World;
	readonly #waiting = new Set<Outgoing>();
	readonly #flying = new Set<Outgoing>();
	readonly #own = new Set<Request>();
	/** Exchanges by port. */
	readonly #held = [0, 0];
	readonly #slots = new Set<number>();

	constructor(world: World) {
		this.#world = world;
	}

	/** Throws Error for what does not hold. */
	check(): void {
		this.#counters();
		this.#waiting.clear();
		this.#flying.clear();
		for (let port = 0; port < portCount; port++) this.#queue(port);
		this.#exchanges();
		this.#requests();
		this.#assemblies();
		this.#world.forwarded.check();
	}

	#counters(): void {
		const { arrived, left, endpoint } = this.#world;
		for (let port = 0; port < portCount; port++) {
			const counted = this.#world.counted(port);
			if (counted !== arrived[port]) fail(`${arrived[port]} packets arrived on port ${port}, ${counted} have a verdict`);
			const sent = endpoint.port(port).counters[Counter.sent];
			if (sent !== left[port]) fail(`${left[port]} packets left port ${port}, ${sent} are counted`);
		}
	}

	#queue(port: number): void {
		const { queue, ring } = this.#world.endpoint.port(port);
		if (undefined !== ring && 0 !== ring.first.length) this.#patient((ring.deadline - this.#world.now) | 0);
		for (let message = queue.single; undefined !== message; message = message.next) this.#stands(this.#waiting, message, port);
		for (let message = queue.long; undefined !== message; message = message.next)
			for (let each: Outgoing | undefined = message; undefined !== each; each = each.follower) this.#stands(this.#waiting, each, port);
		for (let message = queue.flying; undefined !== message; message = message.nextFlying) this.#stands(this.#flying, message, port);
	}

	#stands(list: Set<Outgoing>, message: Outgoing, port: number): void {
		if (list.has(message)) fail("a message stands twice in a queue");
		if (list.size > circle) fail("a queue has no end");
		if (message === this.#world.endpoint.port(port).ring) {
			if (list === this.#waiting && 0 === (message as ForwardRing).first.length) fail("an empty ring waits");
			list.add(message);
			return;
		}
		if (message.state?.index !== port) fail("a message stands in the queue of another port");
		if (list === this.#waiting && message.position >= message.end) fail("a message waits with nothing left to send");
		list.add(message);
	}

	#exchanges(): void {
		const { endpoint, deferred } = this.#world;
		const { all, busy } = endpoint.exchanges;
		this.#held.fill(0);
		let open = 0;
		let late = 0;
		for (const exchange of all) {
			if (stageFree === exchange.stage) {
				if (this.#waiting.has(exchange) || this.#flying.has(exchange)) fail("a free exchange stands in a queue");
				if (undefined !== exchange.assembly || exchange.large >= 0) fail("a free exchange holds memory");
				continue;
			}
			open++;
			this.#held[exchange.port]++;
			if (false === exchange.state?.up) fail("an exchange outlives its link");
			if (2 === (exchange.type & 0x7f)) late++;
			if (stageSending === exchange.stage) this.#sends(exchange);
			else if (stageOpen === exchange.stage && this.#waiting.has(exchange)) fail("an open exchange waits to be sent");
			this.#patient((exchange.deadline - this.#world.now) | 0);
		}
		for (let port = 0; port < portCount; port++)
			if (this.#held[port] > Math.max(1, all.length - reserve * (portCount - 1)))
				fail(`port ${port} holds ${this.#held[port]} exchanges of ${all.length}`);
		if (open !== busy) fail(`${busy} exchanges are counted, ${open} are under way`);
		if (late !== deferred.open) fail(`${deferred.open} answers are deferred, ${late} exchanges are held for them`);
		for (const message of this.#waiting)
			if (!(message.header & tagOwner) && !(message instanceof ForwardRing) && !all.includes(message as Exchange))
				fail("a queue holds a stranger");
	}

	#sends(exchange: Exchange): void {
		const rest = exchange.position < exchange.end;
		if (rest !== this.#waiting.has(exchange)) fail(rest ? "an answer stands in no queue" : "an answer that has left waits");
		if (!rest && !this.#flying.has(exchange)) fail("an answer has left, and nobody will be told");
	}

	/** What may still wait for `rest` milliseconds waits not too long, and the host knows. Between ticks nothing is known. */
	#patient(rest: number, most = longest): void {
		if (!this.#world.fresh) return;
		if (rest > most + this.#late(most)) fail(`something may wait for ${rest} ms`);
		if (rest < this.#world.wait) fail(`something is due in ${rest} ms, the next tick in ${this.#world.wait}`);
	}

	/** A clock set back is noticed, but for what is less than the longest that anything may wait. */
	#late(most: number): number {
		for (let request = this.#world.endpoint.requests.active; undefined !== request; request = request.nextActive)
			most = Math.max(most, request.wait);
		return Math.min(this.#world.setBack, most);
	}

	#requests(): void {
		const { endpoint, requests } = this.#world;
		const { all, pending, heard } = requests;
		const own = this.#own;
		own.clear();
		for (let request = endpoint.requests.active; undefined !== request; request = request.nextActive) {
			if (own.has(request) || own.size > requestCount + 1) fail("a request is twice under way");
			own.add(request);
			if (!request.active) fail("a settled request is under way");
			if (false === request.state?.up) fail("a request outlives its link");
			const waits = this.#waiting.has(request);
			const rest = request.position < request.end;
			if (waits && (!rest || phaseOpen !== request.phase)) fail("a request waits to be sent that is not to be sent");
			/* One that could not be sent is sent again when its time has come; one that was answered early needs no rest. */
			const later = request.left > 0 || (heard[all.indexOf(request)] ?? 0) > 0;
			if (rest && !waits && phaseOpen === request.phase && !later) fail("a request is not where it belongs");
			this.#patient((request.deadline - this.#world.now) | 0, request.wait);
		}
		for (let handle = 0; handle < requestCount; handle++) {
			const request = all[handle];
			if ((true === pending[handle]) !== own.has(request) || request.active !== own.has(request)) fail(`request ${handle} is lost`);
		}
		for (const message of this.#waiting) if (message.header & tagOwner && !own.has(message as Request)) fail("a settled request waits");
		for (const one of own) this.#tags(one);
	}

	/**
	 * Those to one peer have each another tag, and none waits for one while there is one, but for an older that waits as well:
	 * one to the null EID waits for tags of several peers, and whoever of them comes later waits for it.
	 */
	#tags(request: Request): void {
		let used = 0;
		let older = true;
		let behind = false;
		for (const other of this.#own) {
			if (other === request) older = false;
			else if (!samePeer(request, other)) continue;
			else if (phaseWaiting === other.phase) behind ||= older;
			else {
				if (phaseWaiting !== request.phase && (request.tag & tagMask) === (other.tag & tagMask))
					fail("two requests to one peer have the same tag");
				used |= 1 << (other.tag & tagMask);
			}
		}
		if (phaseWaiting === request.phase && !behind && allTags !== used) fail("a request waits for a tag, and one is free");
	}

	#assemblies(): void {
		const { endpoint, options } = this.#world;
		const slots = this.#slots;
		const { slots: large, shortSlots } = options.memory;
		slots.clear();
		let growing = 0;
		for (let assembly = endpoint.reassembly.active; undefined !== assembly; assembly = assembly.next) {
			this.#slot(assembly);
			if (assembly.held) fail("a slot that is kept still grows");
			if (false === assembly.state?.up) fail("a message outlives its link");
			this.#patient(longest - ((this.#world.now - assembly.touched) | 0));
			if (++growing > large + shortSlots) fail("more messages grow than there are slots");
			this.#sources(assembly);
		}
		for (const { stage, assembly } of endpoint.exchanges.all) {
			if (stageFree === stage || undefined === assembly) continue;
			this.#slot(assembly);
			if (!assembly.held) fail("a slot that an exchange needs is not kept");
		}
		if (slots.size > large + shortSlots) fail("more slots are in use than there are");
		if (slots.size - growing > Math.max(1, large - 1)) fail("no slot is left to what is answered at once");
	}

	/** One source has two growing messages at most. */
	#sources({ peer, state, physical }: Assembly): void {
		let own = 0;
		for (let other = this.#world.endpoint.reassembly.active; undefined !== other; other = other.next)
			if (other.peer === peer && other.state === state && other.physical === physical) own++;
		if (own > perSource) fail(`${own} messages of one source grow`);
	}

	#slot({ offset, size, length }: Assembly): void {
		if (this.#slots.has(offset)) fail("a slot is used twice");
		this.#slots.add(offset);
		if (length > size || size > this.#world.options.memory.messageSize) fail(`a message has ${length} bytes in a slot of ${size}`);
	}
}

/** Whether two requests must not have the same tag: the null EID stands for whoever has the physical address. */
function samePeer(one: Request, other: Request): boolean {
	if (0 === one.peer || 0 === other.peer) return one.state === other.state && one.physical === other.physical;
	return one.peer === other.peer && one.state!.network === other.state!.network;
}

function fail(message: string): never {
	throw new Error(message);
}

export default Invariants;
