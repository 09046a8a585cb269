// SPDX-License-Identifier: Apache-2.0
import type { Activation } from "../activation/activation.js";
import { memorySizes, type MemoryOptions } from "../mctp/arena.js";
import Endpoint from "../mctp/endpoint.js";
import type { Port } from "../mctp/port.js";
import type { Factory, Front } from "./factory.js";
import Fields from "./fields.js";
import { isName } from "./form.js";
import { unknownHealth, type Health } from "./health.js";
import type { I2cTarget } from "./i2c-target.js";
import { readIdentity } from "./identity.js";
import { readMemory } from "./memory.js";
import type { Identity, Profile, Unique } from "./profile.js";
import Signals from "./signals.js";
import type { Storage } from "./storage.js";

export interface DeviceOptions {
	profile: Profile;
	ports: readonly Port[];
	/** Those of all sections of the profile, and of the control protocol. They build in this order. */
	factories: readonly Factory[];
	/** Of the chip or the host, for what the profile leaves out: two boards are never one endpoint. */
	unique: Unique;
	/** Of the machine that the device runs on, as far as the host knows it. */
	health?: Health;
	/** The host's sizes, for a profile that says nothing of memory. */
	memory?: MemoryOptions;
	/** What outlives the power, by name; none */
	storage?: (name: string) => Storage | undefined;
	/** The ports of a network have one EID, as those of a bridge do. */
	sharedEid?: boolean;
	/** Name among the devices of a process; the profile's */
	name?: string;
}

const longestDescription = 1000;

/**
 * The device that a profile describes: an endpoint with its responders, made by the factories. Throws RangeError, with
 * the path of the value, for a profile that cannot be.
 */
class Device {
	readonly name: string;
	readonly description: string;
	readonly identity: Identity;
	readonly health: Health;
	readonly endpoint: Endpoint;
	/** What bindings and the host's clock talk to: the endpoint, or what stands in front of it. */
	readonly front: Front;
	/** Serves what is no MCTP at its I2C addresses; undefined: nobody does. */
	readonly target: I2cTarget | undefined;
	/** How its parts are operated, made only for operators: `deviceActivation` joins them. */
	readonly activations: readonly (() => Activation)[];

	constructor(options: DeviceOptions) {
		const { profile, ports, factories, unique, memory, sharedEid, health = unknownHealth, storage = nothing } = options;
		this.health = health;
		const fields = new Fields(profile);
		const name = fields.required("name", fields.match("name", isName, "1 to 32 letters and digits, a letter first"));
		this.name = options.name ?? name;
		this.description = fields.text("description", longestDescription) ?? "An MCTP device.";
		const identity = (this.identity = readIdentity(fields.section("identity"), unique));
		const sizes = memorySizes(ports.length, readMemory(fields.section("memory")) ?? memory);
		for (const factory of factories) {
			const { data = 0, requests = 0 } = factory.memory?.(fields) ?? {};
			sizes.data += data;
			sizes.requests += requests;
		}
		const endpoint = (this.endpoint = new Endpoint({
			ports: ports.map((port) => standIn(port, factories, fields)),
			memory: sizes,
			sharedEid,
		}));
		const activations: (() => Activation)[] = [];
		const signals = new Signals();
		let front: Front = endpoint;
		let target: I2cTarget | undefined;
		for (const factory of factories) {
			const part = factory.create(fields, { endpoint, front, memory: sizes, ports, identity, health, signals, storage });
			part?.responders?.forEach((responder) => endpoint.responders.add(responder));
			front = part?.front ?? front;
			target ??= part?.target;
			if (undefined !== part?.activation) activations.push(part.activation);
		}
		this.front = front;
		this.target = target;
		this.activations = activations;
		const [section] = fields.rest();
		if (undefined !== section)
			throw fields.error("no factory reads this section: hand in the one of its protocol (hosts/common/registry.ts has all)", section);
		if (undefined === endpoint.responders.byType[0])
			throw new Error("device: nobody answers the control protocol: hand in the factory of modules/control");
	}
}

/** @setup */
function nothing(): undefined {
	return undefined;
}

/** @setup */
function standIn(port: Port, factories: readonly Factory[], profile: Fields): Port {
	return factories.reduce((other, factory) => factory.port?.(other, profile) ?? other, port);
}

Object.freeze(Device.prototype);
export default Device;
