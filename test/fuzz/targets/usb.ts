// SPDX-License-Identifier: Apache-2.0
import Usb, { largestTransfer, UsbCounter, usbCounterNames, largestUnit } from "../../../modules/binding/usb/usb.js";
import { headerLength } from "../../../modules/mctp/header.js";
import Endpoint from "../../../modules/mctp/endpoint.js";
import { echo } from "../../support/responders.js";
import type { Life, Target } from "../target.js";

const guard = 64;
const guardByte = 0xa5;
const rooms = [512, 512, 64, 255, 100, 4096, 16, 256] as const;

class UsbLife implements Life {
	readonly #endpoint: Endpoint;
	readonly #usb: Usb;
	readonly #packetSize: number;
	readonly #room: number;
	/** Bytes that arrived, and those of packets and their heads. */
	taken = 0;
	#packed = 0;
	#packets = 0;
	#answered = 0;
	/** What has left of a transfer that goes in pieces. */
	#leaving: number[] = [];
	#told = "";

	constructor([size, unit, room]: Uint8Array) {
		this.#packetSize = size & 1 ? 64 : 512;
		this.#room = rooms[room & 7];
		const frames = Usb.frames + guard;
		const units = { receiveUnit: largestUnit, transmissionUnit: unit & 1 ? 64 : largestUnit };
		this.#endpoint = new Endpoint({ ports: [{ network: 1, ...units, eid: 8, frames, wake() {} }] });
		this.#endpoint.responders.add(echo(this.#endpoint));
		const usb = (this.#usb = new Usb(this.#endpoint, 0, this.#packetSize));
		const { memory } = this.#endpoint;
		memory.fill(guardByte, usb.input + 2 * largestTransfer, usb.input + 2 * largestTransfer + guard);
		this.#endpoint.follow((_verdict, _port, _now, offset, length) => {
			if (offset >= usb.input + largestTransfer) return;
			this.#packed += length + 4;
			this.#packets++;
		});
	}

	step(input: Uint8Array, at: number): void {
		const step = input.subarray(at, at + 8);
		if (0 === step[0] % 16) return this.#other(step);
		const piece = pieceOf(step).slice(0, step[7] & 0x80 ? largestTransfer : this.#packetSize);
		this.#told = `${piece.length} bytes: ${Buffer.from(piece.slice(0, 40)).toString("hex")}`;
		this.#receive(piece);
		if (step[7] & 3) this.#drain(step[7] & 4 ? 1 : 1000);
	}

	#receive(piece: readonly number[]): void {
		const { memory } = this.#endpoint;
		for (let index = 0; index < piece.length; index++) memory[this.#usb.input + index] = piece[index];
		this.taken += piece.length;
		this.#usb.receive(0, piece.length);
		this.#endpoint.tick(0);
		const { counters } = this.#usb;
		if (counters[UsbCounter.received] !== this.#packets) throw new Error("a packet is not counted, or counted twice");
		const waiting = this.taken - this.#packed - counters[UsbCounter.skipped];
		if (waiting < 0 || waiting > 0xff) throw new Error(`${waiting} bytes are neither packets nor skipped`);
		const guards = this.#usb.input + 2 * largestTransfer;
		for (let index = 0; index < guard; index++) if (guardByte !== memory[guards + index]) throw new Error("a guard byte has changed");
	}

	#other([, kind, up]: Uint8Array): void {
		this.#told = kind & 1 ? "a transfer fails" : `link ${up & 1 ? "up" : "down"}`;
		this.#leaving = [];
		/* What is unfinished is forgotten, and not counted. */
		if (kind & 1) this.#usb.transmitted(0, false);
		else {
			this.#usb.link(0, 0 !== (up & 1));
			this.taken = this.#packed + this.#usb.counters[UsbCounter.skipped];
		}
	}

	/** Transfers that leave hold whole packets and nothing else, and say where they end. */
	#drain(most: number): void {
		const { memory } = this.#endpoint;
		for (let count = 0; count < most; count++) {
			const length = this.#usb.transmit(0, this.#room);
			if (length < 0) break;
			if (length > this.#room) throw new Error(`a piece of ${length} bytes in a room of ${this.#room}`);
			for (let index = 0; index < length; index++) this.#leaving.push(memory[this.#usb.output + index]);
			this.#usb.transmitted(0, true);
			if (length < this.#room || this.#leaving.length >= largestTransfer) this.#arrived();
		}
		this.#endpoint.tick(0);
	}

	#arrived(): void {
		const transfer = this.#leaving;
		this.#leaving = [];
		for (let at = 0; at < transfer.length; at += transfer[at + 3]) {
			if (0x1a !== transfer[at] || 0xb4 !== transfer[at + 1] || 0 !== transfer[at + 2]) throw new Error(`no packet at ${at} of a transfer`);
			if (transfer[at + 3] <= 4 + headerLength || at + transfer[at + 3] > transfer.length)
				throw new Error("a packet does not fit its transfer");
			this.#answered++;
		}
	}

	end(): void {
		this.#usb.link(0, true);
		this.#leaving = [];
		this.taken = this.#packed + this.#usb.counters[UsbCounter.skipped];
		/* A transfer of junk, and its end: the next is served. */
		this.#receive(Array.from({ length: 10 }, (_, index) => index));
		this.#receive([]);
		const before = this.#answered;
		this.#receive([0x1a, 0xb4, 0x00, 0x0a, 0x01, 0x00, 0x09, 0xc8, 0x01, 0xaa]);
		this.#drain(1000);
		if (this.#leaving.length > 0) this.#arrived();
		if (this.#answered !== before + 1) throw new Error("the next transfer is not served");
	}

	told(): string {
		return this.#told;
	}

	*reached(): Generator<string> {
		const { counters } = this.#usb;
		for (let counter = 0; counter < counters.length; counter++) if (counters[counter] > 0) yield `counter ${usbCounterNames[counter]}`;
		if (this.#answered > 1) yield `answers in pieces of ${this.#room}`;
		if (this.#packetSize < largestTransfer && this.#packets > 2) yield "full speed";
	}
}

/** Packets with their heads, and what is wrong with them. */
function pieceOf([kind, a, b, c, d, e, f]: Uint8Array): number[] {
	const packet = (length: number, tag: number) => {
		const body = Array.from({ length: length % 240 }, (_, index) => (index * d + e) & 0xff);
		return [0x1a, 0xb4, 0x00, body.length + 9, 0x01, 0x08, 0x09, 0xc8 | (tag & 7), 0x01, ...body];
	};
	const one = packet(a, b);
	switch (kind % 11) {
		case 0:
		case 1:
			return one;
		case 2:
			return [...one, ...packet(b, c), ...packet(c, a)];
		case 3:
			return one.slice(0, c % one.length);
		case 4:
			return one.slice(c % one.length);
		case 5:
			one[c & 3] = f;
			return one;
		case 6:
			one[c % one.length] ^= f;
			return one;
		case 7:
			return [];
		case 8:
			return Array.from({ length: 2 * a }, (_, index) => [0x1a, 0xb4, 0x00, b][index & 3]);
		case 9:
			return Array.from({ length: a }, (_, index) => (index * b + c) & 0xff);
	}
	return [...one, ...one.slice(0, f % one.length)];
}

/** USB transfers. */
export const usb: Target = {
	name: "usb",
	description: "transfers of good and bad packets, in pieces of 64 and of 512 bytes; every byte is accounted for",
	unit: "bytes",
	most: 40,
	begin: (first) => new UsbLife(first),
};
