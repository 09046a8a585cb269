// SPDX-License-Identifier: Apache-2.0
import Serial, { serialCounterNames } from "../../../modules/binding/serial/serial.js";
import type { Packets } from "../../../modules/mctp/packets.js";
import type { Port } from "../../../modules/mctp/port.js";
import clock from "../clock.js";
import type { Link, LinkOptions } from "../link.js";
import type Log from "../log.js";
import type Loop from "../loop.js";

import type { Line, LineEvents } from "../line/line.js";

/** Linux's serial driver takes 64 bytes of payload in a packet, and sends no more. */
const units = { receiveUnit: 64, transmissionUnit: 64, largestUnit: 64 } as const;
/** Bytes of input parsed at a time. */
const inputSize = 4096;
/** Bytes written at a time: several frames, so that a long message needs few system calls. */
const batchSize = 4096;

/** The port of an endpoint that a serial line will serve. */
export function serialPort(loop: Loop, network: number, eid: number): Port {
	return { network, eid, ...units, frames: Serial.frames(units, inputSize), wake: loop.wake };
}

/** Moves packets between a port of an endpoint and a line, as serial frames. */
class SerialLink implements Link, LineEvents {
	readonly transport = "serial";
	readonly name: string;
	readonly line: Line;
	readonly #packets: Packets;
	readonly #loop: Loop;
	readonly #port: number;
	readonly #log: Log;
	readonly #serial: Serial;
	readonly #batch = new Uint8Array(batchSize);
	readonly #reported: Int32Array;
	#up = false;
	#writing = false;
	#noticed = "";

	constructor(options: LinkOptions) {
		this.name = options.name;
		this.line = options.line;
		this.#packets = options.packets;
		this.#loop = options.loop;
		this.#port = options.port;
		this.#log = options.log;
		this.#serial = new Serial(this.#packets, this.#port, inputSize);
		this.#reported = new Int32Array(this.#serial.counters.length);
		this.#packets.link(this.#port, clock(), false);
		this.#loop.add(this);
	}

	open(): Promise<void> {
		return this.line.open(this);
	}

	async close(): Promise<void> {
		this.#lose();
		await this.line.close();
	}

	/** Writes the frames that are ready, once the line has taken those before. */
	pump(now: number): void {
		if (!this.#up || this.#writing) return;
		const serial = this.#serial;
		const { memory } = this.#packets;
		const batch = this.#batch;
		let length = 0;
		while (length + serial.outputSize <= batch.length) {
			const size = serial.transmit(now);
			if (0 === size) break;
			batch.set(memory.subarray(serial.output, serial.output + size), length);
			length += size;
		}
		if (0 === length) return;
		this.#writing = true;
		this.line.write(batch.subarray(0, length));
	}

	written(): void {
		this.#writing = false;
		this.#serial.transmitted(clock(), true);
		this.#loop.wake();
	}

	data(bytes: Uint8Array): void {
		const serial = this.#serial;
		const { memory } = this.#packets;
		const now = clock();
		for (let at = 0; at < bytes.length; at += inputSize) {
			const part = bytes.subarray(at, at + inputSize);
			memory.set(part, serial.input);
			serial.receive(now, part.length);
		}
		if (this.#log.debugging) this.#reportDamage();
	}

	up(peer: string): void {
		this.#up = true;
		this.#noticed = "";
		this.#packets.link(this.#port, clock(), true);
		this.#loop.wake();
		this.#log.info(`${this.name}: up: ${peer}`);
	}

	/** The next peer may be another one: nothing of this one stays. */
	down(reason: string): void {
		this.#lose();
		this.#log.info(`${this.name}: down: ${reason}`);
	}

	/** Once, however often it is said. */
	notice(message: string): void {
		if (message === this.#noticed) return;
		this.#noticed = message;
		this.#log.warn(`${this.name}: ${message}`);
	}

	#lose(): void {
		this.#up = this.#writing = false;
		this.#serial.reset();
		this.#packets.link(this.#port, clock(), false);
	}

	#reportDamage(): void {
		const { counters } = this.#serial;
		for (let index = 1; index < counters.length; index++) {
			const more = counters[index] - this.#reported[index];
			if (0 !== more) this.#log.debug(`${this.name} <- dropped: ${serialCounterNames[index]} +${more}`);
		}
		this.#reported.set(counters);
	}
}

export default SerialLink;
