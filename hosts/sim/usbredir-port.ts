// SPDX-License-Identifier: Apache-2.0
import Usb, { largestUnit } from "../../modules/binding/usb/usb.js";
import type { Identity } from "../../modules/device/profile.js";
import type { Packets } from "../../modules/mctp/packets.js";
import Descriptors, { bulkPacketSize, Speed } from "../../modules/usb/descriptors.js";
import RedirectedDevice from "../../modules/usb/usbredir/redirected-device.js";
import TcpPort from "./tcp-port.js";

/** QEMU puts a high-speed device on a UHCI too, which cuts transfers as if it were one of full speed. */
const smallestPacketSize = bulkPacketSize(Speed.full);

/** A USB device (DSP0283) in front of a usbredir peer such as QEMU, which connects over TCP. */
class UsbredirPort extends TcpPort {
	/** DSP0239: USB 2.0. */
	readonly medium = 0x11;
	readonly receiveUnit = largestUnit;
	readonly transmissionUnit = 64;
	readonly largestUnit = largestUnit;
	readonly frames = Usb.frames + RedirectedDevice.size;
	#usb!: Usb;
	#device!: RedirectedDevice;

	protected bind(packets: Packets, index: number, { manufacturer, product, serialNumber, usb }: Identity): void {
		const { memory } = packets;
		const descriptors = new Descriptors({ manufacturer, product, serialNumber, ...usb, speed: Speed.high });
		this.#usb = new Usb(packets, index, smallestPacketSize);
		const offset = packets.port(index).frames + Usb.frames;
		this.#device = new RedirectedDevice({ memory, offset, descriptors, pipes: this.#usb });
	}

	protected get input(): number {
		return this.#device.input;
	}

	protected get output(): number {
		return this.#device.output;
	}

	protected room(): number {
		return this.#device.blocked ? 0 : this.#device.inputSize;
	}

	protected begin(now: number): void {
		this.#device.open(now);
	}

	protected end(now: number): void {
		this.#device.close(now);
	}

	protected take(now: number, length: number): boolean {
		this.#device.receive(now, length);
		return !this.#device.problem;
	}

	protected fill(now: number): number {
		this.#device.pump(now);
		return this.#device.outputLength;
	}

	protected sent(now: number): void {
		this.#device.taken(now);
		this.#usb.transmitted(now, true);
	}
}

Object.freeze(UsbredirPort.prototype);
export default UsbredirPort;
