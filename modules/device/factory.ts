// SPDX-License-Identifier: Apache-2.0
import type { Activation } from "../activation/activation.js";
import type { MemoryOptions } from "../mctp/arena.js";
import type Endpoint from "../mctp/endpoint.js";
import type { Packets } from "../mctp/packets.js";
import type { Port } from "../mctp/port.js";
import type { Responder } from "../mctp/responder.js";
import type Fields from "./fields.js";
import type { Health } from "./health.js";
import type { I2cTarget } from "./i2c-target.js";
import type { Identity } from "./profile.js";
import type Signals from "./signals.js";
import type { Storage } from "./storage.js";

/** What bindings and the host's clock talk to: an endpoint, or what stands in front of one. */
export type Front = Packets & Pick<Endpoint, "tick" | "portCount">;

/** Bytes of data and request handles. */
export type Needs = Readonly<Required<Pick<MemoryOptions, "data" | "requests">>>;

/** What a factory builds upon. */
export interface Context {
	readonly endpoint: Endpoint;
	readonly front: Front;
	/** Sizes of the endpoint's memory. */
	readonly memory: Required<MemoryOptions>;
	/** Those of the host. */
	readonly ports: readonly Port[];
	readonly identity: Identity;
	/** Of the machine that the device runs on. */
	readonly health: Health;
	/** What models tell each other. */
	readonly signals: Signals;
	/** What outlives the power under this name; undefined: the host keeps nothing. */
	storage(name: string): Storage | undefined;
}

/** What a factory adds to a device. */
export interface Part {
	readonly responders?: readonly Responder[];
	/** Stands in front of `context.front` from now on. */
	readonly front?: Front;
	/** Where the device is on an I2C bus, serves what is no MCTP. */
	readonly target?: I2cTarget;
	/** Made once an operator asks. */
	readonly activation?: () => Activation;
}

/**
 * Makes what one section of a profile describes. Each protocol has a factory, in its folder, and the host hands in those
 * it wants: so a sensor card carries no drive in flash.
 */
export interface Factory {
	/** What the endpoint gets for a port of the host. */
	port?(port: Port, profile: Fields): Port;
	/** What its section takes of the endpoint's memory, on top of what others take. */
	memory?(profile: Fields): Needs | undefined;
	/** Reads its section, and no other. Throws RangeError, with the path, for what cannot be. */
	create(profile: Fields, context: Context): Part | undefined;
}
