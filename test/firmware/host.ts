// SPDX-License-Identifier: Apache-2.0
import type { Socket } from "node:net";
import { frame } from "../support/frame.js";

const flag = 0x7e;
const escape = 0x7d;
/** Where the packet begins in a frame, from its flag on, and bytes of the frame check sequence. */
const payloadAt = 3;
const checkLength = 2;
/** Bytes of payload. */
const unit = 64;

export interface AskOptions {
	wanted?(body: readonly number[]): boolean;
	/** Milliseconds between two attempts, and of all. */
	every?: number;
	limit?: number;
}

/** The other end of a board's serial line, which knows frames and nothing else: packets out of literal bytes. */
export class Host {
	readonly #socket: Socket;
	#packets: number[][] = [];
	#rest: number[] = [];
	#arrived = () => {};
	#tag = 0;
	/** Discovery Notify requests so far. */
	notifications = 0;

	constructor(socket: Socket) {
		this.#socket = socket;
		socket.on("data", (bytes) => {
			this.#rest.push(...bytes);
			this.#cut();
			this.#arrived();
		});
	}
	send(packet: readonly number[]): void {
		this.raw(frame(packet));
	}
	raw(bytes: readonly number[]): void {
		this.#socket.write(Uint8Array.from(bytes));
	}
	/** Reads nothing from now on. */
	pause(): void {
		this.#socket.pause();
	}
	resume(): void {
		this.#socket.resume();
	}
	/** The next packet that `wanted` takes; those before are dropped. */
	async packet(wanted: (packet: readonly number[]) => boolean, limit = 60_000): Promise<number[]> {
		for (const end = Date.now() + limit; ;) {
			for (let packet; (packet = this.#packets.shift());) if (wanted(packet)) return packet;
			if (Date.now() > end) throw new Error("no such packet came");
			await new Promise<void>((resolve) => {
				const timer = setTimeout(resolve, 100);
				this.#arrived = () => {
					clearTimeout(timer);
					resolve();
				};
			});
		}
	}
	/**
	 * Asks until somebody answers: a board that starts does not hear yet. The answer is the first message of the type, from EID 0, with the tag of one of the
	 * requests, that `wanted` takes. Returns its body.
	 */
	async ask(
		type: number,
		body: readonly number[],
		{ wanted = () => true, every = 2000, limit = 120_000 }: AskOptions = {},
	): Promise<number[]> {
		for (const end = Date.now() + limit; ;) {
			const tag = this.#tag++ & 0x07;
			for (const packet of packets([type, ...body], tag)) this.send(packet);
			try {
				for (;;) {
					const answer = await this.#message(tag, every);
					if (type === answer[0] && wanted(answer.slice(1))) return answer.slice(1);
				}
			} catch (error) {
				if (Date.now() > end) throw error;
			}
		}
	}
	async #message(tag: number, limit: number): Promise<number[]> {
		const isOurs = (packet: readonly number[]) => 0x08 === packet[1] && tag === (packet[3] & 0x0f);
		const message = [];
		for (
			let packet = await this.packet((one) => isOurs(one) && 0 !== (one[3] & 0x80), limit);
			;
			packet = await this.packet(isOurs, limit)
		) {
			message.push(...packet.slice(4));
			if (0 !== (packet[3] & 0x40)) return message;
		}
	}
	close(): void {
		this.#socket.destroy();
	}

	/** Counts by the length field, because flags in frame check sequences are not escaped. */
	#cut(): void {
		for (;;) {
			const start = this.#rest.indexOf(flag);
			if (start < 0) return;
			this.#rest.splice(0, start);
			const [, version, length] = this.#rest;
			if (undefined === length) return;
			const packet: number[] = [];
			let at = payloadAt;
			for (; packet.length < length && at < this.#rest.length; at++)
				packet.push(escape === this.#rest[at] ? this.#rest[++at] ^ 0x20 : this.#rest[at]);
			const end = at + checkLength;
			if (1 === version && end >= this.#rest.length) return;
			if (1 !== version || flag !== this.#rest[end]) {
				this.#rest.shift(); // no frame begins here
				continue;
			}
			this.#rest.splice(0, end + 1);
			if (0 === packet[4] && 0x80 === (packet[5] & 0x80) && 0x0d === packet[6]) this.notifications++;
			this.#packets.push(packet);
		}
	}
}

/** A request from EID 8 to EID 0, 64 bytes to a packet. */
function packets(message: readonly number[], tag: number): number[][] {
	return Array.from({ length: Math.ceil(message.length / unit) }, (_, index) => {
		const last = unit * (index + 1) >= message.length;
		const flags = (0 === index ? 0x80 : 0) | (last ? 0x40 : 0) | ((index & 3) << 4) | 0x08 | tag;
		return [0x01, 0x00, 0x08, flags, ...message.slice(unit * index, unit * (index + 1))];
	});
}
