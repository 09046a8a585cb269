// SPDX-License-Identifier: Apache-2.0
import type { I2cDriver } from "../../modules/binding/i2c/driver.js";
import { commandCode } from "../../modules/binding/i2c/format.js";
import I2cPort from "../../modules/binding/i2c/port.js";
import Control from "../../modules/control/responder.js";
import Endpoint from "../../modules/mctp/endpoint.js";
import TestServices from "../../modules/vendor/services.js";
import crc8 from "../../modules/wire/crc8.js";

const units = { receiveUnit: 64, transmissionUnit: 64 };
const own = 0x1d;
const slot = 80;
const done = 0;

/** Hands over the frames that stand in the arena, and takes what is sent at once. */
class Store implements I2cDriver {
	readonly reading = false;
	/** Frames that wait, the first one first, and where they stand. */
	waiting = 0;
	next = 0;
	/** Bytes of the transfer that has begun; 0: none. */
	sending = 0;
	readonly lengths: readonly number[];
	at = 0;
	memory: Uint8Array = new Uint8Array(0);

	constructor(lengths: readonly number[]) {
		this.lengths = lengths;
	}

	attach(memory: Uint8Array): void {
		this.memory = memory;
	}

	listen(): void {}

	take(offset: number): number {
		if (0 === this.waiting) return 0;
		const from = this.at + slot * this.next;
		const length = this.lengths[this.next];
		this.waiting--;
		this.next++;
		this.memory.copyWithin(offset, from, from + length);
		return length;
	}

	answer(): void {}

	transfer(_address: number, _offset: number, length: number): void {
		this.sending = length;
	}
}

/** Block writes around packets, from an address to ours. */
export function blockWrite(packet: readonly number[], from: number): Uint8Array {
	const bytes = Uint8Array.from([own << 1, commandCode, packet.length + 1, (from << 1) | 1, ...packet, 0]);
	bytes[bytes.length - 1] = crc8(bytes, 0, bytes.length - 1, 0);
	return bytes;
}

/**
 * A device on an I2C bus, and a host that brings it frames and takes its answer. What they cost is measured: so it runs
 * without allocating and says how many bytes came out. The hardware's part, putting bytes in place, is in the idle loop too.
 */
class I2cPeer {
	readonly endpoint: Endpoint;
	readonly port: I2cPort;
	readonly #driver: Store;

	constructor(frames: readonly Uint8Array[], neighbours = 16) {
		this.#driver = new Store(frames.map(({ length }) => length));
		const own = I2cPort.frames({});
		this.endpoint = new Endpoint({ ports: [{ network: 1, ...units, eid: 8, frames: own + slot * frames.length, wake: () => {} }] });
		const { endpoint } = this;
		endpoint.responders.add(new Control({ endpoint }));
		endpoint.responders.add(new TestServices(endpoint));
		this.port = new I2cPort(endpoint, 0, this.#driver, { address: 0x1d, neighbours });
		this.#driver.at = endpoint.port(0).frames + own;
		frames.forEach((frame, index) => endpoint.memory.set(frame, this.#driver.at + slot * index));
	}

	/** All frames, and what they are answered with. */
	frames(): number {
		const driver = this.#driver;
		driver.next = 0;
		driver.waiting = driver.lengths.length;
		this.port.readable();
		return this.#turn();
	}

	/** The loop with no frame, although the hardware puts them in place. */
	idle(): number {
		const driver = this.#driver;
		driver.next = 0;
		driver.waiting = driver.lengths.length;
		while (driver.waiting > 0) driver.take(this.endpoint.port(0).frames);
		return this.#turn();
	}

	#turn(): number {
		const { port, endpoint } = this;
		const driver = this.#driver;
		let sum = 0;
		port.pump(0);
		while (driver.sending > 0) {
			sum += driver.sending;
			driver.sending = 0;
			port.ended(done, 0);
			port.pump(0);
		}
		endpoint.tick(0);
		port.tick(0);
		return sum;
	}

	/** A message of one packet, up to the transfer of its answer; `sent` does the rest. */
	answer(): number {
		const driver = this.#driver;
		driver.next = 0;
		driver.waiting = 1;
		this.port.readable();
		this.port.pump(0);
		return driver.sending;
	}

	sent(): void {
		this.#driver.waiting = 0;
		if (0 === this.#driver.sending) return;
		this.#driver.sending = 0;
		this.port.ended(done, 0);
		this.port.pump(0);
		this.endpoint.tick(0);
	}
}

export default I2cPeer;
