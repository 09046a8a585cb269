// SPDX-License-Identifier: Apache-2.0
import { Outcome } from "../../../modules/binding/i2c/driver.js";
import type { Mishap } from "./faults.js";
import { byteOf, type Job, type Station } from "./station.js";

/** What a transaction needs of its bus. */
export interface Wires {
	/** Nanoseconds of a bit. */
	readonly bit: number;
	/** Whether SDA is low for good. */
	stuck: boolean;
	/** What befalls a transaction of `length` bytes with this address. */
	befall(address: number, length: number): Mishap | undefined;
	/** Those that could be targets of a controller. */
	within(controller: Station): readonly Station[];
	/** Somebody stretches the clock, for so many milliseconds at most. */
	wait(patience: number): void;
	/** A controller has lost arbitration. */
	lost(job: Job): void;
	/** STOP is due. */
	ended(outcome: Outcome): void;
}

/** Bits of a byte with its acknowledgement, and of START, repeated START, or STOP. */
const byteBits = 9;
const conditionBits = 1;
/** Nanoseconds of SDA low until controllers recover the bus, and their clocks. */
const stuckTime = 25e6;
const recoveryClocks = 9;
const released = 0xff;

/** From START to STOP: bytes as all see them who are on the wires. */
class Transaction {
	/** Controllers that still have the bus: one, or several that say the same. */
	jobs: readonly Job[];
	targets: readonly Station[] = [];
	/** What was on the wires, and of it what was read. */
	readonly wire: number[] = [];
	readonly read: number[] = [];
	/** Nanoseconds since START. */
	elapsed: number;
	readonly #wires: Wires;
	#mishap: Mishap | undefined = undefined;
	/** Bytes of the controller that have been on the wires; the reader's turn; it is over. */
	#sent = 0;
	#reading = false;
	/** What each target has for the byte that is being read, as far as it has said. */
	#coming: (number | undefined)[] | undefined = undefined;
	#over = false;

	constructor(wires: Wires, jobs: readonly Job[]) {
		this.#wires = wires;
		this.jobs = jobs;
		this.elapsed = conditionBits * wires.bit;
	}

	/** Goes on, until it is over or somebody stretches the clock. */
	run(): void {
		if (this.#wires.stuck) return this.#hang(recoveryClocks + 1);
		for (let going = true; going && !this.#over;) going = this.#reading ? this.#readNext() : this.#sendNext();
	}

	/** Whoever stretched the clock did so for too long. */
	expire(): void {
		this.#end(Outcome.timeout);
	}

	/** One byte of all that think they have the bus: on wires that are ANDed, the lowest stays. False: the clock is stretched. */
	#sendNext(): boolean {
		const at = this.#sent;
		if (at > 0 && at === this.jobs[0].bytes.length) return this.#judge();
		const byte = Math.min(...this.jobs.map((job) => byteOf(job, at)));
		this.#keep((job) => byteOf(job, at) === byte);
		const [{ bytes, count }] = this.jobs;
		if (0 === at) this.#mishap = this.#wires.befall(byte >> 1, Math.max(bytes.length, 1 + count));
		const mishap = this.#mishap?.byte === at ? this.#mishap : undefined;
		if ("stuck" === mishap?.kind) {
			this.#hang(mishap.clocks);
			return true;
		}
		const arriving = this.#put(byte);
		this.#sent++;
		const acknowledged = 0 === at ? this.#address(arriving) : this.#deliver(arriving);
		if (!acknowledged || "nack" === mishap?.kind) this.#end(0 === at ? Outcome.noAddress : Outcome.refused);
		this.#reading = 0 === bytes.length;
		return true;
	}

	/** All is written: STOP, or repeated START. */
	#judge(): boolean {
		const [{ bytes, count, address }] = this.jobs;
		this.#keep((job) => job.bytes.length === bytes.length && job.count === count);
		const verdicts = this.targets.map((target) => (target.verdict ? target.verdict() : Outcome.done));
		const late = verdicts.indexOf(undefined);
		if (late >= 0) return this.#wait(this.targets[late]);
		/* One that acknowledges is enough. */
		const outcome = verdicts.includes(Outcome.done) ? Outcome.done : verdicts[0]!;
		if (Outcome.done !== outcome || 0 === count) {
			this.#end(outcome);
			return true;
		}
		for (const target of this.targets) target.stopped(true);
		this.elapsed += conditionBits * this.#wires.bit;
		if (!this.#address(this.#put((address << 1) | 1))) this.#end(Outcome.noAddress);
		this.#reading = true;
		return true;
	}

	#readNext(): boolean {
		if (this.read.length === this.jobs[0].count) {
			this.#end(Outcome.done);
			return true;
		}
		const bytes = (this.#coming ??= this.targets.map(() => undefined));
		this.targets.forEach((target, index) => (bytes[index] ??= target.next()));
		const late = bytes.indexOf(undefined);
		if (late >= 0) return this.#wait(this.targets[late]);
		this.#coming = undefined;
		this.targets = this.targets.filter((_target, index) => bytes[index]! >= 0);
		if (0 === this.targets.length) this.#end(Outcome.noAddress);
		else this.read.push(this.#put(bytes.reduce<number>((byte, next) => byte & (next! < 0 ? released : next!), released)));
		return true;
	}

	/** A byte is on the wires; returns it as it arrives. */
	#put(byte: number): number {
		const mishap = this.#mishap;
		if ("corrupt" === mishap?.kind && mishap.byte === this.wire.length) byte ^= 1 << mishap.bit;
		this.wire.push(byte);
		this.elapsed += byteBits * this.#wires.bit;
		for (const { stretch = 0 } of this.targets) this.elapsed += stretch;
		return byte;
	}

	/** Those that lose know it at once, and may be targets from then on. */
	#keep(keeps: (job: Job) => boolean): void {
		const { jobs } = this;
		if (jobs.every(keeps)) return;
		this.jobs = jobs.filter(keeps);
		for (const job of jobs) if (!keeps(job)) this.#wires.lost(job);
	}

	#address(byte: number): boolean {
		if ("drop" === this.#mishap?.kind) return true;
		const [{ station, count }] = this.jobs;
		const others = this.#wires.within(station).filter((other) => !this.jobs.some((job) => job.station === other));
		this.targets = others.filter((other) => !other.elsewhere && other.addressed(byte, count));
		if (0 === this.targets.length) this.targets = others.filter((other) => other.elsewhere && other.addressed(byte, count));
		return this.targets.length > 0;
	}

	#deliver(byte: number): boolean {
		if ("drop" === this.#mishap?.kind) return true;
		return this.targets.map((target) => target.written(byte)).includes(true);
	}

	#wait({ patience = 25 }: Station): boolean {
		this.#wires.wait(patience);
		return false;
	}

	/** SDA stays low: after a while the controllers give nine clocks, or fewer, and STOP. */
	#hang(clocks: number): void {
		this.#wires.stuck = clocks > recoveryClocks;
		this.elapsed += stuckTime + Math.min(clocks, recoveryClocks) * this.#wires.bit;
		this.#end(Outcome.timeout);
	}

	#end(outcome: Outcome): void {
		if (this.#over) return;
		this.#over = true;
		this.elapsed += conditionBits * this.#wires.bit;
		this.#wires.ended(outcome);
	}
}

export default Transaction;
