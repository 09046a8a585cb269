// SPDX-License-Identifier: Apache-2.0
import type { Packets } from "../../mctp/packets.js";
import { headerLength } from "../../mctp/header.js";
import type { Port } from "../../mctp/port.js";
import fcs16 from "../../wire/fcs16.js";
import find from "../../wire/find.js";

/** Bytes of a frame (DSP0253 8.2). */
const Frame = Object.freeze({ flag: 0x7e, escape: 0x7d, invert: 0x20, revision: 0x01, start: 0xffff } as const);

/** Flag, revision and byte count before the packet; check sequence and flag behind it. */
const before = 3;
const behind = 3;

/** Payload bytes of the largest packet that the byte count can tell. */
const largestUnit = 0xff - headerLength;

/** What became of frames; every binding counts for itself what never became a packet. */
export const SerialCounter = Object.freeze({
	/** Frames that held a packet. */
	received: 0,
	/** Revision other than 1. */
	revision: 1,
	/** Byte count too small for a packet, or larger than the receive unit allows. */
	byteCount: 2,
	/** A flag before the counted bytes were there. */
	truncated: 3,
	/** Frame check sequence or closing flag wrong. */
	checkSequence: 4,
	/** Bytes outside of any frame. */
	noise: 5,
} as const);

/** Names by value, for logs. */
export const serialCounterNames: readonly string[] = Object.freeze(Object.keys(SerialCounter));

/**
 * Packets as frames on a serial line (DSP0253): flag, revision, byte count, packet, check sequence, flag. Sends as Linux
 * does, with both flags and only the packet escaped. Receives by byte count, because neither Linux nor libmctp escape the
 * check sequence; takes an escaped one too, and one flag between two frames. After damage it goes on at the next flag.
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
	readonly counters = new Int32Array(serialCounterNames.length);

	readonly #packets: Packets;
	readonly #memory: Uint8Array;
	readonly #port: number;
	/** Largest packet, in either direction. */
	readonly #largest: number;
	/** Where a packet with escapes is put together. */
	readonly #packet: number;
	/** Bytes of an unfinished frame, and how many there may be. */
	#held = 0;
	readonly #hold: number;

	/** Bytes of frames that a port with these units needs for `inputSize` bytes of input at a time. */
	static frames(port: Pick<Port, "receiveUnit" | "transmissionUnit">, inputSize: number): number {
		const largest = largestPacket(port);
		return longestFrame(largest) + inputSize + (before + largest) + longestFrame(largest);
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
		this.#packet = this.input + inputSize;
		this.output = this.#packet + before + this.#largest;
		this.outputSize = this.#hold;
	}

	/** Forgets an unfinished frame: the line was opened anew. */
	reset(): void {
		this.#held = 0;
	}

	/** Takes the `length` bytes at `input`, and hands the packets in them to the endpoint. */
	receive(now: number, length: number): void {
		const { input } = this;
		const end = input + length;
		const start = input - this.#held;
		/* A frame ends with a flag: without one among the new bytes, what is held stays unfinished. */
		const idle = start < input - 1 && this.#find(Frame.flag, input, end) === end;
		const at = idle ? start : this.#frames(now, start, end);
		const held = end - at;
		if (held > this.#hold) {
			this.counters[SerialCounter.truncated]++;
			this.#held = 0;
			return;
		}
		this.#held = held;
		if (1 === held) this.#memory[input - 1] = Frame.flag;
		else if (held > 0) this.#memory.copyWithin(input - held, at, end);
	}

	/** Takes the frames between `at` and `end`; returns where an unfinished one begins. */
	#frames(now: number, at: number, end: number): number {
		const memory = this.#memory;
		for (;;) {
			if (at < end && memory[at] !== Frame.flag) {
				const flag = this.#find(Frame.flag, at, end);
				this.counters[SerialCounter.noise] += flag - at;
				at = flag;
			}
			while (at + 1 < end && memory[at + 1] === Frame.flag) at++;
			if (end - at < before) return at;
			const next = this.#frame(now, at, end);
			if (next === at) return at;
			at = next;
		}
	}

	/**
	 * Takes the frame whose opening flag is at `flag`.
	 * @returns where to go on; `flag` itself: the frame is not all there
	 */
	#frame(now: number, flag: number, end: number): number {
		const memory = this.#memory;
		if (memory[flag + 1] !== Frame.revision) return this.#bad(SerialCounter.revision, flag + 1);
		const count = memory[flag + 2];
		if (count <= headerLength || count > this.#largest) return this.#bad(SerialCounter.byteCount, flag + 1);
		const data = flag + before;
		const nextFlag = this.#find(Frame.flag, data, end);
		let dataEnd = data + count;
		let escape = this.#find(Frame.escape, data, nextFlag);
		const firstEscape = escape;
		while (escape < dataEnd && escape < nextFlag) {
			dataEnd++;
			escape = this.#find(Frame.escape, escape + 2, nextFlag);
		}
		/* A count of 126 looks like a flag, and may be the one of the next frame. */
		const next = Frame.flag === count ? flag + 2 : nextFlag;
		if (nextFlag < dataEnd && nextFlag < end) return this.#bad(SerialCounter.truncated, next);
		if (dataEnd + behind > end) return flag;
		const from = firstEscape < dataEnd ? this.#unescape(flag, dataEnd) : flag;
		const sequence = fcs16(memory, from + 1, count + 2, Frame.start);
		const closing = this.#closing(sequence >> 8, sequence & 0xff, dataEnd, end);
		if (closing < 0) return this.#bad(SerialCounter.checkSequence, next);
		if (closing === end) return flag;
		this.counters[SerialCounter.received]++;
		this.#packets.receive(this.#port, now, from + before, count, 0);
		return closing;
	}

	/** Copies revision, count and packet to where they stand without escapes; returns the flag's place there. */
	#unescape(flag: number, dataEnd: number): number {
		const memory = this.#memory;
		let to = this.#packet;
		let from = flag;
		while (from < dataEnd) {
			const escape = this.#find(Frame.escape, from, dataEnd);
			memory.copyWithin(to, from, escape);
			to += escape - from;
			if (escape < dataEnd) memory[to++] = memory[escape + 1] ^ Frame.invert;
			from = escape + 2;
		}
		return this.#packet;
	}

	/** Place of the closing flag behind a check sequence, raw or escaped; `end`: it may still come; -1: it is wrong. */
	#closing(high: number, low: number, at: number, end: number): number {
		const memory = this.#memory;
		if (memory[at] === high && memory[at + 1] === low && memory[at + 2] === Frame.flag) return at + 2;
		at = this.#escaped(high, at, end);
		if (at >= 0 && at < end) at = this.#escaped(low, at, end);
		return at < 0 || at >= end || memory[at] === Frame.flag ? at : -1;
	}

	/** Place behind one byte of an escaped check sequence; `end`: it may still come; -1: it is another. */
	#escaped(value: number, at: number, end: number): number {
		const memory = this.#memory;
		if (Frame.flag !== value && Frame.escape !== value) return memory[at] === value ? at + 1 : -1;
		if (memory[at] !== Frame.escape) return -1;
		if (at + 1 === end) return end;
		return memory[at + 1] === (value ^ Frame.invert) ? at + 2 : -1;
	}

	#bad(counter: number, next: number): number {
		this.counters[counter]++;
		return next;
	}

	/** First place of `value` in `from` to `end`, or `end`. */
	#find(value: number, from: number, end: number): number {
		return from < end ? find(this.#memory, from, end - from, value) : end;
	}

	/** Leaves the next frame at `output`; returns its length, or 0: nothing to send. */
	transmit(now: number): number {
		const memory = this.#memory;
		const { output } = this;
		const packet = output + before;
		const count = this.#packets.transmit(this.#port, now, packet, this.#largest);
		if (0 === count) return 0;
		memory[output] = Frame.flag;
		memory[output + 1] = Frame.revision;
		memory[output + 2] = count;
		const sequence = fcs16(memory, output + 1, count + 2, Frame.start);
		const end = this.#escape(packet, packet + count);
		memory[end] = sequence >> 8;
		memory[end + 1] = sequence;
		memory[end + 2] = Frame.flag;
		return end + behind - output;
	}

	/** Tells what became of the frames since the last call. */
	transmitted(now: number, ok: boolean): void {
		this.#packets.transmitted(this.#port, now, ok);
	}

	/** Escapes the bytes in place; returns their new end. */
	#escape(from: number, end: number): number {
		const memory = this.#memory;
		for (;;) {
			const flag = this.#find(Frame.flag, from, end);
			const at = this.#find(Frame.escape, from, flag);
			if (at === end) return end;
			memory.copyWithin(at + 1, at, end++);
			memory[at] = Frame.escape;
			memory[at + 1] ^= Frame.invert;
			from = at + 2;
		}
	}
}

function largestPacket(port: Pick<Port, "receiveUnit" | "transmissionUnit">): number {
	return Math.min(Math.max(port.receiveUnit, port.transmissionUnit) + headerLength, 0xff);
}

/** Every byte of packet and check sequence escaped. */
function longestFrame(packet: number): number {
	return before + 2 * packet + 4 + 1;
}

Object.freeze(Serial.prototype);
export default Serial;
