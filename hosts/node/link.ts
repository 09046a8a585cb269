// SPDX-License-Identifier: Apache-2.0
import type { Activation } from "../../modules/activation/activation.js";
import type { Identity } from "../../modules/device/profile.js";
import type { Packets } from "../../modules/mctp/packets.js";
import type { Line } from "./line/line.js";
import type Log from "./log.js";
import type Loop from "./loop.js";
import type { Pump } from "./loop.js";

/** What goes over the line of a link. */
export type TransportName = "serial" | "usbredir";

export const usbSpeeds = ["full", "high"] as const;
export type UsbSpeed = (typeof usbSpeeds)[number];

export interface LinkOptions {
	/** What people call the link: the transport and a number. */
	name: string;
	packets: Packets;
	loop: Loop;
	/** Index of a port that was made for this transport. */
	port: number;
	line: Line;
	log: Log;
	/** Who the device is, for transports that tell; left out on the side of a bus owner. */
	identity?: Identity;
	/** The highest that a USB device has; high */
	usbSpeed?: UsbSpeed;
}

/** What carries packets between one port of an endpoint and a peer. */
export interface Link extends Pump {
	readonly name: string;
	readonly transport: TransportName;
	readonly line: Line;
	/** Resolves when a peer can come; rejects, with a reason for the person, if none ever can. */
	open(): Promise<void>;
	close(): Promise<void>;
	/** How the link is operated, under this name, where it can be. */
	activation?(name: string): Activation;
}
