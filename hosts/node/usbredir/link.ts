// SPDX-License-Identifier: Apache-2.0
import type { Activation } from "../../../modules/activation/activation.js";
import Usb, { largestUnit, usbCounterNames } from "../../../modules/binding/usb/usb.js";
import type { Identity } from "../../../modules/device/profile.js";
import type { Port } from "../../../modules/mctp/port.js";
import Descriptors, { bulkPacketSize, Speed, type DescriptorOptions } from "../../../modules/usb/descriptors.js";
import RedirectedDevice from "../../../modules/usb/usbredir/redirected-device.js";
import clock from "../clock.js";
import Damage from "../line/damage.js";
import LineLink from "../line/line-link.js";
import type { LinkOptions } from "../link.js";
import type Loop from "../loop.js";
import usbredirActivation from "./activation.js";
import type { UsbredirState } from "./states.js";

/** Packets of any size are taken; 64 bytes of payload are sent until a destination is known to take more. */
export const units = { receiveUnit: largestUnit, transmissionUnit: 64, largestUnit } as const;

/** DSP0239 medium id. */
const usb20 = 0x11;
/** QEMU puts a high-speed device on a UHCI too, which cuts transfers as if it were one of full speed. */
const smallestPacketSize = bulkPacketSize(Speed.full);

/** The port of an endpoint that a usbredir link will serve. */
export function usbredirPort(loop: Loop, network: number, eid: number): Port {
	return { network, eid, medium: usb20, ...units, frames: Usb.frames + RedirectedDevice.size, wake: loop.wake };
}

/** Puts a port of an endpoint behind a USB device, which a usbredir peer such as QEMU has plugged in. */
class UsbredirLink extends LineLink {
	readonly transport = "usbredir";
	readonly #usb: Usb;
	readonly #device: RedirectedDevice;
	readonly #damage: Damage;
	/** Bytes of the peer that have to wait until there is room for answers. */
	#rest: Uint8Array | undefined = undefined;
	/** What the person knows. */
	#told = "";

	constructor(options: LinkOptions) {
		super(options, RedirectedDevice.outputSize);
		const { memory } = this.packets;
		const descriptors = new Descriptors(descriptorOptions(options));
		const usb = new Usb(this.packets, this.port, smallestPacketSize);
		const offset = this.packets.port(this.port).frames + Usb.frames;
		this.#usb = usb;
		this.#device = new RedirectedDevice({ memory, offset, descriptors, pipes: usb });
		this.#damage = new Damage(usb.counters, usbCounterNames);
		this.#device.close(clock());
	}

	/** Plugs the device in, as it is at first. */
	plug(): void {
		this.#device.plug();
		this.#tell();
		this.loop.wake();
	}

	unplug(): void {
		this.#device.unplug(clock());
		this.#tell();
		this.loop.wake();
	}

	/** What has become of the device. */
	get state(): UsbredirState {
		const { plugged, attached, configured, refused } = this.#device;
		if (!plugged) return "unplugged";
		if (refused) return "refused";
		if (configured) return "configured";
		return attached ? "attached" : "waiting";
	}

	/** What became of packets in transfers, and messages about what the device does not have. */
	get counters(): Readonly<Record<string, number>> {
		const named = usbCounterNames.map((name, index) => [name, this.#usb.counters[index]]);
		return { ...Object.fromEntries(named), ignored: this.#device.ignored };
	}

	activation(name: string): Activation {
		return usbredirActivation(name, this);
	}

	protected begin(now: number): void {
		this.#device.open(now);
	}

	protected end(now: number): void {
		this.#rest = undefined;
		this.#told = "";
		this.#device.close(now);
	}

	/** What the device cannot take yet is kept, and no more is read. */
	protected take(bytes: Uint8Array, now: number): void {
		const device = this.#device;
		const { memory } = this.packets;
		let at = 0;
		while (at < bytes.length && !device.blocked && !device.problem) {
			const part = bytes.subarray(at, at + device.inputSize);
			memory.set(part, device.input);
			device.receive(now, part.length);
			at += part.length;
		}
		this.#damage.tell(this.name, this.log);
		this.#tell();
		if (device.problem) return this.line.drop(device.problem);
		this.#rest = at < bytes.length || device.blocked ? Uint8Array.from(bytes.subarray(at)) : undefined;
		if (undefined !== this.#rest) this.line.pause();
	}

	protected fill(batch: Uint8Array, now: number): number {
		const device = this.#device;
		device.pump(now);
		const length = device.outputLength;
		batch.set(this.packets.memory.subarray(device.output, device.output + length));
		device.taken(now);
		this.#continue(now);
		return length;
	}

	protected sent(now: number): void {
		this.#usb.transmitted(now, true);
	}

	/** Takes what had to wait. */
	#continue(now: number): void {
		const rest = this.#rest;
		if (undefined === rest) return;
		this.#rest = undefined;
		this.take(rest, now);
		this.loop.wake();
		if (undefined === this.#rest) this.line.resume();
	}

	/** Tells the person what has become of the device, once. */
	#tell(): void {
		const { state } = this;
		if (state === this.#told) return;
		this.#told = state;
		if ("refused" === state) this.notice("the peer refuses this USB device: look at its filter rules");
		else if ("configured" === state) this.log.info(`${this.name}: configured by the USB host`);
	}
}

function descriptorOptions({ identity, usbSpeed = "high" }: LinkOptions): DescriptorOptions {
	const { manufacturer, product, serialNumber, usb }: Partial<Identity> = identity ?? {};
	return { manufacturer, product, serialNumber, ...usb, speed: Speed[usbSpeed] };
}

export default UsbredirLink;
