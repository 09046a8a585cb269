// SPDX-License-Identifier: Apache-2.0
import { isAssignable, nullEid } from "../mctp/eid.js";
import type Endpoint from "../mctp/endpoint.js";
import type Exchange from "../mctp/exchange.js";
import { baselineUnit } from "../mctp/header.js";
import type Writer from "../wire/writer.js";
import type BusOwner from "./bus-owner.js";
import { Completion } from "./completion.js";
import {
	addressSize,
	bindingOf,
	entryBridge,
	entryEndpoint,
	entryPortMask,
	entryRange,
	entryTypeShift,
	noMoreEntries,
	type OwnBus,
} from "./routing.js";

export interface BridgeOptions {
	endpoint: Endpoint;
	/** All buses that the bridge is on. */
	buses: readonly OwnBus[];
	/** EIDs that it wants for those behind it; 0: none */
	poolSize?: number;
	/** Gives those EIDs to others. */
	owner?: BusOwner;
}

/** Operations of Allocate Endpoint IDs (DSP0236 12.10), and its status. */
const force = 1;
const getInformation = 2;
const rejected = 1;
/** Pool bits of the status of Set Endpoint ID: one is wanted, one is there. */
const poolWanted = 1;
const poolGiven = 2;
/** Routing Information Update: no room in the table (12.11). */
const noSpace = 0x80;
/** Entries of one answer to Get Routing Table Entries: 64 bytes less the head of 6, at most 7 each. */
const entriesAtOnce = 8;
/** Query Hop counts units in steps of 16 bytes above the baseline (12.17). */
const unitStep = 16;

/** What a bridge answers of routes and pools, to bus owners and to whoever asks (DSP0236 12.9 to 12.12, 12.17). */
class Bridge {
	readonly poolSize: number;
	readonly #endpoint: Endpoint;
	readonly #buses: readonly OwnBus[];
	readonly #owner: BusOwner | undefined;
	/** Port of the bus owner that gave our EID; -1: none yet. */
	#upstream = -1;
	/** The pool that it gave. */
	#first = 0;
	#count = 0;

	constructor({ endpoint, buses, poolSize = 0, owner }: BridgeOptions) {
		if (0 === endpoint.routes.all.length) throw new RangeError("bridge: it needs routes: raise memory.routes");
		this.#endpoint = endpoint;
		this.#buses = buses;
		this.poolSize = poolSize;
		this.#owner = owner;
	}

	/** Whether an EID may be assigned by this port: another bus owner than the present one has to wait until that is gone. */
	accepts(port: number): boolean {
		const upstream = this.#upstream;
		return port === upstream || upstream < 0 || !this.#endpoint.port(upstream).up || undefined === this.#bus(port);
	}

	/** Pool bits of the status of Set Endpoint ID that came by a port. */
	poolStatus(port: number): number {
		if (0 === this.poolSize || undefined === this.#bus(port)) return 0;
		return this.#count > 0 ? poolGiven : poolWanted;
	}

	/** A bus owner has given us an EID: it is where it asked from. */
	assigned(port: number, source: number, physical: number, now: number): void {
		const { routes } = this.#endpoint;
		if (undefined === this.#bus(port)) return;
		if (port !== this.#upstream) this.#forget(now);
		this.#upstream = port;
		if (undefined !== this.#owner) this.#owner.upstream = port;
		if (isAssignable(source)) routes.add(port, source, source, physical);
		this.#owner?.changed();
	}

	/** The link of a port went down. */
	down(port: number, now: number): void {
		if (port !== this.#upstream) return;
		this.#forget(now);
		this.#upstream = -1;
		if (undefined !== this.#owner) this.#owner.upstream = -1;
	}

	/** 12.10 */
	allocate(exchange: Exchange, now: number): number {
		const { request, reply } = exchange;
		const operation = request.u8() & 0x03;
		const count = request.u8();
		const first = request.u8();
		let status = 0;
		if (getInformation !== operation) {
			if (count > this.poolSize || 0 === count || !isAssignable(first) || !isAssignable(first + count - 1)) return Completion.invalidData;
			const same = first === this.#first && count === this.#count;
			if (exchange.port !== this.#upstream || (this.#count > 0 && !same && force !== operation)) status = rejected;
			else if (!same) this.#grant(first, count, now);
		}
		reply.u8(status);
		reply.u8(this.#count);
		reply.u8(this.#first);
		return Completion.success;
	}

	/** 12.11: ranges that are reached by the port on which this came. Some or all of an update may have no room. */
	update(exchange: Exchange): number {
		const { request, state } = exchange;
		const { routes } = this.#endpoint;
		const bus = this.#bus(exchange.port);
		const size = addressSize(bus?.medium ?? 0);
		let completion: number = Completion.success;
		for (let count = request.u8(); count > 0; count--) {
			request.u8();
			const length = request.u8();
			const first = request.u8();
			const physical = size > 0 ? request.u8() >> 1 : 0;
			if (request.short) return Completion.invalidLength;
			const last = first + length - 1;
			if (!isAssignable(first) || !isAssignable(last) || last < first) return Completion.invalidData;
			/* Our own, and what we gave to others, is not told anew by anybody. */
			if (first === state!.eid || this.#ours(first, last)) continue;
			if (!routes.add(exchange.port, first, last, physical)) completion = noSpace;
		}
		this.#owner?.changed();
		return request.remaining > 0 ? Completion.invalidLength : completion;
	}

	/** 12.12: our own entry has handle 0, routes follow by their place in the table. */
	table(exchange: Exchange): number {
		const { request, reply } = exchange;
		const handle = request.u8();
		const { all } = this.#endpoint.routes;
		if (handle > all.length) return Completion.invalidData;
		const at = reply.position;
		reply.u16be(noMoreEntries << 8);
		let count = 0;
		if (0 === handle) {
			this.#entry(reply, entryBridge, 1, exchange.state!.eid, exchange.port, this.#bus(exchange.port)?.address ?? 0);
			count++;
		}
		for (let index = Math.max(handle - 1, 0); index < all.length; index++) {
			const { state, first, last, physical } = all[index];
			if (undefined === state || state.network !== exchange.network) continue;
			if (count === entriesAtOnce) {
				reply.memory[at] = index + 1;
				break;
			}
			this.#entry(reply, first === last ? this.#kind(first) : entryRange, last - first + 1, first, state.index, physical);
			count++;
		}
		reply.memory[at + 1] = count;
		return reply.overflow ? Completion.error : Completion.success;
	}

	/** 12.9: the bridge to go through from where this came, and its address there; an endpoint on that bus itself. */
	resolve(exchange: Exchange): number {
		const { request, reply, state } = exchange;
		const eid = request.u8();
		const route = this.#endpoint.routes.find(exchange.network, eid);
		const bus = this.#bus(exchange.port);
		if (undefined === route && eid !== state!.eid) return Completion.invalidData;
		const direct = undefined !== route && route.state === state;
		reply.u8(direct ? eid : state!.eid);
		if (addressSize(bus?.medium ?? 0) > 0) reply.u8(((direct ? route.physical : (bus!.address ?? 0)) << 1) & 0xff);
		return Completion.success;
	}

	/** 12.17: who is next on the way to an EID, and the units on both sides of us. 0: the way does not lead through us. */
	queryHop(exchange: Exchange): number {
		const { request, reply, state } = exchange;
		const eid = request.u8();
		const type = request.u8();
		if (nullEid === eid) return Completion.invalidData;
		const route = this.#endpoint.routes.find(exchange.network, eid);
		if (undefined === route && eid !== state!.eid) return Completion.invalidData;
		reply.u8(undefined === route || route.state === state ? 0 : this.#next(eid));
		reply.u8(type);
		reply.u16be(steps(state!.port.receiveUnit));
		reply.u16be(steps(undefined === route ? state!.transmissionUnit : route.unit));
		return Completion.success;
	}

	/** The bridge in front of an EID; itself if there is none. */
	#next(eid: number): number {
		const found = this.#owner?.places.find(eid);
		if (undefined === found) return eid;
		return undefined === found.via ? found.eid : this.#next(found.via.eid);
	}

	#kind(eid: number): number {
		return this.#owner?.places.find(eid)?.bridge ? entryBridge : entryEndpoint;
	}

	#ours(first: number, last: number): boolean {
		return this.#count > 0 && first < this.#first + this.#count && last >= this.#first;
	}

	#entry(reply: Writer, kind: number, size: number, first: number, port: number, physical: number): void {
		const medium = this.#bus(port)?.medium ?? 0;
		const length = addressSize(medium);
		reply.u8(size);
		reply.u8(first);
		reply.u8((kind << entryTypeShift) | (port & entryPortMask));
		reply.u8(bindingOf(medium));
		reply.u8(medium);
		reply.u8(length);
		if (length > 0) reply.u8((physical << 1) & 0xff);
	}

	#bus(port: number): OwnBus | undefined {
		for (let index = 0; index < this.#buses.length; index++) if (this.#buses[index].port === port) return this.#buses[index];
		return undefined;
	}

	#grant(first: number, count: number, now: number): void {
		if (this.#count > 0) this.#owner?.revoke(now);
		this.#first = first;
		this.#count = count;
		this.#owner?.grant(first, count);
	}

	/** Whoever gave us EIDs is gone, and with it what we gave to others, and the routes that led there. */
	#forget(now: number): void {
		if (this.#count > 0) this.#owner?.revoke(now);
		this.#first = this.#count = 0;
		const { routes } = this.#endpoint;
		for (let index = 0; index < routes.all.length; index++) {
			const { state, first } = routes.all[index];
			if (undefined !== state && state.index === this.#upstream) routes.remove(state.network, first);
		}
	}
}

function steps(unit: number): number {
	return Math.floor((unit - baselineUnit) / unitStep);
}

Object.freeze(Bridge.prototype);
export default Bridge;
