// SPDX-License-Identifier: Apache-2.0
import Serial, { serialCounterNames } from "../../../modules/binding/serial/serial.js";
import type { Port } from "../../../modules/mctp/port.js";
import clock from "../clock.js";
import Damage from "../line/damage.js";
import LineLink from "../line/line-link.js";
import type { LinkOptions } from "../link.js";
import type Loop from "../loop.js";

/** Linux's serial driver takes 64 bytes of payload in a packet, and sends no more. */
const units = { receiveUnit: 64, transmissionUnit: 64, largestUnit: 64 } as const;
/** DSP0239 medium id. */
const asynchronousSerial = 0x24;
/** Bytes of input parsed at a time. */
const inputSize = 4096;
/** Bytes written at a time: several frames. */
const batchSize = 4096;

/** The port of an endpoint that a serial line will serve. */
export function serialPort(loop: Loop, network: number, eid: number): Port {
	return { network, eid, medium: asynchronousSerial, ...units, frames: Serial.frames(units, inputSize), wake: loop.wake };
}

/** Moves packets between a port of an endpoint and a line, as serial frames. */
class SerialLink extends LineLink {
	readonly transport = "serial";
	readonly #serial: Serial;
	readonly #damage: Damage;

	constructor(options: LinkOptions) {
		super(options, batchSize);
		this.#serial = new Serial(this.packets, this.port, inputSize);
		this.#damage = new Damage(this.#serial.counters, serialCounterNames);
		this.packets.link(this.port, clock(), false);
	}

	protected begin(now: number): void {
		this.packets.link(this.port, now, true);
	}

	protected end(now: number): void {
		this.#serial.reset();
		this.packets.link(this.port, now, false);
	}

	protected take(bytes: Uint8Array, now: number): void {
		const serial = this.#serial;
		const { memory } = this.packets;
		for (let at = 0; at < bytes.length; at += inputSize) {
			const part = bytes.subarray(at, at + inputSize);
			memory.set(part, serial.input);
			serial.receive(now, part.length);
		}
		this.#damage.tell(this.name, this.log);
	}

	protected fill(batch: Uint8Array, now: number): number {
		const serial = this.#serial;
		const { memory } = this.packets;
		let length = 0;
		while (length + serial.outputSize <= batch.length) {
			const size = serial.transmit(now);
			if (0 === size) break;
			batch.set(memory.subarray(serial.output, serial.output + size), length);
			length += size;
		}
		return length;
	}

	protected sent(now: number): void {
		this.#serial.transmitted(now, true);
	}
}

export default SerialLink;
