// SPDX-License-Identifier: Apache-2.0
import type { LineEvents } from "../line/line.js";
import type Bus from "./bus.js";
import Remote from "./remote.js";

/** What carries bytes to one peer, and ends the time with it. */
export interface Wire {
	write(bytes: Uint8Array): void;
	drop(reason: string): void;
}

/** The part of a bus that one peer has, and the bytes on their way to it: one write at a time. */
class BusEnd implements Pick<LineEvents, "data" | "written"> {
	readonly #bus: Bus;
	readonly #wire: Wire;
	readonly #remote: Remote;
	readonly #waiting: Uint8Array[] = [];
	#writing = false;

	constructor(bus: Bus, wire: Wire) {
		this.#bus = bus;
		this.#wire = wire;
		this.#remote = new Remote(bus, (frame) => {
			this.#waiting.push(frame);
			this.#next();
		});
	}

	/** The peer is there, or gone. */
	link(up: boolean): void {
		this.#waiting.length = 0;
		this.#writing = false;
		this.#remote.link(up);
	}

	data(bytes: Uint8Array): void {
		if (!this.#remote.receive(bytes)) this.#wire.drop("what it sends are no frames of an I2C bus");
	}

	written(): void {
		this.#writing = false;
		this.#next();
	}

	/** The peer does not come back. */
	close(): void {
		this.link(false);
		this.#bus.remove(this.#remote);
	}

	#next(): void {
		if (this.#writing || 0 === this.#waiting.length) return;
		this.#writing = true;
		this.#wire.write(Buffer.concat(this.#waiting.splice(0)));
	}
}

export default BusEnd;
