// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { counterNames } from "../../../modules/mctp/counter.js";
import type { PortState } from "../../../modules/mctp/port.js";
import ManagementEndpoint from "../../../modules/nvme-mi/management-endpoint.js";
import Port, { PortKind } from "../../../modules/nvme-mi/model/port.js";
import Bench from "../../support/bench.js";

/** Bit of the response to Get State, by what the transport counts (NVMe-MI 1.2, figure 41). */
const bits: Readonly<Record<string, number>> = {
	shortPacket: 13,
	invalidSource: 13,
	unsolicited: 12,
	assemblyRestarted: 12,
	sequence: 11,
	noStart: 10,
	packetSize: 9,
	notForUs: 8,
	headerVersion: 7,
	longPacket: 6,
	messageSize: 6,
	assemblyTimeout: 5,
};

function made() {
	const counters = counterNames.map(() => 0);
	const port = new Port(0, { kind: PortKind.twoWire, largestUnit: 64, autoPause: false, events: false });
	return { counters, endpoint: new ManagementEndpoint({ counters } as unknown as PortState, port, undefined) };
}

test.each([...counterNames])("Get State: %s", (name) => {
	const { counters, endpoint } = made();
	const flag = name in bits ? 1 << bits[name] : 0;
	counters[counterNames.indexOf(name)] = 3;
	expect(endpoint.packetFlags).toBe(flag);
	endpoint.clearFlags();
	expect(endpoint.packetFlags).toBe(0);
	counters[counterNames.indexOf(name)]++;
	expect(endpoint.packetFlags).toBe(flag);
});

test("every verdict with a flag is one that the transport counts", () => {
	for (const name of Object.keys(bits)) expect(counterNames).toContain(name);
});

test("flags add up, and that of a reset goes with them", () => {
	const { counters, endpoint } = made();
	counters[counterNames.indexOf("sequence")] = 1;
	counters[counterNames.indexOf("noStart")] = 1;
	endpoint.wasReset = true;
	expect(endpoint.packetFlags).toBe(0x0c00);
	endpoint.clearFlags();
	expect([endpoint.packetFlags, endpoint.wasReset]).toEqual([0, false]);
});

test("whoever paused is gone when the link goes down, not when it comes up", () => {
	const drive = new Bench({ ports: [{ eid: 8 }], responders: ["drive"] }).drive!;
	const [endpoint] = drive.endpoints;
	endpoint.paused = true;
	drive.link(0, true);
	expect(endpoint.paused).toBe(true);
	drive.link(0, false);
	expect(endpoint.paused).toBe(false);
});

test("NVMe-MI has version 1.0 as message type", () => {
	expect(new Bench({ ports: [{ eid: 8 }], responders: ["drive"] }).drive!.versions).toEqual([0xf1f0ff00]);
});
