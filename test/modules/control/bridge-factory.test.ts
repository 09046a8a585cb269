// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import control from "../../../modules/control/bridge-factory.js";
import Device from "../../../modules/device/device.js";
import type { Profile } from "../../../modules/device/profile.js";
import { bytes, hex } from "../../support/text.js";

const unique = { uuid: "00112233-4455-6677-8899-aabbccddeeff", serialNumber: "0042" };
const memory = { routes: 8, requests: 2 };

/** A device on two I2C buses, at 10 and 20, and a serial line. */
function make(bridge: object | undefined, { networks = [1, 1, 1], sizes = memory }: { networks?: number[]; sizes?: object } = {}): Device {
	const port = { receiveUnit: 64, transmissionUnit: 64, frames: 136, wake() {} };
	return new Device({
		profile: { name: "x", memory: sizes, ...(undefined === bridge ? {} : { control: { bridge } }) } as Profile,
		ports: [
			{ ...port, network: networks[0], medium: 3, address: 0x10 },
			{ ...port, network: networks[1], medium: 3, address: 0x20 },
			{ ...port, network: networks[2], medium: 0x24 },
		],
		factories: [control],
		unique,
	});
}

/** What leaves by a port, with address, after a packet has come in by it. */
function ask({ front }: Device, packet: string, port = 0): string {
	const request = bytes(packet);
	const { frames } = front.port(port);
	front.memory.set(request, frames);
	front.receive(port, 0, frames, request.length, 0x33);
	const answer = take(front, port);
	front.transmitted(port, 0, true);
	return answer;
}

function take(front: Device["front"], port: number): string {
	const { frames } = front.port(port);
	const length = front.transmit(port, 0, frames, 68);
	return length > 0 ? `${hex(front.memory, frames, length)} @${front.physical.toString(16)}` : "";
}

/** The addresses that are asked who is there, by port, until `end`. */
function asked({ front }: Device, port: number, end: number): number[] {
	const addresses: number[] = [];
	for (let now = 0; now < end; now += 50) {
		front.tick(now);
		for (let text = take(front, port); "" !== text; text = take(front, port)) {
			front.transmitted(port, now, true);
			if (text.startsWith("0100")) addresses.push(parseInt(text.split("@")[1], 16));
		}
	}
	return addresses;
}

describe("the control protocol of a device that may be a bridge", () => {
	it("is that of a simple endpoint without the section", () => {
		const device = make(undefined, { sizes: {} });
		expect(ask(device, "010008c8 008002")).toBe("010800c0" + "00000200000000 @33");
		expect(ask(device, "010008c8 00810a 00")).toBe("010800d0" + "00010a05 @33");
	});

	it("is that of a bridge with it, which wants sixteen EIDs", () => {
		const device = make({});
		expect(ask(device, "010008c8 008002")).toBe("010800c0" + "00000200001000 @33");
		expect(ask(device, "010008c8 008101 00 09")).toBe("010809d0" + "00010100010910 @33");
	});

	it("wants as many as it says", () => expect(ask(make({ pool: 3 }), "010008c8 008001 00 09")).toBe("010809c0" + "00000100010903 @33"));

	it("has both buses and the line in its table, where it is by its address", () => {
		const device = make({ pool: 3 });
		ask(device, "010008c8 008001 00 09");
		expect(ask(device, "010908c8 00810a 00")).toBe("010809d0" + "00010a00ff02" + "01098001030120" + "01080001030166 @33");
	});
});

describe("a bus owner in a bridge", () => {
	/** Gives EIDs on port 0. */
	function granted(bridge: object, networks?: number[]): Device {
		const device = make(bridge, undefined === networks ? {} : { networks });
		ask(device, "010008c8 008001 00 09");
		expect(ask(device, "010908c8 008108 00 02 40").slice(8)).toBe("000108" + "00000240 @33");
		return device;
	}

	it("looks at all addresses from 08 to 77, but its own", () => {
		const addresses = new Set(asked(granted({ pool: 2 }), 1, 60_000));
		const expected = Array.from({ length: 0x70 }, (_, index) => 8 + index).filter((address) => address !== 0x20);
		expect([...addresses].sort((a, b) => a - b)).toEqual(expected);
	});

	it("looks only where it is told, first and last", () => {
		const device = granted({ pool: 2, firstAddress: 0x1f, lastAddress: 0x22 });
		expect([...new Set(asked(device, 1, 5000))].sort()).toEqual([0x1f, 0x21, 0x22]);
	});

	it("looks at the line, too, where there are no addresses", () =>
		expect([...new Set(asked(granted({ pool: 2, firstAddress: 0x21, lastAddress: 0x21 }), 2, 5000))]).toEqual([0]));

	it("leaves ports of other networks alone", () =>
		expect(asked(granted({ pool: 2, firstAddress: 0x21, lastAddress: 0x21 }, [1, 2, 1]), 1, 5000)).toEqual([]));
});

describe("a section of a bridge", () => {
	it.each([
		[{ pool: 201 }, "control.bridge.pool: must be a whole number from 0 to 200"],
		[{ firstAddress: 7 }, "control.bridge.firstAddress: must be a whole number from 8 to 119"],
		[{ lastAddress: 0x78 }, "control.bridge.lastAddress: must be a whole number from 8 to 119"],
		[{ slots: 65 }, "control.bridge.slots: must be a whole number from 0 to 64"],
		[{ firstAddress: 0x20, lastAddress: 0x1f }, "control.bridge.lastAddress: is lower than firstAddress"],
		[{ eid: 9 }, "control.bridge.eid: there is no such property"],
	])("%j is refused", (bridge, message) => expect(() => make(bridge)).toThrow(message));

	it.each([{ pool: 200, firstAddress: 8, lastAddress: 0x77, slots: 64 }, { pool: 0 }, { firstAddress: 0x20, lastAddress: 0x20 }])(
		"%j is not",
		(bridge) => expect(() => make(bridge)).not.toThrow(),
	);

	it.each([{ routes: 8, requests: 1 }, { requests: 2 }, {}])("is refused with memory %j", (sizes) =>
		expect(() => make({}, { sizes })).toThrow("control.bridge: needs a memory section with routes, and requests of 2 or more"),
	);
});

describe("a section of control", () => {
	it("has nothing but the bridge", () =>
		expect(
			() =>
				new Device({
					profile: { name: "x", control: { eid: 9 } } as unknown as Profile,
					ports: [{ network: 1, receiveUnit: 64, transmissionUnit: 64, frames: 136, wake() {} }],
					factories: [control],
					unique,
				}),
		).toThrow("control.eid: there is no such property"));
});
