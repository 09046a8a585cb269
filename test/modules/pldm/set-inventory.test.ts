// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import Endpoint from "../../../modules/mctp/endpoint.js";
import Fru, { type FruOptions } from "../../../modules/pldm/fru/fru.js";
import Pldm from "../../../modules/pldm/pldm.js";
import { asker } from "../../support/ask.js";
import MemoryStorage from "../../support/storage.js";

/** A record of nine bytes, with padding and CRC-32, and another. */
const table = "0100010101 02024142 000000 8ea4ba5a";
const other = "0100010101 02024344 000000 32a81105";
const records = Uint8Array.from(Buffer.from("01000101010202 4142".replace(" ", ""), "hex"));

/** A terminus with an inventory. Instance ids rise, as every request is another one. */
function made(options: FruOptions): { fru: Fru; endpoint: Endpoint; set: (part: string) => string; ask: (body: string) => string } {
	const endpoint = new Endpoint({
		ports: [{ network: 1, receiveUnit: 64, transmissionUnit: 64, eid: 8, frames: 136, wake() {} }],
		memory: { data: Pldm.size() + Fru.size(options) },
	});
	const fru = new Fru(endpoint, options);
	endpoint.responders.add(new Pldm({ endpoint, protocols: () => [fru] }));
	const asks = asker(endpoint);
	const ask = (body: string) => asks(`010809c8 01 80 04 ${body}`);
	return { fru, endpoint, ask, set: (part) => ask(`03 ${part}`) };
}
const all = (fru: Fru) => Buffer.from(fru.memory.subarray(fru.table, fru.table + fru.tableLength)).toString("hex");
const digits = (text: string) => text.replaceAll(" ", "");

test("a table may take all the room there is, and others may read meanwhile", () => {
	const storage = new MemoryStorage(9 + 7 + 4);
	const { set, ask } = made({ records, capacity: 9, storage });
	expect(set("00000000 01 0100010101020243")).toBe("0009000000");
	expect(ask("04 00000000 0000 0000 00 00 01")).toBe(digits(`00 00000000 05 ${table}`));
	expect(set("09000000 04 44000000 32a81105")).toBe("0000000000");
	expect(ask("02 00000000 01")).toBe(digits(`00 00000000 05 ${other}`));
	expect(all(made({ records, capacity: 9, storage }).fru)).toBe(digits(other));
});

test("a table may be empty", () => {
	const storage = new MemoryStorage(20);
	const { fru, set, ask } = made({ records, capacity: 9, storage });
	expect(set("00000000 05 00000000")).toBe("0000000000");
	expect(ask("01")).toBe("00 01 00 0c000000 00000000 0000 0000 00000000".replaceAll(" ", ""));
	expect(fru.counts).toEqual({ records: 0, sets: 0 });
	expect(all(made({ records, capacity: 9, storage }).fru)).toBe("00000000");
});

test("there is no part before the first", () => {
	const { set } = made({ records, capacity: 9 });
	expect(set("00000000 01 0100")).toBe("0003000000");
	expect(set("00000000 02 010001")).toBe("80");
});

test("a part in the middle that comes again is answered alike, and no table yet", () => {
	const { fru, set } = made({ records, capacity: 9 });
	expect(set("00000000 01 01000101")).toBe("0005000000");
	expect(set("05000000 02 01020243")).toBe("0009000000");
	expect(set("05000000 02 01020243")).toBe("0009000000");
	expect(set("09000000 04 44000000 32a81105")).toBe("0000000000");
	expect(set("09000000 04 44000000 32a81105")).toBe("0000000000");
	expect(all(fru)).toBe(digits(other));
});

test("a table with a wrong CRC-32 is refused, however often it comes", () => {
	const { fru, set } = made({ records, capacity: 9 });
	for (let turn = 0; turn < 2; turn++) expect(set("00000000 05 0100010101 02024344 000000 32a81106")).toBe("84");
	expect(all(fru)).toBe(digits(table));
});

test("the beginning of the table that was set is none", () => {
	const { set } = made({ records, capacity: 9 });
	expect(set(`00000000 05 ${other}`)).toBe("0000000000");
	expect(set("00000000 05 0100010101 020243")).toBe("84");
	expect(set("00000000 01 0100010101 020243")).toBe("0009000000");
	expect(set("00000000 05 0100010101 020243")).toBe("84");
});

test("a table that comes again is not stored again, whatever stood behind its request before", () => {
	const storage = new MemoryStorage(20);
	const { set, ask } = made({ records, capacity: 9, storage });
	for (let turn = 0; turn < 2; turn++) {
		expect(set(`00000000 05 ${other}`)).toBe("0000000000");
		expect(ask(`99 ${"ee".repeat(50)}`)).toBe("05");
	}
	expect(storage.writes).toBe(1);
});

test("a damaged table in storage is left alone", () => {
	const storage = new MemoryStorage(20);
	made({ records, capacity: 9, storage }).set(`00000000 05 ${other}`);
	storage.bytes[12] ^= 1;
	expect(all(made({ records, capacity: 9, storage }).fru)).toBe(digits(table));
});

test("storage has to have room for the largest table, and its length", () => {
	expect(() => made({ records, capacity: 9, storage: new MemoryStorage(19) })).toThrow("FRU storage of 19 bytes: 20 are needed");
	expect(all(made({ records, capacity: 9, storage: new MemoryStorage(20) }).fru)).toBe(digits(table));
});

test("records are chosen by both bytes of their set", () => {
	const high = Uint8Array.from(Buffer.from("01020101010201410102010101020142", "hex"));
	const { ask } = made({ records: high });
	expect(ask("04 00000000 0000 0102 01 02 01")).toBe(digits(`00 00000000 05 ${Buffer.from(high).toString("hex")} 2693d6d8`));
	expect(ask("04 00000000 0000 0100 01 02 01")).toBe("85");
});

test("an inventory that nobody sets takes no memory but its own", () => {
	const { endpoint, fru } = made({ records });
	expect(fru.staging).toBe(0);
	expect(Array.from(endpoint.memory.subarray(0, 16))).toEqual(new Array(16).fill(0));
});
