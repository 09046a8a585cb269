// SPDX-License-Identifier: Apache-2.0
import type { Port } from "../../modules/mctp/port.js";
import type { Attachment } from "./device.js";
import I2cLink, { i2cPort, ownerAddress } from "./i2c/link.js";
import type { Link, TransportName } from "./link.js";
import type Log from "./log.js";
import type Loop from "./loop.js";
import { transports, type Transport } from "./transports.js";
import GuestLink, { guestPort } from "./usbredir/guest-link.js";
import VirtualLink, { virtualPort, type VirtualEnd } from "./virtual-link.js";

/** How a bus owner gets at an endpoint. */
export interface Connection {
	/** A port for it. */
	port(loop: Loop, network: number, eid: number): Port;
	/** Its link, which ends at that port and is not open yet. */
	link(end: VirtualEnd): Pick<Link, "open" | "close">;
}

/** The bus owner's side of each transport. */
const sides: Readonly<Record<TransportName, Pick<Transport, "port" | "link">>> = Object.freeze({
	serial: transports.serial,
	i2c: { port: ownerPort, link: (options) => new I2cLink({ ...options, i2c: { address: ownerAddress } }) },
	usbredir: { port: guestPort, link: (options) => new GuestLink(options) },
});

function ownerPort(loop: Loop, network: number, eid: number): Port {
	return i2cPort(loop, network, eid, { address: ownerAddress });
}

/** To a device in this process. */
export function virtualConnection(device: VirtualEnd): Connection {
	return {
		port: (loop, network, eid) => virtualPort(loop, network, { eid }),
		link: (end) => new VirtualLink(end, device),
	};
}

/** To whoever is at the other end of a line. */
export function lineConnection({ transport, line }: Attachment, log: Log): Connection {
	const { port, link } = sides[transport];
	return {
		port,
		link: ({ loop, endpoint, port }) => link({ name: transport, packets: endpoint, loop, port, line, log }),
	};
}
