// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it, test } from "vitest";
import { Counter, counterCount, counterNames } from "../../../modules/mctp/counter.js";
import Endpoint, { type EndpointOptions } from "../../../modules/mctp/endpoint.js";

const port = { network: 1, receiveUnit: 64, transmissionUnit: 64, frames: 68, wake() {} };
const endpoint = (options: Partial<EndpointOptions> = {}) => new Endpoint({ ports: [port], ...options });

describe("a port", () => {
	it("may have frames for just one packet", () => expect(endpoint().port(0).port.frames).toBe(68));
	it("may say that it has no EID", () => expect(endpoint({ ports: [{ ...port, eid: 0 }] }).port(0).eid).toBe(0));
	it("sends no larger packets than it can", () => {
		expect(() => endpoint({ ports: [{ ...port, transmissionUnit: 101, largestUnit: 100 }] })).toThrow("unit 101: at most 100 on this port");
		expect(endpoint({ ports: [{ ...port, transmissionUnit: 100, largestUnit: 100 }] }).port(0).transmissionUnit).toBe(100);
	});
	it("that can send 64 bytes only may be told so", () =>
		expect(() =>
			endpoint({ ports: [{ ...port, largestUnit: 64 }] })
				.port(0)
				.setUnit(9, 64),
		).not.toThrow());
	it("below the first is refused", () => expect(() => endpoint().port(-1)).toThrow("no port -1"));
});

describe("routes", () => {
	it("may be 254", () => expect(endpoint({ memory: { routes: 254 } }).routes.all).toHaveLength(254));

	it("to a port that can send 64 bytes only are added and forgotten", () => {
		const { routes } = endpoint({ ports: [port, { ...port, largestUnit: 64 }], memory: { routes: 1 } });
		expect(routes.add(1, 20, 29, 0)).toBe(true);
		expect(routes.remove(1, 20)).toBe(true);
	});

	it.each([
		[10, 19, true],
		[30, 39, true],
		[20, 29, true],
		[10, 20, false],
		[29, 39, false],
		[20, 25, false],
		[25, 29, false],
		[22, 25, false],
		[10, 39, false],
	])("from EID %d to %d, beside one from 20 to 29: %s", (first, last, added) => {
		const { routes } = endpoint({ memory: { routes: 2 } });
		routes.add(0, 20, 29, 0);
		expect(routes.add(0, first, last, 0)).toBe(added);
	});
});

describe("the way of an endpoint to itself", () => {
	const size = (options: Partial<EndpointOptions>) => endpoint(options).memory.length;

	it.each([
		[1, 1, 68],
		[1, 2, 2 * 68],
	])("takes a packet's bytes for each network: %d and %d", (one, other, bytes) => {
		const ports = [port, { ...port, network: other }];
		expect(one).toBe(port.network);
		expect(size({ ports, loopback: true }) - size({ ports })).toBe(bytes);
	});

	it("forwards nothing", () => {
		const ports = [port, port];
		const memory = { routes: 1 };
		expect(size({ ports, memory, loopback: true }) - size({ ports, loopback: true })).toBe(2 * 4 * 68);
	});

	it("has no EID that ports would have to share", () =>
		expect(endpoint({ ports: [{ ...port, eid: 8 }], sharedEid: true, loopback: true }).port(0).eid).toBe(8));
});

it("memory for packets of others is in the sum", () => {
	expect(() => endpoint({ ports: [port, port], memory: { routes: 1, limit: 1 } })).toThrow(
		"+ 4 x 68 forwarded packets of port 0 + 4 x 68 forwarded packets of port 1",
	);
});

test("every counter has a place in the counters of a port", () => {
	expect(counterNames).toHaveLength(counterCount);
	expect(Math.max(...Object.values(Counter))).toBe(counterCount - 1);
});
