// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import control from "../../../modules/control/factory.js";
import Device from "../../../modules/device/device.js";
import type { Storage } from "../../../modules/device/storage.js";
import type { MemoryOptions } from "../../../modules/mctp/arena.js";
import nvmeMi from "../../../modules/nvme-mi/factory.js";
import { packets, admin } from "../../tables/nvme-mi.js";
import { packet } from "../../support/text.js";

const port = { network: 1, receiveUnit: 64, transmissionUnit: 64, eid: 8, frames: 136, wake() {} };
const unique = { uuid: "00112233-4455-6677-8899-aabbccddeeff", serialNumber: "1" };
const ports = [{ twoWire: {} }];

function make(section: unknown, memory: MemoryOptions = {}, firmware?: Storage): Device {
	const storage = (name: string) => ("firmware" === name ? firmware : undefined);
	return new Device({ profile: { name: "x", nvmeMi: section, memory }, ports: [port], factories: [control, nvmeMi], unique, storage });
}

/** Answers to messages, from the message type byte on. */
function ask(device: Device, message: string): string[] {
	const { front, endpoint } = device;
	const { frames } = endpoint.port(0);
	for (const text of packets(message, "0809", 8, 0)) {
		const { bytes } = packet(text);
		endpoint.memory.set(bytes, frames);
		front.receive(0, 0, frames, bytes.length, 0);
	}
	const answers: string[] = [];
	for (let length = front.transmit(0, 0, frames, 68); length > 0; length = front.transmit(0, 0, frames, 68)) {
		answers.push(Buffer.from(endpoint.memory.subarray(frames + 4, frames + length)).toString("hex"));
		front.transmitted(0, 0, true);
	}
	return answers;
}

describe("the section nvmeMi", () => {
	it("is a responder for NVMe-MI", () => expect(make({ ports }).endpoint.responders.byType[4]).toBeDefined());

	it("is operated as a drive", () => {
		expect(make({ ports }).activations.map((activation) => activation().name)).toContain("drive");
	});

	it("is not there in every device", () => expect(make(undefined).endpoint.responders.byType[4]).toBeUndefined());

	it.each<[object, string]>([
		[{}, 'nvmeMi: lacks "ports"'],
		[{ ports: [] }, "nvmeMi.ports: has at least one"],
		[{ ports: [{}] }, 'nvmeMi.ports[0]: needs either "pcie" or "twoWire"'],
		[{ ports: [{ pcie: {}, twoWire: {} }] }, 'nvmeMi.ports[0]: needs either "pcie" or "twoWire"'],
		[{ ports, endpoints: [1] }, "nvmeMi.endpoints: are ports of the subsystem, 0 to 0, at least one"],
		[{ ports, controllers: [{ id: 1 }, { id: 1 }] }, "nvmeMi.controllers: identifiers go up from one to the next"],
		[{ ports, controllers: [{ port: 1 }] }, "nvmeMi.controllers[0].port: must be a whole number from 0 to 0"],
		[{ ports, controllers: [{ address: "1:0" }] }, "nvmeMi.controllers[0].address: must be a PCI address such as 01:00.0"],
		[
			{ ports, namespaces: { list: [{ blocks: 1, controllers: [0] }] } },
			"nvmeMi.namespaces.list[0].controllers: must be a list of at most 0 bytes",
		],
		[{ ports, namespaces: { capacity: 1, list: [{ blocks: 1 }] } }, "nvmeMi.namespaces.capacity: namespaces of 512 bytes do not fit"],
		[{ ports, namespaces: { list: [{ blocks: 1, id: 2 }, { blocks: 1 }] } }, "nvmeMi.namespaces: namespace 2 is there already"],
		[{ ports, namespaces: { formats: [{ blockSize: 600 }] } }, "nvmeMi.namespaces.formats[0].blockSize: must be a power of two"],
		[{ ports, firmware: { slots: [{}] } }, "nvmeMi.firmware.active: runs, and so has a revision"],
		[{ ports, times: { format: -1 } }, "nvmeMi.times.format: must be a whole number from 0 to 3600000"],
		[{ ports, speed: 1 }, "nvmeMi.speed: there is no such property: allowed are ports, health"],
	])("%j is refused", (section, message) => expect(() => make(section)).toThrow(message));

	it("needs a request handle for events", () => {
		const events = [{ twoWire: {}, events: true }];
		expect(() => make({ ports: events }, { requests: 0 })).toThrow("no request handle left: raise memory.requests");
		expect(() => make({ ports: events }, { requests: 1 })).not.toThrow();
	});

	it("takes serial number, model and name from the identity of the device", () => {
		const identity = { product: "Drive", serialNumber: "S7", uuid: unique.uuid };
		const profile = { name: "x", identity, nvmeMi: { ports, controllers: [{}] } };
		const device = new Device({ profile, ports: [port], factories: [control, nvmeMi], unique });
		const [first] = ask(device, admin("06", { length: "2c000000", d10: "01000000" }));
		expect(Buffer.from(first, "hex").subarray(24, 70).toString("latin1")).toMatch(/^S7 {18}Drive {15}/);
	});

	it("writes firmware to a region of the host, and refuses what the host does", () => {
		const written: string[] = [];
		let room = true;
		const firmware = {
			size: 8,
			read: () => false,
			write(at: number, memory: Uint8Array, from: number, length: number) {
				written.push(`${at}: ${Buffer.from(memory.subarray(from, from + length)).toString("hex")}`);
				return room;
			},
			erase: () => 0 < written.push("erase"),
		};
		const device = make({ ports, controllers: [{}] }, {}, firmware);
		const piece = (offset: string) => admin("11", { length: "04000000", d11: `${offset}000000` }, "01020304");
		const dword3 = (answers: string[]) => answers[0].slice(32, 40);
		expect(dword3(ask(device, piece("00")))).toBe("00000100");
		expect(dword3(ask(device, piece("01")))).toBe("00000100");
		expect(dword3(ask(device, piece("02")))).toBe("00000580");
		room = false;
		expect(dword3(ask(device, piece("01")))).toBe("00000580");
		expect(written).toEqual(["erase", "0: 01020304", "4: 01020304", "4: 01020304"]);
	});
});
