// SPDX-License-Identifier: Apache-2.0
import type { I2cDriver, I2cEvents } from "../../modules/binding/i2c/driver.js";
import I2cPort from "../../modules/binding/i2c/port.js";
import Bridge from "../../modules/control/bridge.js";
import BusOwner from "../../modules/control/bus-owner.js";
import type { BusOwnerListener, OwnedBus } from "../../modules/control/ownership.js";
import RateLimiter from "../../modules/control/rate-limiter.js";
import Rates from "../../modules/control/rates.js";
import Control from "../../modules/control/responder.js";
import Endpoint from "../../modules/mctp/endpoint.js";
import type Request from "../../modules/mctp/request.js";
import TestServices from "../../modules/vendor/services.js";
import crc32 from "../../modules/wire/crc32.js";
import type Reader from "../../modules/wire/reader.js";

const places = 8;
const size = 260;
/** Packets a second. */
const highestRate = 200;
const medium = 0x03;

/** The least that a driver can be: what one writes stands in the ring of the other at once. Allocates nothing after construction. */
class Wire implements I2cDriver {
	reading = false;
	readonly #stations: Wire[];
	readonly #ring = new Uint8Array(places * size);
	readonly #lengths = new Uint16Array(places);
	#first = 0;
	#count = 0;
	#memory: Uint8Array = new Uint8Array(0);
	#events: I2cEvents | undefined = undefined;
	#address = 0;
	#outcome: 0 | 1 = 0;
	#over = false;
	#arrived = false;

	constructor(stations: Wire[]) {
		this.#stations = stations;
		stations.push(this);
	}

	attach(memory: Uint8Array, events: I2cEvents): void {
		this.#memory = memory;
		this.#events = events;
	}

	listen(address: number): void {
		this.#address = address;
	}

	take(offset: number): number {
		if (0 === this.#count) return 0;
		const length = this.#lengths[this.#first];
		const from = this.#first * size;
		for (let at = 0; at < length; at++) this.#memory[offset + at] = this.#ring[from + at];
		this.#first = (this.#first + 1) % places;
		this.#count--;
		return length;
	}

	answer(): void {}

	transfer(_address: number, offset: number, length: number): void {
		this.#over = true;
		this.#outcome = 1;
		for (let index = 0; index < this.#stations.length; index++) {
			if (this.#stations[index].#take(this.#memory, offset, length)) this.#outcome = 0;
		}
	}

	/** Tells what has happened since the last call. */
	settle(): void {
		if (this.#arrived) {
			this.#arrived = false;
			this.#events!.readable();
		}
		if (!this.#over) return;
		this.#over = false;
		this.#events!.ended(this.#outcome, 0);
	}

	#take(memory: Uint8Array, offset: number, length: number): boolean {
		if (memory[offset] >> 1 !== this.#address || places === this.#count) return false;
		const at = (this.#first + this.#count) % places;
		for (let index = 0; index < length; index++) this.#ring[at * size + index] = memory[offset + index];
		this.#lengths[at] = length;
		this.#count++;
		this.#arrived = true;
		return true;
	}
}

/** One endpoint on its buses. */
class Node {
	readonly endpoint: Endpoint;
	readonly ports: I2cPort[];
	readonly drivers: Wire[];
	owner: BusOwner | undefined = undefined;
	woken = true;

	constructor(eid: number, buses: readonly Wire[][], addresses: readonly number[], routing: boolean) {
		const wake = () => {
			this.woken = true;
		};
		this.endpoint = new Endpoint({
			ports: buses.map(() => ({
				network: 1,
				eid,
				receiveUnit: 64,
				transmissionUnit: 64,
				largestUnit: 64,
				medium,
				frames: I2cPort.frames({}),
				wake,
			})),
			memory: { requests: 4, requestSize: 300, ...(routing ? { routes: 16, forwardFrames: 8 } : {}) },
			sharedEid: buses.length > 1,
		});
		this.drivers = buses.map((stations) => new Wire(stations));
		this.ports = this.drivers.map((driver, port) => new I2cPort(this.endpoint, port, driver, { address: addresses[port] }));
	}

	turn(now: number): void {
		for (let index = 0; index < this.drivers.length; index++) this.drivers[index].settle();
		if (!this.woken) return;
		this.woken = false;
		for (let index = 0; index < this.ports.length; index++) this.ports[index].pump(now);
		this.endpoint.tick(now);
		for (let index = 0; index < this.ports.length; index++) this.ports[index].tick(now);
	}
}

/** A bus owner, a bridge behind it, and an endpoint behind that. Time passes, and messages go there and back. */
class I2cTree {
	/** What the bus owner has told. */
	found = 0;
	lost = 0;
	answers = 0;
	/** Limits that the endpoint behind the bridge has taken. */
	limited = 0;
	/** CRC of all answers to the echo. */
	sum = -1;
	now = 0;
	readonly #nodes: readonly Node[];
	readonly #request: Request;
	readonly #owner: Node;
	#rate = 0;

	constructor() {
		const upper: Wire[] = [];
		const lower: Wire[] = [];
		const owner = new Node(8, [upper], [0x10], true);
		const bridge = new Node(0, [upper, lower], [0x20, 0x21], true);
		const device = new Node(0, [lower], [0x30], false);
		const listener: BusOwnerListener = {
			onFound: () => this.found++,
			onLost: () => this.lost++,
			onLimit: ({ limit }, completion) => (this.limited += 0 === completion && limit!.rate === this.#rate ? 1 : 0),
		};
		own(owner, [{ port: 0, medium, address: 0x10, addresses: [0x20, 0x33] }], [{ port: 0, medium, address: 0x10 }], 0, listener).grant(
			9,
			20,
		);
		own(
			bridge,
			[{ port: 1, medium, address: 0x21, addresses: [0x30] }],
			[
				{ port: 0, medium, address: 0x20 },
				{ port: 1, medium, address: 0x21 },
			],
			4,
			{},
		);
		/* The limiter alone, behind which nobody sends: packets here take no time. */
		const rates = new Rates(new RateLimiter(device.endpoint, 1, { least: 1, most: highestRate, burst: 8 }), 300);
		device.endpoint.responders.add(new Control({ endpoint: device.endpoint, uuid: "00000000-0000-4000-8000-000000000003", rates }));
		device.endpoint.responders.add(new TestServices(device.endpoint));
		this.#owner = owner;
		this.#nodes = [owner, bridge, device];
		this.#request = owner.endpoint.request({
			onResponse: (response: Reader) => {
				this.answers++;
				this.sum = crc32(response.memory, response.position, response.remaining, this.sum);
			},
			onFailure: () => {},
		});
	}

	/** Lets so many milliseconds pass, in steps of so many. */
	run(milliseconds: number, step: number): void {
		for (let end = this.now + milliseconds; this.now < end; this.now += step) {
			for (let index = 0; index < this.#nodes.length; index++) this.#nodes[index].woken = true;
			for (let turns = 0; turns < 60; turns++) for (let index = 0; index < this.#nodes.length; index++) this.#nodes[index].turn(this.now);
		}
	}

	/** The endpoint behind the bridge is to have another limit than before. */
	limit(): boolean {
		this.#rate = this.#rate < highestRate ? this.#rate + 1 : 1;
		const known = this.#owner.owner!.places.find(10);
		return undefined !== known && this.#owner.owner!.limit(known, 4, this.#rate, this.now);
	}

	/** An echo of 200 bytes, from the endpoint behind the bridge. */
	echo(): boolean {
		const writer = this.#request.begin(0x7e);
		writer.u16be(0xccde);
		writer.u8(0xf0);
		for (let index = 0; index < 200; index++) writer.u8(index);
		return this.#owner.endpoint.sendTo(this.#request, 1, 10, this.now);
	}
}

function own(
	node: Node,
	owned: readonly OwnedBus[],
	buses: readonly OwnedBus[] | readonly { port: number; medium: number; address: number }[],
	poolSize: number,
	listener: BusOwnerListener,
): BusOwner {
	const { endpoint } = node;
	const owner = new BusOwner({ endpoint, buses: owned, listener, workers: 2, behind: 4, interval: 500, limits: true });
	const bridge = new Bridge({ endpoint, buses, poolSize, owner });
	endpoint.responders.add(new Control({ endpoint, uuid: "00000000-0000-4000-8000-000000000001", bridge, owner }));
	node.owner = owner;
	return owner;
}

export default I2cTree;
