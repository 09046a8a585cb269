// SPDX-License-Identifier: Apache-2.0
import fc from "fast-check";
import { expect, it } from "vitest";
import Bench, { never } from "../../support/bench.js";
import { useEverything } from "../../support/free.js";
import { hex, packet } from "../../support/text.js";
import { rising } from "../../tables/table.js";

const limits = { slots: 8, exchanges: 10, reserve: 2, largeAnswers: 8, messageSize: 300 };
const eids = [20, 30, 40];
const own = [10, 11, 12];

/** Networks of the bridge's ports, and on which of them each of three endpoints is. */
interface Topology {
	readonly networks: readonly number[];
	readonly places: readonly number[];
}
const topology: fc.Arbitrary<Topology> = fc
	.array(fc.integer({ min: 1, max: 2 }), { minLength: 2, maxLength: 3 })
	.chain((networks) => fc.record({ networks: fc.constant(networks), places: fc.tuple(...eids.map(() => fc.nat(networks.length - 1))) }));

interface Asking {
	readonly from: number;
	readonly to: number;
	readonly length: number;
	readonly attempts: number;
}
const asking = fc.record({
	from: fc.nat(2),
	to: fc.constantFrom(...eids, ...own, 50, 255),
	length: fc.nat(250),
	attempts: fc.integer({ min: 1, max: 3 }),
});

/** A bridge, three endpoints, and buses between them on which everybody hears everything. */
class World {
	readonly bridge: Bench;
	readonly nodes: readonly Bench[];
	readonly #topology: Topology;
	/** Packets that came to the bridge and that it may carry on, as often as they came, by the networks of their ports. */
	readonly #carried = new Map<string, number>();

	constructor(topology: Topology) {
		const { networks, places } = topology;
		this.#topology = topology;
		this.bridge = new Bench({
			ports: networks.map((network, index) => ({ network, eid: own[index] })),
			responders: ["echo", "late", "size"],
			/* One endpoint may ask everybody and each EID of the bridge at once, and all of it is long. */
			memory: { ...limits, slotsPerSource: limits.slots, exchanges: 8 + 2 * networks.length },
			routes: eids.map((first, index) => ({ first, port: places[index] })),
		});
		this.nodes = eids.map(
			(eid) =>
				new Bench({
					ports: [{ eid }],
					responders: ["echo", "late", "size"],
					memory: { ...limits, exchanges: 20, requestSize: 300 },
					requests: Array.from({ length: 4 }, () => "request" as const),
				}),
		);
	}

	reachable({ from, to }: Asking): boolean {
		const { networks, places } = this.#topology;
		const at = eids.includes(to) ? places[eids.indexOf(to)] : own.indexOf(to);
		return to !== eids[from] && at >= 0 && at < networks.length && networks[at] === networks[places[from]];
	}

	/** Moves all packets there are; the bridge's ports are pulled for `most` of its own after each that it gets. */
	turn(most: number): boolean {
		let quiet = true;
		const pull = (limit: number): boolean => {
			const texts = this.bridge.pull(limit, undefined, (port) => this.bridge.endpoint.transmitted(port, this.bridge.now, true));
			for (const text of texts) this.#leaves(text);
			return texts.length > 0;
		};
		this.nodes.forEach((node, index) => {
			for (const text of node.pull(1, undefined, (port) => node.endpoint.transmitted(port, node.now, true))) {
				quiet = false;
				const port = this.#topology.places[index];
				this.nodes.forEach((other, at) => at !== index && port === this.#topology.places[at] && other.receive(text));
				const key = `${this.#topology.networks[port]}: ${text}`;
				this.#carried.set(`${port} ${key}`, (this.#carried.get(`${port} ${key}`) ?? 0) + 1);
				this.bridge.arrive({ ...packet(text), port });
				if (most > 0) pull(most);
			}
		});
		while (pull(most || 1)) quiet = false;
		return quiet;
	}

	/** A packet leaves the bridge: it is its own, or one that came in by another port of the network, unchanged, and once. */
	#leaves(text: string): void {
		const { port, bytes } = packet(text);
		const { networks, places } = this.#topology;
		const plain = `${hex(bytes.slice(0, 4))} ${hex(bytes.slice(4))}`;
		if (!own.slice(0, networks.length).includes(bytes[2])) {
			const from = networks.findIndex(
				(network, index) => index !== port && network === networks[port] && this.#carried.get(`${index} ${network}: ${plain}`),
			);
			if (from < 0) throw new Error(`port ${port} sends ${plain}, which came from nowhere`);
			const key = `${from} ${networks[from]}: ${plain}`;
			this.#carried.set(key, this.#carried.get(key)! - 1);
			expect(places[eids.indexOf(bytes[1])]).toBe(port);
		}
		this.nodes.forEach((node, index) => port === places[index] && node.receive(plain));
	}

	goTo(now: number): void {
		for (const bench of [this.bridge, ...this.nodes]) bench.goTo(now);
	}
}

it.each([
	["pulled in time: who can be reached answers, the others run out of time", 100],
	["pulled too late: each request settles once, and everything is free in the end", 0],
])("packets cross a bridge unchanged, once and never back; %s", (_what, most) => {
	fc.assert(
		fc.property(topology, fc.array(asking, { maxLength: 8 }), (topology, all) => {
			const world = new World(topology);
			const sent = new Map<Bench, number>(world.nodes.map((node) => [node, 0]));
			const asked = all.flatMap((each, index) => {
				const node = world.nodes[each.from];
				const handle = sent.get(node)!;
				if (handle === 4) return [];
				sent.set(node, handle + 1);
				const content = rising(index, each.length);
				const { to, attempts } = each;
				expect(node.send({ message: `01${content}`, to, handle, timeout: 100, attempts })).toBe(true);
				return [{ ...each, node, handle, content }];
			});
			for (let now = 0; now <= 500; now += 50) {
				world.goTo(now);
				while (!world.turn(most));
			}
			for (const each of asked) {
				const told = each.node.events.filter((text) => text.includes(`request ${each.handle} `)).map((text) => text.split(": ")[1]);
				const answer = `request ${each.handle} response ${each.content}`;
				const lost = `request ${each.handle} timeout`;
				if (most > 0) expect(told).toEqual([world.reachable(each) ? answer : lost]);
				else expect([answer, lost]).toContain(told.join());
			}
			world.goTo(20_000);
			world.goTo(40_000);
			for (const bench of [world.bridge, ...world.nodes]) expect(bench.tick()).toBe(never);
			for (const node of world.nodes) node.endpoint.assign(0, 8);
			for (const node of world.nodes) useEverything(node, { ...limits, exchanges: 8, reserve: 0 });
		}),
		{ numRuns: 100 },
	);
});
