// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import Conversion from "../../../modules/pldm/platform/conversion.js";
import NumericEffecter from "../../../modules/pldm/platform/numeric-effecter.js";
import StateEffecter from "../../../modules/pldm/platform/state-effecter.js";
import { effecterOperationalNames, numericStateNames, sensorOperationalNames } from "../../../modules/pldm/platform/states.js";

const plain = { resolution: 1, offset: 0, modifier: 0 };

describe("units (DSP0248 27.7)", () => {
	test.each<[number, number, number]>([
		[0, 0, 255],
		[1, -128, 127],
		[2, 0, 65535],
		[3, -32768, 32767],
		[4, 0, 4294967295],
		[5, -2147483648, 2147483647],
	])("of data size %d go from %d to %d", (dataSize, least, most) => {
		const conversion = new Conversion({ dataSize, ...plain });
		expect([conversion.raw(-1e12), conversion.raw(least), conversion.raw(most), conversion.raw(1e12)]).toEqual([least, least, most, most]);
		expect([conversion.rawStep(1e12), conversion.rawStep(most), conversion.rawStep(3)]).toEqual([most, most, 3]);
	});

	test("are raw numbers by resolution, offset and power of ten", () => {
		const conversion = new Conversion({ dataSize: 3, resolution: 0.5, offset: 10, modifier: 1 });
		expect([conversion.units(0), conversion.units(6), conversion.units(-20)]).toEqual([100, 130, 0]);
		expect([conversion.raw(100), conversion.raw(130), conversion.raw(0), conversion.raw(131), conversion.raw(134)]).toEqual([
			0, 6, -20, 6, 7,
		]);
		expect([conversion.rawStep(30), conversion.rawStep(0), conversion.rawStep(12.4)]).toEqual([6, 0, 2]);
	});

	test("have no negative zero", () => expect(Object.is(new Conversion({ dataSize: 1, ...plain }).raw(-0.2), 0)).toBe(true));
});

describe("an effecter", () => {
	test("acts once its setting is in effect", () => {
		const told: number[][] = [];
		const effecter = new NumericEffecter({
			id: 1,
			dataSize: 0,
			resolution: 2,
			offset: 0,
			modifier: 0,
			least: 10,
			most: 100,
			value: 20,
			delay: 50,
		});
		effecter.action = (value, now) => void told.push([value, now]);
		expect([effecter.set(4, 0), effecter.set(51, 0)]).toEqual([false, false]);
		expect([effecter.pending, effecter.present, effecter.operational, effecter.tick(0)]).toEqual([10, 10, 1, 0x7fffffff]);
		expect(effecter.set(50, 100)).toBe(true);
		expect([effecter.pending, effecter.present, effecter.operational, effecter.tick(100)]).toEqual([50, 10, 0, 50]);
		expect([effecter.tick(149), told]).toEqual([1, []]);
		expect([effecter.tick(150), told]).toEqual([0x7fffffff, [[100, 150]]]);
		expect([effecter.present, effecter.operational]).toEqual([50, 1]);
		effecter.set(5, 200);
		expect([effecter.tick(199), effecter.present]).toEqual([0x7fffffff, 5]);
	});

	test("without a delay acts at once", () => {
		const told: number[][] = [];
		const effecter = new NumericEffecter({ id: 1, dataSize: 1, ...plain, least: -5, most: 5, value: 0 });
		expect(effecter.set(5, 1)).toBe(true);
		effecter.action = (value, now) => void told.push([value, now]);
		expect([effecter.set(-5, 7), effecter.present, effecter.pending, effecter.operational]).toEqual([true, -5, -5, 1]);
		expect(told).toEqual([[-5, 7]]);
	});

	test("that somebody disabled is not enabled, one that waits is", () => {
		const effecter = new NumericEffecter({ id: 1, dataSize: 0, ...plain, least: 0, most: 9, value: 0, delay: 5 });
		expect(effecter.enabled).toBe(true);
		effecter.set(1, 0);
		expect(effecter.enabled).toBe(true);
		effecter.operational = 2;
		expect(effecter.enabled).toBe(false);
	});

	test("of states acts for each field that is set", () => {
		const told: number[][] = [];
		const effecter = new StateEffecter({
			id: 1,
			fields: [
				{ stateSet: 1, possible: [1, 2], state: 1 },
				{ stateSet: 2, possible: [7], state: 7 },
			],
		});
		effecter.set(0, 2, 3);
		effecter.action = (...what) => void told.push(what);
		effecter.set(1, 7, 4);
		expect(told).toEqual([[1, 7, 4]]);
		expect(effecter.fields).toEqual([
			{ stateSet: 1, possible: [1, 2], operational: 1, eventEnable: 1, pending: 2, present: 2 },
			{ stateSet: 2, possible: [7], operational: 1, eventEnable: 1, pending: 7, present: 7 },
		]);
		expect([effecter.allows(0, 2), effecter.allows(0, 7), effecter.allows(1, 7)]).toEqual([true, false, true]);
	});
});

test("states have their numbers as names (DSP0248 tables 30, 47)", () => {
	expect(sensorOperationalNames.join(" ")).toBe("enabled disabled unavailable statusUnknown failed initializing shuttingDown inTest");
	expect(effecterOperationalNames.join(" ")).toBe(
		"updatePending noUpdatePending disabled unavailable statusUnknown failed initializing shuttingDown inTest",
	);
	expect(numericStateNames.join(" ")).toBe(
		"unknown normal warning critical fatal lowerWarning lowerCritical lowerFatal upperWarning upperCritical upperFatal",
	);
});
