// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { Change, eventCount, eventsOf, flagsOf } from "../../../modules/nvme-mi/model/change.js";
import Counters from "../../../modules/nvme-mi/model/counters.js";
import ErrorLog from "../../../modules/nvme-mi/model/error-log.js";
import Lockdown, { codes, Scope } from "../../../modules/nvme-mi/model/lockdown.js";
import Loopback from "../../../modules/nvme-mi/model/loopback.js";
import Namespaces from "../../../modules/nvme-mi/model/namespaces.js";
import Sanitize from "../../../modules/nvme-mi/model/sanitize.js";
import SelfTest from "../../../modules/nvme-mi/model/self-test.js";
import Window from "../../../modules/wire/window.js";

test("events have the identifiers of changed flags without the reserved bit", () => {
	const flags = [Change.ready, Change.fatal, Change.shutdown, Change.subsystemReset, Change.enable, Change.namespaceAttribute];
	const more = [Change.firmwareActivated, Change.status, Change.temperature, Change.used, Change.spare, Change.warning, Change.telemetry];
	[...flags, ...more].forEach((flag, event) => {
		expect(flagsOf(1 << event)).toBe(flag);
		expect(eventsOf(flag)).toBe(1 << event);
	});
	expect(eventCount).toBe(13);
	expect(eventsOf(0x3ff7)).toBe(0x1fff);
	expect(flagsOf(0x1fff)).toBe(0x3ff7);
});

test("counters grow with time", () => {
	const options = { dataUnitsRead: 100, dataUnitsWritten: 50, powerCycles: 1, powerOnHours: 7, unsafeShutdowns: 2, mediaErrors: 3 };
	const counters = new Counters({ ...options, readRate: 640, writeRate: 320 });
	expect([counters.powerCycles, counters.unsafeShutdowns, counters.mediaErrors]).toEqual([1, 2, 3]);
	const all = (time: number) => [
		counters.hours(time),
		counters.unitsRead(time),
		counters.unitsWritten(time),
		counters.reads(time),
		counters.writes(time),
		counters.busy(time),
	];
	expect(all(0)).toEqual([7, 100, 50, 781, 390, 0]);
	expect(all(999)).toEqual([7, 739, 369, 5773, 2882, 0]);
	expect(all(62_500)).toEqual([7, 40_100, 20_050, 313_281, 156_640, 1]);
	expect(all(3_599_999)[0]).toBe(7);
	expect(all(3_600_000)[0]).toBe(8);
});

test("the log keeps the latest eight errors", () => {
	const log = new ErrorLog();
	expect(log.number(0)).toBe(0);
	log.add(1, 201, 0x31);
	expect([0, 1, 2, 7].map((age) => log.number(age))).toEqual([1, 0, 0, 0]);
	for (let error = 2; error <= 10; error++) log.add(0x110 + error, 200 + error, 0xf0 + error);
	expect(Array.from({ length: 9 }, (_, age) => log.number(age))).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 0]);
	const entry = (number: number) => [log.status(number), log.namespace(number), log.opcode(number)];
	expect(entry(10)).toEqual([0x11a, 210, 0xfa]);
	expect(entry(3)).toEqual([0x113, 203, 0xf3]);
	expect(log.count).toBe(10);
});

test("what is prohibited, is by scope and code, until it is allowed or all is cleared", () => {
	const lockdown = new Lockdown();
	expect(lockdown.any).toBe(false);
	lockdown.set(Scope.features, 0x21, true);
	lockdown.set(Scope.features, 0x3f, true);
	lockdown.set(Scope.pcie, 0x9f, true);
	expect(lockdown.any).toBe(true);
	const found = [];
	for (let scope = 0; scope < 5; scope++) for (let code = 0; code < codes; code++) if (lockdown.has(scope, code)) found.push([scope, code]);
	expect(found).toEqual([
		[2, 0x21],
		[2, 0x3f],
		[4, 0x9f],
	]);
	lockdown.set(Scope.features, 0x21, false);
	expect([lockdown.has(Scope.features, 0x21), lockdown.has(Scope.features, 0x3f)]).toEqual([false, true]);
	lockdown.setQueues(Scope.admin, 0x80, true);
	lockdown.setQueues(Scope.features, 0x81, true);
	lockdown.setQueues(Scope.managementInterface, 0x82, true);
	const ofQueues = [];
	for (const scope of [0, 2, 3]) for (let code = 0; code < codes; code++) if (lockdown.hasQueues(scope, code)) ofQueues.push([scope, code]);
	expect(ofQueues).toEqual([
		[0, 0x80],
		[2, 0x81],
		[3, 0x82],
	]);
	expect([lockdown.has(Scope.admin, 0x80), lockdown.has(Scope.features, 0x81), lockdown.has(Scope.pcie, 0x9f)]).toEqual([
		false,
		false,
		true,
	]);
	lockdown.setQueues(Scope.features, 0x81, false);
	expect([lockdown.hasQueues(Scope.features, 0x81), lockdown.hasQueues(Scope.managementInterface, 0x82)]).toEqual([false, true]);
	lockdown.clear();
	expect([lockdown.hasQueues(Scope.admin, 0x80), lockdown.hasQueues(Scope.managementInterface, 0x82)]).toEqual([false, false]);
	expect([lockdown.any, lockdown.has(Scope.features, 0x3f), lockdown.has(Scope.pcie, 0x9f)]).toEqual([false, false, false]);
});

test("a loopback gives back the latest bytes, as many as it can keep", () => {
	const loopback = new Loopback(4);
	const memory = Uint8Array.of(1, 2, 3, 4, 5, 6);
	const given = () => {
		const bytes = new Uint8Array(6);
		const window = new Window(bytes);
		window.reset(0, 0, 6);
		loopback.write(window);
		return Array.from(bytes);
	};
	expect(given()).toEqual([0, 0, 0, 0, 0, 0]);
	expect(loopback.take(memory, 1, 4)).toBe(true);
	expect(given()).toEqual([2, 3, 4, 5, 0, 0]);
	expect(loopback.take(memory, 0, 5)).toBe(false);
	expect(loopback.take(memory, 5, 1)).toBe(true);
	expect(given()).toEqual([6, 0, 0, 0, 0, 0]);
});

describe("namespaces", () => {
	const made = () => new Namespaces({ most: 3, capacity: 10_000, formats: [9, 12] });

	test("have the identifiers of their places", () => {
		const namespaces = made();
		expect([0, 1, 3, 4].map((id) => namespaces.valid(id))).toEqual([false, true, true, false]);
		expect(namespaces.all.map(({ id, generation }) => [id, generation])).toEqual([
			[1, 0],
			[2, 0],
			[3, 0],
		]);
		expect([0, 1, 4].map((id) => namespaces.find(id))).toEqual([undefined, undefined, undefined]);
	});

	test("share the capacity", () => {
		const namespaces = made();
		const place = namespaces.free()!;
		namespaces.create(place, 8, 0, true);
		expect(place).toMatchObject({
			id: 1,
			allocated: true,
			blocks: 8,
			used: 0,
			format: 0,
			shift: 9,
			shared: true,
			bytes: 4096,
			generation: 1,
		});
		expect(namespaces.unallocated).toBe(5904);
		expect(namespaces.free()!.id).toBe(2);
		namespaces.create(namespaces.free()!, 1, 1, false);
		expect(namespaces.unallocated).toBe(1808);
		namespaces.remove(place);
		expect(namespaces.unallocated).toBe(5904);
		expect(place).toMatchObject({ allocated: false, blocks: 0, used: 0, attached: 0, generation: 1 });
		expect(namespaces.free()).toBe(place);
		namespaces.create(place, 1, 0, false);
		expect([place.generation, place.shared]).toEqual([2, false]);
		namespaces.create(namespaces.free()!, 1, 0, false);
		expect(namespaces.free()).toBe(undefined);
	});

	test("are active for the controllers that they are attached to", () => {
		const namespaces = made();
		namespaces.create(namespaces.all[1], 8, 0, true);
		namespaces.all[1].attached = 0b101;
		expect([0, 1, 2].map((controller) => namespaces.active(2, controller)?.id)).toEqual([2, undefined, 2]);
		namespaces.all[1].allocated = false;
		expect(namespaces.active(2, 0)).toBe(undefined);
	});

	test("that are formatted have as many whole blocks as fit; the rest is free", () => {
		const namespaces = made();
		const place = namespaces.all[0];
		namespaces.create(place, 9, 0, false);
		place.used = 5;
		namespaces.format(place, 1);
		expect(place).toMatchObject({ format: 1, shift: 12, blocks: 1, used: 0, bytes: 4096 });
		expect(namespaces.unallocated).toBe(10_000 - 4096);
	});
});

describe("sanitize", () => {
	test("goes on in its time", () => {
		const sanitize = new Sanitize();
		expect([sanitize.running, sanitize.failed, sanitize.status, sanitize.progress(0)]).toEqual([false, false, 0, 0xffff]);
		expect(sanitize.advance(1)).toBe(false);
		sanitize.start(0x123, 1000, 400, 3);
		expect([sanitize.running, sanitize.command, sanitize.status]).toEqual([true, 0x123, 0x1a]);
		expect([1000, 1100, 1399].map((time) => sanitize.progress(time))).toEqual([0, 0x4000, 0xff5c]);
		expect([1000, 1300, 1500].map((time) => sanitize.rest(time))).toEqual([400, 100, 0]);
		expect(sanitize.advance(1399)).toBe(false);
		expect(sanitize.advance(1400)).toBe(true);
		expect([sanitize.running, sanitize.failed, sanitize.status, sanitize.erased]).toEqual([false, false, 0x119, true]);
		expect(sanitize.advance(1401)).toBe(false);
	});

	test("that nobody has looked after for long has not gone further than it can", () => {
		const sanitize = new Sanitize();
		sanitize.start(2, 0, 100, 0);
		expect(sanitize.progress(1000)).toBe(0xfffe);
	});

	test("without a time is over at once", () => {
		const sanitize = new Sanitize();
		sanitize.start(2, 0, 0, 0);
		expect([sanitize.running, sanitize.status]).toEqual([false, 0x101]);
	});

	test("fails if told to, the one under way or the next", () => {
		const sanitize = new Sanitize();
		sanitize.breakNext();
		sanitize.start(2, 0, 10, 0);
		sanitize.advance(10);
		expect([sanitize.failed, sanitize.status, sanitize.erased]).toEqual([true, 3, false]);
		sanitize.exitFailure();
		expect([sanitize.failed, sanitize.status]).toEqual([false, 3]);
		sanitize.start(2, 10, 10, 0);
		sanitize.advance(20);
		expect([sanitize.failed, sanitize.status]).toEqual([false, 0x101]);
		sanitize.exitFailure();
		expect(sanitize.status).toBe(0x101);
		sanitize.start(2, 20, 10, 31);
		sanitize.breakNext();
		sanitize.advance(30);
		expect([sanitize.failed, sanitize.status]).toEqual([true, 3 | (31 << 3)]);
		sanitize.start(2, 30, 10, 0);
		sanitize.advance(40);
		expect(sanitize.failed).toBe(false);
	});
});

describe("self-tests", () => {
	const result = (test: SelfTest, age: number) => [test.outcome(age), test.hours(age), test.namespace(age)];

	test("go on in their time", () => {
		const test = new SelfTest();
		expect([test.running, test.progress(5), test.rest(5)]).toEqual([0, 0, 0]);
		test.start(1, 7, 1000, 200);
		expect([1000, 1050, 1199, 1300].map((time) => test.progress(time))).toEqual([0, 25, 99, 99]);
		expect([1000, 1150, 1300].map((time) => test.rest(time))).toEqual([200, 50, 0]);
		test.end(4, 9);
		expect([test.running, test.count, test.progress(1100), test.rest(1100)]).toEqual([0, 1, 0, 0]);
		expect(result(test, 0)).toEqual([0x14, 9, 7]);
		test.end(0, 9);
		expect(test.count).toBe(1);
	});

	test("without a time take a moment", () => {
		const test = new SelfTest();
		test.start(1, 0, 10, 0);
		expect([test.rest(10), test.rest(11)]).toEqual([1, 0]);
	});

	test("of all results the latest twenty are kept", () => {
		const test = new SelfTest();
		for (let number = 1; number <= 23; number++) {
			test.start(2, number, 0, 1);
			test.end(0, 100 + number);
		}
		expect(test.count).toBe(23);
		expect(result(test, 0)).toEqual([0x20, 123, 23]);
		expect(result(test, 3)).toEqual([0x20, 120, 20]);
		expect(result(test, 19)).toEqual([0x20, 104, 4]);
	});

	test("of none, of the last and of all namespaces", () => {
		const test = new SelfTest();
		for (const namespace of [0, 128, 0xffffffff]) {
			test.start(1, namespace, 0, 1);
			test.end(0x0f, -1);
		}
		expect([0, 1, 2].map((age) => result(test, age))).toEqual([
			[0x1f, -1, 0xffffffff],
			[0x1f, -1, 128],
			[0x1f, -1, 0],
		]);
	});
});
