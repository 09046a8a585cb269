// SPDX-License-Identifier: Apache-2.0
import { largestUnit } from "../../../modules/binding/usb/usb.js";
import type { Identity } from "../../../modules/device/profile.js";
import type { Packets } from "../../../modules/mctp/packets.js";
import Descriptors, { Speed } from "../../../modules/usb/descriptors.js";
import type { PlatformPort } from "../port.js";
import UsbFunction from "./function.js";

/** Bytes of the longest packet. */
const packetSize = largestUnit + 4;

/** Packets taken in at a time: whatever a USB host sends, the rest of the device has its turn. */
const perTurn = 16;

export interface UsbPortOptions {
	/** usb0 */
	name?: string;
	/** Static EID; 0 or none: the bus owner assigns one. */
	eid?: number;
	/** 0, if the bus owner is to be told when the link comes up (Discovery Notify); none */
	busOwner?: number;
}

/** Packets on the USB device of the board (DSP0283). What is in transfers, C takes apart and puts together. */
class UsbPort implements PlatformPort {
	readonly name: string;
	readonly network: number;
	readonly eid: number | undefined;
	readonly busOwner: number | undefined;
	/** DSP0239: USB 2.0. */
	readonly medium = 0x11;
	readonly receiveUnit = largestUnit;
	readonly transmissionUnit = 64;
	readonly largestUnit = largestUnit;
	readonly frames = 2 * packetSize;
	readonly wake: () => void;
	readonly #wakeHost: () => void;
	#function: UsbFunction | undefined = undefined;
	#packets: Packets | undefined = undefined;
	#index = 0;
	#input = 0;
	#output = 0;
	#up = false;
	/** The link is to be told anew: it was lost, or has come. */
	#changed = false;
	/** There may be something to send. */
	#pending = false;

	constructor(network: number, wake: () => void, { name = "usb0", eid, busOwner }: UsbPortOptions = {}) {
		this.name = name;
		this.network = network;
		this.eid = eid;
		this.busOwner = busOwner;
		this.#wakeHost = wake;
		this.wake = () => {
			this.#pending = true;
			wake();
		};
	}

	serve(packets: Packets, index: number, { manufacturer, product, serialNumber, usb }: Identity): void {
		this.#packets = packets;
		this.#index = index;
		this.#input = packets.port(index).frames;
		this.#output = this.#input + packetSize;
		const { memory: descriptors } = new Descriptors({ manufacturer, product, serialNumber, ...usb, speed: Speed.full });
		const wake = this.#wakeHost;
		this.#changed = true;
		this.#function = new UsbFunction({
			descriptors,
			onReadable: wake,
			onWritable: wake,
			onLink: (up) => {
				this.#up = up;
				this.#changed = true;
				wake();
			},
		});
	}

	/** Takes requests in as long as there is room for answers; the others wait in the ring, and then at the USB host. */
	pump(now: number): void {
		const packets = this.#packets!;
		if (this.#changed) {
			this.#changed = false;
			packets.link(this.#index, now, false);
			if (this.#up) packets.link(this.#index, now, true);
		}
		if (this.#pending && !this.#send(now)) return;
		for (let count = 0; count < perTurn; count++) {
			const length = this.#function!.read(packets.memory, this.#input, packetSize);
			if (undefined === length) return;
			packets.receive(this.#index, now, this.#input, length, 0);
			if (!this.#send(now)) return;
		}
		this.wake();
	}

	/** Returns whether everything has been sent. */
	#send(now: number): boolean {
		this.#pending = false;
		if (!this.#up) return true;
		const packets = this.#packets!;
		const device = this.#function!;
		let left = false;
		let room = device.room();
		while (room > 0) {
			const length = packets.transmit(this.#index, now, this.#output, packetSize);
			if (0 === length) break;
			device.write(packets.memory, this.#output, length);
			left = true;
			room = device.room();
		}
		if (left) packets.transmitted(this.#index, now, true);
		if (0 === room) this.#pending = true;
		return room > 0;
	}
}

Object.freeze(UsbPort.prototype);
export default UsbPort;
