// SPDX-License-Identifier: Apache-2.0
import { clock } from "hosts/platform/loop";
import Serial from "../../modules/binding/serial/serial.js";
import type { Packets } from "../../modules/mctp/packets.js";
import type { PlatformPort } from "../common/port.js";
import Line from "./line.js";

/** Linux's serial driver takes 64 bytes of payload in a packet, and sends no more. */
const units = Object.freeze({ receiveUnit: 64, transmissionUnit: 64 });
/** Bytes of input parsed at a time, which are those of one frame at most: a full one, with some escapes. */
const inputSize = 80;
/** DSP0239 medium id. */
const asynchronousSerial = 0x24;

/** Packets on the serial line of the board. */
class SerialPort implements PlatformPort {
	readonly network = 1;
	readonly medium = asynchronousSerial;
	readonly receiveUnit = units.receiveUnit;
	readonly transmissionUnit = units.transmissionUnit;
	readonly largestUnit = units.transmissionUnit;
	/** There is one peer on a line: it is told when the endpoint has started (Discovery Notify). */
	readonly busOwner = 0;
	readonly frames = Serial.frames(units, inputSize);
	readonly wake: () => void;
	readonly #line = new Line();
	#serial: Serial | undefined = undefined;
	#memory: Uint8Array | undefined = undefined;
	/** There may be something to send. */
	#pending = false;

	constructor(wake: () => void) {
		this.wake = () => {
			this.#pending = true;
			wake();
		};
	}

	serve(packets: Packets, index: number): void {
		this.#serial = new Serial(packets, index, inputSize);
		this.#memory = packets.memory;
		packets.link(index, clock(), false);
		packets.link(index, clock(), true);
	}

	/** Takes requests in as long as there is room for their answers; the others wait on the line. */
	pump(now: number): void {
		if (this.#pending && !this.#send(now)) return;
		const serial = this.#serial!;
		const count = this.#line.read(this.#memory!, serial.input, inputSize);
		if (0 === count) return;
		serial.receive(now, count);
		this.#send(now);
	}

	/** Returns whether everything has been sent. */
	#send(now: number): boolean {
		const line = this.#line;
		const serial = this.#serial!;
		const size = serial.outputSize;
		let left = false;
		let room = line.room();
		this.#pending = false;
		while (room >= size) {
			const length = serial.transmit(now);
			if (0 === length) break;
			room = line.write(this.#memory!, serial.output, length);
			left = true;
		}
		if (left) serial.transmitted(now, true);
		if (room < size) this.#pending = true;
		return room >= size;
	}
}

Object.freeze(SerialPort.prototype);

export default function open(wake: () => void): readonly PlatformPort[] {
	return [new SerialPort(wake)];
}
