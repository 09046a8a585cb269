// SPDX-License-Identifier: Apache-2.0
import { baselineUnit, headerLength } from "./header.js";
import type { Packets } from "./packets.js";
import type { Port, PortState } from "./port.js";

/** Packets that an endpoint sends to itself in one tick; the rest follows in the next. */
const perTick = 64;

/**
 * For each network, a port whose packets come back at once: the way of the endpoint to itself. It has no EID; that packets
 * are for the endpoint is known from the places of the network.
 * @setup
 */
export function loops(ports: readonly Port[]): Port[] {
	const networks = ports.map(({ network }) => network);
	return networks
		.filter((network, index) => networks.indexOf(network) === index)
		.map((network) => ({
			network,
			receiveUnit: baselineUnit,
			transmissionUnit: baselineUnit,
			frames: baselineUnit + headerLength,
			wake: () => ports[0].wake(),
		}));
}

/** Delivers what an endpoint sends to itself, by its ports from the index `first` on. */
export function deliver(endpoint: Packets, ports: readonly PortState[], first: number, now: number): void {
	for (let index = first; index < ports.length; index++) {
		const { frames, longest, port, queue } = ports[index];
		for (let count = 0; queue.ready; count++) {
			if (count === perTick) {
				port.wake();
				break;
			}
			const length = endpoint.transmit(index, now, frames, longest);
			endpoint.transmitted(index, now, true);
			endpoint.receive(index, now, frames, length, 0);
		}
	}
}
