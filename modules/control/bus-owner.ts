// SPDX-License-Identifier: Apache-2.0
import { noDeadline } from "../mctp/conversations.js";
import { isAssignable, nullEid } from "../mctp/eid.js";
import type Endpoint from "../mctp/endpoint.js";
import type Reader from "../wire/reader.js";
import type Known from "./known.js";
import { stepDone, stepIdentify, stepUpdate } from "./known.js";
import type { BusOwnerListener, BusOwnerOptions, OwnedBus, Ownership } from "./ownership.js";
import Places from "./places.js";
import Pool from "./pool.js";
import { answered, ask, later } from "./steps.js";
import Worker, { type Asker } from "./worker.js";

/**
 * The owner of one or more buses (DSP0236 8.17 to 8.20): finds who is there, gives EIDs and pools of them, reads the routing
 * tables of bridges and tells them of others, sees who goes. Allocates nothing after construction.
 */
class BusOwner implements Asker, Ownership {
	readonly endpoint: Endpoint;
	readonly buses: readonly OwnedBus[];
	readonly pool = new Pool();
	readonly places: Places;
	listener: BusOwnerListener;
	/** The port where there is another bus owner, ours; -1: there is none. */
	upstream = -1;
	readonly attempts: number;
	readonly #workers: readonly Worker[];
	readonly #interval: number;
	readonly #losses: number;
	/** Changes of the routing table so far. */
	#version = 1;
	#active = false;
	readonly #up: boolean[];
	#turn = -1;

	constructor(options: BusOwnerOptions) {
		const { endpoint, buses, listener = {}, first = 0, count = 0, behind = 32, workers = 2 } = options;
		const { timeout = 300, attempts = 3, interval = 5000, losses = 2 } = options;
		this.endpoint = endpoint;
		this.buses = buses;
		this.listener = listener;
		this.attempts = attempts;
		this.#interval = interval;
		this.#losses = losses;
		this.#up = buses.map(() => false);
		for (let index = 0; index < buses.length; index++) endpoint.port(buses[index].port);
		this.places = new Places(buses, behind);
		this.#workers = Array.from({ length: workers }, (_, index) => new Worker(endpoint, this, index, { timeout, attempts }));
		endpoint.responders.ticking.push(this);
		if (count > 0) this.grant(first, count);
	}

	/** The bus at a port; undefined: it is not owned. */
	bus(port: number): OwnedBus | undefined {
		for (let index = 0; index < this.buses.length; index++) if (this.buses[index].port === port) return this.buses[index];
		return undefined;
	}

	get version(): number {
		return this.#version;
	}

	/** These EIDs may be given from now on; discovery begins with the first of them. */
	grant(first: number, count: number): void {
		if (!isAssignable(first) || !isAssignable(first + count - 1))
			throw new RangeError(`bus owner: EIDs ${first} to ${first + count - 1}: allowed are 8 to 254`);
		this.pool.grant(first, count);
		for (let index = 0; index < this.buses.length; index++) {
			const { eid } = this.endpoint.port(this.buses[index].port);
			if (nullEid !== eid) this.pool.take(eid, 1);
		}
		this.#active = true;
		for (let index = 0; index < this.buses.length; index++) this.endpoint.port(this.buses[index].port).port.wake();
	}

	/** No EID may be given any more: whoever gave them to us has gone. All that was found is forgotten. */
	revoke(now: number): void {
		for (let index = 0; index < this.places.all.length; index++) {
			const known = this.places.all[index];
			if (undefined !== known.via) continue;
			this.#vanish(known, now);
			known.eid = 0;
			known.due = now;
		}
		this.pool.clear();
		this.#active = false;
	}

	/** Somebody has asked for an EID (Discovery Notify), or there is another reason to look there at once. */
	look(port: number, physical: number, now: number): void {
		for (let index = 0; index < this.places.all.length; index++) {
			const known = this.places.all[index];
			if (port !== known.port || physical !== known.physical || undefined !== known.via || known.busy) continue;
			known.due = now;
			known.step = stepIdentify;
			known.failures = 0;
		}
		this.endpoint.port(port).port.wake();
	}

	/** Whether nobody has to be asked anything now. */
	settled(now: number): boolean {
		const places = this.places.all;
		for (let index = 0; index < places.length; index++) {
			const { port, busy, due, step } = places[index];
			if (port >= 0 && (busy || stepIdentify !== step || ((due - now) | 0) <= 0)) return false;
		}
		return true;
	}

	/** For the endpoint's clock. */
	tick(now: number): number {
		if (!this.#active) return noDeadline;
		let wait = noDeadline;
		for (let index = 0; index < this.buses.length; index++) {
			const { up } = this.endpoint.port(this.buses[index].port);
			if (up !== this.#up[index]) this.#link(index, up, now);
		}
		const places = this.places.all;
		for (let count = 0; count < places.length; count++) {
			this.#turn = this.#turn + 1 < places.length ? this.#turn + 1 : 0;
			const known = places[this.#turn];
			if (known.port < 0 || known.busy || known.port === this.upstream || !this.endpoint.port(known.port).up) continue;
			const rest = (known.due - now) | 0;
			if (rest > 0 && rest <= this.#interval) wait = Math.min(wait, rest);
			else if (!this.#begin(known, now)) {
				this.#turn--; /* its turn is still to come */
				return wait;
			}
		}
		return wait;
	}

	answered(worker: Worker, completion: number, data: Reader, now: number): void {
		const { known } = worker;
		worker.known = undefined;
		if (undefined === known) return;
		known.busy = false;
		known.failures = 0;
		known.due = now;
		answered(this, known, completion, data, now);
		this.#proceed(known, now);
	}

	failed(worker: Worker, now: number): void {
		const { known } = worker;
		worker.known = undefined;
		if (undefined === known) return;
		known.busy = false;
		this.retry(known, now);
		if (++known.failures >= this.#losses || !known.present) this.#vanish(known, now);
	}

	retry(known: Known, now: number): void {
		known.step = stepIdentify;
		known.due = (now + this.#interval) | 0;
	}

	allows(eid: number): boolean {
		return this.upstream < 0 ? this.pool.free(eid, 1) : this.pool.has(eid);
	}

	reserve(known: Known, eid: number): void {
		if (known.held && known.eid === eid) return;
		this.#release(known);
		known.eid = eid;
		known.held = true;
		this.pool.take(eid, 1);
	}

	settle(known: Known, eid: number): void {
		this.reserve(known, eid);
		this.#route(known, eid, 1);
	}

	dismiss(known: Known): void {
		this.#release(known);
		known.eid = 0;
	}

	reservePool(known: Known, first: number, count: number): void {
		if (first === known.poolFirst && count === known.poolSize) return;
		if (known.poolSize > 0) {
			this.pool.release(known.poolFirst, known.poolSize);
			this.#unroute(known, known.poolFirst);
		}
		known.poolFirst = first;
		known.poolSize = count;
		this.pool.take(first, count);
	}

	settlePool(known: Known, first: number, count: number): void {
		this.reservePool(known, first, count);
		this.#route(known, first, count);
	}

	behind(bridge: Known, eid: number): Known | undefined {
		return this.places.behind(bridge, eid);
	}

	sweep(bridge: Known, now: number): void {
		for (let index = 0; index < this.places.all.length; index++) {
			const known = this.places.all[index];
			if (known.via !== bridge) continue;
			if (!known.listed) this.#vanish(known, now);
			else known.listed = false;
		}
	}

	changed(): void {
		this.#version++;
	}

	/** Gives a free worker what is next to ask; false: there is no free worker. */
	#begin(known: Known, now: number): boolean {
		const worker = this.#idle();
		if (undefined === worker) return false;
		const peer = ask(this, worker, known);
		if (peer < 0) {
			if (later === peer) this.retry(known, now);
			else this.#proceed(known, now);
			return true;
		}
		worker.request.attempts = known.present || known.step > stepIdentify ? this.attempts : 1;
		if (!this.endpoint.send(worker.request, known.port, peer, known.physical, now)) {
			known.due = (now + this.#interval) | 0;
			return true;
		}
		known.busy = true;
		worker.known = known;
		return true;
	}

	#idle(): Worker | undefined {
		for (let index = 0; index < this.#workers.length; index++) {
			const worker = this.#workers[index];
			if (undefined === worker.known && !worker.request.active) return worker;
		}
		return undefined;
	}

	/** What was asked last has been answered, or there is nothing to ask. */
	#proceed(known: Known, now: number): void {
		/* Bridges are told of all others once nothing is new. */
		if (stepUpdate === known.step && known.told === this.#version && 0 === known.handle) known.step = stepDone;
		if (stepDone === known.step) {
			if (!known.present) {
				known.present = true;
				this.#version++;
				this.listener.onFound?.(known, now);
			}
			known.step = stepIdentify;
			known.due = (now + this.#interval) | 0;
		}
		this.endpoint.port(known.port).port.wake();
	}

	#route(known: Known, first: number, count: number): void {
		const { routes } = this.endpoint;
		if (0 === routes.all.length || 0 === count) return;
		routes.add(known.port, first, first + count - 1, known.physical);
	}

	#unroute(known: Known, first: number): void {
		this.endpoint.routes.remove(this.endpoint.port(known.port).network, first);
	}

	#release(known: Known): void {
		if (!known.held) return;
		known.held = false;
		this.pool.release(known.eid, 1);
		this.#unroute(known, known.eid);
	}

	/** An endpoint is gone, and all behind it. Its place stays, and it gets the same EID if it comes back and that is free. */
	#vanish(known: Known, now: number): void {
		const { present, via, due } = known;
		for (let index = 0; index < this.places.all.length; index++)
			if (this.places.all[index].via === known) this.#vanish(this.places.all[index], now);
		this.#release(known);
		this.reservePool(known, 0, 0);
		for (let index = 0; index < this.#workers.length; index++) {
			const worker = this.#workers[index];
			if (worker.known !== known) continue;
			worker.known = undefined;
			this.endpoint.cancel(worker.request, now);
		}
		if (present) {
			this.#version++;
			this.listener.onLost?.(known, now);
		}
		known.forget();
		known.due = due;
		if (undefined === via) return;
		known.via = undefined;
		known.port = -1;
		known.eid = 0;
	}

	#link(index: number, up: boolean, now: number): void {
		this.#up[index] = up;
		const { port } = this.buses[index];
		for (let at = 0; at < this.places.all.length; at++) {
			const known = this.places.all[at];
			if (known.port !== port || undefined !== known.via) continue;
			if (!up) this.#vanish(known, now);
			known.due = now;
		}
	}
}

Object.freeze(BusOwner.prototype);
export default BusOwner;
