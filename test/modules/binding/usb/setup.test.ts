// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import Usb, { largestUnit } from "../../../../modules/binding/usb/usb.js";
import Endpoint from "../../../../modules/mctp/endpoint.js";

describe("a port", () => {
	const endpoint = (transmissionUnit: number, frames: number) =>
		new Endpoint({ ports: [{ network: 1, receiveUnit: 64, transmissionUnit, frames, wake() {} }] });

	it("has to have the frames that transfers need", () => {
		expect(() => new Usb(endpoint(64, Usb.frames - 1), 0, 512)).toThrow(`has ${Usb.frames - 1} bytes for frames, needs ${Usb.frames}`);
		expect(new Usb(endpoint(64, Usb.frames), 0, 512).inputSize).toBe(512);
	});

	it("cannot send more per packet than a head can say", () => {
		expect(largestUnit).toBe(247);
		expect(() => new Usb(endpoint(248, 2000), 0, 512)).toThrow("port 0 sends 248 bytes in a packet, a transfer carries 247");
		expect(new Usb(endpoint(247, 2000), 0, 512).inputSize).toBe(512);
	});

	it("has to be there", () => expect(() => new Usb(endpoint(64, 2000), 1, 512)).toThrow("no port 1"));
});
