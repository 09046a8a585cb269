// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import Vpd from "../../../modules/nvme-mi/model/vpd.js";
import MemoryStorage from "../../support/storage.js";

const content = Uint8Array.of(1, 2, 3, 4, 5);
const memory = Uint8Array.of(0x50, 0x51, 0x52);
const make = (storage?: MemoryStorage, from = content) => new Vpd({ content: from, writable: true, updates: 10, storage });

test("what was given stays", () => {
	const given = content.slice();
	make(undefined, given).write(0, memory, 0, 3);
	expect(given).toEqual(content);
});

describe("vital product data in storage", () => {
	test("outlive the drive: what was written, and around it what the profile said", () => {
		const storage = new MemoryStorage(9);
		const vpd = make(storage);
		expect(vpd.write(1, memory, 1, 2)).toBe(true);
		expect(Array.from(vpd.content)).toEqual([1, 0x51, 0x52, 4, 5]);
		expect(vpd.write(4, memory, 0, 1)).toBe(true);
		expect(Array.from(make(storage).content)).toEqual([1, 0x51, 0x52, 4, 0x50]);
	});
	test("are those of the profile until somebody writes", () => {
		const storage = new MemoryStorage(9);
		expect(Array.from(make(storage).content)).toEqual([1, 2, 3, 4, 5]);
		expect(Array.from(make(storage, Uint8Array.of(9, 8, 7, 6, 5)).content)).toEqual([9, 8, 7, 6, 5]);
	});
	test("are those of the profile where it has another size now", () => {
		const storage = new MemoryStorage(9);
		make(storage).write(0, memory, 0, 3);
		expect(Array.from(make(storage, Uint8Array.of(7, 7)).content)).toEqual([7, 7]);
	});
	test("do not change where they cannot be stored", () => {
		const storage = new MemoryStorage(9);
		const vpd = make(storage);
		storage.works = false;
		expect(vpd.write(0, memory, 0, 3)).toBe(false);
		expect(Array.from(vpd.content)).toEqual([1, 2, 3, 4, 5]);
		storage.works = true;
		expect(vpd.write(0, memory, 0, 3)).toBe(true);
		expect(Array.from(make(storage).content)).toEqual([0x50, 0x51, 0x52, 4, 5]);
	});
	test("need a storage that is large enough", () => {
		expect(() => make(new MemoryStorage(8))).toThrow("VPD storage of 8 bytes: 9 are needed");
	});
	test("without storage, change as well", () => {
		const vpd = make();
		expect(vpd.write(0, memory, 2, 1)).toBe(true);
		expect(Array.from(vpd.content)).toEqual([0x52, 2, 3, 4, 5]);
	});
});
