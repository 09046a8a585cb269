// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import Fields from "../../../modules/device/fields.js";
import Signals from "../../../modules/device/signals.js";
import { readSection } from "../../../modules/nvme-mi/profile/section.js";
import DriveSignals from "../../../modules/nvme-mi/signals.js";
import { driveIdentity } from "../../support/drive.js";

const health = { temperature: 35, highest: 70, spare: 90, spareThreshold: 10, used: 3 };
const section = { ports: [{ twoWire: {} }], health, controllers: [{ id: 0 }, { id: 1 }] };

function made() {
	const { subsystem } = readSection(new Fields(section), driveIdentity);
	const signals = new Signals();
	const drive = new DriveSignals(subsystem, signals);
	const heard: string[] = [];
	for (const name of signals.names) signals.find(name)!.listen({ update: (value, now) => void heard.push(`${name} ${value} at ${now}`) });
	const values = () => signals.names.map((name) => signals.find(name)!.value);
	/** What is heard at the tick after a change. */
	const after = (change: () => void, now: number) => {
		heard.length = 0;
		change();
		expect(heard).toEqual([]);
		drive.tick(now);
		return heard.slice();
	};
	return { subsystem, signals, values, after };
}

test("a drive tells temperature, spare, use and health", () => {
	const { signals, values } = made();
	expect(signals.names).toEqual(["drive.temperature", "drive.spare", "drive.used", "drive.health"]);
	expect(values()).toEqual([35, 90, 3, 1]);
});

test("what changes is told at the next tick, once, and of all controllers the worst", () => {
	const { subsystem, values, after } = made();
	const [one, two] = subsystem.controllers;
	expect(after(() => one.setTemperature(273 + 60), 5)).toEqual(["drive.temperature 60 at 5"]);
	expect(after(() => two.setTemperature(273 + 50), 6)).toEqual([]);
	expect(after(() => two.setSpare(20), 7)).toEqual(["drive.spare 20 at 7"]);
	expect(after(() => one.setUsed(150), 8)).toEqual(["drive.used 150 at 8"]);
	expect(after(() => {}, 9)).toEqual([]);
	expect(after(() => one.setTemperature(273 - 40), 10)).toEqual(["drive.temperature 50 at 10", "drive.health 2 at 10"]);
	expect(after(() => two.setTemperature(273 - 60), 11)).toEqual(["drive.temperature -40 at 11"]);
	expect(values()).toEqual([-40, 20, 150, 2]);
});

test("health is that of the state set 1", () => {
	const { subsystem, after } = made();
	const [one, two] = subsystem.controllers;
	expect(after(() => one.setSpare(9), 1)).toEqual(["drive.spare 9 at 1", "drive.health 2 at 1"]);
	expect(after(() => two.setReadOnly(true), 2)).toEqual(["drive.health 3 at 2"]);
	expect(after(() => two.setReadOnly(false), 3)).toEqual(["drive.health 2 at 3"]);
	expect(after(() => one.setReliable(false), 4)).toEqual(["drive.health 3 at 4"]);
	expect(after(() => one.setReliable(true), 5)).toEqual(["drive.health 2 at 5"]);
	expect(after(() => two.fail(true), 6)).toEqual(["drive.health 3 at 6"]);
	expect(after(() => subsystem.setFunctional(false), 7)).toEqual(["drive.health 4 at 7"]);
	expect(after(() => subsystem.powerCycle(), 8)).toEqual(["drive.health 2 at 8"]);
	expect(after(() => one.setSpare(10), 9)).toEqual(["drive.spare 10 at 9", "drive.health 1 at 9"]);
});
