// SPDX-License-Identifier: Apache-2.0
import Bus from "../../../hosts/node/i2c/bus.js";
import BusDriver from "../../../hosts/node/i2c/driver.js";
import type { BusFault, BusFaultOptions } from "../../../hosts/node/i2c/faults.js";
import { VirtualTime } from "../../../hosts/node/i2c/timeline.js";
import Turns from "../../../hosts/node/simulate/turns.js";
import { I2cCounter } from "../../../modules/binding/i2c/counter.js";
import { check, commandCode } from "../../../modules/binding/i2c/format.js";
import I2cPort from "../../../modules/binding/i2c/port.js";
import Random from "../../../modules/fault/random.js";
import { noDeadline } from "../../../modules/mctp/conversations.js";
import Endpoint from "../../../modules/mctp/endpoint.js";
import { echo } from "../../support/responders.js";
import { used } from "../heap.js";
import Later, { lateness } from "./later.js";
import Requester, { handles } from "./requester.js";

const count = 16;
const firstAddress = 0x20;
const firstEid = 9;
const millisecond = 1e6;
/** The endpoints' clocks wrap after a minute. */
const start = (0x7fffffff - 60_000) * millisecond;
/** Milliseconds that a request waits: all others may be served before it, on a bus that is stuck every now and then. */
const timeout = 3000;
/** Milliseconds between two looks at who has something to ask, and between two pauses. */
const step = 5;
const lap = 2000;
/** Milliseconds for which an endpoint is off the bus. */
const absence = 100;
/** Milliseconds in which all that is under way ends. */
const longest = 20_000;
/**
 * Of packets that were acknowledged and are lost, this part may make one answer of two: of one that comes too late its
 * first packet, of the next one with its tag all but the first. Three bits of tag and two of sequence do not tell them apart.
 */
const mixed = 1 / 10_000;

/** What the bus does, each to this part of all transactions; arbitration is lost without help. A bus that nine clocks do not free is rarer. */
const rate = 0.01;
const faults: readonly BusFaultOptions[] = [
	{ kind: "drop", rate },
	{ kind: "corrupt", rate },
	{ kind: "nack", rate },
	{ kind: "nack", byte: 0, rate },
	{ kind: "stuck", rate },
	{ kind: "stuck", rate: rate / 100, clocks: 10 },
];

export interface BusSoakFigures {
	/** Requests, and the answers to them. */
	messages: number;
	requests: number;
	answered: number;
	/** Answers that were made of two. */
	damaged: number;
	/** Transactions on the wires; of them, those that a fault befell; arbitrations that were lost. */
	transactions: number;
	faults: number;
	arbitrations: number;
	/** Packets that were acknowledged, and reached nobody. */
	lost: number;
	/** Endpoints that were taken off the bus. */
	removals: number;
	/** Milliseconds of virtual time. */
	time: number;
	/** Bytes in use after a tenth, and at the end. */
	heap: readonly [number, number];
}

/** One endpoint on the bus: it asks, and answers at once and later. */
class Member {
	readonly endpoint: Endpoint;
	readonly port: I2cPort;
	readonly driver: BusDriver;
	readonly requester: Requester;
	readonly turns: Turns;
	readonly #later: Later;

	constructor(bus: Bus, index: number, seed: number) {
		this.turns = new Turns(bus.timeline as VirtualTime);
		const { wake } = this.turns;
		const units = { receiveUnit: 64, transmissionUnit: 64 };
		const others = count * handles;
		this.endpoint = new Endpoint({
			ports: [{ network: 1, eid: firstEid + index, ...units, frames: I2cPort.frames({}), wake }],
			/* Enough for all that can be under way at a time, so that without faults nothing is refused. */
			memory: {
				requests: handles,
				requestSize: 400,
				messageSize: 600,
				slots: others,
				slotsPerSource: handles + 2,
				largeAnswers: others,
				exchanges: 2 * others,
			},
		});
		const { endpoint } = this;
		this.#later = new Later(endpoint);
		endpoint.responders.add(echo(endpoint));
		endpoint.responders.add(this.#later);
		this.requester = new Requester(endpoint, seed, timeout);
		this.driver = new BusDriver(bus);
		this.port = new I2cPort(endpoint, 0, this.driver, { address: firstAddress + index });
		this.turns.add(this.port);
		this.turns.add({ pump: (now) => this.#later.answer(now), tick: () => (this.#later.waiting ? lateness : noDeadline) });
		this.turns.start(endpoint);
	}

	plug(plugged: boolean): void {
		const { now } = this.turns;
		if (plugged) this.driver.plug();
		else {
			this.driver.unplug();
			this.port.reset(now);
		}
		this.endpoint.link(0, now, plugged);
		this.turns.wake();
	}
}

/** Sixteen endpoints on one bus, each of which asks all others; and what becomes of it. */
class BusSoak {
	readonly #time = new VirtualTime();
	readonly #bus: Bus;
	readonly #members: readonly Member[];
	readonly #random: Random;
	#faults: readonly BusFault[] = [];
	#removals = 0;
	/** Transactions, and whole packets to somebody who is there, as they are on the wires. */
	#transactions = 0;
	#packets = 0;

	constructor(seed: number) {
		this.#time.now = start;
		this.#random = new Random(seed);
		this.#bus = new Bus({ timeline: this.#time, speed: 1000, seed });
		this.#members = Array.from({ length: count }, (_, index) => new Member(this.#bus, index, seed + index));
		this.#bus.follow((bytes) => {
			this.#transactions++;
			if (commandCode === bytes[1] && check(bytes, 0, bytes.length, bytes[0] >> 1) > 0) this.#packets++;
		});
	}

	get messages(): number {
		return this.#sum(({ requester }) => requester.taken + requester.answered);
	}

	spoil(): void {
		this.#faults = faults.map((options) => this.#bus.fault(options));
	}

	/** So many milliseconds; with `asking` everybody has something to ask. */
	run(milliseconds: number, asking: boolean): void {
		for (let end = this.#time.now + milliseconds * millisecond; this.#time.now < end;) {
			if (asking) this.#ask();
			const until = this.#time.now + step * millisecond;
			while (this.#time.step(until));
			this.#time.now = until;
		}
	}

	/** One of them is taken off the bus in the middle of everything, and put back. A bus that is stuck is freed by hand. */
	disturb(): void {
		const member = this.#members[this.#random.below(count)];
		this.#removals++;
		member.plug(false);
		this.run(absence, true);
		member.plug(true);
		this.#bus.stuck = false;
	}

	/** Everybody has what they asked for, or knows why not; nothing is held. Throws Error if not. */
	settle(): void {
		this.#bus.release();
		this.run(longest, false);
		this.#members.forEach(({ endpoint, port, requester, turns }, index) => {
			const fail = (what: string) => {
				throw new Error(`endpoint ${index}: ${what}`);
			};
			const { taken, settled } = requester;
			if (taken !== settled) fail(`of ${taken} requests ${settled} have settled`);
			if (0 !== endpoint.exchanges.busy) fail(`${endpoint.exchanges.busy} exchanges are held`);
			if (undefined !== endpoint.requests.active) fail("a request has its tag still");
			if (undefined !== endpoint.reassembly.active) fail("a message grows");
			if (endpoint.transmit(0, turns.now, endpoint.port(0).frames, 68) > 0) fail("a packet waits");
			for (let other = 0; other < count; other++) if (port.has(firstAddress + other)) fail("a packet is under way");
		});
		this.#account();
	}

	/** What was on the wires has arrived, unless a fault took it, or whoever it was for was just taken off. Throws Error if not. */
	#account(): void {
		const arrived = this.#counted(I2cCounter.received);
		const missing = this.#packets - arrived - this.#lost;
		if (missing < 0) throw new Error(`${-missing} packets came from nowhere`);
		if (missing > this.#removals) throw new Error(`${missing} packets are lost, and no fault took them`);
		if (this.#damaged > mixed * (this.#lost + this.#counted(I2cCounter.errorCode)))
			throw new Error(`${this.#damaged} answers are not what was asked for`);
	}

	/** Without faults every request has its answer. Throws Error if not. */
	expectService(): void {
		const before = this.#members.map(({ requester: { taken, answered } }) => ({ taken, answered }));
		this.run(1000, true);
		this.run(timeout, false);
		this.#members.forEach(({ requester: { taken, answered } }, index) => {
			const asked = taken - before[index].taken;
			const got = answered - before[index].answered;
			if (0 === asked || asked !== got) throw new Error(`without faults endpoint ${index} has ${got} answers to ${asked} requests`);
		});
	}

	figures(heap: readonly [number, number]): BusSoakFigures {
		return {
			messages: this.messages,
			requests: this.#sum(({ requester }) => requester.taken),
			answered: this.#sum(({ requester }) => requester.answered),
			damaged: this.#damaged,
			transactions: this.#transactions,
			faults: this.#faults.reduce((sum, { hits }) => sum + hits, 0),
			arbitrations: this.#counted(I2cCounter.arbitrationLost),
			lost: this.#lost,
			removals: this.#removals,
			time: (this.#time.now - start) / millisecond,
			heap,
		};
	}

	#ask(): void {
		this.#members.forEach(({ requester, turns, endpoint }, index) => {
			if (!endpoint.port(0).up) return;
			const other = (index + 1 + this.#random.below(count - 1)) % count;
			requester.ask([[0, firstEid + other, firstAddress + other]], turns.now);
		});
	}

	get #lost(): number {
		return this.#faults.reduce((sum, { hits, options: { kind } }) => sum + ("drop" === kind ? hits : 0), 0);
	}

	get #damaged(): number {
		return this.#sum(({ requester }) => requester.damaged);
	}

	#counted(counter: number): number {
		return this.#sum(({ port }) => port.counters[counter]);
	}

	#sum(figure: (member: Member) => number): number {
		return this.#members.reduce((sum, member) => sum + figure(member), 0);
	}
}

/** Lets `messages` go over a bus with one percent of each fault. Throws Error if something is lost that no fault took, or held for ever. */
export function soakBus(messages: number, seed: number, beat: () => void = () => {}): BusSoakFigures {
	const world = new BusSoak(seed);
	world.expectService();
	world.spoil();
	const before = world.messages;
	let warm = 0;
	while (world.messages - before < messages) {
		world.run(lap, true);
		world.disturb();
		beat();
		if (0 < warm || world.messages - before < messages / 10) continue;
		world.run(longest, false);
		warm = used();
	}
	world.settle();
	const figures = world.figures([warm, used()]);
	world.expectService();
	return figures;
}
