// SPDX-License-Identifier: Apache-2.0
import { Outcome } from "../../../modules/binding/i2c/driver.js";
import { BusFault, randomFrom, type BusFaultOptions, type Mishap } from "./faults.js";
import type { Job, Station } from "./station.js";
import type { Timeline } from "./timeline.js";
import Transaction, { type Wires } from "./transaction.js";

export interface BusOptions {
	timeline: Timeline;
	/** Kilohertz: 100, 400, 1000; 0: bytes take no time; 100 */
	speed?: number;
	/** For faults that leave something to chance; 1 */
	seed?: number;
}

/** Told of every transaction when it ends: what was on the wires, and when. */
export type BusListener = (bytes: Uint8Array, outcome: Outcome, time: number) => void;

/** An I2C bus: two wires with many controllers and targets on them, and muxes to further segments. */
class Bus implements Wires {
	readonly timeline: Timeline;
	readonly bit: number;
	/** SDA is low for good. */
	stuck = false;
	/** Transactions, and nanoseconds for which the bus was busy. */
	transactions = 0;
	busy = 0;
	readonly #random: () => number;
	readonly #stations: Station[] = [];
	readonly #listeners: BusListener[] = [];
	/** Segments that are connected: the bus itself, and those behind an open channel. */
	readonly #open = new Set<number>([0]);
	#pending: Job[] = [];
	/** Controllers that have had their turn since the bus was last free for all (DSP0237 6.13). */
	readonly #served = new Set<Station>();
	#faults: BusFault[] = [];
	#transaction: Transaction | undefined = undefined;
	#began = 0;
	#starting = false;
	/** Counts up whenever the clock goes on, so that an old time limit is known. */
	#going = 0;
	#waiting = false;

	constructor({ timeline, speed = 100, seed = 1 }: BusOptions) {
		this.timeline = timeline;
		this.bit = 0 === speed ? 0 : 1e6 / speed;
		this.#random = randomFrom(seed);
	}

	add(station: Station): void {
		this.#stations.push(station);
	}

	remove(station: Station): void {
		const at = this.#stations.indexOf(station);
		if (at >= 0) this.#stations.splice(at, 1);
	}

	/** Has `listener` told of every transaction. */
	follow(listener: BusListener): void {
		this.#listeners.push(listener);
	}

	/** Connects a segment, or takes it off. */
	connect(segment: number, connected: boolean): void {
		if (connected) this.#open.add(segment);
		else this.#open.delete(segment);
	}

	fault(options: BusFaultOptions): BusFault {
		const fault = new BusFault(options, this.#random);
		this.#faults.push(fault);
		return fault;
	}

	/** Takes away all faults, and frees a bus that is stuck. */
	release(): void {
		this.#faults = [];
		this.stuck = false;
	}

	/** A controller wants a transaction. It begins when the bus is free, at the same moment as those of others that wait. */
	request(job: Job): void {
		this.#pending.push(job);
		this.#arm();
	}

	/** A controller wants it no more; false: it has begun. */
	withdraw(job: Job): boolean {
		const at = this.#pending.indexOf(job);
		if (at >= 0) this.#pending.splice(at, 1);
		return at >= 0;
	}

	/** Whoever stretched the clock lets it go. */
	resume(): void {
		if (!this.#waiting) return;
		this.#go();
		this.#transaction!.run();
	}

	befall(address: number, length: number): Mishap | undefined {
		for (const fault of this.#faults) {
			const mishap = fault.befall(address, length);
			if (undefined !== mishap) return mishap;
		}
		return undefined;
	}

	within({ segment }: Station): readonly Station[] {
		return this.#stations.filter((station) => this.#reach(segment, station.segment));
	}

	wait(patience: number): void {
		this.#waiting = true;
		const going = ++this.#going;
		this.timeline.after(patience * 1e6, () => {
			if (!this.#waiting || going !== this.#going) return;
			this.#go();
			this.#transaction!.expire();
		});
	}

	lost(job: Job): void {
		this.timeline.after(this.#rest(), () => job.ended(Outcome.arbitrationLost, new Uint8Array()));
	}

	/** STOP is seen when its time has come. */
	ended(outcome: Outcome): void {
		this.timeline.after(this.#rest(), () => this.#stop(outcome));
	}

	#stop(outcome: Outcome): void {
		const { targets, jobs, wire, read, elapsed } = this.#transaction!;
		this.#transaction = undefined;
		this.transactions++;
		this.busy += elapsed;
		for (const { station } of jobs) this.#served.add(station);
		for (const station of targets) station.stopped(false);
		for (const listener of this.#listeners) listener(Uint8Array.from(wire), outcome, this.timeline.now);
		for (const job of jobs) job.ended(outcome, Uint8Array.from(read));
		this.#arm();
	}

	#arm(): void {
		if (this.#starting || undefined !== this.#transaction || 0 === this.#pending.length) return;
		this.#starting = true;
		this.timeline.after(this.bit, () => this.#start());
	}

	/** All that can reach each other begin at once; those who have had their turn wait until nobody else wants one. */
	#start(): void {
		this.#starting = false;
		if (0 === this.#pending.length) return;
		if (this.#pending.every(({ station }) => this.#served.has(station))) this.#served.clear();
		const waiting = this.#pending.filter(({ station }) => !this.#served.has(station));
		const { segment } = waiting[0].station;
		const jobs = waiting.filter(({ station }) => this.#reach(segment, station.segment));
		this.#pending = this.#pending.filter((job) => !jobs.includes(job));
		this.#began = this.timeline.now;
		this.#transaction = new Transaction(this, jobs);
		this.#transaction.run();
	}

	#go(): void {
		const transaction = this.#transaction!;
		this.#waiting = false;
		this.#going++;
		transaction.elapsed = Math.max(transaction.elapsed, this.timeline.now - this.#began);
	}

	/** Nanoseconds until what has just been on the wires is over. */
	#rest(): number {
		return Math.max(this.#began + this.#transaction!.elapsed - this.timeline.now, 0);
	}

	#reach(one: number, other: number): boolean {
		return one === other || (this.#open.has(one) && this.#open.has(other));
	}
}

export default Bus;
