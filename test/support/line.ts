// SPDX-License-Identifier: Apache-2.0
import Serial, { serialCounterNames } from "../../modules/binding/serial/serial.js";
import Endpoint from "../../modules/mctp/endpoint.js";
import { echo } from "./responders.js";
import { packetText } from "./text.js";
import type Trace from "./trace.js";

/** Bytes that a line hands over at a time, at most. */
const inputSize = 128;

/** An endpoint with EID 8 at the end of a serial line, which sends messages of type 1 back. */
class Line {
	readonly endpoint: Endpoint;
	readonly serial: Serial;
	/** Packets that the line brought. */
	readonly packets: string[] = [];
	/** Frames that the endpoint sent. */
	readonly frames: number[][] = [];
	/** Answers that have left, or were given up. */
	sent = 0;
	lost = 0;
	readonly #trace: Trace | undefined;
	now = 0;

	constructor(unit = 64, trace?: Trace) {
		const units = { receiveUnit: unit, transmissionUnit: unit };
		this.endpoint = new Endpoint({
			ports: [{ network: 1, ...units, eid: 8, frames: Serial.frames(units, inputSize), wake() {} }],
		});
		this.endpoint.responders.add({ ...echo(this.endpoint), sent: () => void this.sent++, abandoned: () => void this.lost++ });
		this.serial = new Serial(this.endpoint, 0, inputSize);
		this.#trace = trace;
		trace?.follow(this.endpoint);
		const { memory } = this.endpoint;
		const { output } = this.serial;
		this.endpoint.follow((_verdict, port, _now, offset, length, physical) => {
			if (offset < output) this.packets.push(packetText({ port, physical, bytes: Array.from(memory.slice(offset, offset + length)) }));
		});
	}

	/** Bytes arrive in pieces of `piece`. What lies behind a piece looks like flags, or is `behind`. */
	receive(bytes: readonly number[], piece = inputSize, behind = 0x7e): void {
		const { serial } = this;
		const { memory } = this.endpoint;
		for (let at = 0; at < bytes.length; at += piece) {
			const part = bytes.slice(at, at + piece);
			memory.fill(behind, serial.input, serial.input + inputSize);
			memory.set(part, serial.input);
			serial.receive(this.now, part.length);
			this.transmit();
		}
	}

	transmit(): void {
		const { serial } = this;
		const { memory } = this.endpoint;
		for (let length = serial.transmit(this.now); length > 0; length = serial.transmit(this.now)) {
			this.#trace?.add(memory, serial.output, length);
			this.frames.push(Array.from(memory.slice(serial.output, serial.output + length)));
			serial.transmitted(this.now, true);
		}
		this.endpoint.tick(this.now);
	}

	/** Counters that are not 0, by name. */
	counters(): Record<string, number> {
		const result: Record<string, number> = {};
		serialCounterNames.forEach((name, counter) => {
			if (this.serial.counters[counter]) result[name] = this.serial.counters[counter];
		});
		return result;
	}
}

export default Line;
