// SPDX-License-Identifier: Apache-2.0
import Control from "../../modules/control/responder.js";
import Endpoint from "../../modules/mctp/endpoint.js";
import TestServices from "../../modules/vendor/services.js";
import type Log from "./log.js";
import Loop from "./loop.js";
import type { Line } from "./line/line.js";
import SerialLink, { serialPort } from "./serial/link.js";
import { formatPacket } from "./trace/format.js";
import { virtualPort, type VirtualEnd } from "./virtual-link.js";

export interface DeviceOptions {
	/** The serial lines, each to a bus owner of its own. */
	lines: readonly Line[];
	/** Static EID on the serial lines; 0: the bus owner assigns one. */
	eid: number;
	uuid: string;
	log: Log;
}

/** Largest message in either direction, from the message type byte on: 64 KiB of data and the headers before it. */
export const messageSize = 65536 + 64;
/** DSP0239 medium ids. */
const Medium = Object.freeze({ unspecified: 0x00, asynchronousSerial: 0x24 } as const);

/** The virtual device: one endpoint with a port for each serial line, and one for a bus owner in this process. */
class Device {
	readonly loop = new Loop();
	readonly endpoint: Endpoint;
	readonly links: readonly SerialLink[];
	/** Where a virtual link can end. */
	readonly virtualEnd: VirtualEnd;

	constructor(options: DeviceOptions) {
		const { lines, eid, uuid, log } = options;
		const { loop } = this;
		const virtual = lines.length;
		const endpoint = new Endpoint({
			ports: [...lines.map((_, index) => serialPort(loop, index + 1, eid)), virtualPort(loop, virtual + 1)],
			memory: { slots: 4, exchanges: 64, messageSize, largeAnswers: 4, requests: 1, requestSize: messageSize },
		});
		const mediums = [...lines.map(() => Medium.asynchronousSerial), Medium.unspecified];
		endpoint.responders.add(new Control({ endpoint, uuid, ports: mediums.map((medium) => ({ medium })) }));
		endpoint.responders.add(new TestServices(endpoint));
		this.endpoint = endpoint;
		this.virtualEnd = { loop, endpoint, port: virtual };
		this.links = lines.map((line, port) => new SerialLink({ name: `serial${port}`, endpoint, loop, port, line, log }));
		if (log.debugging) this.#trace(log);
		loop.start(endpoint);
	}

	/** Opens all serial lines. Rejects if one cannot be opened; the others are closed again then. */
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

	/** Packets on the serial lines, not the hundreds of the demonstration. */
	#trace(log: Log): void {
		const { endpoint, links } = this;
		endpoint.trace = (counter, port, _now, offset, length) => {
			if (port < links.length) log.debug(formatPacket(counter, links[port].name, endpoint.memory.subarray(offset, offset + length)));
		};
	}
}

export default Device;
