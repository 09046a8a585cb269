// SPDX-License-Identifier: Apache-2.0
import type { BulkPipes } from "../bulk.js";
import type ControlPipe from "../control-pipe.js";
import { Endpoint } from "../descriptors.js";
import type Parser from "./parser.js";
import { pieceSize } from "./parser.js";
import { Status } from "./protocol.js";
import Waiting from "./waiting.js";
import type Writer from "./writer.js";

/** Requests for IN data that can wait; a USB host queues one or a few. */
const mostWaiting = 64;
/** More room in a request than that is as good. */
const mostRoom = 0xffff;
/** Header and fields of a bulk packet. */
const headLength = 26;
/** Instead of an endpoint address. */
const none = -1;
/** Endpoint addresses from here on are IN. */
const inward = 0x80;

export interface BulkChannelOptions {
	memory: Uint8Array;
	parser: Parser;
	writer: Writer;
	control: ControlPipe;
	pipes: BulkPipes;
}

/** The bulk packets of a redirected device: OUT data goes on as it arrives, requests for IN data wait until there is some. */
class BulkChannel {
	readonly #memory: Uint8Array;
	readonly #parser: Parser;
	readonly #writer: Writer;
	readonly #control: ControlPipe;
	readonly #pipes: BulkPipes;
	readonly #waiting = new Waiting(mostWaiting);
	/** Of the OUT packet whose data arrives: its endpoint, and what becomes of it. */
	#endpoint = none;
	#status: number = Status.success;

	constructor({ memory, parser, writer, control, pipes }: BulkChannelOptions) {
		this.#memory = memory;
		this.#parser = parser;
		this.#writer = writer;
		this.#control = control;
		this.#pipes = pipes;
	}

	/** Forgets what is under way; the pipes are there anew, or no longer. */
	link(now: number, up: boolean): void {
		this.#endpoint = none;
		this.#waiting.clear();
		this.#pipes.link(now, up);
	}

	/** A bulk packet has arrived; data may follow. */
	packet(): void {
		const { at, idLow, idHigh, transferLength } = this.#parser;
		const endpoint = this.#memory[at];
		let status = this.#state(endpoint);
		if (endpoint < inward) {
			this.#endpoint = endpoint;
			this.#status = status;
			return;
		}
		if (Status.success === status && transferLength > 0) {
			if (this.#waiting.add(idLow, idHigh, Math.min(transferLength, mostRoom))) return;
			status = Status.inputOutputError;
		}
		this.#answer(idLow, idHigh, endpoint, status, 0);
	}

	/** A piece of data, of this packet or of another message. */
	data(now: number): void {
		if (none === this.#endpoint || Status.success !== this.#status) return;
		const { at, length } = this.#parser;
		this.#memory.copyWithin(this.#pipes.input, at, at + length);
		this.#pipes.receive(now, length);
	}

	/** The message is there with all its data. */
	whole(now: number): void {
		const endpoint = this.#endpoint;
		if (none === endpoint) return;
		this.#endpoint = none;
		const { idLow, idHigh, transferLength } = this.#parser;
		const taken = Status.success === this.#status;
		if (taken && 0 === transferLength) this.#pipes.receive(now, 0);
		this.#answer(idLow, idHigh, endpoint, this.#status, taken ? transferLength : 0);
	}

	/** The peer gives up a request. One that has been answered is none. */
	cancel(): void {
		const { idLow, idHigh } = this.#parser;
		const index = this.#waiting.find(idLow, idHigh);
		if (index < 0) return;
		this.#waiting.remove(index);
		this.#answer(idLow, idHigh, Endpoint.in, Status.cancelled, 0);
	}

	/** Answers requests for IN data with what there is. */
	pump(now: number): void {
		const waiting = this.#waiting;
		while (waiting.count > 0) {
			if (this.#writer.room < headLength + Math.min(waiting.room, pieceSize)) return;
			if (this.#control.halted(Endpoint.in)) this.#answer(waiting.idLow, waiting.idHigh, Endpoint.in, Status.stall, 0);
			else if (!this.#bring(now)) return;
			waiting.remove(0);
		}
	}

	/** Sends data for the oldest request; false: there is none. */
	#bring(now: number): boolean {
		const { idLow, idHigh, room } = this.#waiting;
		const length = this.#pipes.transmit(now, room);
		if (length < 0) return false;
		const to = this.#writer.bulkPacket(idLow, idHigh, Endpoint.in, Status.success, length, length);
		const from = this.#pipes.output;
		this.#memory.copyWithin(to, from, from + length);
		return true;
	}

	#state(endpoint: number): number {
		if (!this.#control.has(endpoint)) return Status.invalid;
		return this.#control.halted(endpoint) ? Status.stall : Status.success;
	}

	#answer(idLow: number, idHigh: number, endpoint: number, status: number, length: number): void {
		this.#writer.bulkPacket(idLow, idHigh, endpoint, status, length, 0);
	}
}

Object.freeze(BulkChannel.prototype);
export default BulkChannel;
