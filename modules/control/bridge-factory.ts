// SPDX-License-Identifier: Apache-2.0
import type { Context, Factory, Part } from "../device/factory.js";
import type Fields from "../device/fields.js";
import Bridge from "./bridge.js";
import BusOwner from "./bus-owner.js";
import type { OwnedBus } from "./ownership.js";
import { controlOptions } from "./factory.js";
import { rateLimits } from "./rate-limits.js";
import Control from "./responder.js";
import { addressSize } from "./routing.js";

/** What a profile may say of a bridge. */
export const limits = Object.freeze({ pool: 200, firstAddress: 0x08, lastAddress: 0x77, slots: 64 } as const);
/** Requests of the bus owner in a bridge at a time. */
export const bridgeRequests = 2;
/** Places for endpoints behind further bridges. */
const behind = 64;
const usualPool = 16;
/** Milliseconds between two looks at an endpoint. */
const interval = 2000;

/** The control protocol; and as its section says, rate limits, or routes and pools, and a bus owner of those behind. Takes the place of the factory beside it. */
const bridgingControl: Factory = Object.freeze({ create });

/** @setup */
function create(profile: Fields, context: Context): Part {
	const options = controlOptions(context);
	const fields = profile.section("control");
	const section = fields?.section("bridge");
	const limited = rateLimits(fields, context);
	fields?.end();
	if (undefined === section)
		return { responders: [new Control({ ...options, rates: limited?.rates })], ...(limited && { front: limited.limiter }) };
	if (undefined !== limited) throw section.error("has no rateLimit beside it: a bridge carries packets of others (DSP0236 10)");
	const { endpoint, ports, memory } = context;
	const poolSize = section.whole("pool", 0, limits.pool) ?? usualPool;
	const first = section.whole("firstAddress", limits.firstAddress, limits.lastAddress) ?? limits.firstAddress;
	const last = section.whole("lastAddress", limits.firstAddress, limits.lastAddress) ?? limits.lastAddress;
	section.whole("slots", 0, limits.slots);
	section.end();
	if (last < first) throw section.error("is lower than firstAddress", "lastAddress");
	if (0 === memory.routes || memory.requests < bridgeRequests)
		throw section.error(`needs a memory section with routes, and requests of ${bridgeRequests} or more`);
	const { network } = endpoint.port(0);
	const buses: OwnedBus[] = [];
	ports.forEach(({ network: other, medium = 0, address = 0 }, port) => {
		if (network !== other) return;
		const addresses = addressSize(medium) > 0 ? others(first, last, address) : [0];
		buses.push(Object.freeze({ port, medium, address, addresses }));
	});
	const owner = new BusOwner({ endpoint, buses, behind, workers: bridgeRequests, interval });
	const bridge = new Bridge({ endpoint, buses, poolSize, owner });
	return { responders: [new Control({ ...options, bridge, owner })] };
}

/**
 * Addresses of a bus, without the own one.
 * @setup
 */
function others(first: number, last: number, own: number): readonly number[] {
	const addresses: number[] = [];
	for (let address = first; address <= last; address++) if (address !== own) addresses.push(address);
	return Object.freeze(addresses);
}

export default bridgingControl;
