// SPDX-License-Identifier: Apache-2.0
import { chunks, collect, collections, print, slots } from "host";
import Usb, { largestUnit } from "../../../modules/binding/usb/usb.js";
import Control from "../../../modules/control/responder.js";
import Endpoint from "../../../modules/mctp/endpoint.js";
import Descriptors from "../../../modules/usb/descriptors.js";
import RedirectedDevice from "../../../modules/usb/usbredir/redirected-device.js";
import TestServices from "../../../modules/vendor/services.js";
import crc32 from "../../../modules/wire/crc32.js";
import { bytes } from "../../support/text.js";
import { rising } from "../../tables/table.js";
import { bulk, control, hello, id, noId, other, third, wide } from "../../tables/usbredir-messages.js";
import equal from "./fixtures/equal.js";

const messages = 10_000;
const warmUp = 2;
const storeSize = 8000;

/** A packet from EID 9 as it is in a transfer. */
function head(packet: string): string {
	const length = packet.split(" ").join("").length / 2 + 4;
	return `1ab400${length.toString(16).padStart(2, "0")}${packet}`;
}

function out(...packets: string[]): string {
	const transfer = packets.map(head).join("");
	return bulk(other, "01", transfer.split(" ").join("").length / 2, transfer);
}

const request = (flags: string, body: string) => `010809${flags}${body}`;
const echo = (flags: string, size: number) => request(flags, `7eccdef0${rising(1, size)}`);
const input = (room: number) => bulk(id, "81", room);

/** Everything that a connection goes through. The answers are eight messages: so each round begins with the same sequence number. */
function round(): readonly string[] {
	return [
		hello("ff000000"),
		...[wide(3, noId), control(id, "80 06 0001 0000", 18), control(id, "80 06 0002 0000", 255), control(id, "80 06 0203 0904", 255)],
		...[control(id, "80 06 000f 0000", 5), control(id, "00 07 0001 0000", 4, "00", "00000000"), bulk(id, "81", 512)],
		...[wide(6, id, "01"), wide(7, id), wide(9, id, "0000"), wide(10, id, "00")],
		...[input(512), out(request("c8", "008002")), input(512), out(request("c8", "008105"))],
		...[out(request("c9", "008204"), request("ca", "008306"), echo("cb", 200)), input(512)],
		...[input(64), out(echo("c8", 56)), input(64), input(64)],
		...[out(echo("c8", 48)), input(64), input(64)],
		...[out(request("88", `7eccdef0${rising(1, 60)}`), request("58", rising(61, 64))), input(512), input(512)],
		...[wide(21, id), wide(21, third)],
		...[
			bulk(other, "01", 11, "1bb4000b010809c8008002"),
			bulk(other, "01", 4, "1ab40000"),
			bulk(other, "01", 5, "1ab4000a01"),
			bulk(other, "01", 0),
		],
		...[bulk(other, "02", 1, "00"), bulk(other, "81", 0), wide(102, id, "01 00 0200 aaaa"), wide(23, id, "2d312c2d31")],
		...[control(id, "02 03 0000 8100", 0), input(512), control(id, "02 01 0000 8100", 0)],
		wide(99, id),
	];
}

/** A device and its peer, who says the same again and again. */
class Station {
	readonly endpoint: Endpoint;
	readonly usb: Usb;
	readonly device: RedirectedDevice;
	readonly #offsets: readonly number[];
	readonly #lengths: readonly number[];
	written = 0;

	constructor(texts: readonly string[]) {
		const port = { network: 1, receiveUnit: largestUnit, transmissionUnit: 64, largestUnit, eid: 8, wake: () => {} };
		this.endpoint = new Endpoint({ ports: [{ ...port, frames: Usb.frames + RedirectedDevice.size + storeSize }] });
		const { endpoint } = this;
		const { memory } = endpoint;
		endpoint.responders.add(new Control({ endpoint }));
		endpoint.responders.add(new TestServices(endpoint));
		const offset = endpoint.port(0).frames + Usb.frames;
		this.usb = new Usb(endpoint, 0, 64);
		this.device = new RedirectedDevice({ memory, offset, descriptors: new Descriptors(), pipes: this.usb });
		const all = texts.map(bytes);
		let at = offset + RedirectedDevice.size;
		this.#offsets = all.map((message) => (at += message.length) - message.length);
		this.#lengths = all.map((message) => message.length);
		if (at > endpoint.port(0).frames + endpoint.port(0).port.frames) throw new RangeError("raise storeSize");
		all.forEach((message, index) => memory.set(message, this.#offsets[index]));
	}

	/** One connection. Returns the CRC of all that the device says. */
	run(): number {
		const { device } = this;
		const { memory } = this.endpoint;
		let sum = -1;
		device.open(0);
		for (let index = 0; index < this.#offsets.length; index++) {
			const from = this.#offsets[index];
			const length = this.#lengths[index];
			memory.copyWithin(device.input, from, from + length);
			device.receive(0, length);
			device.pump(0);
			sum = this.#take(sum);
		}
		device.unplug(0);
		device.plug();
		return this.#take(sum);
	}

	#take(sum: number): number {
		const { device } = this;
		const result = crc32(this.endpoint.memory, device.output, device.outputLength, sum);
		this.written += device.outputLength;
		device.taken(0);
		this.usb.transmitted(0, true);
		this.endpoint.tick(0);
		return result;
	}
}

/** After a warm-up, thousands of messages of usbredir, with packets and without, change neither slots nor chunks. */
export default function allocationUsb(): void {
	const texts = round();
	const station = new Station(texts);
	const rounds = Math.ceil(messages / texts.length);
	let sum = 0;
	for (let index = 0; index < warmUp; index++) sum = station.run();
	collect();
	const written = station.written;
	const garbage = collections();
	const slotsBefore = slots();
	const chunksBefore = chunks();
	let same = 0;
	for (let index = 0; index < rounds; index++) if (station.run() === sum) same++;
	const slotsAfter = slots();
	const chunksAfter = chunks();
	const garbageAfter = collections();
	equal(slotsAfter - slotsBefore, 0, "slots allocated");
	equal(chunksAfter - chunksBefore, 0, "chunk bytes allocated");
	equal(garbageAfter - garbage, 0, "garbage collections");
	equal(same, rounds, "connections with the same answers");
	equal(station.device.problem, "unknown message type", "how each ended");
	print(`${rounds * texts.length} messages, ${station.written - written} bytes of answers checked: 0 slots, 0 chunk bytes, 0 collections`);
}
