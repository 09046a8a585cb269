// SPDX-License-Identifier: Apache-2.0
import Usb, { usbCounterNames } from "../../../modules/binding/usb/usb.js";
import type { Port } from "../../../modules/mctp/port.js";
import Damage from "../line/damage.js";
import LineLink from "../line/line-link.js";
import type { LinkOptions } from "../link.js";
import type Loop from "../loop.js";
import clock from "../clock.js";
import Guest from "./guest.js";
import { units } from "./link.js";

/** The port of an endpoint that is the USB host of a usbredir device. */
export function guestPort(loop: Loop, network: number, eid: number): Port {
	return { network, eid, ...units, frames: Usb.frames + Guest.size, wake: loop.wake };
}

/** Moves packets between a port of an endpoint and the USB device of a usbredir peer, in place of QEMU. */
class GuestLink extends LineLink {
	readonly transport = "usbredir";
	readonly #guest: Guest;
	readonly #damage: Damage;

	constructor(options: LinkOptions) {
		super(options, Guest.outputSize);
		this.#guest = new Guest(this.packets, this.port, this.packets.port(this.port).frames + Usb.frames);
		this.#damage = new Damage(this.#guest.counters, usbCounterNames);
		this.#guest.close(clock());
	}

	/** Resets the device, and configures it anew. */
	reset(): void {
		this.#guest.reset(clock());
		this.loop.wake();
	}

	protected begin(now: number): void {
		this.#guest.open(now);
	}

	protected end(now: number): void {
		this.#guest.close(now);
	}

	protected take(bytes: Uint8Array, now: number): void {
		const guest = this.#guest;
		const { memory } = this.packets;
		for (let at = 0; at < bytes.length && !guest.problem; at += Guest.inputSize) {
			const part = bytes.subarray(at, at + Guest.inputSize);
			memory.set(part, guest.input);
			guest.receive(now, part.length);
		}
		this.#damage.tell(this.name, this.log);
		if (guest.trouble) this.notice(guest.trouble);
		if (guest.problem) this.line.drop(guest.problem);
	}

	protected fill(batch: Uint8Array, now: number): number {
		const guest = this.#guest;
		guest.pump(now);
		const length = guest.outputLength;
		batch.set(this.packets.memory.subarray(guest.output, guest.output + length));
		guest.taken();
		return length;
	}

	/** A bulk packet is done when the device answers it. */
	protected sent(): void {}
}

export default GuestLink;
