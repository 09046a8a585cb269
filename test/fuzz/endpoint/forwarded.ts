// SPDX-License-Identifier: Apache-2.0
import { Counter } from "../../../modules/mctp/counter.js";
import type Endpoint from "../../../modules/mctp/endpoint.js";
import { headerLength } from "../../../modules/mctp/header.js";

/** A packet that has to leave as it came. */
interface Passing {
	readonly bytes: Uint8Array;
	readonly physical: number;
}

/** The packets of others that an endpoint carries: whatever it has taken leaves unchanged and in order, or is counted. */
class Forwarded {
	readonly outcomes = new Set<string>();
	/** By port: what waits to leave, and what was counted as given up. */
	readonly #waiting: Passing[][] = [];
	readonly #abandoned: number[] = [];
	readonly #endpoint: Endpoint;

	constructor(endpoint: Endpoint) {
		this.#endpoint = endpoint;
		for (let port = 0; port < endpoint.portCount; port++) {
			this.#waiting.push([]);
			this.#abandoned.push(0);
		}
		endpoint.follow((verdict, port, _now, offset, length) => {
			if (Counter.forwarded === verdict) this.#taken(port, offset, length);
		});
	}

	#taken(port: number, offset: number, length: number): void {
		const { memory, routes } = this.#endpoint;
		const { network } = this.#endpoint.port(port);
		const route = routes.find(network, memory[offset + 1]);
		if (undefined === route) throw new Error("a packet is forwarded without a route");
		const { index } = route.state!;
		if (index === port) throw new Error("a packet is forwarded to where it came from");
		if (0 === memory[offset + 2]) throw new Error("a packet of the null EID is forwarded");
		if (length > route.unit + headerLength) throw new Error(`a packet of ${length} bytes is forwarded, its route takes ${route.unit}`);
		this.#waiting[index].push({ bytes: memory.slice(offset, offset + length), physical: route.physical });
		this.outcomes.add("forwarding");
	}

	/** Whether the packet that leaves is the next of those that were taken. */
	left(port: number, offset: number, length: number, physical: number): boolean {
		const next = this.#waiting[port][0];
		if (undefined === next || next.physical !== physical || !same(this.#endpoint.memory, offset, length, next.bytes)) return false;
		this.#waiting[port].shift();
		this.outcomes.add("forwarded");
		return true;
	}

	/** Throws Error unless the rings hold what was taken. */
	check(): void {
		for (let port = 0; port < this.#waiting.length; port++) {
			const { ring, counters } = this.#endpoint.port(port);
			const waiting = this.#waiting[port];
			const abandoned = counters[Counter.forwardAbandoned] - this.#abandoned[port];
			this.#abandoned[port] += abandoned;
			if (abandoned > 0) {
				if (abandoned > waiting.length) throw new Error(`${abandoned} packets are given up, ${waiting.length} waited`);
				waiting.splice(0, abandoned);
				this.outcomes.add("forwarding given up");
			}
			let frame = ring?.first;
			for (const { bytes } of waiting) {
				if (undefined === frame || !same(this.#endpoint.memory, frame.offset, frame.length, bytes))
					throw new Error("a packet that was taken is not in its ring");
				frame = frame.next;
			}
			if (undefined !== frame && 0 !== frame.length && frame !== ring!.first) throw new Error("a ring holds what nobody has sent");
		}
	}
}

function same(memory: Uint8Array, offset: number, length: number, bytes: Uint8Array): boolean {
	if (length !== bytes.length) return false;
	for (let index = 0; index < length; index++) if (memory[offset + index] !== bytes[index]) return false;
	return true;
}

export default Forwarded;
