// SPDX-License-Identifier: Apache-2.0
import type { I2cTarget } from "../../../modules/device/i2c-target.js";
import I2cPort from "../../../modules/binding/i2c/port.js";
import Bridge from "../../../modules/control/bridge.js";
import BusOwner from "../../../modules/control/bus-owner.js";
import type { BusOwnerListener } from "../../../modules/control/ownership.js";
import Control from "../../../modules/control/responder.js";
import Endpoint from "../../../modules/mctp/endpoint.js";
import type Reader from "../../../modules/wire/reader.js";
import TestServices from "../../../modules/vendor/services.js";
import type Bus from "../i2c/bus.js";
import BusDriver from "../i2c/driver.js";
import type { VirtualTime } from "../i2c/timeline.js";
import Turns from "./turns.js";

/** One place of a node on a bus. */
export interface Seat {
	readonly bus: Bus;
	readonly address: number;
	readonly segment?: number;
	/** Addresses that the node looks at as bus owner, if it owns the bus. */
	readonly owned?: readonly number[];
	/** Address of a mux on it. */
	readonly mux?: number;
}

export interface SimulatedNodeOptions {
	readonly name: string;
	readonly time: VirtualTime;
	readonly seats: readonly Seat[];
	/** Static EID; 0: it gets one. */
	readonly eid?: number;
	readonly uuid?: string;
	/** EIDs that a bridge wants for those behind it. */
	readonly pool?: number;
	/** EIDs that a bus owner gives. */
	readonly first?: number;
	readonly count?: number;
	readonly interval?: number;
	/** Largest payload that it takes. */
	readonly unit?: number;
	/** Nanoseconds that it stretches the clock for each byte. */
	readonly stretch?: number;
	readonly listener?: BusOwnerListener;
	/** Serves other SMBus commands; gets the arena. */
	readonly target?: (memory: Uint8Array) => I2cTarget;
	/** Requests of its own that can be under way, besides those of a bus owner. */
	readonly requests?: number;
	readonly transfers?: number;
}

const medium = 0x03;
const largestUnit = 250;
const workers = 4;
/** The bench service takes one. */
const benchRequest = 1;

/** What became of a message: the answer from the type byte's successor on, or why there is none. */
export type Settled = (answer: Uint8Array | undefined, reason: string | undefined, now: number) => void;

/** An endpoint of a simulation, with everything that it is: simple, bridge, or bus owner. */
class SimulatedNode {
	readonly name: string;
	readonly endpoint: Endpoint;
	readonly ports: readonly I2cPort[];
	readonly drivers: readonly BusDriver[];
	readonly turns: Turns;
	readonly owner: BusOwner | undefined;
	readonly #requests: Asking[] = [];

	constructor(options: SimulatedNodeOptions) {
		const { name, time, seats, eid = 0, uuid, pool = 0, first = 0, count = 0, interval, unit = largestUnit, stretch } = options;
		const { listener, requests = 8, transfers = 0 } = options;
		const owned = seats.flatMap(({ owned: addresses, address }, port) => (addresses ? [{ port, medium, address, addresses }] : []));
		const routing = owned.length > 0;
		this.name = name;
		this.turns = new Turns(time);
		const { wake } = this.turns;
		const sizes = { transfers };
		this.endpoint = new Endpoint({
			ports: seats.map(() => ({
				network: 1,
				eid,
				receiveUnit: unit,
				transmissionUnit: 64,
				largestUnit,
				medium,
				frames: I2cPort.frames(sizes),
				wake,
			})),
			memory: {
				slots: 8,
				slotsPerSource: 4,
				requests: requests + benchRequest + (routing ? workers : 0),
				requestSize: 4232,
				...(routing ? { routes: 64, forwardFrames: 16 } : {}),
			},
			sharedEid: seats.length > 1,
		});
		const { endpoint } = this;
		this.owner = routing
			? new BusOwner({ endpoint, buses: owned, listener, workers, first, count, ...(undefined === interval ? {} : { interval }) })
			: undefined;
		const buses = seats.map(({ address }, port) => ({ port, medium, address }));
		const bridge = routing ? new Bridge({ endpoint, buses, poolSize: pool, owner: this.owner }) : undefined;
		endpoint.responders.add(new Control({ endpoint, uuid, ports: buses.map(() => ({ medium })), bridge, owner: this.owner }));
		endpoint.responders.add(new TestServices(endpoint));
		const target = options.target?.(endpoint.memory);
		this.drivers = seats.map(({ bus, segment }) => new BusDriver(bus, { segment, stretch, frames: 8 }));
		this.ports = seats.map(
			({ address, mux }, port) =>
				new I2cPort(endpoint, port, this.drivers[port], {
					address,
					...sizes,
					retries: routing ? 12 : 8,
					...(mux ? { mux } : {}),
					...(target ? { target } : {}),
				}),
		);
		for (const port of this.ports) this.turns.add(port);
		this.turns.start(endpoint);
		for (let index = 0; index < requests; index++) this.#requests.push(new Asking(endpoint));
	}

	/** Sends a message to an EID, as its route says, or to whoever the port knows; false: there is no free request, or no way. */
	ask(eid: number, message: Uint8Array, timeout: number, settled: Settled, physical = 0): boolean {
		const asking = this.#requests.find((other) => other.free);
		return undefined !== asking && asking.send(eid, physical, message, timeout, settled, this.turns.now);
	}

	/** Takes the node off its buses, with all that it knew of them; or puts it back. */
	plug(plugged: boolean): void {
		const { now } = this.turns;
		this.drivers.forEach((driver, port) => {
			if (plugged) driver.plug();
			else {
				driver.unplug();
				this.ports[port].reset(now);
			}
			this.endpoint.link(port, now, plugged);
		});
		this.turns.wake();
	}
}

/** One request handle. */
class Asking {
	free = true;
	readonly #endpoint: Endpoint;
	readonly #request;
	#settled: Settled = () => {};

	constructor(endpoint: Endpoint) {
		this.#endpoint = endpoint;
		this.#request = endpoint.request(
			{
				onResponse: (response: Reader, now) => this.#end(response.memory.slice(response.position, response.end), undefined, now),
				onFailure: (reason, now) => this.#end(undefined, reason, now),
			},
			{ queue: true },
		);
	}

	send(eid: number, physical: number, message: Uint8Array, timeout: number, settled: Settled, now: number): boolean {
		const endpoint = this.#endpoint;
		const writer = this.#request.begin(message[0]);
		writer.memory.set(message.subarray(1), writer.position);
		writer.position += message.length - 1;
		this.#request.timeout = timeout;
		this.#settled = settled;
		const { routes } = endpoint;
		const route = undefined !== routes.find(endpoint.port(0).network, eid);
		const sent = route
			? endpoint.sendTo(this.#request, endpoint.port(0).network, eid, now)
			: endpoint.send(this.#request, 0, eid, physical, now);
		this.free = !sent;
		return sent;
	}

	#end(answer: Uint8Array | undefined, reason: string | undefined, now: number): undefined {
		this.free = true;
		this.#settled(answer, reason, now);
	}
}

export default SimulatedNode;
