// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import registry from "../../../hosts/common/registry.js";
import type { Activation } from "../../../modules/activation/activation.js";
import deviceActivation from "../../../modules/device/activation.js";
import Device from "../../../modules/device/device.js";
import nvmePldm from "../../../modules/device/profiles/nvme-pldm.js";
import type { Profile } from "../../../modules/device/profile.js";
import Signals from "../../../modules/device/signals.js";
import Fields from "../../../modules/device/fields.js";
import type { Signal } from "../../../modules/device/signals.js";
import type { Context } from "../../../modules/device/factory.js";
import Endpoint from "../../../modules/mctp/endpoint.js";
import pldm from "../../../modules/pldm/factory.js";
import { bytes, hex } from "../../support/text.js";

const port = { network: 1, receiveUnit: 64, transmissionUnit: 64, eid: 8, frames: 136, wake() {} };
const unique = { uuid: "00112233-4455-6677-8899-aabbccddeeff", serialNumber: "0042" };

/** Answers and own requests, after a packet. */
function ask({ front }: Device, packet: string, now = 0): string[] {
	const request = bytes(packet);
	const { frames } = front.port(0);
	if (request.length > 0) {
		front.memory.set(request, frames);
		front.receive(0, now, frames, request.length, 0);
	}
	front.tick(now);
	const sent: string[] = [];
	for (let length = front.transmit(0, now, frames, 68); length > 0; length = front.transmit(0, now, frames, 68)) {
		sent.push(hex(front.memory, frames, length));
		front.transmitted(0, now, true);
	}
	return sent;
}

const readTemperature = "010809c8 01800211 0100 00";

describe("the drive with sensors", () => {
	const made = () => new Device({ profile: nvmePldm as Profile, ports: [port], factories: registry, unique });
	const drive = (device: Device, method: string, parameters: object) =>
		(deviceActivation(device).children as Activation[]).find(({ name }) => "drive" === name)!.methods[method].run(parameters, 0);

	test("tells its temperature as a PLDM sensor", () => {
		const device = made();
		expect(ask(device, readTemperature)).toEqual(["010908c001000211 00 03 00 02 01 00 01 2300".replaceAll(" ", "")]);
		drive(device, "setTemperature", { temperature: 82 });
		device.front.tick(0);
		expect(ask(device, readTemperature)).toEqual(["010908d001000211 00 03 00 02 09 01 09 5200".replaceAll(" ", "")]);
	});

	test("raises events of temperature and health, whoever changes the drive", () => {
		const device = made();
		ask(device, "010809c8 01810204 01 00 09");
		drive(device, "setTemperature", { temperature: 82 });
		expect(ask(device, "", 20)).toEqual(["010908d8 0180020a 01 00 00 0100 02 09 01 03 5200".replaceAll(" ", "")]);
		expect(ask(device, "010809c0 0100020a 00 00", 30)).toEqual(["010908e9 0181020a 01 00 00 0400 01 00 02 01".replaceAll(" ", "")]);
	});

	test("tells spare, use and health", () => {
		const device = made();
		expect(ask(device, "010809c8 01800211 0200 00")).toEqual(["010908c0010002110000000201000164"]);
		expect(ask(device, "010809c8 01800211 0300 00")).toEqual(["010908d0010002110000000201000103"]);
		expect(ask(device, "010809c8 01800221 0400 0000")).toEqual(["010908e001000221000100010001"]);
	});
});

describe("a source", () => {
	function create(section: object, signals = new Signals()) {
		const endpoint = new Endpoint({ ports: [port], memory: { data: 10_000, requests: 1 } });
		const context = { endpoint, signals, identity: unique, storage: () => undefined } as unknown as Context;
		return pldm.create(new Fields({ pldm: section }), context)!.activation!();
	}
	const numeric = { id: 1, unit: "none", source: "a.level" };
	const state = { id: 2, fields: [{ set: 1, possible: [1, 3] }], source: "a.state" };
	const sensors = (activation: Activation) => activation.methods.sensors.run({}, 0) as { numeric: object[]; state: { fields: object[] }[] };

	test("is followed from the start", () => {
		const signals = new Signals();
		const level: Signal = signals.add("a.level", 7);
		const mode = signals.add("a.state", 3);
		const activation = create({ numericSensors: [numeric], stateSensors: [state] }, signals);
		expect(sensors(activation)).toMatchObject({ numeric: [{ value: 7 }], state: [{ fields: [{ operational: "enabled", present: 3 }] }] });
		level.set(9, 1);
		mode.set(1, 1);
		expect(sensors(activation)).toMatchObject({ numeric: [{ value: 9 }], state: [{ fields: [{ present: 1 }] }] });
		mode.set(2, 1);
		expect(sensors(activation)).toMatchObject({ state: [{ fields: [{ present: 0 }] }] });
	});

	test.each([
		[{ numericSensors: [numeric] }, "pldm.numericSensors[0].source: nothing in this profile has this signal: there are none"],
		[{ stateSensors: [state] }, "pldm.stateSensors[0].source: nothing in this profile has this signal: there are none"],
		[{ numericSensors: [{ ...numeric, value: 1 }] }, "pldm.numericSensors[0].source: stands for what the sensor tells at first as well"],
		[
			{ stateSensors: [{ ...state, fields: [{ set: 1, possible: [1], state: 1 }] }] },
			"pldm.stateSensors[0].source: stands for what the sensor tells at first as well",
		],
		[
			{ stateSensors: [{ ...state, fields: [state.fields[0], state.fields[0]] }] },
			"pldm.stateSensors[0].source: is for a sensor of one field",
		],
		[
			{ numericSensors: [{ ...numeric, source: "x" }] },
			'pldm.numericSensors[0].source: must be the name of a signal such as "drive.temperature"',
		],
	])("that cannot be is refused: %j", (section, message) => expect(() => create(section)).toThrow(message));

	test("that nobody has: those that there are are told", () => {
		const signals = new Signals();
		signals.add("b.one", 1);
		signals.add("b.two", 1);
		expect(() => create({ numericSensors: [numeric] }, signals)).toThrow("has this signal: there are b.one, b.two");
	});
});
