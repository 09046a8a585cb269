// SPDX-License-Identifier: Apache-2.0
import Serial from "../../modules/binding/serial/serial.js";
import Control from "../../modules/control/responder.js";
import Endpoint from "../../modules/mctp/endpoint.js";
import type { MemoryOptions } from "../../modules/mctp/arena.js";
import TestServices from "../../modules/vendor/services.js";

const units = { receiveUnit: 64, transmissionUnit: 64 };
const inputSize = 256;
const slot = 80;

/** Packets of a message from EID 9 to EID 8, of 64 bytes each. */
export function packets(message: readonly number[]): number[][] {
	const result: number[][] = [];
	for (let at = 0; at < message.length; at += units.transmissionUnit) {
		const payload = message.slice(at, at + units.transmissionUnit);
		const flags = (0 === at ? 0x80 : 0) | (at + payload.length === message.length ? 0x40 : 0) | ((result.length & 3) << 4) | 8;
		result.push([1, 8, 9, flags, ...payload]);
	}
	return result;
}

/** A request of `length` bytes to the echo service, from the message type byte on. */
export function echo(length: number): number[] {
	return [0x7e, 0xcc, 0xde, 0xf0, ...Array.from({ length: length - 4 }, (_, index) => index % 0x70)];
}

/**
 * A device, and a host that brings it one message, as packets or as frames of a serial line, and takes its answer. What
 * they cost is measured, on Node and on XS: so it runs without allocating and says how many bytes came out.
 */
class Peer {
	readonly endpoint: Endpoint;
	readonly #serial: Serial;
	readonly #store: number;
	readonly #output: number;
	readonly #lengths: readonly number[];

	constructor(items: readonly (readonly number[])[], memory: MemoryOptions = {}, add: (endpoint: Endpoint) => unknown = () => {}) {
		const serialSize = Serial.frames(units, inputSize);
		const port = { network: 1, ...units, eid: 8, frames: serialSize + slot * (items.length + 1), wake: () => {} };
		this.endpoint = new Endpoint({ ports: [port], memory });
		this.endpoint.responders.add(new Control({ endpoint: this.endpoint }));
		this.endpoint.responders.add(new TestServices(this.endpoint));
		add(this.endpoint);
		this.#serial = new Serial(this.endpoint, 0, inputSize);
		this.#output = this.endpoint.port(0).frames + serialSize;
		this.#store = this.#output + slot;
		this.#lengths = items.map((item) => item.length);
		items.forEach((item, index) => this.endpoint.memory.set(item, this.#store + slot * index));
	}

	packets(): number {
		return this.#turn(this.#lengths.length);
	}

	/** The loop with no message. */
	idle(): number {
		return this.#turn(0);
	}

	#turn(count: number): number {
		const { endpoint } = this;
		const lengths = this.#lengths;
		const output = this.#output;
		let from = this.#store;
		for (let index = 0; index < count; index++, from += slot) endpoint.receive(0, 0, from, lengths[index], 0);
		let sum = 0;
		for (let length = endpoint.transmit(0, 0, output, 68); length > 0; length = endpoint.transmit(0, 0, output, 68)) {
			endpoint.transmitted(0, 0, true);
			sum += length;
		}
		endpoint.tick(0);
		return sum;
	}

	/** A message of one packet, up to its answer, as whoever brings packets from an interrupt sees it; `sent` does the rest. */
	answer(): number {
		const output = this.#output;
		this.endpoint.receive(0, 0, this.#store, this.#lengths[0], 0);
		return this.endpoint.transmit(0, 0, output, 68);
	}

	/** The same on the line, with the frame where the hardware puts it. */
	answerLine(): number {
		this.#serial.receive(0, this.#lengths[0]);
		return this.#serial.transmit(0);
	}

	/** The hardware puts the frame in place. */
	fill(): void {
		this.endpoint.memory.copyWithin(this.#serial.input, this.#store, this.#store + this.#lengths[0]);
	}

	sent(): void {
		this.endpoint.transmitted(0, 0, true);
		this.endpoint.tick(0);
	}

	frames(): number {
		return this.#line(true);
	}

	/** The loop of the line with no message: hardware puts bytes in place, but nobody is told. */
	idleLine(): number {
		return this.#line(false);
	}

	#line(told: boolean): number {
		const { endpoint } = this;
		const { memory } = endpoint;
		const serial = this.#serial;
		const lengths = this.#lengths;
		const { input } = serial;
		let from = this.#store;
		for (let index = 0; index < lengths.length; index++, from += slot) {
			memory.copyWithin(input, from, from + lengths[index]);
			if (told) serial.receive(0, lengths[index]);
		}
		let sum = 0;
		for (let length = serial.transmit(0); length > 0; length = serial.transmit(0)) {
			serial.transmitted(0, true);
			sum += length;
		}
		endpoint.tick(0);
		return sum;
	}
}

export default Peer;
