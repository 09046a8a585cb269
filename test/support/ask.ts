// SPDX-License-Identifier: Apache-2.0
import type Endpoint from "../../modules/mctp/endpoint.js";
import { bytes, hex } from "./text.js";

/** Asks an endpoint by a packet; returns its answer of one packet from the fifth byte of the message on: behind the headers of PLDM. */
export function asker(endpoint: Endpoint): (packet: string) => string {
	return (packet) => {
		const { frames } = endpoint.port(0);
		const incoming = bytes(packet);
		endpoint.memory.set(incoming, frames);
		endpoint.receive(0, 0, frames, incoming.length, 0);
		const length = endpoint.transmit(0, 0, frames, 68);
		endpoint.transmitted(0, 0, true);
		return hex(endpoint.memory, frames + 8, length - 8);
	};
}
