// SPDX-License-Identifier: Apache-2.0
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import Endpoint from "../../../modules/mctp/endpoint.js";
import { commandTable, command } from "../../../modules/pldm/command.js";
import Fru from "../../../modules/pldm/fru/fru.js";
import { check, mostTail, seal } from "../../../modules/pldm/fru/table.js";
import InstanceIds from "../../../modules/pldm/instances.js";
import { decode, encode } from "../../../modules/pldm/layout/field.js";
import { u16, u8 } from "../../../modules/pldm/layout/numbers.js";
import Conversion from "../../../modules/pldm/platform/conversion.js";
import { decodePdr, encodePdr } from "../../../modules/pldm/platform/pdr/record.js";
import Platform from "../../../modules/pldm/platform/platform.js";
import { timestamp } from "../../../modules/pldm/platform/timestamp.js";
import Pldm from "../../../modules/pldm/pldm.js";
import Terminus from "../../../modules/pldm/terminus.js";
import type Exchange from "../../../modules/mctp/exchange.js";
import { setFruRecordTable } from "../../../modules/pldm/fru/set-table.js";
import Reader from "../../../modules/wire/reader.js";
import Writer from "../../../modules/wire/writer.js";
import { tableOf } from "../../support/fru.js";
import MemoryStorage from "../../support/storage.js";

function endpointWith(data = 10_000): Endpoint {
	return new Endpoint({
		ports: [{ network: 1, receiveUnit: 64, transmissionUnit: 64, eid: 8, frames: 136, wake() {} }],
		memory: { data, requests: 4 },
	});
}

describe("what cannot be is refused", () => {
	test("a terminus id of FF", () => expect(() => new Terminus(0xff)).toThrow("terminus id 255: 1 to 254, or 0 for none"));
	test("two protocols of a type", () => {
		const protocol = { type: 2, versions: [0xf1f0f000], commands: commandTable<never>([]) };
		expect(() => new Pldm({ endpoint: endpointWith(), protocols: () => [protocol, protocol] })).toThrow(
			"PLDM type 2: there is a protocol already",
		);
	});
	test("a protocol without versions", () => {
		const protocol = { type: 2, versions: [], commands: commandTable<never>([]) };
		expect(() => new Pldm({ endpoint: endpointWith(), protocols: () => [protocol] })).toThrow("PLDM type 2: 1 to 8 versions");
	});
	test("two commands of a code", () => {
		const row = command<never>(3, "X", 0, 0, () => 0);
		expect(() => commandTable([row, row])).toThrow("PLDM command 3 stands twice in its table: X, X");
	});
	test("two sensors of an id, of whatever kind", () => {
		const options = {
			numericSensors: [{ id: 7, dataSize: 0, resolution: 1, offset: 0, modifier: 0 }],
			stateSensors: [{ id: 7, fields: [{ stateSet: 1, possible: [1] }] }],
		};
		expect(() => new Platform(endpointWith(), new Terminus(), options)).toThrow("two sensors have the id 7");
	});
	test("two effecters of an id, of whatever kind", () => {
		const numericEffecters = [{ id: 8, dataSize: 0, resolution: 1, offset: 0, modifier: 0, least: 0, most: 1, value: 0 }];
		const stateEffecters = [{ id: 8, fields: [{ stateSet: 1, possible: [1], state: 1 }] }];
		expect(() => new Platform(endpointWith(), new Terminus(), { numericEffecters, stateEffecters })).toThrow("two effecters have the id 8");
	});
	test.each([
		[[2, 1], "record 1 stands behind record 2: handles rise from 1 on"],
		[[1, 1], "record 1 stands behind record 1"],
		[[0], "record 0 stands behind record 0"],
	])("records of handles %j", (handles, message) => {
		const records = handles.map((recordHandle) => encodePdr(127, { recordHandle }));
		expect(() => new Platform(endpointWith(), new Terminus(), { records })).toThrow(message);
	});
	test("more data than the endpoint has", () => expect(() => endpointWith(10).reserve(11)).toThrow("raise memory.data"));
	test("a moment that is none", () => expect(() => timestamp("today")).toThrow("today is no moment such as 2026-01-02T03:04:05Z"));
	test("a record that is cut short", () =>
		expect(() => decode([u8("a"), u16("b")], Uint8Array.of(1, 2))).toThrow("cut short: 2 bytes are too few"));
	test("a data size that there is not", () => {
		const record = encodePdr(2, { sensorDataSize: 3 });
		record[32] = 9;
		expect(() => decodePdr(record)).toThrow("sensorDataSize is 9: 0 to 7");
	});
	test("more bytes than a record has", () =>
		expect(() => encode([u8("a"), u16("b")], {}, 2)).toThrow("a record or message of more than 2 bytes"));
});

test("a numeric sensor that says nothing of it has no thresholds, and is rearmed by itself", () => {
	const { numericSensors } = new Platform(endpointWith(), new Terminus(), {
		numericSensors: [{ id: 1, dataSize: 1, resolution: 1, offset: 0, modifier: 0 }],
	});
	const sensor = numericSensors.get(1)!;
	expect(sensor).toMatchObject({ manualRearm: false, hysteresis: 0, thresholds: new Array(6).fill(NaN) });
	sensor.update(127, 0);
	expect(sensor).toMatchObject({ reading: 127, present: 1, event: 1 });
});

describe("instance ids", () => {
	test("go round; one without an answer is left out for 6 s; there are 32", () => {
		const ids = new InstanceIds(1);
		expect(Array.from({ length: 32 }, () => ids.take(1, 9, 0))).toEqual(Array.from({ length: 32 }, (_, index) => index));
		expect(ids.take(1, 9, 0)).toBe(-1);
		ids.release(1, 9, 5, true, 0);
		ids.release(1, 9, 7, false, 0);
		expect(ids.take(1, 9, 5999)).toBe(5);
		expect(ids.take(1, 9, 5999)).toBe(-1);
		expect(ids.take(1, 9, 6000)).toBe(7);
	});
	test("are of one peer each; a peer without requests gives way", () => {
		const ids = new InstanceIds(2);
		expect([ids.take(1, 9, 0), ids.take(1, 10, 0), ids.take(2, 9, 0)]).toEqual([0, 0, -1]);
		ids.release(1, 10, 0, true, 0);
		expect(ids.take(2, 9, 0)).toBe(1);
		expect(ids.take(1, 9, 0)).toBe(1);
	});
	test("none is given to two requests at once, whatever happens", () => {
		const action = fc.record({ eid: fc.integer({ min: 8, max: 12 }), take: fc.boolean(), answered: fc.boolean(), pass: fc.nat(3000) });
		fc.assert(
			fc.property(fc.array(action, { maxLength: 200 }), (actions) => {
				const ids = new InstanceIds(3);
				const busy = new Map<number, number[]>();
				let now = 0x7ffffff0;
				for (const { eid, take, answered, pass } of actions) {
					now = (now + pass) | 0;
					const own = busy.get(eid) ?? [];
					busy.set(eid, own);
					if (!take && own.length > 0) ids.release(1, eid, own.shift()!, answered, now);
					else {
						const id = ids.take(1, eid, now);
						expect(own).not.toContain(id);
						if (id >= 0) own.push(id);
					}
				}
			}),
		);
	});
});

test("raw numbers and units go together, to half a step", () => {
	const facts = fc.record({
		dataSize: fc.constantFrom(1, 3, 5),
		resolution: fc.constantFrom(0.001, 0.1, 0.5, 1, 25),
		offset: fc.integer({ min: -100, max: 100 }),
		modifier: fc.integer({ min: -3, max: 3 }),
	});
	fc.assert(
		fc.property(facts, fc.integer({ min: -100, max: 100 }), (each, raw) => {
			expect(new Conversion(each).raw(new Conversion(each).units(raw))).toBe(raw);
		}),
	);
});

test("every record is read as it was written", () => {
	const value = fc.record({
		recordHandle: fc.nat(0xffffffff),
		terminusHandle: fc.nat(0xffff),
		sensorId: fc.nat(0xffff),
		effecterId: fc.nat(0xffff),
	});
	const extra = fc.record({
		sensorDataSize: fc.nat(5),
		effecterDataSize: fc.nat(5),
		rangeFieldFormat: fc.nat(6),
		resolution: fc.constantFrom(0.5, 1, 2),
		hysteresis: fc.nat(100),
		names: fc.array(fc.record({ language: fc.constantFrom("en", "de-CH"), name: fc.constantFrom("", "Ä", "温度") }), { maxLength: 4 }),
		vendorData: fc.uint8Array({ maxLength: 40 }),
	});
	fc.assert(
		fc.property(fc.constantFrom(1, 2, 4, 6, 9, 11, 13, 15, 16, 20, 21, 30, 99, 127), value, extra, (type, values, more) => {
			const record = encodePdr(type, { ...values, ...more, sensors: [{ names: more.names }], effecters: [{ names: more.names }] });
			expect(encodePdr(type, decodePdr(record))).toEqual(record);
		}),
	);
});

describe("the inventory in storage", () => {
	const records = Uint8Array.of(1, 0, 1, 1, 1, 2, 1, 0x41);

	/** Puts a record in place of all others. */
	function commit(fru: Fru, letter: number): boolean {
		fru.memory.set([2, 0, 1, 1, 1, 2, 1, letter], fru.staging);
		return fru.commit(seal(fru.memory, fru.staging, 8), 8);
	}
	const letterOf = (fru: Fru) => fru.memory[fru.table + 7];

	test("outlives the device", () => {
		const storage = new MemoryStorage(200);
		expect(letterOf(new Fru(endpointWith(), { records, capacity: 20, storage }))).toBe(0x41);
		expect(commit(new Fru(endpointWith(), { records, capacity: 20, storage }), 0x42)).toBe(true);
		expect(letterOf(new Fru(endpointWith(), { records, capacity: 20, storage }))).toBe(0x42);
	});
	test("is stored once, however often its last part comes", () => {
		const storage = new MemoryStorage(200);
		const endpoint = endpointWith();
		const fru = new Fru(endpoint, { records, capacity: 150, storage });
		const at = endpoint.reserve(300);
		const [request, reply] = [new Reader(fru.memory), new Writer(fru.memory)];
		/** A part of a table; returns the completion code and the handle of the next part. */
		const send = (handle: number, flag: number, part: Uint8Array) => {
			fru.memory.set([handle, 0, 0, 0, flag, ...part], at);
			request.reset(at, 5 + part.length);
			reply.reset(at + 200, 10);
			const completion = setFruRecordTable(fru, { request, reply } as Exchange);
			return [completion, completion > 0 ? undefined : fru.memory[at + 200]];
		};
		const table = new Uint8Array(120);
		table.set([3, 0, 1, 1, 1, 2, 107]);
		seal(table, 0, 114);
		expect(send(0, 1, table.subarray(0, 20))).toEqual([0, 21]);
		expect(send(21, 4, table.subarray(20))).toEqual([0, 0]);
		const { generation } = fru;
		expect(storage.writes).toBe(1);
		expect(send(21, 4, table.subarray(20))).toEqual([0, 0]);
		expect([storage.writes, fru.generation]).toEqual([1, generation]);
		expect(send(21, 4, table.subarray(20).fill(0, 40, 41).fill(1, 90, 91))).toEqual([0x84, undefined]);
		for (let turn = 0; turn < 2; turn++) expect(send(0, 5, tableOf("B"))).toEqual([0, 0]);
		expect([storage.writes, letterOf(fru)]).toEqual([2, 0x42]);
		expect(send(0, 5, tableOf("C"))).toEqual([0, 0]);
		expect([storage.writes, letterOf(fru)]).toEqual([3, 0x43]);
	});
	test("is not changed where it cannot be stored", () => {
		const storage = new MemoryStorage(200);
		const fru = new Fru(endpointWith(), { records, capacity: 20, storage });
		storage.works = false;
		expect(commit(fru, 0x42)).toBe(false);
		expect(letterOf(fru)).toBe(0x41);
	});
	test("is that of the profile where the stored one is damaged", () => {
		const storage = new MemoryStorage(200);
		commit(new Fru(endpointWith(), { records, capacity: 20, storage }), 0x42);
		storage.bytes[9] ^= 1;
		expect(letterOf(new Fru(endpointWith(), { records, capacity: 20, storage }))).toBe(0x41);
	});
	test("needs a storage that is large enough", () => {
		const storage = { ...new MemoryStorage(200), size: 30, read: () => true, write: () => true, erase: () => true };
		expect(() => new Fru(endpointWith(), { records, capacity: 20, storage })).toThrow("FRU storage of 30 bytes: 31 are needed");
	});
	test("any bytes are a table, or are none", () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 60 }), fc.boolean(), (bytes, sealed) => {
				const memory = new Uint8Array(bytes.length + mostTail + 4);
				memory.set(bytes);
				const length = sealed ? seal(memory, 0, bytes.length) : bytes.length;
				const found = check(memory, 0, length);
				expect(found).toBeLessThanOrEqual(length);
				expect(found).toBeGreaterThanOrEqual(-2);
			}),
		);
	});
});
