// SPDX-License-Identifier: Apache-2.0
import { noDeadline } from "../mctp/conversations.js";
import { isAssignable } from "../mctp/eid.js";
import type Reader from "../wire/reader.js";
import { Completion } from "./completion.js";
import Holdings from "./holdings.js";
import type Known from "./known.js";
import { stepDone, stepIdentify } from "./known.js";
import type { BusOwnerListener, BusOwnerOptions, Ownership } from "./ownership.js";
import { answered, ask, later } from "./steps.js";
import Worker, { type Asker } from "./worker.js";

/**
 * The owner of one or more buses (DSP0236 8.17 to 8.20): finds who is there, gives EIDs and pools of them, reads the routing
 * tables of bridges and tells them of others, sees who goes. Allocates nothing after construction.
 */
class BusOwner extends Holdings implements Asker, Ownership {
	listener: BusOwnerListener;
	readonly attempts: number;
	/** Endpoints are asked how their sending can be limited. */
	readonly limits: boolean;
	/** The port where there is another bus owner, ours; -1: there is none. */
	upstream = -1;
	readonly #workers: readonly Worker[];
	readonly #interval: number;
	readonly #losses: number;
	#active = false;
	readonly #up: boolean[];
	#turn = -1;
	/** Nothing has happened since all places were looked at, and nothing is due before this. */
	#quiet = false;
	#until = 0;

	constructor(options: BusOwnerOptions) {
		const { endpoint, buses, listener = {}, first = 0, count = 0, behind = 32, workers = 2 } = options;
		const { timeout = 300, attempts = 3, interval = 5000, losses = 2, limits = false } = options;
		super(endpoint, buses, behind, limits);
		this.listener = listener;
		this.limits = limits;
		this.attempts = attempts;
		this.#interval = interval;
		this.#losses = losses;
		this.#up = buses.map(() => false);
		this.#workers = Array.from({ length: workers }, (_, index) => new Worker(endpoint, this, index, { timeout, attempts }));
		endpoint.responders.ticking.push(this);
		if (count > 0) this.grant(first, count);
	}

	/** These EIDs may be given from now on; discovery begins with the first of them. */
	grant(first: number, count: number): void {
		if (!isAssignable(first) || !isAssignable(first + count - 1))
			throw new RangeError(`bus owner: EIDs ${first} to ${first + count - 1}: allowed are 8 to 254`);
		this.pool.grant(first, count);
		for (let index = 0; index < this.buses.length; index++) {
			const { eid } = this.endpoint.port(this.buses[index].port);
			this.pool.take(eid, 1);
		}
		this.#active = true;
		this.#quiet = false;
		for (let index = 0; index < this.buses.length; index++) this.endpoint.port(this.buses[index].port).port.wake();
	}

	/** No EID may be given any more: whoever gave them to us has gone. All that was found is forgotten. */
	revoke(now: number): void {
		for (let index = 0; index < this.places.all.length; index++) {
			const known = this.places.all[index];
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
			this.#quiet = false;
		}
		this.endpoint.port(port).port.wake();
	}

	/**
	 * Has an endpoint limit what it sends to so many packets in a row, and a second (Request TX Rate Limit, DSP0236 12.20), now
	 * and whenever it comes back; burst 0: no more.
	 * @returns false if it cannot
	 */
	limit(known: Known, burst: number, rate: number, now: number): boolean {
		const { limit, present, busy, port } = known;
		if (undefined === limit || (present && !limit.supported)) return false;
		limit.want(burst, rate);
		if (!busy) known.due = now;
		this.#quiet = false;
		if (port >= 0) this.endpoint.port(port).port.wake();
		return true;
	}

	/** An endpoint tells of its new limit (Update Rate Limit, DSP0236 12.21). */
	limited(port: number, physical: number, eid: number, burst: number, rate: number, now: number): void {
		const known = this.places.find(eid);
		if (undefined === known?.limit || eid !== known.eid || port !== known.port || physical !== known.physical) return;
		known.limit.update(burst, rate);
		this.listener.onLimit?.(known, Completion.success, now);
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
		for (let index = 0; index < this.buses.length; index++) {
			const { up } = this.endpoint.port(this.buses[index].port);
			if (up !== this.#up[index]) this.#link(index, up, now);
		}
		if (this.#quiet) {
			const rest = (this.#until - now) | 0;
			if (rest > 0 && rest <= this.#interval) return rest;
		}
		return this.#survey(now);
	}

	/** Looks at all places, in their turn; ends where there is nobody to ask. Returns milliseconds until something is due. */
	#survey(now: number): number {
		const places = this.places.all;
		const interval = this.#interval;
		let wait = interval;
		this.#quiet = true;
		for (let count = places.length; count > 0; count--) {
			const turn = this.#turn + 1 < places.length ? this.#turn + 1 : 0;
			const known = places[turn];
			this.#turn = turn;
			if (known.port < 0 || known.busy) continue;
			let rest = (known.due - now) | 0;
			if (rest <= 0 || rest > interval) {
				if (known.port === this.upstream || !this.endpoint.port(known.port).up) continue;
				if (!this.#begin(known, now)) {
					this.#turn--; /* its turn is still to come */
					this.#quiet = false;
					return wait;
				}
				if (known.busy) continue;
				rest = (known.due - now) | 0;
			}
			if (rest > 0 && rest < wait) wait = rest;
		}
		this.#until = (now + wait) | 0;
		return wait;
	}

	answered(worker: Worker, completion: number, data: Reader, now: number): void {
		const known = worker.known!;
		worker.known = undefined;
		this.#quiet = false;
		known.busy = false;
		known.failures = 0;
		known.due = now;
		answered(this, known, completion, data, now);
		if (stepDone === known.step) this.#done(known, now);
	}

	failed(worker: Worker, now: number): void {
		const { known } = worker;
		worker.known = undefined;
		this.#quiet = false;
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

	sweep(bridge: Known, now: number): void {
		for (let index = 0; index < this.places.all.length; index++) {
			const known = this.places.all[index];
			if (known.via !== bridge) continue;
			if (!known.listed) this.#vanish(known, now);
			else known.listed = false;
		}
	}

	/** Gives a free worker what is next to ask; false: there is no free worker. */
	#begin(known: Known, now: number): boolean {
		const worker = this.#idle();
		if (undefined === worker) return false;
		const peer = ask(this, worker, known);
		if (peer < 0) {
			if (later === peer) this.retry(known, now);
			else this.#done(known, now);
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
			if (!worker.request.active) return worker;
		}
		return undefined;
	}

	/** Everything has been asked, for a while. */
	#done(known: Known, now: number): void {
		this.retry(known, now);
		if (known.present) return;
		known.present = true;
		this.changed();
		this.listener.onFound?.(known, now);
	}

	/** An endpoint is gone, and all behind it. Its place stays, and it gets the same EID if it comes back and that is free. */
	#vanish(known: Known, now: number): void {
		const { present, via, due } = known;
		for (let index = 0; index < this.places.all.length; index++)
			if (this.places.all[index].via === known) this.#vanish(this.places.all[index], now);
		this.release(known);
		this.reservePool(known, 0, 0);
		for (let index = 0; index < this.#workers.length; index++) {
			const worker = this.#workers[index];
			if (worker.known !== known) continue;
			worker.known = undefined;
			this.endpoint.cancel(worker.request, now);
		}
		if (present) {
			this.changed();
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
		this.#quiet = false;
		const { port } = this.buses[index];
		for (let at = 0; at < this.places.all.length; at++) {
			const known = this.places.all[at];
			if (known.port !== port) continue;
			if (!up) this.#vanish(known, now); /* before it comes up, nobody is known there */
			known.due = now;
		}
	}
}

Object.freeze(BusOwner.prototype);
export default BusOwner;
