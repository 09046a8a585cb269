// SPDX-License-Identifier: Apache-2.0
import Serial from "../../modules/binding/serial/serial.js";
import type { Packets } from "../../modules/mctp/packets.js";
import TcpPort from "./tcp-port.js";

/** Bytes of input parsed at a time. */
const inputSize = 1024;
/** Linux's serial driver takes 64 bytes of payload in a packet, and sends no more. */
const units = Object.freeze({ receiveUnit: 64, transmissionUnit: 64 } as const);

/** Serial frames (DSP0253) over TCP, as QEMU's `-serial tcp:` has them. */
class SerialPort extends TcpPort {
	/** DSP0239: serial. */
	readonly medium = 0x24;
	readonly receiveUnit = units.receiveUnit;
	readonly transmissionUnit = units.transmissionUnit;
	readonly largestUnit = units.transmissionUnit;
	readonly frames = Serial.frames(units, inputSize);
	#serial!: Serial;
	#packets!: Packets;
	#index = 0;

	protected bind(packets: Packets, index: number): void {
		this.#serial = new Serial(packets, index, inputSize);
		this.#packets = packets;
		this.#index = index;
	}

	protected get input(): number {
		return this.#serial.input;
	}

	protected get output(): number {
		return this.#serial.output;
	}

	protected room(): number {
		return inputSize;
	}

	protected begin(now: number): void {
		this.#packets.link(this.#index, now, true);
	}

	protected end(now: number): void {
		this.#serial.reset();
		this.#packets.link(this.#index, now, false);
	}

	protected take(now: number, length: number): boolean {
		this.#serial.receive(now, length);
		return true;
	}

	protected fill(now: number): number {
		return this.#serial.transmit(now);
	}

	protected sent(now: number): void {
		this.#serial.transmitted(now, true);
	}
}

Object.freeze(SerialPort.prototype);
export default SerialPort;
