// SPDX-License-Identifier: Apache-2.0
import Control from "../../../modules/control/responder.js";
import Faults from "../../../modules/fault/faults.js";
import { kindNames, kinds, type KindName } from "../../../modules/fault/kinds.js";
import type { FaultOptions } from "../../../modules/fault/options.js";
import FaultyPort from "../../../modules/fault/port.js";
import { Counter } from "../../../modules/mctp/counter.js";
import Endpoint from "../../../modules/mctp/endpoint.js";
import type { Port } from "../../../modules/mctp/port.js";
import { echo } from "../../support/responders.js";
import { used } from "../heap.js";
import Later, { lateness } from "./later.js";
import Requester, { handles, timeout } from "./requester.js";

const unit = 64;
const packetSize = unit + 4;
const deviceEid = 8;
const peerEids = [9, 10, 11, 12] as const;
const portCount = 2;
/** Milliseconds of virtual time after which links go down and up, while nothing is under way. */
const flap = 1000;
/** Milliseconds in which all that is under way ends. */
const longest = 13_000;

/** Own options of each kind of fault. */
const own: Partial<Record<KindName, Partial<FaultOptions>>> = {
	delay: { milliseconds: 3 },
	reorder: { milliseconds: 2 },
	source: { eid: 77 },
	destination: { eid: 78 },
	silence: { milliseconds: 20 },
	hang: { milliseconds: 2, count: 0x7fffffff },
};
/** Kinds by which packets are lost. They come first, so that no lost one has been doubled before. */
const losing: readonly KindName[] = ["drop", "silence", "hang"];
const order = [...losing, ...kindNames.filter((name) => !losing.includes(name))];

export interface SoakFigures {
	packets: number;
	/** Milliseconds of virtual time. */
	time: number;
	requests: number;
	answered: number;
	damaged: number;
	/** Packets that faults took, and made. */
	lost: number;
	doubled: number;
	faults: number;
	/** Bytes in use after a tenth, and at the end. */
	heap: readonly [number, number];
}

/** Four honest peers and a device with two ports. Between them is a medium with `rate` of every fault. */
class Soak {
	readonly device: Endpoint;
	readonly faults: Faults;
	readonly requester: Requester;
	readonly peers: { readonly requester: Requester; readonly later: Later; readonly endpoint: Endpoint }[];
	readonly #later: Later;
	/** Packets given to the faults, and by them to peers. */
	#given = 0;
	#delivered = 0;
	#now = 0;
	#lost = 0;
	#doubled = 0;
	#applied = 0;

	constructor(seed: number) {
		const port = { network: 1, receiveUnit: unit, transmissionUnit: unit, frames: 2 * packetSize, wake() {} };
		/* Enough for all that can be under way at a time, so that without faults nothing is refused; late answers keep their slots. */
		const memory = {
			requests: handles,
			requestSize: 400,
			messageSize: 600,
			slots: 20,
			slotsPerSource: handles + 2,
			largeAnswers: 24,
			exchanges: 24,
		};
		const ports = Array.from({ length: portCount }, (): Port => new FaultyPort({ ...port, eid: deviceEid }));
		this.device = new Endpoint({ ports, memory });
		this.faults = new Faults(this.device);
		this.device.responders.add(new Control({ endpoint: this.device }));
		this.device.responders.add(echo(this.device));
		this.device.responders.add((this.#later = new Later(this.device)));
		this.requester = new Requester(this.device, seed);
		this.peers = peerEids.map((eid) => {
			const endpoint = new Endpoint({ ports: [{ ...port, eid }], memory });
			const later = new Later(endpoint);
			endpoint.responders.add(echo(endpoint));
			endpoint.responders.add(later);
			return { requester: new Requester(endpoint, seed + eid), later, endpoint };
		});
	}

	/** `rate` of each fault, in both directions. */
	spoil(rate: number, seed: number): void {
		for (const kind of order)
			for (const direction of ["receive", "transmit"] as const)
				this.faults.add({ kind, rate, direction, seed: seed++ & 0x7fffffff, ...own[kind] });
		if (kindNames.length !== order.length || undefined === kinds[order[0]]) throw new Error("a fault is missing");
	}

	get packets(): number {
		return this.#given + this.#delivered;
	}

	/** So many milliseconds; with `asking` everybody has something to ask. */
	run(milliseconds: number, asking: boolean): void {
		for (const end = this.#now + milliseconds; this.#now < end; this.#now++) this.#millisecond(asking);
	}

	/** Everybody waits for what is under way, links go down and up, and all begin anew. */
	pause(): void {
		this.run(timeout + 2 * lateness, false);
		for (let port = 0; port < portCount; port++) this.#flap(port);
	}

	#flap(port: number): void {
		this.faults.link(port, this.#now, false);
		this.faults.link(port, this.#now, true);
	}

	#millisecond(asking: boolean): void {
		const now = this.#now;
		if (asking) {
			this.requester.ask(
				peerEids.map((eid, index) => [index % portCount, eid, index >> 1] as const),
				now,
			);
			for (const { requester } of this.peers) requester.ask([[0, deviceEid, 0]], now);
		}
		this.#later.answer(now);
		this.peers.forEach(({ endpoint, later }, index) => {
			later.answer(now);
			this.#up(endpoint, index % portCount, index >> 1);
			endpoint.tick(now);
		});
		for (let port = 0; port < portCount; port++) this.#down(port);
		this.faults.tick(now);
	}

	/** From a peer to the device. */
	#up(peer: Endpoint, port: number, physical: number): void {
		const from = peer.port(0).frames + packetSize;
		const to = this.device.port(port).frames;
		for (let length = peer.transmit(0, this.#now, from, packetSize); length > 0; length = peer.transmit(0, this.#now, from, packetSize)) {
			peer.transmitted(0, this.#now, true);
			for (let index = 0; index < length; index++) this.device.memory[to + index] = peer.memory[from + index];
			this.#given++;
			this.faults.receive(port, this.#now, to, length, physical);
		}
	}

	/** From the device to its peers: both of the bus hear it, which of them it is for they see from its address. */
	#down(port: number): void {
		const { faults, device } = this;
		const from = device.port(port).frames + packetSize;
		for (
			let length = faults.transmit(port, this.#now, from, packetSize);
			length > 0;
			length = faults.transmit(port, this.#now, from, packetSize)
		) {
			faults.transmitted(port, this.#now, true);
			this.#delivered++;
			const { endpoint } = this.peers[port + portCount * faults.physical];
			const to = endpoint.port(0).frames;
			for (let index = 0; index < length; index++) endpoint.memory[to + index] = device.memory[from + index];
			endpoint.receive(0, this.#now, to, length, 0);
		}
	}

	/**
	 * The faults end, and what is under way has its time: then nothing is held, nothing is lost but what faults took, and
	 * every request has settled. Throws Error if not.
	 */
	settle(): void {
		this.#account(false);
		this.faults.clear();
		this.run(longest, false);
		this.#account(true);
		for (const endpoint of [this.device, ...this.peers.map((peer) => peer.endpoint)]) {
			if (0 !== endpoint.exchanges.busy) throw new Error(`${endpoint.exchanges.busy} exchanges are held`);
			if (undefined !== endpoint.requests.active) throw new Error("a request is under way");
			if (undefined !== endpoint.reassembly.active) throw new Error("a message grows");
		}
		for (const { taken, settled } of this.requesters)
			if (taken !== settled) throw new Error(`of ${taken} requests ${settled} have settled`);
	}

	/** Books of the medium: what went in has come out, was taken by a fault, or waits. At the `end` nothing waits. */
	#account(end: boolean): void {
		for (const { applied, options } of this.faults.all) {
			this.#applied += applied;
			if (losing.includes(options.kind)) this.#lost += applied;
			if ("duplicate" === options.kind) this.#doubled += applied;
		}
		let arrived = 0;
		let sent = 0;
		for (let port = 0; port < portCount; port++) {
			const { counters } = this.device.port(port);
			for (let counter = 0; counter <= Counter.linkDown; counter++) arrived += counters[counter];
			sent += counters[Counter.sent];
		}
		const owed = this.#given + sent + this.#doubled - this.#lost - arrived - this.#delivered;
		if (owed < 0) throw new Error(`${-owed} packets came from nowhere`);
		if (end && owed > 0) throw new Error(`${owed} packets are lost, and no fault took them`);
	}

	get requesters(): readonly Requester[] {
		return [this.requester, ...this.peers.map((peer) => peer.requester)];
	}

	/** Without faults every request has its answer. Throws Error if not. */
	expectService(): void {
		const before = this.requesters.map(({ taken, answered, damaged }) => ({ taken, answered, damaged }));
		this.run(flap, true);
		this.run(timeout, false);
		this.requesters.forEach(({ taken, answered, damaged }, index) => {
			const asked = taken - before[index].taken;
			const got = answered - before[index].answered;
			if (0 === asked || asked !== got) throw new Error(`without faults ${got} of ${asked} requests have an answer`);
			if (damaged !== before[index].damaged) throw new Error("without faults an answer is damaged");
		});
	}

	figures(heap: readonly [number, number]): SoakFigures {
		const sum = (key: "taken" | "answered" | "damaged") => this.requesters.reduce((sum, requester) => sum + requester[key], 0);
		const { packets } = this;
		return {
			packets,
			time: this.#now,
			requests: sum("taken"),
			answered: sum("answered"),
			damaged: sum("damaged"),
			lost: this.#lost,
			doubled: this.#doubled,
			faults: this.#applied,
			heap,
		};
	}
}

/** Lets `packets` go over a medium with one percent of each fault. Throws Error if something is lost that no fault took, or held for ever. */
export function soak(packets: number, seed: number, beat: () => void = () => {}): SoakFigures {
	const world = new Soak(seed);
	world.expectService();
	world.spoil(0.01, seed);
	const before = world.packets;
	let warm = 0;
	while (world.packets - before < packets) {
		world.pause();
		world.run(flap, true);
		beat();
		if (0 === warm && world.packets - before >= packets / 10) warm = used();
	}
	const end = used();
	world.settle();
	world.expectService();
	return world.figures([warm, end]);
}
