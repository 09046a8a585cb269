// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import registry from "../../../hosts/common/registry.js";
import control from "../../../modules/control/factory.js";
import deviceActivation from "../../../modules/device/activation.js";
import Device, { type DeviceOptions } from "../../../modules/device/device.js";
import type { Factory } from "../../../modules/device/factory.js";
import type { Profile } from "../../../modules/device/profile.js";
import endpoint from "../../../modules/device/profiles/endpoint.js";
import fault, { faultOfProfile } from "../../../modules/fault/factory.js";
import Faults from "../../../modules/fault/faults.js";
import vendor from "../../../modules/vendor/factory.js";
import { bytes, hex } from "../../support/text.js";

const port = { network: 1, receiveUnit: 64, transmissionUnit: 64, eid: 8, frames: 136, wake() {} };
const unique = { uuid: "00112233-4455-6677-8899-aabbccddeeff", serialNumber: "0042" };

function make(profile: object, options: Partial<DeviceOptions> = {}): Device {
	return new Device({ profile: profile as Profile, ports: [port], factories: registry, unique, ...options });
}

/** The answer to a packet, or an empty text. */
function ask({ front }: Device, packet: string): string {
	const request = bytes(packet);
	const { frames } = front.port(0);
	front.memory.set(request, frames);
	front.receive(0, 0, frames, request.length, 0);
	const length = front.transmit(0, 0, frames, 68);
	if (length > 0) front.transmitted(0, 0, true);
	return hex(front.memory, frames, length);
}

const getUuid = "010809c8 008003";

describe("faults of a profile alone", () => {
	const factories = [control, faultOfProfile];
	const size = ({ endpoint: { memory } }: Device) => memory.length;
	it("take nothing, and stand nowhere, where it has none", () => {
		const device = make({ name: "x" }, { factories });
		expect(device.front).toBe(device.endpoint);
		expect(size(device)).toBe(size(make({ name: "x" }, { factories: [control] })));
	});
	it("are those of any device where it has some", () => {
		const profile = { name: "x", faults: [{ kind: "drop", count: 1 }] };
		const device = make(profile, { factories });
		expect(device.front).toBeInstanceOf(Faults);
		expect(size(device)).toBe(size(make(profile, { factories: [control, fault] })));
		expect([ask(device, getUuid), ask(device, getUuid)]).toEqual(["", expect.stringMatching(/^010908/)]);
	});
});

describe("the default profile", () => {
	const device = make(endpoint);
	it("has a UUID of the host", () => expect(ask(device, getUuid)).toBe("010908c00000030000112233445566778899aabbccddeeff"));
	it("lists control protocol and vendor messages", () => expect(ask(device, "010809c8 008105")).toBe("010908d00001050002007e"));
	it("echoes", () => expect(ask(device, "010809c8 7eccdef0 01")).toBe("010908e07eccdef001"));
	it("benches", () => expect(ask(device, "010809c8 7eccdef1 dd22 01 02 01000000")).toBe("010908f07eccdef1dd2201000100000002"));
	it("stands behind Faults, which operators may add to", () => expect(device.front).toBeInstanceOf(Faults));
});

describe("identity", () => {
	it("is the host's where the profile says nothing", () => expect(make({ name: "x" }).identity).toEqual(unique));

	it("is the profile's where it says something", () => {
		const identity = { manufacturer: "M", product: "P", serialNumber: "7", uuid: "FFEEDDCC-bbaa-9988-7766-554433221100" };
		const device = make({ name: "x", identity: { ...identity, usb: { vendorId: 1, productId: 2, release: 3 } } });
		expect(device.identity).toEqual({ ...identity, usb: { vendorId: 1, productId: 2, release: 3 } });
		expect(ask(device, getUuid)).toBe("010908c000000300ffeeddccbbaa99887766554433221100");
	});

	it("has to have numbers for USB", () => {
		expect(() => make({ name: "x", identity: { usb: { vendorId: 1 } } })).toThrow(new RangeError('identity.usb: lacks "productId"'));
		expect(() => make({ name: "x", identity: { usb: { vendorId: 65536, productId: 1 } } })).toThrow(
			"identity.usb.vendorId: must be a whole number from 0 to 65535",
		);
	});

	it("has a UUID that is one", () => expect(() => make({ name: "x", identity: { uuid: "12" } })).toThrow('UUID "12": expected 32'));
});

describe("memory", () => {
	const size = (device: Device) => device.endpoint.memory.length;
	const plain = size(make({ name: "x" }));

	it("is as the profile says", () => {
		expect(size(make({ name: "x", memory: { slots: 4 } })) - plain).toBe(4232);
	});
	it("is as the host says where the profile says nothing of it", () => {
		expect(size(make({ name: "x" }, { memory: { slots: 5 } })) - plain).toBe(2 * 4232);
		expect(size(make({ name: "x", memory: {} }, { memory: { slots: 5 } }))).toBe(plain);
	});
	it("has for exchanges what the number of ports asks for", () => {
		const two = size(make({ name: "x" }, { ports: [port, { ...port, eid: 9 }], factories: [control] }));
		const one = size(make({ name: "x" }, { factories: [control] }));
		expect(two - one).toBe(136 + 2 * (128 + 128));
	});
	it("has a limit", () => {
		expect(() => make({ name: "x", memory: { limit: 4096 } })).toThrow(/endpoint memory: .* = \d+ bytes, more than the limit of 4096/);
	});
	it.each([
		["slots", 256, "0 to 255"],
		["shortSlots", 256, "0 to 255"],
		["messageSize", 63, "64 to 131072"],
		["exchanges", 0, "1 to 256"],
		["answerSize", 65537, "64 to 65536"],
		["largeAnswers", -1, "0 to 64"],
		["requests", 65, "0 to 64"],
		["requestSize", 131073, "64 to 131072"],
		["limit", 67108865, "4096 to 67108864"],
	])("refuses %s of %i", (name, value, range) => {
		expect(() => make({ name: "x", memory: { [name]: value } })).toThrow(
			new RangeError(`memory.${name}: must be a whole number from ${range}`),
		);
	});
	it("refuses what it does not know", () => {
		expect(() => make({ name: "x", memory: { slot: 1 } })).toThrow(
			"memory.slot: there is no such property: allowed are slots, shortSlots, slotsPerSource, messageSize,",
		);
	});
});

describe("a profile", () => {
	it.each([undefined, 1, "", "two words", "7up", "x".repeat(33), "a.b"])("may not have the name %j", (name) => {
		expect(() => make({ name })).toThrow(RangeError);
	});
	it("may not have a section that no factory reads", () => {
		const message = "vendor: no factory reads this section: hand in the one of its protocol (hosts/common/registry.ts has all)";
		expect(() => make(endpoint, { factories: [control, fault] })).toThrow(new RangeError(message));
		expect(() => make({ name: "x", toString: {} })).toThrow("toString: no factory reads this section");
	});
	it("that is no object is refused", () => expect(() => make([])).toThrow("profile: must be an object"));
	it("needs no vendor", () =>
		expect(ask(make({ name: "x" }, { factories: [control] }), "010809c8 008105")).toBe("010908c000010500" + "0100"));
});

describe("factories", () => {
	it("have to have the control protocol", () => {
		expect(() => make({ name: "x" }, { factories: [vendor] })).toThrow(
			"nobody answers the control protocol: hand in the factory of modules/control",
		);
	});

	it("build in their order, each upon what is there", () => {
		const seen: unknown[] = [];
		const first = { memory: "front" } as never;
		const watch: Factory = {
			create: (_profile, { front, endpoint, memory, ports, identity }) => {
				seen.push(front === endpoint ? "endpoint" : front, memory.slots, ports, identity.serialNumber);
				return undefined;
			},
		};
		const replace: Factory = { create: () => ({ front: first }) };
		const device = make({ name: "x", memory: { slots: 2 } }, { factories: [control, watch, replace, watch] });
		expect(seen).toEqual(["endpoint", 2, [port], "0042", first, 2, [port], "0042"]);
		expect(device.front).toBe(first);
	});

	it("may stand in for ports", () => {
		const wider: Factory = { port: (inner) => ({ ...inner, frames: inner.frames + 100 }), create: () => undefined };
		const device = make({ name: "x" }, { factories: [wider, control, wider] });
		expect(device.endpoint.port(0).port.frames).toBe(336);
	});

	it("without a front leave the endpoint", () => {
		const device = make({ name: "x" }, { factories: [control] });
		expect(device.front).toBe(device.endpoint);
	});
});

describe("medium and discovery", () => {
	it("are the port's", () => {
		const device = make({ name: "x" }, { ports: [{ ...port, medium: 0x24, mediumSpecific: 0x55, discovery: true }] });
		expect(ask(device, "010809c8 008014")).toBe("010908c000001400012408");
		expect(ask(device, "010809c8 008002")).toBe("010908d000000200080255");
		expect(ask(device, "010809c8 00800b")).toBe("010908e000000b00");
	});
});

describe("the activation", () => {
	it("is a root with the parts below", () => {
		const { name, description, children } = deviceActivation(make({ ...endpoint, description: "What it is." }));
		expect({ name, description, children: children!.map((child) => child.name) }).toEqual({
			name: "endpoint",
			description: "What it is.",
			children: ["endpoint", "faults"],
		});
	});

	it("has the name that the host gives", () => {
		const device = make(endpoint, { name: "drive0" });
		expect([device.name, deviceActivation(device).name]).toEqual(["drive0", "drive0"]);
	});

	it("tells who the device is", () => {
		expect(deviceActivation(make({ name: "x" })).methods.identity.run({}, 0)).toEqual(unique);
	});

	it("names the ports", () => {
		const [child] = deviceActivation(make(endpoint), ["usb0"]).children!;
		expect(child.methods.ports.run({}, 0)).toMatchObject([{ port: 0, name: "usb0", eid: 8 }]);
	});
});
