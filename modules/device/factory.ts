// SPDX-License-Identifier: Apache-2.0
import type { Activation } from "../activation/activation.js";
import type { MemoryOptions } from "../mctp/arena.js";
import type Endpoint from "../mctp/endpoint.js";
import type { Packets } from "../mctp/packets.js";
import type { Port } from "../mctp/port.js";
import type { Responder } from "../mctp/responder.js";
import type Fields from "./fields.js";
import type { Identity } from "./profile.js";
import type { Regions } from "./region.js";

/** What bindings and the host's clock talk to: an endpoint, or what stands in front of one. */
export type Front = Packets & Pick<Endpoint, "tick">;

/** What a factory builds upon. */
export interface Context {
	readonly endpoint: Endpoint;
	readonly front: Front;
	/** Sizes of the endpoint's memory. */
	readonly memory: Required<MemoryOptions>;
	/** Those of the host. */
	readonly ports: readonly Port[];
	readonly identity: Identity;
	/** Where the host keeps things; what it has no region for is not kept. */
	readonly regions: Regions;
}

/** What a factory adds to a device. */
export interface Part {
	readonly responders?: readonly Responder[];
	/** Stands in front of `context.front` from now on. */
	readonly front?: Front;
	/** Made once an operator asks. */
	readonly activation?: () => Activation;
}

/**
 * Makes what one section of a profile describes. Each protocol has a factory, in its folder, and the host hands in those
 * it wants: so a sensor card carries no drive in flash.
 */
export interface Factory {
	/** What the endpoint gets for a port of the host. */
	port?(port: Port): Port;
	/** Reads its section, and no other. Throws RangeError, with the path, for what cannot be. */
	create(profile: Fields, context: Context): Part | undefined;
}
