// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import control from "../../../modules/control/factory.js";
import Device from "../../../modules/device/device.js";
import type { MemoryOptions } from "../../../modules/mctp/arena.js";
import type { Port } from "../../../modules/mctp/port.js";
import { bytes, hex } from "../../support/text.js";

const plain: Port = { network: 1, receiveUnit: 64, transmissionUnit: 64, frames: 136, wake() {} };
const unique = { uuid: "00112233-4455-6677-8899-aabbccddeeff", serialNumber: "1" };

/** An endpoint whose ports are down at first. */
function make(ports: readonly Port[], memory?: MemoryOptions) {
	const { endpoint } = new Device({ profile: { name: "x" }, ports, factories: [control], unique, memory });
	const { frames } = endpoint.port(0);
	const sent = (port = 0, now = 0) => {
		endpoint.tick(now);
		const length = endpoint.transmit(port, now, frames, 68);
		if (length > 0) endpoint.transmitted(port, now, true);
		return hex(endpoint.memory, frames, length);
	};
	const receive = (packet: string, now = 0) => {
		endpoint.memory.set(bytes(packet), frames);
		endpoint.receive(0, now, frames, packet.length / 2, 0);
	};
	ports.forEach((_, port) => endpoint.link(port, 0, false));
	return { endpoint, sent, receive };
}

test("a bus owner whose address is known is told when the link comes up, three times if it does not answer", () => {
	const { endpoint, sent } = make([{ ...plain, busOwner: 0x10 }]);
	expect(sent()).toBe("");
	endpoint.link(0, 0, true);
	expect(sent(0, 0)).toBe("010000c800800d");
	expect(endpoint.physical).toBe(0x10);
	expect(sent(0, 999)).toBe("");
	expect(sent(0, 1000)).toMatch(/^010000[c-f]800800d$/);
	expect(sent(0, 2000)).toMatch(/^010000[c-f]800800d$/);
	expect(sent(0, 3000)).toBe("");
	expect(sent(0, 60_000)).toBe("");
});

test("an answer ends it; the next time it has another instance id, and the static EID", () => {
	const { endpoint, sent, receive } = make([{ ...plain, eid: 9, busOwner: 0 }]);
	endpoint.link(0, 0, true);
	expect(sent(0, 0)).toBe("010009c800800d");
	receive("010908c000000d00");
	expect(sent(0, 1000)).toBe("");
	endpoint.link(0, 2000, false);
	endpoint.link(0, 2000, true);
	expect(sent(0, 2000)).toMatch(/^010009d.00810d$/);
});

test("where the bus owner is not known, nobody is told; each other port takes a request handle", () => {
	const { endpoint, sent } = make([plain, { ...plain, network: 2, busOwner: 0 }], { requests: 1 });
	endpoint.link(0, 0, true);
	endpoint.link(1, 0, true);
	expect(sent(0)).toBe("");
	expect(sent(1)).toBe("010000c800800d");
	expect(() => make([{ ...plain, busOwner: 0 }], { requests: 0 })).toThrow("no request handle left: raise memory.requests");
});
