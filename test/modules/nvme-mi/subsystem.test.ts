// SPDX-License-Identifier: Apache-2.0
import { beforeEach, describe, expect, test } from "vitest";
import Fields from "../../../modules/device/fields.js";
import type Controller from "../../../modules/nvme-mi/model/controller.js";
import type Subsystem from "../../../modules/nvme-mi/model/subsystem.js";
import { readSection } from "../../../modules/nvme-mi/profile/section.js";
import { driveIdentity } from "../../support/drive.js";

const never = 0x7fffffff;
const section = {
	ports: [{ pcie: {} }, { twoWire: {} }, { pcie: {} }, { pcie: {} }],
	health: { temperature: 20 },
	controllers: [{ id: 3 }, { id: 5, enabled: false }],
	namespaces: { most: 2, list: [{ blocks: 8, controllers: [3, 5] }] },
	firmware: { slots: [{ revision: "1" }, { revision: "2" }] },
};

let subsystem: Subsystem;
let one: Controller;
let two: Controller;
let told: string[];

function make(more: object = {}) {
	subsystem = readSection(new Fields({ ...section, ...more }), driveIdentity).subsystem;
	[one, two] = subsystem.controllers;
	told = [];
	subsystem.watch({ raise: ({ id }, changes) => void told.push(`${id} ${changes.toString(16)}`) });
	for (const each of subsystem.controllers) each.enable(each.options.enabled);
}

/** Status, inverted warning, temperature, use. */
const health = () => [0, 8, 16, 24].map((shift) => (subsystem.health >> shift) & 0xff);
/** What the watchers were told since. */
const heard = () => told.splice(0);

beforeEach(() => make());

test("watchers are told of changes until they are removed", () => {
	expect(heard()).toEqual(["3 21"]);
	const another = { raise: () => void told.push("another") };
	subsystem.watch(another);
	two.enable(true);
	expect(heard()).toEqual(["5 21", "another"]);
	subsystem.unwatch(another);
	subsystem.unwatch(another);
	two.enable(false);
	expect(heard()).toEqual(["5 21"]);
	subsystem.raiseAll(0x100);
	expect(heard()).toEqual(["3 100", "5 100"]);
	expect([one.changed, two.changed]).toEqual([0x121, 0x121]);
});

test("the first watcher can be removed, too", () => {
	const { subsystem: another } = readSection(new Fields(section), driveIdentity);
	const calls: string[] = [];
	const watcher = { raise: () => void calls.push("called") };
	another.watch(watcher);
	another.raiseAll(0x100);
	another.unwatch(watcher);
	another.raiseAll(0x200);
	expect(calls).toEqual(["called", "called"]);
});

test("a controller is found by its identifier", () => {
	expect([subsystem.controller(3), subsystem.controller(5), subsystem.controller(0)]).toEqual([one, two, undefined]);
});

test("temperature sensors read what they differ from the composite temperature, one that is not there 0", () => {
	make({ health: { temperature: 20, sensors: [{ difference: -3 }, { difference: 4 }] } });
	one.setTemperature(300);
	expect([0, 1, 2, 3, 8].map((sensor) => one.temperatureOf(sensor))).toEqual([300, 297, 304, 0, 0]);
});

describe("a controller", () => {
	beforeEach(() => void heard());

	test("is ready while it is enabled and has not failed", () => {
		expect([one.ready, one.status, two.ready, two.status]).toEqual([true, 1, false, 0]);
		one.enable(true);
		one.fail(false);
		expect(heard()).toEqual([]);
		one.fail(true);
		expect([one.ready, one.enabled, one.status]).toEqual([false, true, 2]);
		expect(heard()).toEqual(["3 3"]);
		one.fail(false);
		expect([one.ready, one.status]).toEqual([true, 1]);
		two.fail(true);
		two.enable(true);
		expect([two.enabled, two.ready]).toEqual([false, false]);
		two.fail(false);
		expect([two.ready, two.status]).toEqual([false, 0]);
	});

	test("shuts down until it is enabled again", () => {
		one.shutDown();
		expect([one.status, heard()]).toEqual([0x09, ["3 4"]]);
		one.enable(false);
		expect(one.status).toBe(0x08);
		one.enable(true);
		expect(one.status).toBe(0x01);
	});

	test("that is disabled takes its features back to what was saved", () => {
		subsystem.features.set(one, 1, 4, -1, false);
		one.enable(false);
		expect(subsystem.features.current(one, 1)).toBe(0);
	});

	test("warns, each warning by itself", () => {
		one.setSpare(4);
		expect([one.warning, heard()]).toEqual([1, ["3 1800"]]);
		one.setSpare(5);
		expect([one.warning, heard()]).toEqual([0, ["3 1800"]]);
		one.setTemperature(344);
		expect([one.warning, heard()]).toEqual([2, ["3 1200"]]);
		one.setTemperature(343);
		expect([one.warning, heard()]).toEqual([0, ["3 1200"]]);
		one.setTemperature(263);
		expect([one.warning, heard()]).toEqual([0, ["3 200"]]);
		one.setTemperature(262);
		expect([one.warning, heard()]).toEqual([2, ["3 1200"]]);
		one.setReliable(false);
		expect([one.warning, heard()]).toEqual([6, ["3 1000"]]);
		one.setReadOnly(true);
		expect([one.warning, heard()]).toEqual([14, ["3 1000"]]);
		one.setReadOnly(true);
		one.setUsed(0);
		one.setSpare(5);
		one.setTemperature(262);
		expect(heard()).toEqual(["3 0"]);
		one.setUsed(101);
		expect([one.used, heard()]).toEqual([101, ["3 400"]]);
	});
});

describe("health", () => {
	test("is the worst of all controllers", () => {
		expect(health()).toEqual([0x3c, 0xff, 20, 0]);
		one.setTemperature(300);
		two.setUsed(7);
		two.setReadOnly(true);
		one.setSpare(1);
		expect(health()).toEqual([0x3c, 0xf6, 27, 7]);
	});

	test.each([
		[-61, 0xc4],
		[-60, 0xc4],
		[-59, 0xc5],
		[126, 126],
		[127, 127],
		[128, 127],
	])("%i degrees are told as %i", (degrees, byte) => {
		for (const each of subsystem.controllers) each.setTemperature(273 + degrees);
		expect(health()[2]).toBe(byte);
	});

	test("of use, no more than 255", () => {
		one.setUsed(256);
		expect(health()[3]).toBe(255);
	});

	test("tells of the first two PCIe links, firmware that waits, failures", () => {
		const [first, , second, third] = subsystem.ports;
		subsystem.setLink(first, false);
		expect(health()[0]).toBe(0x34);
		subsystem.setLink(second, false);
		subsystem.setLink(third, false);
		expect(health()[0]).toBe(0x30);
		subsystem.setLink(first, true);
		expect(health()[0]).toBe(0x38);
		subsystem.firmware.next = 2;
		subsystem.refresh();
		expect(health()[0]).toBe(0x28);
		subsystem.setFunctional(false);
		expect([health()[0], one.fatal, two.fatal]).toEqual([0x08, true, true]);
		subsystem.setFunctional(true);
		expect([health()[0], one.fatal]).toEqual([0x28, false]);
	});

	test("of no controllers has no temperature", () => {
		make({ controllers: [], namespaces: {} });
		expect(health()).toEqual([0x3c, 0xff, 0x80, 0]);
	});
});

describe("time", () => {
	test("goes on with the clock of the endpoint, not with one that is set back or leaps", () => {
		subsystem.advance(5000, never);
		expect(subsystem.time).toBe(0);
		subsystem.advance(5400, never);
		subsystem.advance(5400, never);
		expect(subsystem.time).toBe(400);
		subsystem.advance(100, never);
		expect(subsystem.time).toBe(400);
		subsystem.advance(200, never);
		expect(subsystem.time).toBe(500);
		subsystem.advance((200 + 0x40000000) | 0, never);
		expect(subsystem.time).toBe(500);
		subsystem.advance((199 + 0x80000000) | 0, never);
		expect(subsystem.time).toBe(500 + 0x3fffffff);
	});

	test("is waited for until the next thing ends", () => {
		const wait = (now: number) => subsystem.advance(now, never);
		expect(wait(0)).toBe(never);
		subsystem.sanitize.start(2, 0, 900, 0);
		one.selfTest.start(1, 0, 0, 300);
		two.selfTest.start(1, 0, 0, 500);
		expect([wait(0), wait(100)]).toEqual([300, 200]);
		expect([wait(300), one.selfTest.running, one.selfTest.outcome(0)]).toEqual([200, 0, 0x10]);
		two.fail(true);
		expect([wait(600), two.selfTest.outcome(0)]).toEqual([300, 0x17]);
		heard();
		expect([wait(900), heard(), subsystem.sanitize.running]).toEqual([never, ["3 100", "5 100"], false]);
		expect(subsystem.advance(901, 5)).toBe(5);
	});
});

describe("a reset", () => {
	test("begins anew, and activates firmware", () => {
		subsystem.firmware.next = 2;
		one.fail(true);
		two.enable(true);
		one.shutDown();
		one.selfTest.start(1, 0, 0, 300);
		heard();
		subsystem.reset();
		expect(heard()).toEqual(["3 31", "5 10", "3 80", "5 80"]);
		expect([one.status, two.status, one.enabled, two.enabled]).toEqual([0x11, 0x10, true, false]);
		expect([subsystem.firmware.active, health()[0], one.selfTest.outcome(0)]).toEqual([2, 0x3c, 0x12]);
		subsystem.reset();
		expect(heard()).toEqual(["3 31", "5 10"]);
	});

	test("by power, is no reset, and is counted", () => {
		const { counters, lockdown, ports } = subsystem;
		lockdown.set(0, 6, true);
		ports[1].unit = 128;
		subsystem.setFunctional(false);
		subsystem.powerCycle();
		expect([one.status, two.status, subsystem.functional]).toEqual([0x01, 0x00, true]);
		expect([lockdown.any, ports[1].unit, counters.powerCycles, counters.unsafeShutdowns]).toEqual([false, 64, 1, 0]);
		subsystem.powerCycle();
		expect([counters.powerCycles, counters.unsafeShutdowns]).toEqual([2, 1]);
		subsystem.shutDown(false);
		subsystem.powerCycle();
		expect([counters.powerCycles, counters.unsafeShutdowns]).toEqual([3, 1]);
		subsystem.shutDown(true);
		expect([one.status, two.status, counters.unsafeShutdowns]).toEqual([0x09, 0x08, 2]);
	});
});

test("controllers to which a namespace is attached learn that it changed", () => {
	heard();
	const [namespace] = subsystem.namespaces.all;
	subsystem.namespaceChanged(namespace, 2);
	expect([heard(), namespace.changed]).toEqual([["5 40"], 2]);
	subsystem.namespaceChanged(namespace, 1);
	expect([heard(), namespace.changed]).toEqual([["3 40"], 3]);
});
