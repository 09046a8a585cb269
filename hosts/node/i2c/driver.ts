// SPDX-License-Identifier: Apache-2.0
import { longestFrame } from "../../../modules/binding/i2c/format.js";
import { Outcome, type I2cDriver, type I2cEvents } from "../../../modules/binding/i2c/driver.js";
import type Bus from "./bus.js";
import type { Job, Station } from "./station.js";

export interface BusDriverOptions {
	/** 0: the bus itself; others are behind a mux. */
	segment?: number;
	/** Frames that can wait to be taken; 4 */
	frames?: number;
	/** Nanoseconds that it stretches the clock for each byte; 0 */
	stretch?: number;
}

interface Frame {
	readonly bytes: Uint8Array;
	length: number;
	reading: boolean;
}

/** Target and controller of one device on a virtual bus: the driver of an I2C port. */
class BusDriver implements I2cDriver, Station {
	readonly segment: number;
	readonly stretch: number;
	reading = false;
	/** Frames that were refused because the ring was full. */
	overruns = 0;
	readonly #bus: Bus;
	readonly #ring: readonly Frame[];
	/** Where the next frame is taken from, how many there are, and the one that is being written, if any. */
	#first = 0;
	#count = 0;
	#open: Frame | undefined = undefined;
	#memory: Uint8Array = new Uint8Array();
	#events: I2cEvents | undefined = undefined;
	#address = 0;
	/** What a reader gets: undefined until `answer`. */
	#answer: Uint8Array | undefined = undefined;
	#told = 0;

	constructor(bus: Bus, { segment = 0, frames = 4, stretch = 0 }: BusDriverOptions = {}) {
		this.#bus = bus;
		this.segment = segment;
		this.stretch = stretch;
		this.#ring = Array.from({ length: frames }, () => ({ bytes: new Uint8Array(longestFrame), length: 0, reading: false }));
	}

	attach(memory: Uint8Array, events: I2cEvents): void {
		this.#memory = memory;
		this.#events = events;
		this.plug();
	}

	/** Puts the device on the bus, or takes it off. It is on the bus from the start. */
	plug(): void {
		this.#bus.remove(this);
		this.#bus.add(this);
	}

	unplug(): void {
		this.#bus.remove(this);
		this.#open = undefined;
		this.#first = this.#count = 0;
	}

	listen(address: number): void {
		this.#address = address;
	}

	take(offset: number): number {
		if (0 === this.#count) return 0;
		const { bytes, length, reading } = this.#ring[this.#first];
		this.#memory.set(bytes.subarray(0, length), offset);
		this.reading = reading;
		this.#first = (this.#first + 1) % this.#ring.length;
		this.#count--;
		return length;
	}

	answer(offset: number, length: number): void {
		this.#answer = this.#memory.slice(offset, offset + length);
		this.reading = false;
		this.#bus.resume();
	}

	transfer(address: number, offset: number, length: number, into: number, count: number): void {
		const job: Job = {
			station: this,
			bytes: this.#memory.slice(offset, offset + length),
			address,
			count,
			ended: (outcome, bytes) => {
				if (Outcome.done === outcome) this.#memory.set(bytes, into);
				this.#events!.ended(outcome, bytes.length);
			},
		};
		this.#bus.request(job);
	}

	addressed(byte: number): boolean {
		if (0 === this.#address || byte >> 1 !== this.#address) {
			if (undefined !== this.#open) this.#push();
			return false;
		}
		if (byte & 1) return this.#addressedToRead(byte);
		if (this.#count === this.#ring.length) {
			this.overruns++;
			return false;
		}
		this.#open = this.#ring[(this.#first + this.#count) % this.#ring.length];
		this.#open.bytes[0] = byte;
		this.#open.length = 1;
		this.#open.reading = false;
		return true;
	}

	written(byte: number): boolean {
		const frame = this.#open;
		/* It understood the address as that of a read. */
		if (undefined === frame) return false;
		if (frame.length < longestFrame) frame.bytes[frame.length++] = byte;
		return true;
	}

	next(): number | undefined {
		const answer = this.#answer;
		return undefined === answer ? undefined : (answer[this.#told++] ?? 0xff);
	}

	stopped(repeated: boolean): void {
		if (undefined !== this.#open && !repeated) this.#push();
	}

	/** What was written before the repeated START tells what is read. */
	#addressedToRead(byte: number): boolean {
		if (undefined === this.#open) {
			if (this.#count === this.#ring.length) return false;
			this.#open = this.#ring[(this.#first + this.#count) % this.#ring.length];
			this.#open.bytes[0] = byte;
			this.#open.length = 1;
		}
		this.#open.reading = true;
		this.#answer = undefined;
		this.#told = 0;
		this.#push();
		return true;
	}

	#push(): void {
		this.#open = undefined;
		this.#count++;
		this.#bus.timeline.after(0, () => this.#events?.readable());
	}
}

export default BusDriver;
