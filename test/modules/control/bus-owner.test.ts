// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import Bus from "../../../hosts/node/i2c/bus.js";
import { VirtualTime } from "../../../hosts/node/i2c/timeline.js";
import SimulatedNode, { type SimulatedNodeOptions } from "../../../hosts/node/simulate/node.js";
import Bridge from "../../../modules/control/bridge.js";
import BusOwner from "../../../modules/control/bus-owner.js";
import type Known from "../../../modules/control/known.js";
import Endpoint from "../../../modules/mctp/endpoint.js";
import { bytes as numbers, hex as digits } from "../../support/text.js";

const bytes = (text: string) => Uint8Array.from(numbers(text));
/** Pairs of digits with blanks between. */
const hex = (data: ArrayLike<number>) => digits(data).replace(/..(?=.)/g, "$& ");

/** Buses in virtual time, and what the owner of the first tells. */
class Tree {
	readonly time = new VirtualTime();
	readonly events: string[] = [];
	readonly listener = {
		onFound: (known: Known) => void this.events.push(`found ${known.eid}`),
		onChanged: (known: Known) => this.events.push(`changed ${known.eid}`),
		onLost: (known: Known) => this.events.push(`lost ${known.eid}`),
		onConflict: (_known: Known, eid: number) => this.events.push(`conflict ${eid}`),
	};
	#count = 0;

	bus(speed = 400): Bus {
		return new Bus({ timeline: this.time, speed });
	}

	node(options: Omit<SimulatedNodeOptions, "time" | "name">): SimulatedNode {
		const number = String(++this.#count).padStart(12, "0");
		return new SimulatedNode({ name: "node", time: this.time, uuid: `00000000-0000-4000-8000-${number}`, ...options });
	}

	owner(bus: Bus, addresses: readonly number[], options: Partial<SimulatedNodeOptions> = {}): SimulatedNode {
		return this.node({
			seats: [{ bus, address: 0x10, owned: addresses }],
			eid: 8,
			first: 9,
			count: 100,
			interval: 500,
			listener: this.listener,
			...options,
		});
	}

	run(milliseconds: number): void {
		const end = this.time.now + milliseconds * 1e6;
		while (this.time.step(end));
		this.time.now = end;
	}

	/** What has been told since the last call. */
	told(): string[] {
		return this.events.splice(0).sort();
	}

	ask(node: SimulatedNode, eid: number, message: string): string {
		let text = "nothing";
		node.ask(eid, bytes(message), 1000, (answer, reason) => (text = answer ? hex(answer) : reason!));
		this.run(400);
		return text;
	}
}

test("who is at one of the addresses is found, gets an EID, and is asked what it is", () => {
	const tree = new Tree();
	const bus = tree.bus();
	const owner = tree.owner(bus, [0x1d, 0x1e, 0x1f]);
	tree.node({ seats: [{ bus, address: 0x1d }] });
	tree.node({ seats: [{ bus, address: 0x1f }] });
	tree.run(400);
	expect(tree.told()).toEqual(["found 10", "found 9"]);
	const found = owner.owner!.places.find(9)!;
	expect([found.physical, Array.from(found.types.subarray(0, found.typeCount)), found.uuid[3], found.hasUuid]).toEqual([
		0x1d,
		[0, 0x7e],
		1 + 1,
		true,
	]);
	expect(tree.ask(owner, 10, "00 80 02")).toBe("00 02 00 0a 00 00");
});

test("an endpoint that has an EID keeps it; of two with the same, one gets another", () => {
	const tree = new Tree();
	const bus = tree.bus();
	tree.owner(bus, [0x1d, 0x1e, 0x1f]);
	tree.node({ seats: [{ bus, address: 0x1d }], eid: 40 });
	tree.node({ seats: [{ bus, address: 0x1e }], eid: 40 });
	tree.node({ seats: [{ bus, address: 0x1f }], eid: 200 });
	tree.run(600);
	expect(tree.told()).toEqual(["found 200", "found 40", "found 9"]);
});

test("it is settled once everybody is known, and again after each round", () => {
	const tree = new Tree();
	const bus = tree.bus();
	const { owner } = tree.owner(bus, [0x1d, 0x1e]);
	tree.node({ seats: [{ bus, address: 0x1e }] });
	const settled = () => owner!.settled(tree.time.now / 1e6);
	expect(settled()).toBe(false);
	tree.run(2);
	expect(settled()).toBe(false);
	tree.run(398);
	expect([tree.told(), settled()]).toEqual([["found 9"], true]);
	const known = owner!.places.all[1];
	known.due = tree.time.now / 1e6;
	expect(settled()).toBe(false);
	known.due++;
	known.busy = true;
	expect(settled()).toBe(false);
	known.busy = false;
	known.step = 3;
	expect(settled()).toBe(false);
	known.step = 0;
	expect(settled()).toBe(true);
});

test("who goes is lost after two looks, and gets the same EID when it comes back", () => {
	const tree = new Tree();
	const bus = tree.bus();
	tree.owner(bus, [0x1d, 0x1e]);
	const one = tree.node({ seats: [{ bus, address: 0x1d }] });
	tree.node({ seats: [{ bus, address: 0x1e }] });
	tree.run(400);
	expect(tree.told()).toEqual(["found 10", "found 9"]);
	one.plug(false);
	tree.run(3000);
	expect(tree.told()).toEqual(["lost 9"]);
	one.plug(true);
	tree.run(1500);
	expect(tree.told()).toEqual(["found 9"]);
	expect(one.endpoint.port(0).eid).toBe(9);
});

test("an endpoint that has started anew gets its EID again", () => {
	const tree = new Tree();
	const bus = tree.bus();
	tree.owner(bus, [0x1d]);
	const one = tree.node({ seats: [{ bus, address: 0x1d }] });
	tree.run(400);
	tree.told();
	one.endpoint.assign(0, 0);
	tree.run(800);
	expect(one.endpoint.port(0).eid).toBe(9);
	expect(tree.told()).toEqual(["changed 9"]);
});

test("Discovery Notify: who wants an EID need not wait for the next look", () => {
	const tree = new Tree();
	const bus = tree.bus();
	tree.owner(bus, [0x1d], { interval: 60_000 });
	const one = tree.node({ seats: [{ bus, address: 0x1d }] });
	one.plug(false);
	tree.run(2000);
	one.plug(true);
	tree.run(100);
	expect(tree.told()).toEqual([]);
	one.ask(8, bytes("00 80 0d"), 500, () => {}, 0x10);
	tree.run(200);
	expect(tree.told()).toEqual(["found 9"]);
});

describe("a bridge", () => {
	function bridged() {
		const tree = new Tree();
		const upper = tree.bus();
		const lower = tree.bus(100);
		const owner = tree.owner(upper, [0x1d, 0x20]);
		const bridge = tree.node({
			seats: [
				{ bus: upper, address: 0x20 },
				{ bus: lower, address: 0x21, owned: [0x30, 0x31, 0x32] },
			],
			pool: 4,
			interval: 500,
		});
		const simple = tree.node({ seats: [{ bus: upper, address: 0x1d }] });
		const behind = [0x30, 0x31].map((address) => tree.node({ seats: [{ bus: lower, address }] }));
		tree.run(3000);
		return { tree, owner, bridge, simple, behind };
	}

	test("gets a pool, gives it on, and those behind it are found and reached", () => {
		const { tree, owner, bridge, behind } = bridged();
		const eids = behind.map(({ endpoint }) => endpoint.port(0).eid);
		const own = bridge.endpoint.port(0).eid;
		expect(tree.told()).toEqual([...eids, own, owner.owner!.places.all[0].eid].map((eid) => `found ${eid}`).sort());
		for (const eid of eids) expect(tree.ask(owner, eid, "00 80 02")).toBe(`00 02 00 ${hex([eid])} 00 00`);
		expect(tree.ask(owner, eids[0], `7e cc de f0 ${"5a".repeat(300)}`)).toBe(`cc de f0${" 5a".repeat(300)}`);
	});

	test("answers of its routing table, of the way to an EID, and of its pool", () => {
		const { tree, owner, bridge, behind, simple } = bridged();
		const own = bridge.endpoint.port(0).eid;
		const [first, second] = behind.map(({ endpoint }) => endpoint.port(0).eid);
		const known = owner.owner!.places.find(own)!;
		expect(tree.ask(owner, own, "00 80 02")).toBe(`00 02 00 ${hex([own])} 10 00`);
		expect(tree.ask(owner, own, "00 81 08 02 00 00")).toBe(`01 08 00 00 04 ${hex([known.poolFirst])}`);
		expect(tree.ask(owner, own, "00 81 08 00 05 40")).toBe("01 08 02");
		expect(tree.ask(owner, own, "00 81 08 00 02 40")).toBe(`01 08 00 01 04 ${hex([known.poolFirst])}`);
		expect(tree.ask(owner, own, `00 82 07 ${hex([first])}`)).toBe(`02 07 00 ${hex([own])} 40`);
		expect(tree.ask(owner, own, "00 82 07 08")).toBe("02 07 00 08 20");
		expect(tree.ask(owner, own, "00 82 07 77")).toBe("02 07 02");
		expect(tree.ask(owner, own, `00 83 0f ${hex([first])} 00`)).toBe(`03 0f 00 ${hex([first])} 00 00 0b 00 00`);
		expect(tree.ask(owner, own, "00 83 0f ff 00")).toBe("03 0f 02");
		// where the way does not lead through it: to itself, to who is on the bus from which it is asked
		expect(tree.ask(owner, own, `00 84 0f ${hex([own])} 00`)).toMatch(/^04 0f 00 00 00 /);
		expect(tree.ask(owner, own, "00 85 0f 08 00")).toMatch(/^05 0f 00 00 00 /);
		const table = tree.ask(owner, own, "00 84 0a 00");
		const entry = (eid: number, kind: number, address: number) => hex([1, eid, kind, 1, 3, 1, address << 1]);
		expect(table.slice(0, 14)).toBe("04 0a 00 ff 05");
		expect(table).toContain(entry(own, 0x80, 0x20));
		expect(table).toContain(entry(8, 0x00, 0x10));
		expect(table).toContain(entry(first, 0x01, 0x30));
		expect(table).toContain(entry(second, 0x01, 0x31));
		expect(table).toContain(entry(simple.endpoint.port(0).eid, 0x00, 0x1d));
		expect(tree.ask(owner, own, "00 84 0a 41")).toBe("04 0a 02");
	});

	test("tells of who goes and comes behind it", () => {
		const { tree, behind } = bridged();
		const { eid } = behind[1].endpoint.port(0);
		tree.told();
		behind[1].plug(false);
		tree.run(5000);
		expect(tree.told()).toEqual([`lost ${eid}`]);
		behind[1].plug(true);
		tree.run(3000);
		expect(tree.told()).toEqual([`found ${eid}`]);
	});

	test("goes with all behind it, and comes back with them", () => {
		const { tree, bridge, behind, owner } = bridged();
		tree.told();
		bridge.plug(false);
		tree.run(3000);
		expect(tree.told().filter((event) => event.startsWith("lost"))).toHaveLength(3);
		bridge.plug(true);
		tree.run(6000);
		expect(tree.told().filter((event) => event.startsWith("found"))).toHaveLength(3);
		const { eid } = behind[0].endpoint.port(0);
		expect(tree.ask(owner, eid, "00 80 02")).toBe(`00 02 00 ${hex([eid])} 00 00`);
	});

	test("refuses an EID from the bus that it owns", () => {
		const { tree, bridge, behind } = bridged();
		const own = bridge.endpoint.port(0).eid;
		let text = "";
		behind[0].ask(0, bytes("00 80 01 00 55"), 500, (answer) => (text = hex(answer!)), 0x21);
		tree.run(200);
		expect(text).toBe(`00 01 00 10 ${hex([own])} 00`);
	});
});

describe("at set-up", () => {
	let woken = 0;
	const wake = () => void woken++;
	const endpoint = new Endpoint({
		ports: [{ network: 1, receiveUnit: 64, transmissionUnit: 64, frames: 136, wake }],
		memory: { requests: 20 },
	});
	const bus = { port: 0, addresses: [0] };

	test.each([
		[7, 1],
		[0, 8],
		[254, 2],
		[8, 248],
		[255, 1],
		[8, 0],
	])("EIDs from %i on, %i of them, cannot all be given", (first, count) => {
		const owner = new BusOwner({ endpoint, buses: [bus], workers: 1 });
		expect(() => owner.grant(first, count)).toThrow(`EIDs ${first} to ${first + count - 1}: allowed are 8 to 254`);
	});

	test.each([
		[8, 247],
		[254, 1],
		[8, 1],
	])("EIDs from %i on, %i of them, can, and the work begins", (first, count) => {
		const owner = new BusOwner({ endpoint, buses: [bus], workers: 1 });
		woken = 0;
		owner.grant(first, count);
		expect(woken).toBe(1);
	});

	test("a bus at a port that is not there is refused", () =>
		expect(() => new BusOwner({ endpoint, buses: [bus, { port: 1, addresses: [0] }] })).toThrow());

	test("a bridge needs routes", () => expect(() => new Bridge({ endpoint, buses: [] })).toThrow("raise memory.routes"));
});

test("nobody needs to listen", () => {
	const tree = new Tree();
	const bus = tree.bus();
	const { owner } = tree.owner(bus, [0x1d, 0x1e], { listener: {} });
	const one = tree.node({ seats: [{ bus, address: 0x1d }], eid: 40 });
	tree.node({ seats: [{ bus, address: 0x1e }], eid: 40 });
	tree.run(1500);
	one.endpoint.assign(0, 0);
	tree.run(1000);
	one.plug(false);
	tree.run(3000);
	expect(owner!.places.all.slice(0, 2).map(({ present }) => present)).toEqual([false, true]);
});
