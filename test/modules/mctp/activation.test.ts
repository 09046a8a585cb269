// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import endpointActivation from "../../../modules/mctp/activation.js";
import { counterNames } from "../../../modules/mctp/counter.js";
import { call, checkTable, hostile, listen } from "../../support/activation.js";
import Bench from "../../support/bench.js";

function made(more: object = {}) {
	const ports = [{ eid: 8, largestUnit: 200 }, { network: 2 }];
	const bench = new Bench({ ports, responders: ["echo", "late"], requests: ["request", "request"], ...more });
	return { bench, table: endpointActivation(bench.endpoint, { names: ["serial0"], packets: bench.packets }) };
}

it("keeps to the contract", () => {
	checkTable(made().table);
	hostile(() => made().table);
});

describe("ports", () => {
	it("have names, links, EIDs and units", () => {
		const { bench, table } = made();
		bench.endpoint.assign(0, 12);
		bench.endpoint.link(1, 0, false);
		expect(call(table, "ports")).toEqual([
			{ port: 0, name: "serial0", network: 1, up: true, eid: 12, staticEid: 8, receiveUnit: 64, transmissionUnit: 64 },
			{ port: 1, name: "port1", network: 2, up: false, eid: 0, staticEid: 0, receiveUnit: 64, transmissionUnit: 64 },
		]);
	});

	it("get EIDs", () => {
		const { bench, table } = made();
		expect(call(table, "assign", { port: 1, eid: 30 })).toBeNull();
		bench.receive("1/011e09c8 01aa");
		expect(bench.pull()).toEqual(["1/01091ec0 01aa"]);
		expect(call(table, "assign", { port: 0, eid: 0 })).toBeNull();
		expect(bench.endpoint.port(0).eid).toBe(0);
		expect(() => call(table, "assign", { port: 0, eid: 7 })).toThrow("EID 7: assignable are 8 to 254");
	});

	it("go down and up", () => {
		const { bench, table } = made();
		call(table, "assign", { port: 0, eid: 33 });
		call(table, "link", { port: 0, up: false });
		expect(bench.endpoint.port(0)).toMatchObject({ up: false, eid: 8 });
		call(table, "link", { port: 0, up: true });
		bench.receive("010809c8 01aa");
		expect(bench.pull()).toEqual(["010908c0 01aa"]);
	});

	it("go down and up for what stands in front of the endpoint too", () => {
		const { bench, table } = made({ faults: [{ kind: "silence", milliseconds: 100 }], start: 1000 });
		call(table, "link", { port: 0, up: false }, 1000);
		call(table, "link", { port: 0, up: true }, 1000);
		bench.receive("010809c8 01aa");
		expect(bench.events).toEqual(["fault 1"]);
	});
});

describe("counters", () => {
	it("are those of all ports, or of one", () => {
		const { bench, table } = made();
		bench.receive("010809c8 01aa");
		bench.receive("1/012209c8 01aa");
		bench.receive("1/012209c8 01aa");
		const zero = Object.fromEntries(counterNames.map((name) => [name, 0]));
		const first = { port: 0, name: "serial0", counters: { ...zero, received: 1 } };
		const second = { port: 1, name: "port1", counters: { ...zero, notForUs: 2 } };
		expect(call(table, "counters")).toEqual([first, second]);
		expect(call(table, "counters", { port: 1 })).toEqual([second]);
	});

	it("go on where 31 bits end", () => {
		const { bench, table } = made();
		bench.endpoint.port(0).counters[0] = 0x7fffffff;
		bench.receive("010809c8 01aa");
		expect(call(table, "counters", { port: 0 })).toMatchObject([{ counters: { received: 0x80000000 } }]);
	});
});

it("tells units: by port, and EIDs to which packets are larger", () => {
	const { table } = made();
	call(table, "setUnit", { port: 0, eid: 20, unit: 200 });
	call(table, "setUnit", { port: 0, eid: 21, unit: 64 });
	expect(call(table, "units")).toEqual([
		{ port: 0, name: "serial0", network: 1, unit: 64 },
		{ port: 0, name: "serial0", network: 1, unit: 200, eid: 20 },
		{ port: 1, name: "port1", network: 2, unit: 64 },
	]);
	expect(() => call(table, "setUnit", { port: 0, eid: 20, unit: 201 })).toThrow("64 to 200 on this port");
});

describe("routes", () => {
	const far = { port: 0, first: 20, last: 29, physical: 7, unit: 200 };

	it("are added, told and removed", () => {
		const { table } = made({ memory: { routes: 2 } });
		expect(call(table, "routes")).toEqual([]);
		call(table, "addRoute", far);
		call(table, "addRoute", { port: 1, first: 8, last: 8 });
		expect(call(table, "routes")).toEqual([
			{ ...far, name: "serial0", network: 1 },
			{ port: 1, name: "port1", network: 2, first: 8, last: 8, physical: 0, unit: 64 },
		]);
		expect(call(table, "removeRoute", { network: 1, first: 20 })).toEqual({ removed: true });
		expect(call(table, "removeRoute", { network: 1, first: 20 })).toEqual({ removed: false });
		expect(call(table, "routes")).toHaveLength(1);
	});

	it("say how large packets may be", () => {
		const { table } = made({ memory: { routes: 2 } });
		call(table, "addRoute", { ...far, last: 20 });
		expect(call(table, "units")).toContainEqual({ port: 0, name: "serial0", network: 1, unit: 200, eid: 20 });
		call(table, "removeRoute", { network: 1, first: 20 });
		expect(call(table, "units")).toHaveLength(2);
	});

	it("that cannot be are refused with a reason", () => {
		const { table } = made({ memory: { routes: 2 } });
		call(table, "addRoute", far);
		expect(() => call(table, "addRoute", { ...far, first: 29, last: 30 })).toThrow("has another route, or the table is full");
		expect(() => call(table, "addRoute", { ...far, first: 31, last: 30 })).toThrow("the lower one first");
	});
});

describe("what is under way", () => {
	it("is nothing at first", () => {
		const { table } = made();
		for (const name of ["exchanges", "requests", "assemblies"]) expect(call(table, name)).toEqual([]);
	});

	it("are requests being answered", () => {
		const { bench, table } = made();
		bench.receive("010809c9 02aa @15");
		bench.receive("1/01000ac8 81aa");
		expect(call(table, "exchanges")).toEqual([
			{ port: 0, eid: 9, physical: 0x15, type: 2, tag: 1, stage: "deferred" },
			{ port: 1, eid: 10, physical: 0, type: 1, tag: 0, stage: "answering" },
		]);
		bench.pull();
		bench.report(true);
		expect(call(table, "exchanges")).toHaveLength(1);
	});

	it("are own requests", () => {
		const { bench, table } = made();
		bench.send({ message: "0122", to: 20, physical: 3, timeout: 500, attempts: 3 });
		bench.send({ message: "0122", to: 21, port: 1, handle: 1, timeout: 6000 });
		expect(call(table, "requests", {}, 200)).toEqual([
			{ port: 0, eid: 20, physical: 3, type: 1, tag: 0, stage: "answer", attempts: 2, remaining: 300 },
			{ port: 1, eid: 21, physical: 0, type: 1, tag: 1, stage: "answer", attempts: 0, remaining: 5800 },
		]);
		expect(call(table, "requests", {}, 7000)).toMatchObject([{ remaining: 0 }, { remaining: 0 }]);
	});

	it("are own requests that wait for a tag", () => {
		const { bench, table } = made({ requests: Array.from({ length: 9 }, () => "request") });
		for (let handle = 0; handle < 9; handle++) bench.send({ message: "0122", to: 20, handle, queue: true });
		expect((call(table, "requests") as { stage: string }[]).map(({ stage }) => stage)).toEqual([...Array(8).fill("answer"), "tag"]);
	});

	it("are growing messages", () => {
		const { bench, table } = made();
		bench.receive("0108098a 01aabb @15");
		bench.receive("0108091a ccddee @15");
		expect(call(table, "assemblies")).toEqual([{ port: 0, eid: 9, physical: 0x15, tag: 2, length: 6 }]);
	});
});

describe("the event packet", () => {
	it("has every packet, with its verdict", () => {
		const { bench, table } = made();
		const { values, stop } = listen(table, "packet");
		bench.goTo(-5);
		bench.receive("010809c8 01aa @1d");
		bench.receive("1/0122");
		bench.pull();
		stop();
		bench.receive("010809c8 01aa");
		expect(values).toEqual([
			{ port: 0, name: "serial0", direction: "received", verdict: "received", time: -5, physical: 0x1d, bytes: "010809c801aa" },
			{ port: 1, name: "port1", direction: "received", verdict: "shortPacket", time: -5, physical: 0, bytes: "0122" },
			{ port: 0, name: "serial0", direction: "sent", verdict: "sent", time: -5, physical: 0x1d, bytes: "010908c001aa" },
		]);
	});

	it("does not tell what the endpoint says to itself", () => {
		const { bench, table } = made({ loopback: true });
		const { values } = listen(table, "packet");
		bench.send({ message: "01aa", to: 8, network: 1 });
		bench.tick();
		expect(bench.events).toEqual(["0: request 0 response aa"]);
		expect(values).toEqual([]);
	});

	it("goes to several", () => {
		const { bench, table } = made();
		const [first, second] = [listen(table, "packet"), listen(table, "packet")];
		bench.receive("010809c8 01aa");
		first.stop();
		bench.receive("010809c8 01aa");
		expect([first.values.length, second.values.length]).toEqual([1, 2]);
	});
});
