// SPDX-License-Identifier: Apache-2.0
import { Counter, counterNames } from "../../../modules/mctp/counter.js";
import type Endpoint from "../../../modules/mctp/endpoint.js";

export type Direction = "received" | "sent";

/** A packet, and what traces and captures tell about it. */
export interface TracedPacket {
	/** Microseconds since 1970. */
	readonly time?: number;
	/** What the port is called. */
	readonly port?: string;
	/** As the one sees it who traces or captures. */
	readonly direction?: Direction;
	/** Why it was dropped: a name of `counterNames`. */
	readonly dropped?: string;
	/** Address of the peer on the medium, where that has addresses; 0 */
	readonly physical?: number;
	/** What was wrong with the frame around it, or with the capture. */
	readonly faults?: readonly string[];
	/** From the transport header on. */
	readonly bytes: Uint8Array;
}

/** What is no reason. */
const passed = new Set<Counter>([Counter.sent, Counter.received, Counter.forwarded]);

/** Gets packets as they pass. Their bytes are valid during the call. */
export type PacketListener = (packet: TracedPacket) => void;

/**
 * Tells of all packets of an endpoint from now on, until the returned function is called. `names` are what its ports are
 * called; ports without a name are left out.
 */
export function followPackets(endpoint: Endpoint, names: readonly string[], listener: PacketListener): () => void {
	return endpoint.follow((counter, index, _now, offset, length, physical) => {
		const port = names[index];
		if (undefined === port) return;
		listener({
			time: Math.round(1000 * (performance.timeOrigin + performance.now())),
			port,
			direction: Counter.sent === counter ? "sent" : "received",
			dropped: passed.has(counter) ? undefined : counterNames[counter],
			physical,
			bytes: endpoint.memory.subarray(offset, offset + length),
		});
	});
}
