// SPDX-License-Identifier: Apache-2.0
import { headerLength } from "../../mctp/header.js";
import type { Packets } from "../../mctp/packets.js";
import type { BulkPipes } from "../../usb/bulk.js";

/** Head of a packet in a transfer (DSP0283 1.0): identifier, a reserved byte, and the length with these four bytes. */
const Head = Object.freeze({ identifier: 0x1a, identifier2: 0xb4, reserved: 0x00, length: 4 } as const);

/** Payload bytes of the largest packet whose length the head can tell. */
export const largestUnit = 0xff - Head.length - headerLength;
/** Bytes of the largest transfer (DSP0283 1.0); a packet never continues in another. */
export const largestTransfer = 512;

/** What became of packets in transfers; every binding counts for itself what never became a packet. */
export const UsbCounter = Object.freeze({
	/** Packets taken. */
	received: 0,
	/** Identifier other than 1A B4. */
	identifier: 1,
	/** Reserved byte not 0; 1.1 has the high bits of a longer length there. */
	reserved: 2,
	/** Length too small for the heads of a packet. */
	length: 3,
	/** Transfers that ended within a packet. */
	truncated: 4,
	/** Bytes that were dropped for one of these reasons, up to the end of their transfer. */
	skipped: 5,
} as const);

/** Names by value, for logs. */
export const usbCounterNames: readonly string[] = Object.freeze(Object.keys(UsbCounter));

/**
 * Packets in bulk transfers (DSP0283 1.0), several in one where they are there. The same for both sides: a device takes
 * OUT and brings IN transfers, a USB host the other way round.
 *
 * A transfer ends with a piece that is smaller than the endpoint's packets, or empty. Linux leaves out the empty one, so
 * what ends with a full piece may go on or not: for whole packets that makes no difference.
 */
class Usb implements BulkPipes {
	/** Bytes of frames that a port needs. */
	static readonly frames = 0xff + 2 * largestTransfer;

	readonly input: number;
	readonly inputSize = largestTransfer;
	output: number;
	readonly counters = new Int32Array(usbCounterNames.length);

	readonly #packets: Packets;
	readonly #memory: Uint8Array;
	readonly #port: number;
	readonly #packetSize: number;
	/** Bytes of the longest packet and its head that this port sends. */
	readonly #longest: number;
	readonly #transfer: number;
	/** Bytes of an unfinished packet, just before `input`. */
	#held = 0;
	/** Bytes of the arriving transfer so far, as far as they are known to belong together. */
	#arrived = 0;
	/** A bad head has come: the rest of its transfer is dropped. */
	#skipping = false;
	/** Bytes of the leaving transfer that are still to go, and where they stand. */
	#rest = 0;
	#next = 0;
	/** Whether the leaving transfer goes in pieces, and does not end by itself when the last one fills its room. */
	#open = false;
	/** Whether an empty piece comes next, to end it. */
	#empty = false;

	/** `packetSize`: bytes of the packets into which the peer cuts a transfer, 64 or 512. */
	constructor(packets: Packets, port: number, packetSize: number) {
		const state = packets.port(port);
		const unit = Math.max(state.transmissionUnit, state.port.largestUnit ?? 0);
		if (unit > largestUnit)
			throw new RangeError(`USB: port ${port} sends ${unit} bytes in a packet, a transfer carries ${largestUnit} (DSP0283 1.0)`);
		if (state.port.frames < Usb.frames)
			throw new RangeError(`USB: port ${port} has ${state.port.frames} bytes for frames, needs ${Usb.frames}`);
		this.#packets = packets;
		this.#memory = packets.memory;
		this.#port = port;
		this.#packetSize = packetSize;
		this.#longest = Head.length + headerLength + unit;
		this.input = state.frames + 0xff;
		this.#transfer = this.output = this.input + largestTransfer;
	}

	/** Ends what is under way. With `up`, the pipes are there anew. */
	link(now: number, up: boolean): void {
		this.#held = this.#arrived = this.#rest = 0;
		this.#skipping = this.#empty = false;
		this.#packets.link(this.#port, now, false);
		if (up) this.#packets.link(this.#port, now, true);
	}

	receive(now: number, length: number): void {
		const { input } = this;
		const end = input + length;
		const start = input - this.#held;
		if (this.#skipping && length >= Head.length && UsbCounter.received === this.#fault(start)) this.#end();
		const at = this.#skipping ? start : this.#take(now, start, end);
		this.#arrived += length;
		this.#held = end - at;
		if (this.#skipping) {
			this.counters[UsbCounter.skipped] += end - at;
			this.#held = 0;
		} else if (at === end) this.#arrived = 0;
		else this.#memory.copyWithin(input - this.#held, at, end);
		if (0 === length || 0 !== length % this.#packetSize || this.#arrived >= largestTransfer) this.#end();
	}

	/** Takes the packets between `at` and `end`; returns where an unfinished or bad one begins. */
	#take(now: number, at: number, end: number): number {
		const memory = this.#memory;
		const { counters } = this;
		while (end - at >= Head.length) {
			const length = memory[at + 3];
			const fault = this.#fault(at);
			if (UsbCounter.received !== fault) {
				counters[fault]++;
				this.#skipping = true;
				return at;
			}
			if (end - at < length) return at;
			counters[UsbCounter.received]++;
			this.#packets.receive(this.#port, now, at + Head.length, length - Head.length, 0);
			at += length;
		}
		return at;
	}

	/** What is wrong with the head at `at`. */
	#fault(at: number): number {
		const memory = this.#memory;
		if (Head.identifier !== memory[at] || Head.identifier2 !== memory[at + 1]) return UsbCounter.identifier;
		if (Head.reserved !== memory[at + 2]) return UsbCounter.reserved;
		return memory[at + 3] < Head.length + headerLength ? UsbCounter.length : UsbCounter.received;
	}

	/** The arriving transfer has ended. */
	#end(): void {
		if (this.#held > 0) {
			this.counters[UsbCounter.truncated]++;
			this.counters[UsbCounter.skipped] += this.#held;
		}
		this.#held = this.#arrived = 0;
		this.#skipping = false;
	}

	/** With less room than the longest packet has, a transfer goes in pieces. If the last fills its room, an empty one follows. */
	transmit(now: number, room: number): number {
		if (this.#empty) {
			this.#empty = false;
			return 0;
		}
		if (0 === this.#rest && !this.#gather(now, room)) return -1;
		const length = Math.min(room, this.#rest);
		this.output = this.#next;
		this.#next += length;
		this.#rest -= length;
		this.#empty = this.#open && 0 === this.#rest && length === room;
		return length;
	}

	/** Fills a transfer with the packets that are ready; false: there are none. */
	#gather(now: number, room: number): boolean {
		const memory = this.#memory;
		const transfer = this.#transfer;
		const whole = room >= this.#longest;
		const limit = whole && room < largestTransfer ? room : largestTransfer;
		let length = 0;
		for (;;) {
			const at = transfer + length;
			const most = Math.min(limit - length, 0xff) - Head.length;
			const count = this.#packets.transmit(this.#port, now, at + Head.length, most);
			if (0 === count) break;
			memory[at] = Head.identifier;
			memory[at + 1] = Head.identifier2;
			memory[at + 2] = Head.reserved;
			memory[at + 3] = count + Head.length;
			length += count + Head.length;
		}
		this.#next = transfer;
		this.#rest = length;
		this.#open = !whole && length < largestTransfer;
		return length > 0;
	}

	/** Told to the endpoint when a transfer has gone whole. */
	transmitted(now: number, ok: boolean): void {
		if (ok && this.#rest > 0) return;
		if (!ok) {
			this.#rest = 0;
			this.#empty = false;
		}
		this.#packets.transmitted(this.#port, now, ok);
	}
}

Object.freeze(Usb.prototype);
export default Usb;
