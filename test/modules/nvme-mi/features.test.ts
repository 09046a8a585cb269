// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import Fields from "../../../modules/device/fields.js";
import Features, { features, thresholdIndex } from "../../../modules/nvme-mi/model/features.js";
import { readSection } from "../../../modules/nvme-mi/profile/section.js";
import Bench from "../../support/bench.js";
import { addDrive, driveIdentity } from "../../support/drive.js";
import MemoryStorage from "../../support/storage.js";
import { admin, packets } from "../../tables/nvme-mi.js";

const controllers = [
	{ index: 0, highest: 343, lowest: 263, sensors: [0] },
	{ index: 1, highest: 350, lowest: 253, sensors: [0, 5] },
] as const;
const [one, two] = controllers;
/** Head, and for each controller 13 features and thresholds of two sensors, of 4 bytes. */
const size = 4 + 2 * 15 * 4;
const power = 1;
const all = -1;
const over = 0x0000ffff;
const under = 0xffff0000 | 0;
const composite = 2;

test("each controller has values of its own, at first those of the table, and thresholds", () => {
	const values = new Features(controllers);
	expect(features[power]).toMatchObject({ id: 2, name: "Power Management" });
	expect([0, 1, 2, 8].map(thresholdIndex)).toEqual([composite, 13, 14, 20]);
	const list = (which: { index: number }) => Array.from({ length: 15 }, (_, index) => values.current(which, index));
	const hot = 343 | (263 << 16);
	expect(list(one)).toEqual([0, 0, hot, 0, 1, 0x000f000f, 0, 0, 0, 0, 0, 0, 0, 0xffff, 0xffff]);
	expect(values.set(two, power, 7, all, false)).toBe(true);
	expect(list(two)).toEqual([0, 7, 350 | (253 << 16), 0, 1, 0x000f000f, 0, 0, 0, 0, 0, 0, 0, 0xffff, 0xffff]);
	expect(values.current(one, power)).toBe(0);
});

test("of thresholds that share a value, each is set and saved by itself", () => {
	const values = new Features(controllers);
	expect(values.set(one, composite, 300, over, false)).toBe(true);
	expect(values.set(one, composite, 270 << 16, under, true)).toBe(true);
	expect(values.current(one, composite)).toBe(300 | (270 << 16));
	expect(values.saved(one, composite)).toBe(343 | (270 << 16));
	expect(values.set(one, composite, -1, under, false)).toBe(true);
	expect(values.current(one, composite)).toBe(300 | (0xffff << 16));
	expect(values.current(two, composite)).toBe(350 | (253 << 16));
});

test("what is saved leaves the next value as it is", () => {
	const values = new Features(controllers);
	expect(values.set(one, power, -1, all, true)).toBe(true);
	expect([values.saved(one, power), values.saved(one, composite)]).toEqual([-1, 343 | (263 << 16)]);
});

test("what a host alone knows cannot be saved, and how many queues there are not be changed", () => {
	const without = (name: "saveable" | "changeable") => features.filter((feature) => !feature[name]).map(({ id }) => id);
	expect(without("saveable")).toEqual([0x07, 0x09, 0x0e]);
	expect(without("changeable")).toEqual([0x07]);
});

test("a feature is found by its identifier", () => {
	const values = new Features(controllers);
	expect([0x01, 0x02, 0x80].map((id) => values.find(id))).toEqual([0, 1, 12]);
	expect(values.find(0x33)).toBe(-1);
});

test("a reset brings back what was saved, of that controller alone", () => {
	const values = new Features(controllers);
	for (const which of controllers) {
		values.set(which, power, 3, all, true);
		values.set(which, power, 4, all, false);
		values.set(which, 14, 200 << 16, under, false);
	}
	expect(values.saved(two, power)).toBe(3);
	values.reset(two);
	expect([values.current(two, power), values.current(two, 14)]).toEqual([3, 0xffff]);
	expect([values.current(one, power), values.current(one, 14)]).toEqual([4, 0xffff | (200 << 16)]);
});

test("a reset leaves the first value of the next controller", () => {
	const values = new Features(controllers);
	values.set(two, 0, 5, all, false);
	values.reset(one);
	expect(values.current(two, 0)).toBe(5);
});

describe("in storage", () => {
	test("what is saved outlives the drive, what is set does not", () => {
		const storage = new MemoryStorage(size);
		const values = new Features(controllers, storage);
		expect(values.set(two, power, 0x12345678, all, true)).toBe(true);
		expect(values.set(one, power, 5, all, false)).toBe(true);
		expect(Array.from(storage.bytes.subarray(0, 4))).toEqual([120, 0, 135, 255]);
		expect(Array.from(storage.bytes.subarray(4 + 4 * 16, 8 + 4 * 16))).toEqual([0x78, 0x56, 0x34, 0x12]);
		const again = new Features(controllers, storage);
		expect([again.current(two, power), again.saved(two, power)]).toEqual([0x12345678, 0x12345678]);
		expect([again.current(one, power), again.saved(one, power)]).toEqual([0, 0]);
		expect(again.current(one, composite)).toBe(343 | (263 << 16));
	});

	test("what cannot be stored does not change", () => {
		const storage = new MemoryStorage(size);
		const values = new Features(controllers, storage);
		values.set(one, power, 3, all, true);
		storage.works = false;
		expect(values.set(one, power, 4, all, true)).toBe(false);
		expect([values.current(one, power), values.saved(one, power)]).toEqual([3, 3]);
		expect(values.set(one, power, 4, all, false)).toBe(true);
		storage.works = true;
		expect(new Features(controllers, storage).current(one, power)).toBe(3);
	});

	test("of a drive with more controllers it is not taken", () => {
		const storage = new MemoryStorage(size);
		new Features([one], storage).set(one, power, 3, all, true);
		expect(new Features(controllers, storage).current(one, power)).toBe(0);
	});

	test("of sixteen controllers with eight sensors each have room in the region of boards", () => {
		const most = Array.from({ length: 16 }, (_, index) => ({ index, highest: 343, lowest: 263, sensors: [0, 0, 0, 0, 0, 0, 0, 0] }));
		expect(() => new Features(most, new MemoryStorage(0x0543))).toThrow(RangeError);
		const storage = new MemoryStorage(0x0544);
		expect(new Features(most, storage).set(most[15], 20, 300, over, true)).toBe(true);
		expect(new Features(most, storage).current(most[15], 20)).toBe(300);
	});

	test("needs a storage that is large enough", () => {
		expect(() => new Features(controllers, new MemoryStorage(size - 1))).toThrow("feature storage of 123 bytes: 124 are needed");
		expect(() => new Features(controllers, new MemoryStorage(size))).not.toThrow();
	});
});

test("the section asks the host for storage by name", () => {
	const names: string[] = [];
	readSection(new Fields({ ports: [{ twoWire: {} }] }), driveIdentity, (name) => void names.push(name));
	expect(names.sort()).toEqual(["features", "firmware", "vpd"]);
});

test("Set Features of what cannot be stored fails with Internal Error, and has no effect", () => {
	const bench = new Bench({ ports: [{ eid: 8 }] });
	const storage = new MemoryStorage(1000);
	storage.works = false;
	addDrive(
		bench.endpoint,
		{ ports: [{ twoWire: {} }], controllers: [{}] },
		{ storage: (name) => ("features" === name ? storage : undefined) },
	);
	const ask = (opcode: string, fields: object) => {
		for (const text of packets(admin(opcode, fields), "0809", 8, 0)) bench.receive(text);
		const [answer] = bench.pull(undefined, undefined, () => bench.report(true));
		return answer.replaceAll(" ", "").slice(8);
	};
	/** Completion dwords 0 and 3. */
	const completion = (text: string) => [text.slice(16, 24), text.slice(32, 40)];
	const set = (feature: string, value: string) => completion(ask("09", { d10: `${feature}000080`, d11: value }));
	expect(set("02", "20000000")).toEqual(["00000000", "00000d80"]);
	expect(set("04", "20010000")).toEqual(["00000000", "00000d80"]);
	expect(completion(ask("0a", { d10: "02000000" }))).toEqual(["00000000", "00000100"]);
	storage.works = true;
	expect(set("02", "20000000")).toEqual(["00000000", "00000100"]);
	expect(completion(ask("0a", { d10: "02000000" }))).toEqual(["20000000", "00000100"]);
});
