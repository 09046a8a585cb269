// SPDX-License-Identifier: Apache-2.0
import { headerLength } from "../../mctp/header.js";
import type { Packets } from "../../mctp/packets.js";
import type { Port } from "../../mctp/port.js";
import find from "../../wire/find.js";
import { SerialCounter, serialCounterNames } from "./counter.js";
import { before, behind, flag, longestFrame } from "./format.js";
import { decode, encode } from "./frame.js";

export { SerialCounter, serialCounterNames };

/* A plain constant, because every frame leads by here. */
const { received } = SerialCounter;

/** Payload bytes of the largest packet that the byte count can tell. */
const largestUnit = 0xff - headerLength;

/**
 * Packets as frames on a serial line (DSP0253). After damage it goes on at the next flag.
 *
 * Received bytes are parsed where the host puts them; what is left of an unfinished frame moves to just before, so that
 * the next bytes continue it.
 */
class Serial {
	/** Where the host puts received bytes, and how many at most. */
	readonly input: number;
	readonly inputSize: number;
	/** Where `transmit` leaves a frame, and bytes of the longest. */
	readonly output: number;
	readonly outputSize: number;
	readonly counters: number[] = serialCounterNames.map(() => 0);

	readonly #packets: Packets;
	readonly #memory: Uint8Array;
	readonly #port: number;
	/** Largest packet, in either direction. */
	readonly #largest: number;
	/** Bytes of an unfinished frame, and how many there may be. */
	#held = 0;
	readonly #hold: number;

	/** Bytes of frames that a port with these units needs for `inputSize` bytes of input at a time. */
	static frames(port: Pick<Port, "receiveUnit" | "transmissionUnit">, inputSize: number): number {
		const largest = largestPacket(port);
		return longestFrame(largest) + inputSize + longestFrame(largest);
	}

	/** `inputSize`: bytes of input at a time, as given to `frames`. */
	constructor(packets: Packets, port: number, inputSize: number) {
		const state = packets.port(port);
		const unit = Math.max(state.transmissionUnit, state.port.largestUnit ?? 0);
		if (unit > largestUnit)
			throw new RangeError(`serial: port ${port} sends ${unit} bytes in a packet, a frame carries ${largestUnit} (DSP0253)`);
		const needed = Serial.frames(state.port, inputSize);
		if (state.port.frames < needed) throw new RangeError(`serial: port ${port} has ${state.port.frames} bytes for frames, needs ${needed}`);
		this.#packets = packets;
		this.#memory = packets.memory;
		this.#port = port;
		this.#largest = largestPacket(state.port);
		this.#hold = longestFrame(this.#largest);
		this.input = state.frames + this.#hold;
		this.inputSize = inputSize;
		this.output = this.input + inputSize;
		this.outputSize = this.#hold;
	}

	/** Forgets an unfinished frame: the line was opened anew. */
	reset(): void {
		this.#held = 0;
	}

	/** Takes the `length` bytes at `input`, and hands the packets in them to the endpoint. */
	receive(now: number, length: number): void {
		const memory = this.#memory;
		const input = this.input;
		const end = input + length;
		let held = this.#held;
		let at = input - held;
		/* The flag behind a frame opens none, where another one follows. */
		if (1 === held && length > 0 && flag === memory[input]) at = input;
		/* Nothing new can be said of a frame that has its head, no flag among the new bytes, and fewer bytes than it counts. */
		let next =
			held < before || find(memory, input, length, flag) < end || end - at >= before + memory[at + 2] + behind
				? decode(memory, at, end, this.#largest)
				: at;
		while (next !== at) {
			if (next > at + 1) {
				this.counters[received]++;
				this.#packets.receive(this.#port, now, at + before, memory[at + 2], 0);
			}
			at = next < 0 ? this.#skip(-next, at, end) : next;
			next = end - at > 1 ? decode(memory, at, end, this.#largest) : at;
		}
		held = end - at;
		this.#held = held;
		if (1 === held) memory[input - 1] = flag;
		else if (held > 0) memory.copyWithin(input - held, at, end);
	}

	/** Counts what is wrong at `at`; returns where to go on: behind its flag, or where noise ends. */
	#skip(counter: number, at: number, end: number): number {
		const next = SerialCounter.noise === counter ? find(this.#memory, at, end - at, flag) : at + 1;
		this.counters[counter] += next - at;
		return next;
	}

	/** Leaves the next frame at `output`; returns its length, or 0: nothing to send. */
	transmit(now: number): number {
		const output = this.output;
		const count = this.#packets.transmit(this.#port, now, output + before, this.#largest);
		return 0 === count ? 0 : encode(this.#memory, output, count);
	}

	/** Tells what became of the frames since the last call. */
	transmitted(now: number, ok: boolean): void {
		this.#packets.transmitted(this.#port, now, ok);
	}
}

function largestPacket(port: Pick<Port, "receiveUnit" | "transmissionUnit">): number {
	return Math.min(Math.max(port.receiveUnit, port.transmissionUnit) + headerLength, 0xff) | 0;
}

Object.freeze(Serial.prototype);
export default Serial;
