// SPDX-License-Identifier: Apache-2.0
// What of the simulator's panel is plain data: its lines and controls, both made from the activation of a device.
import { expect, test } from "vitest";
import { controlsOf } from "../../../hosts/sim/controls.js";
import Status from "../../../hosts/sim/status.js";
import registry from "../../../hosts/common/registry.js";
import deviceActivation from "../../../modules/device/activation.js";
import Device from "../../../modules/device/device.js";
import { Fault, Figure, unknownHealth } from "../../../modules/device/health.js";
import endpoint from "../../../modules/device/profiles/endpoint.js";
import { bytes } from "../../support/text.js";

function make() {
	const port = { network: 1, receiveUnit: 64, transmissionUnit: 64, frames: 136, wake() {} };
	const health = {
		...unknownHealth,
		fault: Fault.memory,
		text: "memory full",
		figure: (figure: number) => (Figure.starts === figure ? 2 : undefined),
	};
	const unique = { uuid: "00112233-4455-6677-8899-aabbccddeeff", serialNumber: "1" };
	const device = new Device({ profile: endpoint, ports: [port, { ...port, network: 2, eid: 20 }], factories: registry, unique, health });
	const activation = deviceActivation(device, ["serial0", "usbredir1"]);
	return { device, activation };
}

test("the lines follow the device", () => {
	const { device, activation } = make();
	const status = new Status(activation);
	const texts = () => Object.fromEntries(status.lines().map(({ label, text }) => [label, text]));
	expect(texts()).toEqual({
		Name: "endpoint",
		serial0: "up, EID none",
		usbredir1: "up, EID 20",
		Packets: "0 in, 0 out",
		"Last request": "none",
		Faults: "none",
		Run: "2, before: memory: memory full",
	});
	const { front } = device;
	const { frames } = front.port(0);
	front.memory.set(bytes("010008c8008002"), frames);
	front.receive(0, 0, frames, 7, 0);
	device.endpoint.assign(0, 9);
	front.link(1, 0, false);
	expect(texts()).toMatchObject({
		serial0: "up, EID 9",
		usbredir1: "down, EID 20",
		Packets: "1 in, 0 out",
		"Last request": "EID 8: 00 80 02",
	});
});

test("each control calls its method", () => {
	const { device, activation } = make();
	const controls = controlsOf(activation);
	expect(controls.map(({ label, kind }) => `${label}: ${kind}`)).toEqual([
		"assign 0: slider",
		"assign 1: slider",
		"link 0: switch",
		"link 1: switch",
		"add: menu",
		"clear: button",
	]);
	const move = (label: string, value?: unknown) => controls.find((control) => control.label === label)!.run(value, 0);
	move("assign 1", 77);
	expect(device.endpoint.port(1).eid).toBe(77);
	move("link 0", false);
	expect(device.endpoint.port(0).up).toBe(false);
	move("add", "drop");
	expect(new Status(activation).lines()).toContainEqual({ label: "Faults", text: "drop" });
	move("clear");
	expect(new Status(activation).lines()).toContainEqual({ label: "Faults", text: "none" });
});
