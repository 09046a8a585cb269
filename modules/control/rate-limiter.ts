// SPDX-License-Identifier: Apache-2.0
import type { Front } from "../device/factory.js";
import { baselineUnit, headerLength } from "../mctp/header.js";
import type { PortState } from "../mctp/port.js";

/** What a limiter can be set to: packets of the baseline transmission unit a second, and in a row. */
export interface RateRange {
	readonly least: number;
	readonly most: number;
	readonly burst: number;
}

const second = 1000;

/** The limit of one port, and when its latest packets left. */
class Limit {
	/** Packets in a row, and a second; 0: as many as there are. */
	burst = 0;
	rate = 0;
	/** Milliseconds in which at most `burst` packets leave (DSP0236 10.1.2). */
	window = 0;
	/** Something waits for its time. */
	waiting = false;
	/** When each of the last packets left, the oldest at `next` once there have been `burst`. */
	readonly times: Int32Array;
	count = 0;
	next = 0;

	constructor(burst: number) {
		this.times = new Int32Array(burst);
	}

	/** Milliseconds until the next packet may leave; a clock that is set back ends the wait. */
	rest(now: number): number {
		if (0 === this.rate || this.count < this.burst) return 0;
		const passed = (now - this.times[this.next]) | 0;
		return passed < 0 ? 0 : Math.max(this.window - passed, 0);
	}

	left(now: number): void {
		this.times[this.next] = now;
		this.next = this.next + 1 < this.burst ? this.next + 1 : 0;
		if (this.count < this.burst) this.count++;
	}
}
Object.freeze(Limit.prototype);

/**
 * Stands in front of an endpoint, and lets no more packets out than its peers have asked for (DSP0236 10): one limit for
 * each port, whoever set it last, for requests and answers together. Whoever asks for none costs nothing.
 */
class RateLimiter implements Front {
	readonly memory: Uint8Array;
	readonly portCount: number;
	readonly range: RateRange;
	/** Physical address of the packet that `transmit` returned last. */
	physical = 0;
	readonly #front: Front;
	readonly #limits: readonly Limit[];

	constructor(front: Front, ports: number, range: RateRange) {
		this.memory = front.memory;
		this.portCount = ports;
		this.range = range;
		this.#front = front;
		this.#limits = Array.from({ length: ports }, () => new Limit(range.burst));
	}

	/** The present limit of a port: packets in a row, and a second; 0: there is none. */
	burst(port: number): number {
		return this.#limits[port].burst;
	}

	rate(port: number): number {
		return this.#limits[port].rate;
	}

	/** Sets the limit of a port, `burst` 0 takes it away; false: it cannot be that. */
	set(port: number, burst: number, rate: number): boolean {
		const { least, most, burst: longest } = this.range;
		const limit = this.#limits[port];
		if (burst > 0 && (burst > longest || rate < least || rate > most)) return false;
		limit.burst = burst;
		limit.rate = burst > 0 ? rate : 0;
		limit.window = burst > 0 ? Math.ceil((burst * second) / rate) : 0;
		limit.count = limit.next = 0;
		return true;
	}

	port(index: number): PortState {
		return this.#front.port(index);
	}

	receive(port: number, now: number, offset: number, length: number, physical: number): void {
		this.#front.receive(port, now, offset, length, physical);
	}

	transmit(port: number, now: number, offset: number, room: number): number {
		const front = this.#front;
		const limit = this.#limits[port];
		if (limit.rest(now) > 0) {
			limit.waiting = true;
			return 0;
		}
		const length = front.transmit(port, now, offset, room);
		this.physical = front.physical;
		if (limit.rate > 0) for (let rest = length - headerLength; rest > 0; rest -= baselineUnit) limit.left(now);
		return length;
	}

	transmitted(port: number, now: number, ok: boolean): void {
		this.#front.transmitted(port, now, ok);
	}

	transmittedTo(port: number, physical: number, now: number, ok: boolean): void {
		this.#front.transmittedTo(port, physical, now, ok);
	}

	link(port: number, now: number, up: boolean): void {
		this.#front.link(port, now, up);
	}

	tick(now: number): number {
		let wait = this.#front.tick(now);
		for (let index = 0; index < this.#limits.length; index++) {
			const limit = this.#limits[index];
			if (!limit.waiting) continue;
			const rest = limit.rest(now);
			if (rest > 0) {
				wait = Math.min(wait, rest);
				continue;
			}
			limit.waiting = false;
			this.#front.port(index).port.wake();
		}
		return wait;
	}
}

Object.freeze(RateLimiter.prototype);
export default RateLimiter;
