// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import Pool from "../../../modules/control/pool.js";

describe("a pool of EIDs", () => {
	function granted(first: number, count: number): Pool {
		const pool = new Pool();
		pool.grant(first, count);
		return pool;
	}

	it("has none before it is granted some", () => expect(new Pool().find(1)).toBe(0));

	it("gives the lowest that nobody has", () => {
		const pool = granted(20, 3);
		expect(pool.find(1)).toBe(20);
		pool.take(20, 1);
		expect(pool.find(1)).toBe(21);
		pool.take(22, 1);
		expect([pool.find(1), pool.find(2)]).toEqual([21, 0]);
		pool.take(21, 1);
		expect(pool.find(1)).toBe(0);
		pool.release(21, 1);
		expect(pool.find(1)).toBe(21);
	});

	it("gives as many in a row as asked, not over one that somebody has", () => {
		const pool = granted(20, 6);
		pool.take(22, 1);
		expect([pool.find(2), pool.find(3), pool.find(4)]).toEqual([20, 23, 0]);
	});

	it("does not give what was not granted, though nobody has it", () => {
		const pool = granted(20, 2);
		expect([pool.free(22, 1), pool.find(3)]).toEqual([true, 0]);
		pool.grant(22, 1);
		expect(pool.find(3)).toBe(20);
	});

	it("is granted only what can be assigned: 8 to 254", () => {
		const low = granted(0, 10);
		expect([low.find(2), low.find(3)]).toEqual([8, 0]);
		const high = granted(253, 10);
		expect([high.find(2), high.find(3)]).toEqual([253, 0]);
	});

	it("says whether a whole range is free, and can be assigned", () => {
		const pool = granted(8, 247);
		expect([pool.free(7, 1), pool.free(8, 1), pool.free(254, 1), pool.free(254, 2), pool.free(8, 247), pool.free(8, 248)]).toEqual([
			false,
			true,
			true,
			false,
			true,
			false,
		]);
		pool.take(100, 2);
		expect([pool.free(98, 2), pool.free(98, 3), pool.free(101, 1), pool.free(101, 3), pool.free(102, 3)]).toEqual([
			true,
			false,
			false,
			false,
			true,
		]);
	});

	it("keeps what somebody has, ours to give or not, until it is released", () => {
		const pool = granted(20, 2);
		pool.take(40, 2);
		expect([pool.free(39, 1), pool.free(40, 1), pool.free(41, 1), pool.free(42, 1)]).toEqual([true, false, false, true]);
		pool.release(40, 1);
		expect([pool.free(40, 1), pool.free(41, 1), pool.find(1)]).toEqual([true, false, 20]);
		pool.take(253, 100);
		expect(pool.free(254, 1)).toBe(false);
		pool.release(253, 100);
		expect([pool.free(252, 3), pool.find(3)]).toEqual([true, 0]);
	});

	it("has nothing left after it is cleared, nor knows who has what", () => {
		const pool = granted(20, 2);
		pool.take(20, 1);
		pool.clear();
		expect([pool.find(1), pool.free(20, 1)]).toEqual([0, true]);
	});
});
