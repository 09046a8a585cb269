// SPDX-License-Identifier: Apache-2.0
import Smbus from "../../../modules/binding/i2c/smbus.js";
import { randomFrom } from "../i2c/faults.js";
import Bus, { type BusListener } from "../i2c/bus.js";
import MuxStation from "../i2c/mux-station.js";
import type { Station } from "../i2c/station.js";
import { VirtualTime } from "../i2c/timeline.js";
import crc32 from "../../../modules/wire/crc32.js";
import { problems } from "./expectation.js";
import SimulatedNode, { type Seat } from "./node.js";
import type { EventPart, NodePart, Scenario, TrafficPart } from "./scenario.js";
import Traffic, { type Way } from "./traffic.js";

/** Told of every transaction: on which bus, and what was on the wires. */
export type WireListener = (bus: string, ...parameters: Parameters<BusListener>) => void;

/** What became of a scenario. */
export interface Outcome {
	/** What was not as expected; empty: all was. */
	readonly problems: readonly string[];
	/** CRC-32 over everything that was on the wires, and when. */
	readonly trace: number;
	readonly transactions: number;
}

const millisecond = 1e6;
const microsecond = 1000;
const noiseBytes = 40;
/** Address of nobody. */
const noiseAddress = 0x09;

/** Runs a scenario in virtual time: the same on every machine, and on every engine. */
class Simulation {
	readonly time = new VirtualTime();
	readonly buses = new Map<string, Bus>();
	readonly nodes = new Map<string, SimulatedNode>();
	readonly traffic = new Map<string, Traffic>();
	readonly scenario: Scenario;
	readonly #random: () => number;
	readonly #record = new Uint8Array(1024);
	#trace = -1;
	#transactions = 0;

	constructor(scenario: Scenario, listener?: WireListener) {
		const { seed = 1, buses, nodes, traffic = [] } = scenario;
		this.scenario = scenario;
		this.#random = randomFrom(seed + 1000);
		buses.forEach(({ name, speed, muxes = [] }, index) => {
			const bus = new Bus({ timeline: this.time, speed, seed: seed + index });
			bus.follow((...parameters) => {
				this.#trace = this.#add(index, ...parameters);
				listener?.(name, ...parameters);
			});
			for (const { address, segments } of muxes) new MuxStation(bus, address, segments);
			this.buses.set(name, bus);
		});
		nodes.forEach((part, index) => this.nodes.set(part.name, this.#node(part, index)));
		for (const part of traffic) this.traffic.set(part.name, this.#flow(part));
	}

	/** Runs all of it. */
	run(): Outcome {
		const { duration, traffic = [], events = [], expect, trace } = this.scenario;
		const found: string[] = [];
		for (const part of traffic) this.#later(part.start ?? 0, () => this.#repeat(this.traffic.get(part.name)!));
		for (const event of events) this.#later(event.at, () => this.#happen(event));
		for (const expectation of expect) this.#later(expectation.at, () => found.push(...problems(this, expectation)));
		const end = duration * millisecond;
		while (this.time.step(end));
		const sum = ~this.#trace >>> 0;
		if (undefined !== trace && trace !== sum) found.push(`trace: ${sum}, expected ${trace}`);
		return { problems: found, trace: sum, transactions: this.#transactions };
	}

	/** The physical address of a node as another one sees it, which shares a bus with it; 0: there is no such bus. */
	physical(from: string, to: string): number {
		const ports = this.#part(from).ports;
		for (const { bus, address, segment = 0 } of this.#part(to).ports) {
			const port = ports.find((other) => other.bus === bus);
			if (undefined !== port) return ((undefined === port.mux ? 0 : segment) << 8) | address;
		}
		return 0;
	}

	#node(part: NodePart, index: number): SimulatedNode {
		const { name, ports, eid, owner, pool, unit, stretch = 0, pmbus } = part;
		const seats = ports.map(({ bus, address, segment, owns, mux }): Seat => ({ bus: this.#bus(bus), address, segment, owned: owns, mux }));
		for (const { bus, segment = 0 } of ports) if (segment > 0) this.#bus(bus).connect(segment, false);
		return new SimulatedNode({
			name,
			time: this.time,
			seats,
			eid,
			uuid: `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
			...owner,
			pool,
			unit,
			stretch: stretch * microsecond,
			requests: 16,
			transfers: 64,
			...(pmbus && {
				target: (memory) =>
					new Smbus(
						memory,
						pmbus.map(({ command, word }) => ({ code: command, size: 2, read: (data) => data.u16(word) })),
					),
			}),
		});
	}

	#flow(part: TrafficPart): Traffic {
		const { from, to, command } = part;
		const way = (): Way => ({ eid: this.#named(to).endpoint.port(0).eid, physical: this.physical(from, to) });
		const word = undefined === command ? undefined : this.#part(to).pmbus?.find((row) => row.command === command)?.word;
		return new Traffic(part, this.#named(from), way, word);
	}

	#repeat(traffic: Traffic): void {
		traffic.send();
		if (traffic.sent < traffic.part.count) this.#later(traffic.part.every, () => this.#repeat(traffic));
	}

	#happen(event: EventPart): void {
		switch (event.do) {
			case "plug":
			case "unplug":
				this.#named(event.node!).plug("plug" === event.do);
				break;
			case "restart": {
				const node = this.#named(event.node!);
				node.plug(false);
				node.plug(true);
				break;
			}
			case "fault":
				this.#bus(event.bus!).fault(event.fault!);
				break;
			case "release":
				this.#bus(event.bus!).release();
				break;
			case "unit":
				this.#named(event.node!).endpoint.port(0).setUnit(this.#named(event.to!).endpoint.port(0).eid, event.unit!);
				break;
			case "noise":
				this.#noise(this.#bus(event.bus!), event.count!);
		}
	}

	/** Transactions that mean nothing, one behind the other, as of a device that has gone wrong. */
	#noise(bus: Bus, count: number): void {
		const station: Station = { segment: 0, addressed: () => false, written: () => false, next: () => 0, stopped: () => {} };
		const listener: Station = { ...station, addressed: (byte) => byte >> 1 === noiseAddress, written: () => true };
		bus.add(listener);
		const again = (left: number) => {
			if (0 === left) return bus.remove(listener);
			const bytes = Uint8Array.from({ length: noiseBytes }, (_, at) => (0 === at ? noiseAddress << 1 : Math.floor(this.#random() * 256)));
			bus.request({ station, bytes, address: noiseAddress, count: 0, ended: () => again(left - 1) });
		};
		again(count);
	}

	/** The wires' trace, with one more transaction: bus, outcome, time in nanoseconds, bytes. */
	#add(bus: number, bytes: Uint8Array, outcome: number, time: number): number {
		const record = this.#record;
		this.#transactions++;
		record[0] = bus;
		record[1] = outcome;
		let rest = Math.floor(time);
		for (let at = 2; at < 10; at++) {
			record[at] = rest % 256;
			rest = Math.floor(rest / 256);
		}
		record.set(bytes, 10);
		return crc32(record, 0, 10 + bytes.length, this.#trace);
	}

	#later(milliseconds: number, act: () => void): void {
		this.time.after(milliseconds * millisecond, act);
	}

	#bus(name: string): Bus {
		return known(this.buses.get(name), "bus", name);
	}

	#named(name: string): SimulatedNode {
		return known(this.nodes.get(name), "node", name);
	}

	#part(name: string): NodePart {
		return known(
			this.scenario.nodes.find((part) => part.name === name),
			"node",
			name,
		);
	}
}

function known<Thing>(thing: Thing | undefined, kind: string, name: string): Thing {
	if (undefined === thing) throw new RangeError(`there is no ${kind} "${name}"`);
	return thing;
}

export default Simulation;
