// SPDX-License-Identifier: Apache-2.0
import type { Port } from "../../modules/mctp/port.js";
import type { Link, LinkOptions, TransportName } from "./link.js";
import type Loop from "./loop.js";
import SerialLink, { serialPort } from "./serial/link.js";

/** One way to carry packets over a stream of bytes. */
interface Transport {
	/** DSP0239 physical medium id. */
	readonly medium: number;
	/** A port for its links. */
	port(loop: Loop, network: number, eid: number): Port;
	link(options: LinkOptions): Link;
}

/** All transports of the virtual device, by the name of their option. */
export const transports: Readonly<Record<TransportName, Transport>> = Object.freeze({
	serial: { medium: 0x24, port: serialPort, link: (options) => new SerialLink(options) },
});

export const transportNames = Object.freeze(Object.keys(transports)) as readonly TransportName[];
