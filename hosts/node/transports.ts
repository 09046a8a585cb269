// SPDX-License-Identifier: Apache-2.0
import type { Port } from "../../modules/mctp/port.js";
import I2cLink, { i2cPort } from "./i2c/link.js";
import type { I2cAttachment, Link, LinkOptions, TransportName } from "./link.js";
import type Loop from "./loop.js";
import SerialLink, { serialPort } from "./serial/link.js";
import UsbredirLink, { usbredirPort } from "./usbredir/link.js";

/** One way to carry packets over a stream of bytes. */
export interface Transport {
	/** A port for its links. */
	port(loop: Loop, network: number, eid: number, i2c?: I2cAttachment): Port;
	link(options: LinkOptions): Link;
}

/** All transports of the virtual device, by the name of their option. */
export const transports: Readonly<Record<TransportName, Transport>> = Object.freeze({
	serial: { port: serialPort, link: (options) => new SerialLink(options) },
	usbredir: { port: usbredirPort, link: (options) => new UsbredirLink(options) },
	i2c: { port: i2cPort, link: (options) => new I2cLink(options) },
});

export const transportNames = Object.freeze(Object.keys(transports)) as readonly TransportName[];
