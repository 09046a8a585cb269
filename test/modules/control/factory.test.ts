// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import control from "../../../modules/control/factory.js";
import Device from "../../../modules/device/device.js";
import type { Profile } from "../../../modules/device/profile.js";
import { bytes, hex } from "../../support/text.js";

const unique = { uuid: "00112233-4455-6677-8899-aabbccddeeff", serialNumber: "0042" };
const port = { network: 1, receiveUnit: 64, transmissionUnit: 64, eid: 8, medium: 0x24, frames: 136, wake() {} };
const make = (section: object) =>
	new Device({ profile: { name: "x", ...section } as Profile, ports: [port], factories: [control], unique });

/** The answer to a packet. */
function ask({ front }: Device, packet: string): string {
	const request = bytes(packet);
	const { frames } = front.port(0);
	front.memory.set(request, frames);
	front.receive(0, 0, frames, request.length, 0);
	return hex(front.memory, frames, front.transmit(0, 0, frames, 68));
}

describe("the control protocol of a device", () => {
	it("tells the UUID of its identity", () =>
		expect(ask(make({}), "010809c8 008003")).toBe("010908c000000300" + "00112233445566778899aabbccddeeff"));
	it("tells the mediums of its ports", () => expect(ask(make({}), "010809c8 008014")).toBe("010908c000001400012408"));
	it("has a section, in which nothing may stand", () => {
		expect(ask(make({ control: {} }), "010809c8 008005")).toBe("010908c0000005000100");
		expect(() => make({ control: { eid: 9 } })).toThrow("control.eid: there is no such property");
	});
});
