// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import Firmware, { Commit } from "../../../modules/nvme-mi/model/firmware.js";
import MemoryStorage from "../../support/storage.js";

const ascii = (text: string) => Uint8Array.from(text.padEnd(8), (letter) => letter.charCodeAt(0));
const text = (bytes: Uint8Array) => String.fromCharCode(...bytes);
const empty = new Uint8Array(8);
const memory = Uint8Array.from("..123456789..", (letter) => letter.charCodeAt(0));

function made(options: object = {}) {
	return new Firmware({ revisions: [ascii("1.0"), ascii("2.0"), empty], active: 1, firstReadOnly: false, limit: 16, ...options });
}

describe("an image", () => {
	test("that comes in order has its CRC-32 as revision", () => {
		const firmware = made();
		expect(firmware.download(0, memory, 2, 4)).toBe(true);
		expect(firmware.download(4, memory, 6, 5)).toBe(true);
		expect(firmware.received).toBe(9);
		expect(firmware.replace(2)).toBe(2);
		expect(text(firmware.slots[1])).toBe("CBF43926"); /* the check value of CRC-32 */
		expect([firmware.imageLength, firmware.imageCheck >>> 0, firmware.received]).toEqual([9, 0xcbf43926, 0]);
	});

	test("that does not has its length", () => {
		const firmware = made();
		firmware.download(4, memory, 6, 5);
		firmware.download(0, memory, 2, 4);
		firmware.download(8, memory, 2, 4);
		expect(firmware.received).toBe(12);
		firmware.replace(3);
		expect(text(firmware.slots[2])).toBe("0000000C");
		expect([firmware.imageLength, firmware.imageCheck]).toEqual([12, 0]);
	});

	test("whose piece comes twice is as long as before", () => {
		const firmware = made();
		firmware.download(0, memory, 2, 8);
		firmware.download(4, memory, 2, 4);
		expect(firmware.received).toBe(8);
	});

	test("begins anew at 0", () => {
		const firmware = made();
		firmware.download(8, memory, 2, 4);
		firmware.download(0, memory, 2, 4);
		firmware.download(4, memory, 6, 5);
		expect(firmware.received).toBe(9);
		firmware.replace(2);
		expect(text(firmware.slots[1])).toBe("CBF43926");
	});

	test("ends where the limit, or the storage, does", () => {
		expect(made().download(8, memory, 0, 8)).toBe(true);
		expect(made().download(9, memory, 0, 8)).toBe(false);
		expect(made({ storage: new MemoryStorage(12) }).download(5, memory, 0, 8)).toBe(false);
		expect(made({ storage: new MemoryStorage(99) }).download(9, memory, 0, 8)).toBe(false);
	});

	test("goes to storage, which is erased first", () => {
		const storage = new MemoryStorage(16);
		storage.bytes.fill(7);
		const firmware = made({ storage });
		firmware.download(0, memory, 2, 2);
		firmware.download(2, memory, 4, 1);
		expect(Array.from(storage.bytes.subarray(0, 4))).toEqual([0x31, 0x32, 0x33, 0xff]);
		storage.works = false;
		expect(firmware.download(3, memory, 0, 1)).toBe(false);
		expect(firmware.received).toBe(3);
		storage.erase = () => false;
		expect(firmware.download(0, memory, 0, 1)).toBe(false);
	});
});

describe("a slot", () => {
	const { done, noSlot, noImage, readOnly } = Commit;
	test.each([
		["replaced", {}, true, 2, true, done],
		["chosen by the drive", {}, true, 0, true, done],
		["the last", {}, true, 3, true, done],
		["that is not there", {}, true, 4, true, noSlot],
		["without an image", {}, false, 2, true, noImage],
		["the first, read-only", { firstReadOnly: true }, true, 1, true, readOnly],
		["another, with the first read-only", { firstReadOnly: true }, true, 2, true, done],
		["chosen, with the first read-only", { firstReadOnly: true }, true, 0, true, done],
		["chosen of one, which is read-only", { firstReadOnly: true, revisions: [ascii("1")] }, true, 0, true, readOnly],
		["activated", {}, false, 2, false, done],
		["activated, and empty", {}, false, 3, false, noImage],
		["activated, and not named", {}, false, 0, false, noImage],
		["activated, the first, read-only", { firstReadOnly: true }, true, 1, false, done],
	])("%s", (_name, options, image, slot, replace, outcome) => {
		const firmware = made(options);
		if (image) firmware.download(0, memory, 0, 4);
		expect(firmware.check(slot, replace)).toBe(outcome);
	});

	test.each([
		["that does not run", {}, 2],
		["the first that does not", { active: 2 }, 1],
		["none that is read-only", { active: 2, firstReadOnly: true }, 3],
		["that which runs, where there is no other", { revisions: [ascii("1")] }, 1],
	])("chosen is one %s", (_name, options, slot) => {
		const firmware = made(options);
		firmware.download(0, memory, 0, 4);
		expect(firmware.replace(0)).toBe(slot);
	});
});

test("a reset activates what waits for it, once", () => {
	const firmware = made();
	expect(text(firmware.revision)).toBe("1.0     ");
	expect(firmware.activate()).toBe(false);
	firmware.next = 2;
	expect(firmware.activate()).toBe(true);
	expect([firmware.active, firmware.next, text(firmware.revision)]).toEqual([2, 0, "2.0     "]);
	expect(firmware.activate()).toBe(false);
});
