// SPDX-License-Identifier: Apache-2.0
import Bus from "../../hosts/node/i2c/bus.js";
import BusDriver, { type BusDriverOptions } from "../../hosts/node/i2c/driver.js";
import { VirtualTime } from "../../hosts/node/i2c/timeline.js";
import Turns from "../../hosts/node/simulate/turns.js";
import { I2cCounter, i2cCounterNames } from "../../modules/binding/i2c/counter.js";
import type { I2cOptions } from "../../modules/binding/i2c/options.js";
import I2cPort from "../../modules/binding/i2c/port.js";
import Control from "../../modules/control/responder.js";
import type { MemoryOptions } from "../../modules/mctp/arena.js";
import Endpoint from "../../modules/mctp/endpoint.js";
import type Request from "../../modules/mctp/request.js";
import TestServices from "../../modules/vendor/services.js";
import { bytes } from "./text.js";

export { I2cCounter };

export interface NodeOptions extends BusDriverOptions, Partial<I2cOptions> {
	readonly eid?: number;
	readonly memory?: MemoryOptions;
	readonly unit?: number;
}

/** An I2C bus in virtual time, and endpoints on it. */
export class I2cWorld {
	readonly time = new VirtualTime();
	readonly bus: Bus;
	/** Every transaction that was on the wires, as hexadecimal digits. */
	readonly wire: string[] = [];

	constructor(speed = 100, seed = 1) {
		this.bus = new Bus({ timeline: this.time, speed, seed });
		this.bus.follow((all) => this.wire.push(Array.from(all, (byte) => byte.toString(16).padStart(2, "0")).join("")));
	}

	/** Milliseconds. */
	get now(): number {
		return this.time.now / 1e6;
	}

	node(address: number, options: NodeOptions = {}): I2cNode {
		return new I2cNode(this, address, options);
	}

	/** Lets so many milliseconds pass. */
	run(milliseconds: number): void {
		const end = this.time.now + milliseconds * 1e6;
		while (this.time.step(end));
		this.time.now = end;
	}
}

/** An endpoint with an I2C port, and echo. */
export class I2cNode {
	readonly endpoint: Endpoint;
	readonly port: I2cPort;
	readonly driver: BusDriver;
	readonly turns: Turns;
	/** What became of requests: answers as hexadecimal digits, or why there is none. */
	readonly answers: string[] = [];
	readonly #free: Request[] = [];

	constructor(world: I2cWorld, address: number, { eid = 0, memory, unit = 250, segment, frames, stretch, ...options }: NodeOptions) {
		this.turns = new Turns(world.time);
		const { wake } = this.turns;
		this.endpoint = new Endpoint({
			ports: [
				{
					network: 1,
					eid,
					receiveUnit: unit,
					transmissionUnit: 64,
					largestUnit: 250,
					medium: 0x03,
					frames: I2cPort.frames(options),
					wake,
				},
			],
			memory: { requests: 16, requestSize: 4200, ...memory },
		});
		const { endpoint } = this;
		endpoint.responders.add(new Control({ endpoint }));
		endpoint.responders.add(new TestServices(endpoint));
		this.driver = new BusDriver(world.bus, { segment, frames, stretch });
		this.port = new I2cPort(endpoint, 0, this.driver, { address, ...options });
		this.turns.add(this.port);
		this.turns.start(endpoint);
	}

	/** Asks an EID, at a physical address unless the port knows it; `message` with its type, as hexadecimal digits. */
	ask(eid: number, physical: number, message: string, timeout = 1000): void {
		const request = this.#free.pop() ?? this.#request();
		const body = bytes(message);
		const writer = request.begin(body[0]);
		for (let index = 1; index < body.length; index++) writer.u8(body[index]);
		request.timeout = timeout;
		if (!this.endpoint.send(request, 0, eid, physical, this.turns.now)) throw new Error("not sent");
	}

	/** Counters that are not 0. */
	get counted(): Record<string, number> {
		return Object.fromEntries(
			i2cCounterNames.map((name, index) => [name, this.port.counters[index]] as const).filter(([, count]) => count > 0),
		);
	}

	#request(): Request {
		const request: Request = this.endpoint.request({
			onResponse: (response) => {
				let text = "";
				while (response.remaining > 0) text += response.u8().toString(16).padStart(2, "0");
				this.answers.push(text);
				this.#free.push(request);
			},
			onFailure: (reason) => {
				this.answers.push(reason);
				this.#free.push(request);
			},
		});
		return request;
	}
}
