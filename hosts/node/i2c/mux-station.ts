// SPDX-License-Identifier: Apache-2.0
import type Bus from "./bus.js";
import type { Station } from "./station.js";

/** A mux of one byte (PCA9548 and its kind): each bit connects a segment of the bus. */
class MuxStation implements Station {
	readonly segment = 0;
	readonly #bus: Bus;
	readonly #address: number;
	readonly #segments: readonly number[];
	/** What was written last. */
	#selected = 0;
	#next = 0;

	/** Bit n connects `segments[n]`. */
	constructor(bus: Bus, address: number, segments: readonly number[]) {
		this.#bus = bus;
		this.#address = address;
		this.#segments = segments;
		bus.add(this);
	}

	addressed(byte: number): boolean {
		this.#next = this.#selected;
		return byte >> 1 === this.#address;
	}

	written(byte: number): boolean {
		this.#next = byte;
		return true;
	}

	next(): number {
		return this.#selected;
	}

	/** It switches at STOP. */
	stopped(repeated: boolean): void {
		if (repeated) return;
		this.#selected = this.#next;
		this.#segments.forEach((segment, bit) => this.#bus.connect(segment, 0 !== (this.#selected & (1 << bit))));
	}
}

export default MuxStation;
