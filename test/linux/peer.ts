// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject } from "vitest";
import Operator from "../../hosts/node/management/operator.js";
import { lacking, type Direction, type Wires } from "./command.js";
import { Device } from "./device.js";
import type { Guest, Result } from "./guest.js";
import { bootQemu, type Host } from "./qemu.js";
import { Relay } from "./relay.js";
import { bootUml } from "./uml.js";

export interface UsbPeerOptions {
	/** Who listens on the usbredir connection. */
	direction?: Direction;
	host?: Host;
	speed?: Wires["speed"];
	/** The device's serial line is on the guest's UART as well, and the device listens there, too. */
	serial?: boolean;
	/** The connection goes through `peer.relay`. */
	relay?: boolean;
	/** What the device is: a name, or a file. */
	profile?: string;
}

/** A guest and its device. */
export class Peer {
	readonly wires: Wires;
	folder!: string;
	device!: Device;
	relay!: Relay;
	readonly #guests: Guest[] = [];
	readonly #boot: (peer: Peer) => Promise<Guest>;

	constructor(wires: Wires, boot: (peer: Peer) => Promise<Guest>) {
		this.wires = wires;
		this.#boot = boot;
	}
	/** The guest that booted last. */
	get guest(): Guest {
		return this.#guests.at(-1)!;
	}
	async start(): Promise<void> {
		this.folder = mkdtempSync(join(tmpdir(), "mctp-xs-linux-"));
		process.once("exit", this.#remove);
		this.device = new Device(this.wires, this.folder);
		await this.device.start();
		await this.boot();
	}
	async boot(): Promise<void> {
		this.#guests.push(await this.#boot(this));
	}
	async stop(): Promise<void> {
		for (const guest of this.#guests) await guest.stop();
		await this.relay?.unplug();
		await this.device.stop();
		process.off("exit", this.#remove);
		this.#remove();
	}
	/** Runs a command line in the guest, whatever its exit status. */
	run(line: string): Promise<Result> {
		return this.guest.run(line);
	}
	/** What a command line prints that has to succeed. */
	output(line: string): Promise<string> {
		return this.guest.output(line);
	}
	/** An operator of a device that has a profile. */
	operator(): Promise<Operator> {
		return Operator.connect({ path: join(this.folder, "control") });
	}
	/** What both sides have said. */
	get log(): string {
		return `${this.#guests.map((guest) => `--- guest\n${guest.log}`).join("\n")}\n--- device\n${this.device.log}`;
	}

	#remove = () => rmSync(this.folder, { recursive: true, force: true });
}

/** The device on the serial line of a User-Mode-Linux guest. */
export function usePeer({ direction = "listen", profile }: { direction?: Direction; profile?: string } = {}): Peer {
	return use("uml", new Peer({ serial: direction, profile }, ({ device, folder }) => bootUml(device, folder)));
}

/** The device on the I2C bus of a User-Mode-Linux guest; or several, as a configuration says, with {i2c} for the target. */
export function useI2cPeer({ config, profile }: { config?: string; profile?: string } = {}): Peer {
	return use("uml", new Peer({ i2c: "listen", config, profile }, ({ device, folder }) => bootUml(device, folder)));
}

/** The device on USB in a QEMU guest. */
export function useUsbPeer({
	direction = "listen",
	host = "xhci",
	speed,
	serial = false,
	relay = false,
	profile,
}: UsbPeerOptions = {}): Peer {
	const wires: Wires = { serial: serial ? "listen" : undefined, usbredir: direction, speed, profile };
	return use(
		"qemu",
		new Peer(wires, async (peer) => {
			if (!relay) return bootQemu(peer.device, host);
			peer.relay = await Relay.start(join(peer.folder, "relay"), peer.device.socket("usbredir"));
			return bootQemu(peer.device, host, peer.relay.path);
		}),
	);
}

/** A peer for the tests of one suite; they run one after the other and see what those before have done. Shows its log if one fails. */
function use(guest: "uml" | "qemu", peer: Peer): Peer {
	let failed = false;
	const skipped = inject("guests").includes(guest) ? lacking(peer.wires) : `there is no ${guest} guest on this machine`;
	beforeAll(() => (undefined === skipped ? peer.start() : undefined));
	afterAll(async () => {
		if (undefined !== skipped) return;
		await peer.stop();
		if (failed) console.error(peer.log);
	});
	beforeEach((context) => context.skip(undefined !== skipped, skipped));
	afterEach(({ task }) => {
		failed ||= "fail" === task.result?.state;
	});
	return peer;
}

/** Waits for the device on USB, which takes EID 9 and answers there. */
export async function usbPresent(peer: Peer): Promise<void> {
	await peer.output("usb_up 8 9");
	expect(await peer.output("mctptool req -i mctpusb0 1 0 0 80 01 00 09")).toMatch(/: 00 01 00 00 09 00$/);
	expect(await peer.output("mctptool ping 1 9 0x7e 1000 ccdef0")).toBe("9: 1003 bytes, same");
}

/** Waits until the device of the last `usbPresent` is gone. */
export async function usbLost(peer: Peer): Promise<void> {
	await peer.output("usb_lost");
}
