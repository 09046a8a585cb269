// SPDX-License-Identifier: Apache-2.0
import type Endpoint from "../mctp/endpoint.js";
import type Known from "./known.js";
import type Pool from "./pool.js";
import type { OwnBus } from "./routing.js";

/** A bus that is owned, and where on it endpoints may be. */
export interface OwnedBus extends OwnBus {
	/** Physical addresses; one 0 where the medium has none. SMBus ARP and UDIDs are left out: devices with a UDID have an address without, too. */
	readonly addresses: readonly number[];
}

/** Told of what a bus owner finds. Called between requests; `known` may change afterwards. */
export interface BusOwnerListener {
	/** An endpoint is there, and everything is known of it. */
	onFound?(known: Known, now: number): void;
	/** Something of it has changed: its EID, or what it has behind it. */
	onChanged?(known: Known, now: number): void;
	/** It is there no more. */
	onLost?(known: Known, now: number): void;
	/** It keeps an EID that another one has. */
	onConflict?(known: Known, eid: number, now: number): void;
	/** Its transmit limit has changed, as it says; `completion` other than 0: it refuses the one that it was to have. */
	onLimit?(known: Known, completion: number, now: number): void;
}

export interface BusOwnerOptions {
	endpoint: Endpoint;
	buses: readonly OwnedBus[];
	listener?: BusOwnerListener;
	/** EIDs to give; none until `grant` where left out. */
	first?: number;
	count?: number;
	/** Endpoints behind bridges that can be known; 32 */
	behind?: number;
	/** Requests under way at a time; 2. Each takes one of `memory.requests` */
	workers?: number;
	/** Milliseconds to wait for an answer, and how often to ask (DSP0237 table 9: MT2, at least 300 ms; MN1, at least two retries); 300, 3 */
	timeout?: number;
	attempts?: number;
	/** Milliseconds between two looks at an endpoint, or at an address where there is none; 5000 */
	interval?: number;
	/** Looks in a row without an answer, after which it is gone; 2 */
	losses?: number;
	/** Endpoints are asked how their sending can be limited (Query Rate Limit); false */
	limits?: boolean;
}

/** What the steps of a bus owner need of it. */
export interface Ownership {
	readonly endpoint: Endpoint;
	readonly pool: Pool;
	readonly listener: BusOwnerListener;
	/** Counts up with each change of what is known. */
	readonly version: number;
	/** The bus at a port; undefined: it is not owned. */
	bus(port: number): OwnedBus | undefined;
	/** The place of an endpoint that a bridge has told of; undefined: none is free, or it is known already. */
	behind(bridge: Known, eid: number): Known | undefined;
	/** Tries again from the beginning, later. */
	retry(known: Known, now: number): void;
	/** Whether an endpoint that has this EID, or had it, may have it: nobody else has, and who gave us EIDs knows it as one of ours. */
	allows(eid: number): boolean;
	/** An endpoint is offered this EID: nobody else is, from now on. */
	reserve(known: Known, eid: number): void;
	/** An endpoint on a bus of ours has this EID now. */
	settle(known: Known, eid: number): void;
	/** Nobody has the EID of an endpoint any more. */
	dismiss(known: Known): void;
	/** A bridge is offered these EIDs for others; none: it has none. */
	reservePool(known: Known, first: number, count: number): void;
	/** A bridge has these EIDs for others now. */
	settlePool(known: Known, first: number, count: number): void;
	/** The routing table of a bridge has been read: whoever was not in it is gone. */
	sweep(bridge: Known, now: number): void;
	/** What others are told has changed. */
	changed(): void;
}
