// SPDX-License-Identifier: Apache-2.0
import type Endpoint from "../../modules/mctp/endpoint.js";
import { headerLength } from "../../modules/mctp/header.js";
import type { Port } from "../../modules/mctp/port.js";
import clock from "./clock.js";
import type Loop from "./loop.js";
import type { Pump } from "./loop.js";

/** Packets moved in one turn; the next follow in the next, after whatever else waits. */
const perTurn = 64;

/** A port for one end of a virtual link. */
export function virtualPort(loop: Loop, network: number, options: { eid?: number; unit?: number } = {}): Port {
	const { eid, unit = 64 } = options;
	return { network, eid, receiveUnit: unit, transmissionUnit: unit, frames: unit + headerLength, wake: loop.wake };
}

/** Where a virtual link ends: a port of an endpoint made by `virtualPort`, and the loop that drives the endpoint. */
export interface VirtualEnd {
	readonly loop: Loop;
	readonly endpoint: Endpoint;
	readonly port: number;
}

/** A cable between ports of two endpoints in this process: packets go from arena to arena, each way in its own turn. */
class VirtualLink {
	readonly #ends: readonly VirtualEnd[];

	constructor(left: VirtualEnd, right: VirtualEnd) {
		this.#ends = [left, right];
		left.loop.add(new Way(left, right));
		right.loop.add(new Way(right, left));
	}

	async open(): Promise<void> {
		this.up = true;
	}

	async close(): Promise<void> {
		this.up = false;
	}

	/** Plugs the cable in or out, at both ends. It is in from the start. */
	set up(up: boolean) {
		for (const { endpoint, port, loop } of this.#ends) {
			endpoint.link(port, clock(), up);
			loop.wake();
		}
	}
}

/** One direction of a virtual link. */
class Way implements Pump {
	readonly #from: VirtualEnd;
	readonly #to: VirtualEnd;
	readonly #output: number;
	readonly #room: number;
	readonly #input: number;

	constructor(from: VirtualEnd, to: VirtualEnd) {
		this.#from = from;
		this.#to = to;
		const { frames, port } = from.endpoint.port(from.port);
		const { frames: input, port: peerPort } = to.endpoint.port(to.port);
		if (port.transmissionUnit > peerPort.receiveUnit) throw new RangeError("virtual link: both ports need the same unit");
		this.#output = frames;
		this.#room = port.transmissionUnit + headerLength;
		this.#input = input;
	}

	pump(now: number): void {
		const { endpoint, port, loop } = this.#from;
		const { endpoint: peer, port: peerPort, loop: peerLoop } = this.#to;
		for (let count = 0; count < perTurn; count++) {
			const length = endpoint.transmit(port, now, this.#output, this.#room);
			if (0 === length) return;
			peer.memory.set(endpoint.memory.subarray(this.#output, this.#output + length), this.#input);
			endpoint.transmitted(port, now, true);
			peer.receive(peerPort, now, this.#input, length, 0);
			peerLoop.wake();
		}
		loop.wake();
	}
}

export default VirtualLink;
