// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import Endpoint from "../../../modules/mctp/endpoint.js";
import Fru, { type FruOptions } from "../../../modules/pldm/fru/fru.js";
import { check, count, mostTail, paddingOf, recordLength, seal, type Counts } from "../../../modules/pldm/fru/table.js";
import MemoryStorage from "../../support/storage.js";

describe("a table of records (DSP0257 table 2)", () => {
	test("is padded to four bytes", () => expect([0, 1, 2, 3, 4, 5].map(paddingOf)).toEqual([0, 3, 2, 1, 0, 3]));

	test("ends with padding and the CRC-32 of all before it", () => {
		const memory = new Uint8Array(20).fill(0xee);
		memory.set([1, 0, 1, 0, 1], 3);
		expect(seal(memory, 3, 5)).toBe(12);
		expect(Buffer.from(memory).toString("hex")).toBe("eeeeee0100010001000000376b68daeeeeeeeeee");
	});

	test.each<[string, number[], number]>([
		["no fields", [1, 0, 1, 0, 1], 5],
		["a head cut short", [1, 0, 1, 0], 0],
		["one field", [1, 0, 1, 1, 1, 2, 1, 0x41], 8],
		["an empty field", [1, 0, 1, 1, 1, 2, 0], 7],
		["two fields", [1, 0, 1, 2, 1, 2, 1, 0x41, 4, 2, 0x42, 0x43, 0x99], 12],
		["a value cut short", [1, 0, 1, 1, 1, 2, 2, 0x41], 0],
		["the head of a field cut short", [1, 0, 1, 1, 1, 2], 0],
		["the head of the second", [1, 0, 1, 2, 1, 2, 1, 0x41, 4], 0],
	])("a record with %s", (_, bytes, length) => {
		const memory = Uint8Array.from([0xee, ...bytes, 0, 0]);
		expect(recordLength(memory, 1, 1 + bytes.length)).toBe(length);
	});

	const records = [1, 0, 1, 1, 1, 2, 1, 0x41, 2, 0, 1, 0, 1];
	/** Sealed, behind three other bytes. */
	function sealed(bytes: readonly number[] = records): { memory: Uint8Array; length: number } {
		const memory = new Uint8Array(bytes.length + mostTail + 3);
		memory.set(bytes, 3);
		return { memory, length: seal(memory, 3, bytes.length) };
	}

	test("is checked: records, padding, every byte of the CRC-32", () => {
		const { memory, length } = sealed();
		expect(length).toBe(20);
		expect(check(memory, 3, length)).toBe(13);
		for (let at = 3; at < 3 + length; at++) {
			memory[at] ^= 0x10;
			expect(check(memory, 3, length), `byte ${at - 3}`).toBe(-1);
			memory[at] ^= 0x10;
		}
		expect(check(memory, 3, 3)).toBe(-1);
		expect(check(memory, 3, length - 1)).toBe(-1);
	});

	test("may be empty", () => {
		const { memory, length } = sealed([]);
		expect([length, check(memory, 3, length)]).toEqual([4, 0]);
	});

	test.each<[string, number[]]>([
		["a padding that is not 0", [...records, 0, 1, 0]],
		["four bytes of padding", [1, 0, 1, 1, 1, 2, 1, 0x41, 0, 0, 0, 0]],
		["a record cut short", [1, 0, 1, 2, 1, 2, 1, 0x41]],
	])("with %s is none, though its CRC-32 is right", (_, bytes) => {
		const memory = new Uint8Array(bytes.length + mostTail);
		memory.set(bytes);
		expect(check(memory, 0, seal(memory, 0, bytes.length))).toBe(-2);
	});

	test("without the padding that it needs is none", () => {
		expect(check(Uint8Array.of(1, 0, 1, 0, 1, 0x0c, 0x84, 0x87, 0x8d), 0, 9)).toBe(-2);
	});

	test("counts records, and sets that differ in either byte", () => {
		const counts: Counts = { records: 9, sets: 9 };
		const bytes = [1, 2, 1, 0x0101, 2, 0x0201].flatMap((set) => [set & 0xff, set >> 8, 1, 1, 1, 2, 1, 0x41]);
		count(Uint8Array.from([0, 0, ...bytes]), 2, bytes.length, counts);
		expect(counts).toEqual({ records: 6, sets: 4 });
		count(Uint8Array.of(), 0, 0, counts);
		expect(counts).toEqual({ records: 0, sets: 0 });
	});
});

describe("storage", () => {
	const records = Uint8Array.of(1, 0, 1, 1, 1, 2, 1, 0x41);
	const endpointWith = () =>
		new Endpoint({
			ports: [{ network: 1, receiveUnit: 64, transmissionUnit: 64, eid: 8, frames: 136, wake() {} }],
			memory: { data: 4000 },
		});
	const modelOf = (fru: Fru) => fru.memory[fru.table + 7];

	/** One record with two long fields, in the place of all others. */
	function commit(fru: Fru, letter: number): boolean {
		const { memory, staging } = fru;
		memory.set([2, 0, 1, 2, 1, 2, 250], staging);
		memory.fill(letter, staging + 7, staging + 257);
		memory.set([3, 100], staging + 257);
		memory.fill(letter, staging + 259, staging + 359);
		return fru.commit(seal(memory, staging, 359), 359);
	}

	test("keeps tables of more than 255 bytes, with their length in front", () => {
		const storage = new MemoryStorage(500);
		expect(commit(new Fru(endpointWith(), { records, capacity: 400, storage }), 0x42)).toBe(true);
		expect(Array.from(storage.bytes.subarray(0, 6))).toEqual([364 & 0xff, 364 >> 8, 0, 0, 2, 0]);
		const fru = new Fru(endpointWith(), { records, capacity: 400, storage });
		expect([fru.recordsLength, fru.tableLength, modelOf(fru)]).toEqual([359, 364, 0x42]);
		expect(fru.counts).toEqual({ records: 1, sets: 1 });
	});

	test("is not asked where nobody can set the inventory", () => {
		const storage = new MemoryStorage(500);
		commit(new Fru(endpointWith(), { records, capacity: 400, storage }), 0x42);
		expect(modelOf(new Fru(endpointWith(), { records, storage }))).toBe(0x41);
	});

	test("with more than there is room for is left alone", () => {
		const storage = new MemoryStorage(500);
		commit(new Fru(endpointWith(), { records, capacity: 400, storage }), 0x42);
		const fru = new Fru(endpointWith(), { records, capacity: 356, storage });
		expect([fru.recordsLength, modelOf(fru)]).toEqual([8, 0x41]);
	});

	test.each([1, 2])("that fails at read %d is left alone", (failing) => {
		const storage = new MemoryStorage(500);
		commit(new Fru(endpointWith(), { records, capacity: 400, storage }), 0x42);
		let reads = 0;
		const broken = {
			size: 500,
			read: (...where: Parameters<MemoryStorage["read"]>) => ++reads !== failing && storage.read(...where),
			write: () => false,
			erase: () => true,
		};
		expect(modelOf(new Fru(endpointWith(), { records, capacity: 400, storage: broken }))).toBe(0x41);
		expect(reads).toBe(failing);
	});

	test("that cannot be erased keeps the table from being set", () => {
		const storage = { size: 500, read: () => false, write: () => true, erase: () => false };
		const fru = new Fru(endpointWith(), { records, capacity: 400, storage });
		expect(commit(fru, 0x42)).toBe(false);
		expect(modelOf(fru)).toBe(0x41);
	});

	test("none: what was set is there until the power goes", () => {
		const fru = new Fru(endpointWith(), { records, capacity: 400 });
		const { generation } = fru;
		expect(commit(fru, 0x42)).toBe(true);
		expect([modelOf(fru), fru.generation]).toEqual([0x42, generation + 1]);
	});

	test("handles of a table are told from those of 4095 tables before it", () => {
		const fru = new Fru(endpointWith(), { records, capacity: 400 });
		for (let turn = 0; turn < 4096; turn++) commit(fru, 0x42);
		expect(fru.generation).toBe(1);
	});

	test.each<[FruOptions, number]>([
		[{ records }, 2 * (8 + 7)],
		[{ records, capacity: 20 }, 3 * (20 + 7) + 4],
		[{ records, capacity: 2 }, 3 * (8 + 7) + 4],
		[{ records, plugged: true }, 3 * (8 + 7) + 4],
	])("%j takes %d bytes of the arena", (options, size) => {
		expect(Fru.size(options)).toBe(size);
		const endpoint = new Endpoint({
			ports: [{ network: 1, receiveUnit: 64, transmissionUnit: 64, eid: 8, frames: 136, wake() {} }],
			memory: { data: size },
		});
		expect(new Fru(endpoint, options).capacity).toBe(undefined === options.capacity ? 0 : Math.max(8, options.capacity));
		expect(() => endpoint.reserve(1)).toThrow("raise memory.data");
	});
});
