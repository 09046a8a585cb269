// SPDX-License-Identifier: Apache-2.0
import { instructions, print, target } from "host";
import Serial from "../../../modules/binding/serial/serial.js";
import Control from "../../../modules/control/responder.js";
import Endpoint from "../../../modules/mctp/endpoint.js";
import TestServices from "../../../modules/vendor/services.js";

const rounds = 50;
const units = { receiveUnit: 64, transmissionUnit: 64 };
const inputSize = 256;

/** Packets of a message to EID 8 from EID 9, tag 0, as large as the unit allows. */
function packets(message: number[]): number[][] {
	const result: number[][] = [];
	for (let at = 0; at < message.length; at += units.transmissionUnit) {
		const payload = message.slice(at, at + units.transmissionUnit);
		const end = at + payload.length === message.length ? 0x40 : 0;
		result.push([1, 8, 9, (0 === at ? 0x80 : 0) | end | ((result.length & 3) << 4) | 8, ...payload]);
	}
	return result;
}

function frame(packet: number[]): number[] {
	let sequence = 0xffff;
	for (const byte of [1, packet.length, ...packet]) {
		sequence ^= byte;
		for (let bit = 0; bit < 8; bit++) sequence = sequence & 1 ? (sequence >> 1) ^ 0x8408 : sequence >> 1;
	}
	const escaped = packet.flatMap((byte) => (0x7e === byte || 0x7d === byte ? [0x7d, byte ^ 0x20] : [byte]));
	return [0x7e, 1, packet.length, ...escaped, sequence >> 8, sequence & 0xff, 0x7e];
}

function echo(length: number): number[] {
	const message = [0x7e, 0xcc, 0xde, 0xf0];
	while (message.length < length) message.push(message.length % 0x70);
	return message;
}

const messages: readonly (readonly [string, readonly number[]])[] = [
	["Get Endpoint ID", [0x00, 0x81, 0x02]],
	["echo 64 B (one packet)", echo(64)],
	["echo 64 B of data (two packets)", echo(68)],
	["echo 2 KiB", echo(2052)],
];

class Bench {
	readonly endpoint: Endpoint;
	readonly serial: Serial;
	readonly frames: number;
	readonly output: number;

	constructor() {
		const size = Serial.frames(units, inputSize) + 40 * 80;
		this.endpoint = new Endpoint({ ports: [{ network: 1, ...units, eid: 8, frames: size, wake() {} }] });
		this.endpoint.responders.add(new Control({ endpoint: this.endpoint }));
		this.endpoint.responders.add(new TestServices(this.endpoint));
		this.serial = new Serial(this.endpoint, 0, inputSize);
		this.frames = this.endpoint.port(0).frames + Serial.frames(units, inputSize);
		this.output = this.endpoint.port(0).frames;
	}

	/** Instructions from the first packet in to the last packet out. */
	packets(lengths: Uint8Array): number {
		const { endpoint, frames, output } = this;
		const start = instructions();
		for (let index = 0; index < lengths.length; index++) endpoint.receive(0, 0, frames + 80 * index, lengths[index], 0);
		while (endpoint.transmit(0, 0, output, 68)) endpoint.transmitted(0, 0, true);
		endpoint.tick(0);
		return instructions() - start;
	}

	/** The same loop with nothing to do. */
	idlePackets(lengths: Uint8Array): number {
		const { endpoint, output } = this;
		const start = instructions();
		for (let index = 0; index < lengths.length; index++) lengths[index];
		while (endpoint.transmit(0, 0, output, 68)) endpoint.transmitted(0, 0, true);
		endpoint.tick(0);
		return instructions() - start;
	}

	serialFrames(lengths: Uint8Array): number {
		const { endpoint, frames, serial } = this;
		const { memory } = endpoint;
		let sum = 0;
		for (let index = 0; index < lengths.length; index++) {
			const from = frames + 80 * index;
			memory.copyWithin(serial.input, from, from + lengths[index]);
			const start = instructions();
			serial.receive(0, lengths[index]);
			sum += instructions() - start;
		}
		const start = instructions();
		while (serial.transmit(0)) serial.transmitted(0, true);
		endpoint.tick(0);
		return sum + instructions() - start;
	}

	load(items: number[][]): Uint8Array {
		const lengths = new Uint8Array(items.length);
		items.forEach((item, index) => {
			lengths[index] = item.length;
			this.endpoint.memory.set(item, this.frames + 80 * index);
		});
		return lengths;
	}
}

function average(run: () => number): number {
	let sum = 0;
	for (let round = 0; round < rounds; round++) sum += run();
	return Math.round(sum / rounds);
}

/** Instructions of whole exchanges, without those of an idle loop, on the Cortex-M4. */
export default function figures(): void {
	if ("cortex-m4" !== target) return print("counted on Cortex-M4 only");
	const bench = new Bench();
	for (let index = 0; index < messages.length; index++) {
		const [name, message] = messages[index];
		const cut = packets(message.slice());
		const lengths = bench.load(cut);
		const idle = average(() => bench.idlePackets(lengths));
		const core = average(() => bench.packets(lengths)) - idle;
		const frameLengths = bench.load(cut.map(frame));
		const serial = average(() => bench.serialFrames(frameLengths)) - idle;
		print(`${name}: core ${core}, with serial ${serial} instructions (idle loop ${idle})`);
	}
}
