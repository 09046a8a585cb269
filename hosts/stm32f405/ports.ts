// SPDX-License-Identifier: Apache-2.0
import Serial from "../../modules/binding/serial/serial.js";
import type { Packets } from "../../modules/mctp/packets.js";
import type { PlatformPort } from "../common/port.js";
import Line from "./line.js";

/** Linux's serial driver takes 64 bytes of payload in a packet, and sends no more. */
const units = Object.freeze({ receiveUnit: 64, transmissionUnit: 64 });
/** Bytes of input parsed at a time. */
const inputSize = 128;
/** DSP0239 medium id. */
const asynchronousSerial = 0x24;

/** Packets on the serial line of the board. */
class SerialPort implements PlatformPort {
	readonly network = 1;
	readonly medium = asynchronousSerial;
	readonly receiveUnit = units.receiveUnit;
	readonly transmissionUnit = units.transmissionUnit;
	readonly largestUnit = units.transmissionUnit;
	readonly frames = Serial.frames(units, inputSize);
	readonly wake: () => void;
	readonly #line = new Line();
	#serial: Serial | undefined = undefined;
	#memory: Uint8Array | undefined = undefined;

	constructor(wake: () => void) {
		this.wake = wake;
	}

	serve(packets: Packets, index: number): void {
		this.#serial = new Serial(packets, index, inputSize);
		this.#memory = packets.memory;
	}

	pump(now: number): void {
		const line = this.#line;
		const serial = this.#serial!;
		const memory = this.#memory!;
		const count = line.read(memory, serial.input, inputSize);
		if (count > 0) serial.receive(now, count);
		while (line.room() >= serial.outputSize) {
			const length = serial.transmit(now);
			if (0 === length) return;
			line.write(memory, serial.output, length);
			serial.transmitted(now, true);
		}
	}
}

Object.freeze(SerialPort.prototype);

export default function open(wake: () => void): readonly PlatformPort[] {
	return [new SerialPort(wake)];
}
