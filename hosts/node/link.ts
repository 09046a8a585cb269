// SPDX-License-Identifier: Apache-2.0
import type { Activation } from "../../modules/activation/activation.js";
import type { I2cTarget } from "../../modules/device/i2c-target.js";
import type { Identity } from "../../modules/device/profile.js";
import type { Packets } from "../../modules/mctp/packets.js";
import type LineBus from "./i2c/line-bus.js";
import type { Line } from "./line/line.js";
import type Log from "./log.js";
import type Loop from "./loop.js";
import type { Pump } from "./loop.js";

/** What goes over the line of a link. */
export type TransportName = "serial" | "usbredir" | "i2c";

export const usbSpeeds = ["full", "high"] as const;
/** Kilohertz, as people write them. */
export const i2cSpeeds = ["0", "100", "400", "1000"] as const;
export type I2cSpeed = (typeof i2cSpeeds)[number];
export type UsbSpeed = (typeof usbSpeeds)[number];

/** Where a device is on an I2C bus. */
export interface I2cAttachment {
	/** 7-bit address; 0x1d for a device, 0x10 for a bus owner */
	readonly address?: number;
	/** Kilohertz; 0: bytes take no time; 0 */
	readonly speed?: number;
	/** The bus, where several devices of this process are on it; else the link has its own. */
	readonly shared?: LineBus;
}

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
	i2c?: I2cAttachment;
	/** Serves what is no MCTP at the I2C address. */
	target?: I2cTarget;
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
