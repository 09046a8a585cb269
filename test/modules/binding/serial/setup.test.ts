// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import Serial from "../../../../modules/binding/serial/serial.js";
import Endpoint from "../../../../modules/mctp/endpoint.js";
import Line from "../../../support/line.js";
import { bytes } from "../../../support/text.js";

describe("a port", () => {
	const units = { receiveUnit: 64, transmissionUnit: 64 };
	const endpoint = (frames: number) => new Endpoint({ ports: [{ network: 1, ...units, frames, wake() {} }] });

	it("has to have the frames that the line needs", () => {
		const needed = Serial.frames(units, 100);
		expect(() => new Serial(endpoint(needed - 1), 0, 100)).toThrow(`has ${needed - 1} bytes for frames, needs ${needed}`);
		expect(new Serial(endpoint(needed), 0, 100).inputSize).toBe(100);
	});

	it("cannot send more per packet than a byte count can say", () => {
		const large = { receiveUnit: 64, transmissionUnit: 252 };
		const endpoint = new Endpoint({ ports: [{ network: 1, ...large, frames: 2000, wake() {} }] });
		expect(() => new Serial(endpoint, 0, 100)).toThrow(RangeError);
	});

	it("has to be there", () => expect(() => new Serial(endpoint(1000), 1, 100)).toThrow("no port 1"));

	it("needs room for an unfinished frame, the input, and a frame that leaves; the longest are escaped all over", () => {
		expect(Serial.frames(units, 100)).toBe(144 + 100 + 144);
		expect(Serial.frames({ receiveUnit: 64, transmissionUnit: 128 }, 100)).toBe(272 + 100 + 272);
		expect(Serial.frames({ receiveUnit: 128, transmissionUnit: 64 }, 100)).toBe(272 + 100 + 272);
		expect(Serial.frames({ receiveUnit: 1000, transmissionUnit: 64 }, 100)).toBe(518 + 100 + 518);
	});
});

describe("an answer", () => {
	const request = bytes("7e0106 010809c801aa dd46 7e");

	it.each([
		[true, { sent: 1, lost: 0 }],
		[false, { sent: 0, lost: 1 }],
	])("has left when the host says so: %s", (ok, told) => {
		const line = new Line();
		const { serial, endpoint } = line;
		endpoint.memory.set(request, serial.input);
		serial.receive(0, request.length);
		expect(serial.transmit(0)).toBe(12);
		serial.transmitted(0, ok);
		expect(line).toMatchObject(told);
	});
});
