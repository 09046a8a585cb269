// SPDX-License-Identifier: Apache-2.0
import Serial, { SerialCounter, serialCounterNames } from "../../../modules/binding/serial/serial.js";
import Endpoint from "../../../modules/mctp/endpoint.js";
import { frame } from "../../support/frame.js";
import { echo } from "../../support/responders.js";
import type { Life, Target } from "../target.js";

/** Bytes that a line hands over at a time, at most, and of the frames that are nobody's. */
const inputSize = 128;
const guard = 64;
const guardByte = 0xa5;
const good = [0x01, 0x08, 0x09, 0xc8, 0x01, 0xaa];
const special = [0x7e, 0x7d, 0x01, 0x00, 0x5e, 0x5d, 0x05, 0x44, 0xff, 0x20] as const;

/** One end of a line, to which bytes come in pieces of one size. */
class End {
	readonly serial: Serial;
	readonly endpoint: Endpoint;
	/** Packets that came, and bytes of frames that left. */
	packets = 0;
	sum = 0;
	last = "";
	out = 0;
	readonly #piece: number;

	constructor(unit: number, piece: number) {
		const units = { receiveUnit: unit, transmissionUnit: unit };
		const frames = Serial.frames(units, inputSize) + guard;
		this.endpoint = new Endpoint({ ports: [{ network: 1, ...units, eid: 8, frames, wake() {} }] });
		this.endpoint.responders.add(echo(this.endpoint));
		this.serial = new Serial(this.endpoint, 0, inputSize);
		this.#piece = piece;
		const { memory } = this.endpoint;
		memory.fill(guardByte, this.#end, this.#end + guard);
		this.endpoint.follow((_verdict, _port, _now, offset, length) => {
			if (offset >= this.serial.output) return;
			this.packets++;
			for (let index = 0; index < length; index++) this.sum = (Math.imul(this.sum, 31) + memory[offset + index]) | 0;
		});
	}

	get #end(): number {
		return this.serial.output + this.serial.outputSize;
	}

	receive(bytes: readonly number[]): void {
		const { serial, endpoint } = this;
		for (let at = 0; at < bytes.length; at += this.#piece) {
			const length = Math.min(this.#piece, bytes.length - at);
			for (let index = 0; index < length; index++) endpoint.memory[serial.input + index] = bytes[at + index];
			serial.receive(0, length);
			this.#drain();
		}
		if (serial.counters[SerialCounter.received] !== this.packets) throw new Error("a packet is not counted, or counted twice");
		for (let index = 0; index < guard; index++)
			if (guardByte !== endpoint.memory[this.#end + index]) throw new Error("a guard byte has changed");
	}

	/** Every frame that leaves is one, and nothing else. */
	#drain(): void {
		const { serial, endpoint } = this;
		for (let length = serial.transmit(0); length > 0; length = serial.transmit(0)) {
			const whole = Array.from(endpoint.memory.subarray(serial.output, serial.output + length));
			const packet: number[] = [];
			for (let at = 3; packet.length < whole[2]; at++) packet.push(0x7d === whole[at] ? whole[++at] ^ 0x20 : whole[at]);
			const text = frame(packet).join();
			if (text !== whole.join()) throw new Error(`a frame leaves as ${whole.join()} instead of ${text}`);
			this.out += length;
			this.last = packet.join();
			serial.transmitted(0, true);
		}
		endpoint.tick(0);
	}
}

class SerialLife implements Life {
	readonly #whole: End;
	readonly #pieces: End;
	#told = "";
	taken = 0;

	constructor([unit, piece]: Uint8Array) {
		const size = [64, 100, 251, 64][unit & 3];
		this.#whole = new End(size, inputSize);
		this.#pieces = new End(size, 1 + (piece % inputSize));
	}

	step(input: Uint8Array, at: number): void {
		const bytes = bytesOf(input.subarray(at, at + 8));
		this.#told = Buffer.from(bytes).toString("hex");
		this.taken += bytes.length;
		this.#whole.receive(bytes);
		this.#pieces.receive(bytes);
	}

	end(): void {
		const stream = [...frame(good), ...frame(good)];
		for (const end of [this.#whole, this.#pieces]) {
			end.last = "";
			end.receive(stream);
			if (!end.last.endsWith("1,170")) throw new Error("the second good frame has no answer");
		}
		/* What leaves may differ: a request whose tag comes again before its answer has left has none. */
		if (this.#whole.sum !== this.#pieces.sum || this.#whole.packets !== this.#pieces.packets) throw new Error("pieces make a difference");
		for (const [counter, name] of serialCounterNames.entries())
			if (this.#whole.serial.counters[counter] !== this.#pieces.serial.counters[counter])
				throw new Error(`pieces make a difference to what is counted as ${name}`);
	}

	told(): string {
		return this.#told;
	}

	*reached(): Generator<string> {
		const { counters } = this.#whole.serial;
		for (let counter = 0; counter < counters.length; counter++)
			for (let least = 1; counters[counter] >= least && least <= 64; least *= 8)
				yield `counter ${serialCounterNames[counter]}${least > 1 ? ` ${least}` : ""}`;
		if (this.#whole.out > 0) yield "answer";
	}
}

/** What the bytes of a step put on the line. */
function bytesOf([kind, a, b, c, d, e, f, g]: Uint8Array): number[] {
	const packet = [0x01, 0x08, 9 + (a & 3), 0xc8 | (b & 7), 0x01, ...Array.from({ length: c % 80 }, (_, index) => (d * index + e) & 0xff)];
	const whole = frame(packet);
	switch (kind % 12) {
		case 0:
		case 1:
			return whole;
		case 2:
			return whole.slice(1);
		case 3:
			whole[f % whole.length] ^= g;
			return whole;
		case 4:
			return whole.slice(0, f % whole.length);
		case 5:
			whole.splice(f % whole.length, 1 + (g & 3));
			return whole;
		case 6:
			whole.splice(f % whole.length, 0, special[g % special.length]);
			return whole;
		case 7:
			return [0x7e, 0x01, a, ...Array.from({ length: b }, () => special[c % special.length])];
		case 8:
			return Array.from({ length: 1 + (a & 31) }, (_, index) => special[(b + c * index) % special.length]);
		case 9:
			return [a, b, c, d, e, f, g];
		case 10:
			return frame([a, b, c, d, e, f, g].slice(0, 1 + (a % 7)));
	}
	return [0x7e, ...whole.slice(1, -1)];
}

/** A serial line. */
export const serial: Target = {
	name: "serial",
	description: "a stream of frames, damaged, cut and with noise between them; pieces make no difference",
	unit: "bytes",
	most: 40,
	begin: (first) => new SerialLife(first),
};
