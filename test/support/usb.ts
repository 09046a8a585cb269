// SPDX-License-Identifier: Apache-2.0
import Usb, { largestUnit, usbCounterNames } from "../../modules/binding/usb/usb.js";
import Endpoint from "../../modules/mctp/endpoint.js";
import Descriptors, { type DescriptorOptions } from "../../modules/usb/descriptors.js";
import RedirectedDevice from "../../modules/usb/usbredir/redirected-device.js";
import { echo } from "./responders.js";
import { hex, packetText } from "./text.js";
import type Trace from "./trace.js";

export interface UsbOptions {
	/** Payload bytes of the packets that are sent; 64 */
	unit?: number;
	/** Bytes of packets on the bus; 512 */
	packetSize?: number;
	/** What the redirected device is. */
	usb?: DescriptorOptions;
}

/** An endpoint with EID 8 behind USB, which sends messages of type 1 back: with transfers only, or as a redirected device. */
class UsbBench {
	readonly endpoint: Endpoint;
	readonly usb: Usb;
	readonly device: RedirectedDevice;
	/** Packets that transfers brought. */
	readonly packets: string[] = [];
	/** Answers that have left whole, or were given up. */
	sent = 0;
	lost = 0;
	readonly #trace: Trace | undefined;
	now = 0;

	constructor({ unit = 64, packetSize = 512, usb = {} }: UsbOptions = {}, trace?: Trace) {
		const units = { receiveUnit: largestUnit, transmissionUnit: unit };
		this.endpoint = new Endpoint({
			ports: [{ network: 1, ...units, eid: 8, frames: Usb.frames + RedirectedDevice.size, wake() {} }],
		});
		const { endpoint } = this;
		const { memory } = endpoint;
		const { frames } = endpoint.port(0);
		endpoint.responders.add({ ...echo(endpoint), sent: () => void this.sent++, abandoned: () => void this.lost++ });
		this.usb = new Usb(endpoint, 0, packetSize);
		this.device = new RedirectedDevice({ memory, offset: frames + Usb.frames, descriptors: new Descriptors(usb), pipes: this.usb });
		this.#trace = trace;
		trace?.follow(endpoint);
		const { input, inputSize } = this.usb;
		endpoint.follow((_verdict, port, _now, offset, length, physical) => {
			if (offset < input + inputSize)
				this.packets.push(packetText({ port, physical, bytes: Array.from(memory.slice(offset, offset + length)) }));
		});
	}

	/** A piece of a transfer arrives. What lies around it looks like heads of packets. */
	piece(bytes: readonly number[]): void {
		const { memory } = this.endpoint;
		const { input, inputSize } = this.usb;
		for (let at = 0; at < inputSize; at++) memory[input + at] = [0x1a, 0xb4, 0x00, 0x08][at & 3];
		memory.set(bytes, input);
		this.usb.receive(this.now, bytes.length);
		this.endpoint.tick(this.now);
	}

	/** Pieces of at most `room` bytes that leave, until there are no more, or `most` of them. */
	pieces(room: number, most = 1000): string[] {
		const { memory } = this.endpoint;
		const { usb } = this;
		const result: string[] = [];
		while (result.length < most) {
			const length = usb.transmit(this.now, room);
			if (length < 0) break;
			this.#trace?.add(memory, usb.output, length);
			result.push(hex(memory, usb.output, length));
			usb.transmitted(this.now, true);
		}
		this.endpoint.tick(this.now);
		return result;
	}

	/** The device's peer sends bytes, which arrive in pieces of `piece`; returns what goes back, as hexadecimal digits. */
	feed(bytes: readonly number[], piece = this.device.inputSize): string {
		const { memory } = this.endpoint;
		const { device } = this;
		let out = "";
		for (let at = 0; at < bytes.length && !device.problem; at += piece) {
			const part = bytes.slice(at, at + piece);
			memory.fill(0xa5, device.input, device.input + device.inputSize);
			memory.set(part, device.input);
			device.receive(this.now, part.length);
			while (device.blocked) out += this.#take();
		}
		return out + this.drain();
	}

	/** What goes to the device's peer now. */
	drain(): string {
		const { device } = this;
		let out = "";
		for (device.pump(this.now); device.outputLength > 0; device.pump(this.now)) out += this.#take();
		this.endpoint.tick(this.now);
		return out;
	}

	#take(): string {
		const { memory } = this.endpoint;
		const { device } = this;
		const out = hex(memory, device.output, device.outputLength);
		this.#trace?.add(memory, device.output, device.outputLength);
		device.taken(this.now);
		this.usb.transmitted(this.now, true);
		return out;
	}

	/** Counters that are not 0, by name. */
	counters(): Record<string, number> {
		const result: Record<string, number> = {};
		usbCounterNames.forEach((name, counter) => {
			if (this.usb.counters[counter]) result[name] = this.usb.counters[counter];
		});
		return result;
	}
}

export default UsbBench;
