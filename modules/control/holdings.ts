// SPDX-License-Identifier: Apache-2.0
import type Endpoint from "../mctp/endpoint.js";
import type Known from "./known.js";
import type { OwnedBus } from "./ownership.js";
import Places from "./places.js";
import Pool from "./pool.js";

/** What a bus owner has given to whom: EIDs, pools of them, and the routes that lead there. */
class Holdings {
	readonly endpoint: Endpoint;
	readonly buses: readonly OwnedBus[];
	readonly pool = new Pool();
	readonly places: Places;
	/** Changes of the routing table so far. */
	#version = 1;

	constructor(endpoint: Endpoint, buses: readonly OwnedBus[], behind: number, limits: boolean) {
		this.endpoint = endpoint;
		this.buses = buses;
		for (let index = 0; index < buses.length; index++) endpoint.port(buses[index].port);
		this.places = new Places(buses, behind, limits);
	}

	/** The bus at a port; undefined: it is not owned. */
	bus(port: number): OwnedBus | undefined {
		for (let index = 0; index < this.buses.length; index++) if (this.buses[index].port === port) return this.buses[index];
		return undefined;
	}

	get version(): number {
		return this.#version;
	}

	reserve(known: Known, eid: number): void {
		if (known.held && known.eid === eid) return;
		this.release(known);
		known.eid = eid;
		known.held = true;
		this.pool.take(eid, 1);
	}

	settle(known: Known, eid: number): void {
		this.reserve(known, eid);
		this.#route(known, eid, 1);
	}

	dismiss(known: Known): void {
		this.release(known);
		known.eid = 0;
	}

	reservePool(known: Known, first: number, count: number): void {
		if (first === known.poolFirst && count === known.poolSize) return;
		this.pool.release(known.poolFirst, known.poolSize);
		this.#unroute(known, known.poolFirst);
		known.poolFirst = first;
		known.poolSize = count;
		this.pool.take(first, count);
	}

	settlePool(known: Known, first: number, count: number): void {
		this.reservePool(known, first, count);
		this.#route(known, first, count);
	}

	behind(bridge: Known, eid: number): Known | undefined {
		return this.places.behind(bridge, eid);
	}

	changed(): void {
		this.#version++;
	}

	#route(known: Known, first: number, count: number): void {
		this.endpoint.routes.add(known.port, first, first + count - 1, known.physical);
	}

	#unroute(known: Known, first: number): void {
		this.endpoint.routes.remove(this.endpoint.port(known.port).network, first);
	}

	/** Nobody has the EID of an endpoint any more; it is remembered. */
	protected release(known: Known): void {
		if (!known.held) return;
		known.held = false;
		this.pool.release(known.eid, 1);
		this.#unroute(known, known.eid);
	}
}

Object.freeze(Holdings.prototype);
export default Holdings;
