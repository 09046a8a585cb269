// SPDX-License-Identifier: Apache-2.0
import { endOfMessage, tagOwner } from "../../mctp/header.js";
import type { Packets } from "../../mctp/packets.js";
import { I2cCounter } from "./counter.js";
import type { I2cDriver } from "./driver.js";
import { before, check, commandCode, longestFrame } from "./format.js";
import type Mux from "./mux.js";
import { channelShift, type default as Neighbours } from "./neighbours.js";
import type { I2cTarget } from "./target.js";

const { received, served } = I2cCounter;
const messageEnd = endOfMessage | tagOwner;

/** What the halves of a port share. */
export interface Wiring {
	readonly packets: Packets;
	readonly port: number;
	readonly driver: I2cDriver;
	/** Own 7-bit address. */
	readonly address: number;
	readonly counters: number[];
	readonly neighbours: Neighbours;
	readonly mux: Mux;
}

/** What is written to a port: packets for the endpoint, everything else for who serves other commands. */
class Inbound {
	readonly #packets: Packets;
	readonly #memory: Uint8Array;
	readonly #port: number;
	readonly #driver: I2cDriver;
	readonly #address: number;
	readonly #counters: number[];
	readonly #neighbours: Neighbours;
	readonly #mux: Mux;
	readonly #target: I2cTarget | undefined;
	/** Bytes of the largest packet. */
	readonly #largest: number;
	/** What arrives, and what readers get. */
	readonly #input: number;
	readonly #answer: number;

	/** Bytes of frames that it needs. */
	static readonly frames: number = 2 * longestFrame;

	constructor(wiring: Wiring, offset: number, largest: number, target: I2cTarget | undefined) {
		this.#packets = wiring.packets;
		this.#memory = wiring.packets.memory;
		this.#port = wiring.port;
		this.#driver = wiring.driver;
		this.#address = wiring.address;
		this.#counters = wiring.counters;
		this.#neighbours = wiring.neighbours;
		this.#mux = wiring.mux;
		this.#target = target;
		this.#largest = largest;
		this.#input = offset;
		this.#answer = offset + longestFrame;
	}

	/** Takes all that has arrived. */
	drain(now: number): void {
		const driver = this.#driver;
		const input = this.#input;
		for (let length = driver.take(input); length > 0; length = driver.take(input)) this.#receive(length, now);
	}

	/** A frame of `length` bytes has been written to us. */
	#receive(length: number, now: number): void {
		const memory = this.#memory;
		const input = this.#input;
		const reading = this.#driver.reading;
		if (reading || 1 === length || commandCode !== memory[input + 1]) return this.#serve(length, reading, now);
		const size = check(memory, input, length, this.#address);
		if (size < 0 || size > this.#largest) {
			this.#counters[size < 0 ? -size : I2cCounter.byteCount]++;
			return;
		}
		this.#counters[received]++;
		const at = input + before;
		const mux = this.#mux;
		let physical = memory[at - 1] >> 1;
		if (0 !== mux.channel) {
			physical = this.#behind(physical);
			if (0 !== physical >> channelShift && endOfMessage === (memory[at + 3] & messageEnd)) mux.answered(physical);
		}
		this.#neighbours.learn(memory[at + 2], physical, now);
		this.#packets.receive(this.#port, now, at, size, physical);
	}

	#serve(length: number, reading: boolean, now: number): void {
		const target = this.#target;
		const answer = this.#answer;
		const size = undefined === target ? -1 : target.serve(this.#input, length, reading, answer, longestFrame, now);
		this.#counters[size < 0 ? I2cCounter.commandCode : served]++;
		if (reading) this.#driver.answer(answer, Math.max(size, 0));
	}

	/** The physical address of whoever has this one on the bus: behind the open channel, if such a one is known. */
	#behind(address: number): number {
		const mux = this.#mux;
		const physical = (mux.channel << channelShift) | address;
		return mux.awaits(physical) || this.#neighbours.has(physical) ? physical : address;
	}
}

Object.freeze(Inbound.prototype);
export default Inbound;
