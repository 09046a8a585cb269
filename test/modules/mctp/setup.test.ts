// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import Endpoint, { type EndpointOptions } from "../../../modules/mctp/endpoint.js";
import type { Port } from "../../../modules/mctp/port.js";
import { Reply, type Responder } from "../../../modules/mctp/responder.js";
import Bench from "../../support/bench.js";

const port: Port = { network: 1, receiveUnit: 64, transmissionUnit: 64, frames: 136, wake() {} };
const endpoint = (options: Partial<EndpointOptions> = {}) => new Endpoint({ ports: [port], ...options });
const responder = (type: number, vendor?: number): Responder => ({
	type,
	versions: [],
	respond: () => Reply.drop,
	...(undefined === vendor ? {} : { vendor: { id: vendor, commandSet: 0 } }),
});

describe("a port", () => {
	it.each([
		["a receive unit below the baseline", { receiveUnit: 63 }, /receive unit 63/],
		["a receive unit that is no number", { receiveUnit: NaN }, /receive unit NaN/],
		["a transmission unit below the baseline", { transmissionUnit: 63 }, /transmission unit 63/],
		["frames that cannot hold the largest packet", { receiveUnit: 250, frames: 253 }, /253 bytes cannot hold a packet of 254/],
		["a reserved EID", { eid: 7 }, /EID 7: assignable are 8 to 254/],
		["the broadcast EID", { eid: 255 }, /EID 255/],
		["a negative EID", { eid: -1 }, /EID -1/],
	])("is refused with %s", (_what, change, message) => {
		expect(() => endpoint({ ports: [{ ...port, ...change }] })).toThrow(RangeError);
		expect(() => endpoint({ ports: [{ ...port, ...change }] })).toThrow(message);
	});

	it("has the EID that it is given", () => expect(endpoint({ ports: [{ ...port, eid: 254 }] }).port(0).eid).toBe(254));
	it("has none where none is given", () => expect(endpoint().port(0).eid).toBe(0));
	it("has frames of its own", () => {
		const { frames } = endpoint({ ports: [port, port] }).port(1);
		expect(frames).toBeGreaterThanOrEqual(136);
	});
	it("that is not there is refused", () => expect(() => endpoint().port(1)).toThrow("no port 1"));
});

describe("responders", () => {
	it("stand in an array without holes, which XS would search", () => {
		const { responders } = endpoint();
		for (const type of [5, 0, 3]) responders.add(responder(type));
		expect(Object.keys(responders.byType)).toEqual(["0", "1", "2", "3", "4", "5"]);
		expect(responders.byType.map((each) => each?.type)).toEqual([0, undefined, undefined, 3, undefined, 5]);
	});
});

describe("memory", () => {
	it("is as large as its parts", () => {
		const memory = { slots: 2, messageSize: 100, exchanges: 3, answerSize: 10, largeAnswers: 1, requests: 4, requestSize: 5 };
		expect(endpoint({ memory }).memory.length).toBe(136 + 2 * 100 + 3 * 64 + 3 * 10 + 1 * 100 + 4 * 5);
	});

	it("has short slots of as many bytes as are kept of a request", () => {
		const of = (shortSlots: number) => endpoint({ memory: { shortSlots } }).memory.length;
		expect(of(2) - of(0)).toBe(2 * 128);
	});

	it("begins where its buffer begins", () => expect(endpoint().memory.byteOffset).toBe(0));

	it("over its limit is refused with the sum", () => {
		const memory = { slots: 2, messageSize: 100, exchanges: 3, answerSize: 10, largeAnswers: 1, requests: 4, requestSize: 5, limit: 677 };
		expect(() => endpoint({ memory })).toThrow(
			"endpoint memory: 1 x 136 frames of port 0 + 2 x 100 slots + 3 x 64 kept requests + 3 x 10 answers + 1 x 100 large answers + 4 x 5 own requests = 678 bytes, more than the limit of 677",
		);
	});

	it("at its limit is not", () => {
		const memory = { slots: 2, messageSize: 100, exchanges: 3, answerSize: 10, largeAnswers: 1, requests: 4, requestSize: 5, limit: 678 };
		expect(endpoint({ memory }).memory.length).toBe(678);
	});

	it.each([
		["a negative count", { slots: -1 }],
		["half a slot", { slots: 0.5 }],
		["a negative size", { messageSize: -1 }],
		["a size that is no number", { answerSize: NaN }],
		["more exchanges than tickets can name", { exchanges: 257 }],
	])("with %s is refused", (_what, memory) => expect(() => endpoint({ memory })).toThrow(RangeError));

	it("has no more request handles than it was given", () => {
		const one = endpoint({ memory: { requests: 1 } });
		one.request({ onFailure() {} });
		expect(() => one.request({ onFailure() {} })).toThrow("raise memory.requests");
	});
});

describe("an EID", () => {
	it.each([1, 7, 255, 256, -1, NaN])("%d cannot be assigned", (eid) => expect(() => endpoint().assign(0, eid)).toThrow(RangeError));
	it.each([0, 8, 254])("%d can", (eid) => {
		const one = endpoint();
		one.assign(0, eid);
		expect(one.port(0).eid).toBe(eid);
	});
	it("cannot be assigned to a port that is not there", () => expect(() => endpoint().assign(1, 8)).toThrow("no port 1"));
});

describe("a transmission unit", () => {
	it.each([0, 63, 65_536, NaN])("of %d is refused", (unit) => expect(() => endpoint().port(0).setUnit(9, unit)).toThrow(RangeError));
	it("larger than the frames can carry is refused", () => {
		const state = endpoint({ ports: [{ ...port, largestUnit: 251 }] }).port(0);
		expect(() => state.setUnit(9, 252)).toThrow("64 to 251 on this port");
		expect(() => state.setUnit(9, 251)).not.toThrow();
	});
});

describe("a route", () => {
	const routed = (more: Partial<EndpointOptions> = {}) =>
		endpoint({ ports: [port, { ...port, largestUnit: 100 }], memory: { routes: 2 }, ...more });

	it.each([
		["no port", 2, 20, 29, 64, "no port 2"],
		["reserved EIDs", 1, 7, 29, 64, "EIDs 7 to 29: allowed are 8 to 254"],
		["the broadcast EID", 1, 20, 255, 64, "EIDs 20 to 255"],
		["a range the wrong way round", 1, 29, 20, 64, "the lower one first"],
		["no number", 1, NaN, 20, 64, "EIDs NaN to 20"],
		["a unit below the baseline", 1, 20, 29, 63, "64 to 100 on this port"],
		["a unit that the port cannot carry", 1, 20, 29, 101, "64 to 100 on this port"],
	])("to %s is refused", (_what, to, first, last, unit, message) => {
		expect(() => routed().routes.add(to, first, last, 0, unit)).toThrow(message);
	});

	it("is found by every EID of its range, in its network", () => {
		const { routes } = routed();
		expect(routes.add(1, 20, 29, 5, 100)).toBe(true);
		expect(routes.find(1, 20)).toMatchObject({ first: 20, last: 29, physical: 5, unit: 100 });
		expect(routes.find(1, 29)).toBe(routes.find(1, 20));
		for (const eid of [19, 30]) expect(routes.find(1, eid)).toBeUndefined();
		expect(routes.find(2, 20)).toBeUndefined();
	});

	it("needs a place in the table, which has none where nothing is said", () => {
		expect(endpoint().routes.add(0, 20, 29, 0)).toBe(false);
		expect(endpoint().routes.remove(1, 20)).toBe(false);
	});

	it.each([-1, 255, NaN])("cannot be one of %d", (routes) => expect(() => endpoint({ memory: { routes } })).toThrow(RangeError));

	it("gives each port frames for four packets of others, or as many as asked for", () => {
		const { length } = endpoint({ ports: [port, port], memory: { exchanges: 4 } }).memory;
		const size = (memory: object) => endpoint({ ports: [port, port], memory: { exchanges: 4, ...memory } }).memory.length - length;
		expect(size({ routes: 1 })).toBe(2 * 4 * 68);
		expect(size({ routes: 1, forwardFrames: 7 })).toBe(2 * 7 * 68);
		expect(endpoint({ memory: { routes: 1 } }).memory.length).toBe(endpoint().memory.length);
	});
});

describe("an EID that ports share", () => {
	const both = (eid: number, network = 1) => ({
		sharedEid: true,
		ports: [
			{ ...port, eid: 8 },
			{ ...port, network, eid },
		],
	});
	it("is the same from the start", () => expect(() => endpoint(both(9))).toThrow("ports of network 1 share their EID"));
	it("is so in a network", () => expect(endpoint(both(9, 2)).port(1).eid).toBe(9));
	it("is given to all of them", () => {
		const one = endpoint(both(8));
		one.assign(1, 20);
		expect([0, 1].map((index) => one.port(index).eid)).toEqual([20, 20]);
	});
});

describe("a way of the endpoint to itself", () => {
	it("is no port", () => {
		const one = endpoint({ loopback: true });
		expect(one.portCount).toBe(1);
		expect(() => one.port(1)).toThrow("no port 1");
	});
	it("takes turns with everything else", () => {
		const one = endpoint({ ports: [{ ...port, eid: 8 }], loopback: true });
		one.responders.add({ ...responder(1), respond: () => Reply.send });
		let answers = 0;
		const ask = (now: number) => {
			request.begin(1);
			one.sendTo(request, 1, 8, now);
		};
		const request = one.request({ onResponse: (_response, now) => (answers++, ask(now)), onFailure() {} });
		ask(0);
		one.tick(0);
		expect(answers).toBe(32);
		one.tick(0);
		expect(answers).toBe(64);
	});
});

describe("a responder", () => {
	it.each([-1, 0x80, 0xff, NaN])("of message type %d is refused", (type) =>
		expect(() => endpoint().responders.add(responder(type))).toThrow(RangeError),
	);
	it("of a vendor's message type needs a vendor", () => expect(() => endpoint().responders.add(responder(0x7e))).toThrow("have a vendor"));
	it("of another message type has none", () => expect(() => endpoint().responders.add(responder(1, 2))).toThrow("all others none"));
	it("of a message type is the only one", () => {
		const { responders } = endpoint();
		responders.add(responder(1));
		expect(() => responders.add(responder(1))).toThrow("there is one already");
	});
	it("of a vendor is the only one", () => {
		const { responders } = endpoint();
		responders.add(responder(0x7f, 0xffffffff));
		responders.add(responder(0x7e, 0xffff));
		expect(() => responders.add(responder(0x7f, 0xffffffff))).toThrow("vendor 4294967295: there is one already");
		expect(responders.all.length).toBe(2);
	});
	it("of a PCI vendor and of an IANA vendor with the same number are two", () => {
		const { responders } = endpoint();
		responders.add(responder(0x7e, 7));
		responders.add(responder(0x7f, 7));
		expect(responders.all.length).toBe(2);
	});
});

describe("a vendor's id", () => {
	it.each(["010009c8 7e12", "010009c8 7f12", "010009c8 7f12a5a5"])("cut short (%s) is not completed by what lies behind it", (text) => {
		const bench = new Bench({ responders: [] });
		bench.endpoint.responders.add(responder(0x7e, 0x12a5));
		bench.endpoint.responders.add(responder(0x7f, 0x12a5a5a5));
		bench.receive(text);
		expect(bench.counters()).toEqual({ messageType: 1 });
	});
});

describe("a request", () => {
	it("under way cannot be written anew", () => {
		const one = endpoint({ ports: [{ ...port, eid: 8 }] });
		const request = one.request({ onFailure() {} });
		request.begin(1);
		expect(one.send(request, 0, 9, 0, 0)).toBe(true);
		expect(() => request.begin(1)).toThrow("under way");
		one.cancel(request, 0);
		expect(() => request.begin(1)).not.toThrow();
	});
});

describe("a request's tries", () => {
	it("are one, of 6 s, without queue, where nothing is said", () => {
		const { timeout, attempts, backoff, queue } = endpoint().request({ onFailure() {} });
		expect({ timeout, attempts, backoff, queue }).toEqual({ timeout: 6000, attempts: 1, backoff: 1, queue: false });
	});
	it("are those of its options", () => {
		const tries = { timeout: 100, attempts: 3, backoff: 2, queue: true };
		expect(endpoint().request({ onFailure() {} }, tries)).toMatchObject(tries);
	});
	it.each([0, -1, NaN])("of %d milliseconds wait for one", (timeout) => {
		const one = endpoint({ ports: [{ ...port, eid: 8 }] });
		const request = one.request({ onFailure() {} }, { timeout });
		request.begin(1);
		one.send(request, 0, 9, 0, 1000);
		expect(one.tick(1000)).toBe(1);
	});
});

describe("a ticket", () => {
	it.each([0, 1, 255, 256, 257, 0x3fffffff, -1, 0x7fffffff])("%d that was never given names nothing", (ticket) => {
		const one = endpoint();
		expect(one.exchange(ticket)).toBeUndefined();
		expect(one.answer(ticket, 0)).toBe(false);
	});
});

describe("a responder's clock", () => {
	it("is called by tick, and tells when it wants to be called again", () => {
		const one = endpoint();
		const called: number[] = [];
		one.responders.add({ ...responder(1), tick: (now) => (called.push(now), 250) });
		expect(one.tick(1000)).toBe(250);
		expect(called).toEqual([1000]);
	});

	it.each([
		[250, 400],
		[400, 250],
	])("of %d and of another %d: the earlier counts", (first, second) => {
		const one = endpoint();
		one.responders.add({ ...responder(1), tick: () => first });
		one.responders.add({ ...responder(2), tick: () => second });
		expect(one.tick(0)).toBe(250);
	});

	it("does not hide an earlier deadline of the endpoint", () => {
		const one = endpoint({ ports: [{ ...port, eid: 8 }] });
		one.responders.add({ ...responder(1), tick: () => 250 });
		const request = one.request({ onFailure() {} });
		request.begin(1);
		request.timeout = 100;
		one.send(request, 0, 9, 0, 1000);
		expect(one.tick(1000)).toBe(100);
	});

	it("is not hidden by a later deadline of the endpoint", () => {
		const one = endpoint({ ports: [{ ...port, eid: 8 }] });
		one.responders.add({ ...responder(1), tick: () => 250 });
		const request = one.request({ onFailure() {} });
		request.begin(1);
		one.send(request, 0, 9, 0, 1000);
		expect(one.tick(1000)).toBe(250);
	});
});

describe("a responder's link", () => {
	it("is told of every change, and of nothing else", () => {
		const one = endpoint({ ports: [port, port] });
		const told: unknown[] = [];
		one.responders.add({ ...responder(1), link: (...what) => void told.push(what) });
		one.link(1, 5, true);
		one.link(1, 6, false);
		one.link(1, 7, false);
		one.link(1, 8, true);
		expect(told).toEqual([
			[1, false, 6],
			[1, true, 8],
		]);
	});
});
