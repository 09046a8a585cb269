// SPDX-License-Identifier: Apache-2.0
import type Endpoint from "../mctp/endpoint.js";
import { Effect, effectOf, portOf, valueOf, type Hardware } from "./effect.js";
import { slotCount, type default as ManagementEndpoint } from "./management-endpoint.js";
import type Subsystem from "./model/subsystem.js";
import { SlotState } from "./slot.js";

const anyEid = 0xff;

/** What commands and operators do to the whole subsystem, its management endpoints and its ports. */
class Effects {
	readonly #transport: Endpoint;
	readonly #subsystem: Subsystem;
	readonly #endpoints: readonly ManagementEndpoint[];
	readonly #hardware: Hardware | undefined;

	constructor(transport: Endpoint, subsystem: Subsystem, endpoints: readonly ManagementEndpoint[], hardware: Hardware | undefined) {
		this.#transport = transport;
		this.#subsystem = subsystem;
		this.#endpoints = endpoints;
		this.#hardware = hardware;
	}

	/** What the note of an exchange says, now that its answer has left. */
	apply(note: number, now: number): void {
		const effect = effectOf(note);
		const port = portOf(note);
		const value = valueOf(note);
		switch (effect) {
			case Effect.frequency:
				this.#subsystem.ports[port].frequency = value;
				break;
			case Effect.unit:
				this.#setUnit(port, value);
				break;
			case Effect.reset:
				this.reset(now);
				break;
			case Effect.shutdown:
				this.#subsystem.shutDown(0 !== value);
				break;
		}
		this.#hardware?.apply(effect, port, value);
	}

	/** Every packet that leaves by the management endpoints of a port has this size from now on. */
	#setUnit(id: number, unit: number): void {
		const port = this.#subsystem.ports[id];
		port.unit = unit;
		for (let index = 0; index < this.#endpoints.length; index++) {
			const { state, port: own } = this.#endpoints[index];
			if (own === port && undefined !== state.units) state.units.set(0, anyEid, unit);
		}
	}

	/** NVM subsystem reset: commands under way end without an answer. */
	reset(now: number): void {
		this.#end(now);
		this.#subsystem.reset();
	}

	/** Power goes and comes back: ports are as at first as well. */
	powerCycle(now: number): void {
		this.#end(now);
		for (let index = 0; index < this.#endpoints.length; index++) {
			const { state } = this.#endpoints[index];
			if (undefined !== state.units) state.units.set(0, anyEid, state.transmissionUnit);
			this.#endpoints[index].changed = 0;
		}
		this.#subsystem.powerCycle();
	}

	/** Whatever goes on in the management endpoints is over. */
	#end(now: number): void {
		for (let index = 0; index < this.#endpoints.length; index++) {
			const endpoint = this.#endpoints[index];
			for (let number = 0; number < slotCount; number++) {
				const { exchange, state } = endpoint.slots[number];
				if (SlotState.idle !== state) this.#transport.withdraw(exchange!, now);
			}
			endpoint.paused = false;
			endpoint.wasReset = true;
			endpoint.events?.reset(now);
		}
	}
}

Object.freeze(Effects.prototype);
export default Effects;
