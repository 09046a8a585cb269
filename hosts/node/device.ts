// SPDX-License-Identifier: Apache-2.0
import Control from "../../modules/control/responder.js";
import Endpoint from "../../modules/mctp/endpoint.js";
import TestServices from "../../modules/vendor/services.js";
import type Log from "./log.js";
import Loop from "./loop.js";
import type { Line } from "./line/line.js";
import type { Link, TransportName } from "./link.js";
import { formatPacket } from "./trace/format.js";
import { transports } from "./transports.js";
import { virtualPort, type VirtualEnd } from "./virtual-link.js";

/** A line, and what goes over it. */
export interface Attachment {
	readonly transport: TransportName;
	readonly line: Line;
}

export interface DeviceOptions {
	/** Where bus owners are, each in a network of its own. */
	attachments: readonly Attachment[];
	/** Static EID on all lines; 0: the bus owner assigns one. */
	eid: number;
	uuid: string;
	log: Log;
}

/** Largest message in either direction, from the message type byte on: 64 KiB of data and the headers before it. */
export const messageSize = 65536 + 64;
/** DSP0239 medium id of the virtual link. */
const unspecified = 0x00;

/** The virtual device: one endpoint with a port for each line, and one for a bus owner in this process. */
class Device {
	readonly loop = new Loop();
	readonly endpoint: Endpoint;
	readonly links: readonly Link[];
	/** Where a virtual link can end. */
	readonly virtualEnd: VirtualEnd;

	constructor(options: DeviceOptions) {
		const { attachments, eid, uuid, log } = options;
		const { loop } = this;
		const virtual = attachments.length;
		const endpoint = new Endpoint({
			ports: [
				...attachments.map(({ transport }, index) => transports[transport].port(loop, index + 1, eid)),
				virtualPort(loop, virtual + 1),
			],
			memory: { slots: 4, exchanges: 64, messageSize, largeAnswers: 4, requests: 1, requestSize: messageSize },
		});
		const mediums = [...attachments.map(({ transport }) => transports[transport].medium), unspecified];
		endpoint.responders.add(new Control({ endpoint, uuid, ports: mediums.map((medium) => ({ medium })) }));
		endpoint.responders.add(new TestServices(endpoint));
		this.endpoint = endpoint;
		this.virtualEnd = { loop, endpoint, port: virtual };
		this.links = attachments.map(({ transport, line }, port) => {
			const name = `${transport}${attachments.slice(0, port).filter((other) => other.transport === transport).length}`;
			return transports[transport].link({ name, packets: endpoint, loop, port, line, log });
		});
		if (log.debugging) this.#trace(log);
		loop.start(endpoint);
	}

	/** Opens all lines. Rejects if one cannot be opened; the others are closed again then. */
	async open(): Promise<void> {
		try {
			for (const link of this.links) await link.open();
		} catch (error) {
			await this.close();
			throw error;
		}
	}

	async close(): Promise<void> {
		await Promise.all(this.links.map((link) => link.close()));
		this.loop.close();
	}

	/** Packets on the lines, not the hundreds of the demonstration. */
	#trace(log: Log): void {
		const { endpoint, links } = this;
		endpoint.trace = (counter, port, _now, offset, length) => {
			if (port < links.length) log.debug(formatPacket(counter, links[port].name, endpoint.memory.subarray(offset, offset + length)));
		};
	}
}

export default Device;
