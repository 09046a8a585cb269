// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import Neighbours from "../../../../modules/binding/i2c/neighbours.js";

/** EID, address and whether it was told, of all that are known. */
function list(neighbours: Neighbours): [number, number, boolean][] {
	const all: [number, number, boolean][] = [];
	neighbours.list((...entry) => void all.push(entry));
	return all;
}

describe("neighbours", () => {
	it.each([0, -1, 255, NaN])("%j of them are refused", (count) => expect(() => new Neighbours(count, 1000)).toThrow("1 to 254"));
	it.each([1, 254])("%j of them are not", (count) => expect(() => new Neighbours(count, 1000)).not.toThrow());

	it("are learned from what arrives, and the last word counts", () => {
		const neighbours = new Neighbours(4, 1000);
		expect(neighbours.find(9, 0)).toBe(-1);
		neighbours.learn(9, 0x1d, 0);
		neighbours.learn(10, 0x1e, 0);
		expect([9, 10, 11].map((eid) => neighbours.find(eid, 0))).toEqual([0x1d, 0x1e, -1]);
		neighbours.learn(9, 0x20, 1);
		expect(neighbours.find(9, 1)).toBe(0x20);
		neighbours.learn(9, 0x21, 2);
		expect(neighbours.find(9, 2)).toBe(0x21);
		expect(list(neighbours)).toEqual([
			[9, 0x21, false],
			[10, 0x1e, false],
		]);
	});

	it("have EIDs from 8 to 254: nothing is learned of others", () => {
		const neighbours = new Neighbours(4, 1000);
		for (const eid of [0, 7, 8, 254, 255]) neighbours.learn(eid, 0x1d, 0);
		expect(list(neighbours).map(([eid]) => eid)).toEqual([8, 254]);
	});

	it("are forgotten when nothing was heard for longer than their age", () => {
		const neighbours = new Neighbours(4, 1000);
		neighbours.learn(9, 0x1d, 0);
		neighbours.learn(9, 0x1d, 500);
		expect([neighbours.find(9, 1500), neighbours.find(9, 1501), neighbours.find(9, 500)]).toEqual([0x1d, -1, -1]);
		expect(list(neighbours)).toEqual([]);
		neighbours.learn(9, 0x1e, 2000);
		expect(neighbours.find(9, 2000)).toBe(0x1e);
	});

	it("are aged across the end of the 32-bit clock", () => {
		const neighbours = new Neighbours(1, 1000);
		neighbours.learn(9, 0x1d, 0x7ffffff0);
		expect([neighbours.find(9, -0x7ffffff0), neighbours.find(9, -0x7ffff000)]).toEqual([0x1d, -1]);
	});

	it("give way to others where there is no place: the one unheard of for longest", () => {
		const neighbours = new Neighbours(3, 1000);
		neighbours.learn(9, 0x19, 0);
		neighbours.learn(10, 0x1a, 1);
		neighbours.learn(11, 0x1b, 2);
		neighbours.learn(9, 0x19, 3);
		neighbours.learn(12, 0x1c, 4);
		expect([9, 10, 11, 12].map((eid) => neighbours.find(eid, 4))).toEqual([0x19, -1, 0x1b, 0x1c]);
		neighbours.learn(10, 0x2a, 5);
		expect([9, 10, 11, 12].map((eid) => neighbours.find(eid, 5))).toEqual([0x19, 0x2a, -1, 0x1c]);
	});

	it("that were told stay, whatever arrives and however long", () => {
		const neighbours = new Neighbours(2, 1000);
		expect(neighbours.tell(9, 0x1d, 0)).toBe(true);
		neighbours.learn(9, 0x1e, 1);
		neighbours.learn(9, 0x1e, 2);
		neighbours.learn(10, 0x1a, 3);
		neighbours.learn(11, 0x1b, 4);
		expect([9, 10, 11].map((eid) => neighbours.find(eid, 4))).toEqual([0x1d, -1, 0x1b]);
		expect(neighbours.find(9, 1_000_000)).toBe(0x1d);
		expect(list(neighbours)).toEqual([
			[9, 0x1d, true],
			[11, 0x1b, false],
		]);
	});

	it("that were told are not learned anew after another was heard", () => {
		const neighbours = new Neighbours(3, 1000);
		neighbours.tell(9, 0x1d, 0);
		neighbours.learn(10, 0x1a, 1);
		neighbours.learn(9, 0x1e, 2);
		expect([neighbours.find(9, 2), neighbours.find(10, 2)]).toEqual([0x1d, 0x1a]);
	});

	it("take a free place before one that is older", () => {
		const neighbours = new Neighbours(2, 1000);
		neighbours.learn(9, 0x19, 5);
		neighbours.learn(10, 0x1a, 1);
		neighbours.forget(9);
		neighbours.learn(11, 0x1b, 6);
		expect([9, 10, 11].map((eid) => neighbours.find(eid, 6))).toEqual([-1, 0x1a, 0x1b]);
	});

	it("of the same age give way in the order of their places", () => {
		const neighbours = new Neighbours(2, 1000);
		neighbours.learn(9, 0x19, 5);
		neighbours.learn(10, 0x1a, 5);
		neighbours.learn(11, 0x1b, 5);
		expect([9, 10, 11].map((eid) => neighbours.find(eid, 5))).toEqual([-1, 0x1a, 0x1b]);
	});

	it("that were told are told anew", () => {
		const neighbours = new Neighbours(1, 1000);
		neighbours.learn(9, 0x1d, 0);
		expect([neighbours.tell(9, 0x1e, 0), neighbours.tell(9, 0x1f, 0), neighbours.find(9, 5000)]).toEqual([true, true, 0x1f]);
	});

	it("that were told fill the table: no more are taken", () => {
		const neighbours = new Neighbours(2, 1000);
		neighbours.tell(9, 0x19, 0);
		neighbours.tell(10, 0x1a, 0);
		expect(neighbours.tell(11, 0x1b, 0)).toBe(false);
		neighbours.learn(11, 0x1b, 0);
		expect([9, 10, 11].map((eid) => neighbours.find(eid, 0))).toEqual([0x19, 0x1a, -1]);
	});

	it("may be forgotten, told or not; their place is free", () => {
		const neighbours = new Neighbours(1, 1000);
		neighbours.tell(9, 0x19, 0);
		neighbours.forget(10);
		expect(neighbours.find(9, 0)).toBe(0x19);
		neighbours.forget(9);
		expect([neighbours.find(9, 0), neighbours.has(0x19)]).toEqual([-1, false]);
		neighbours.learn(10, 0x1a, 0);
		expect([neighbours.find(10, 0), neighbours.find(10, 1001)]).toEqual([0x1a, -1]);
	});

	it("are known by address, too", () => {
		const neighbours = new Neighbours(3, 1000);
		expect(neighbours.has(0)).toBe(false);
		neighbours.learn(9, 0x19, 0);
		neighbours.learn(10, 0x19, 0);
		neighbours.learn(11, 0x1b, 0);
		neighbours.forget(9);
		expect([neighbours.has(0x19), neighbours.has(0x1b), neighbours.has(0x1c)]).toEqual([true, true, false]);
		neighbours.forget(10);
		expect(neighbours.has(0x19)).toBe(false);
	});
});
