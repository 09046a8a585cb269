// SPDX-License-Identifier: Apache-2.0
import fc from "fast-check";
import { expect, test } from "vitest";
import { difference } from "../../../../hosts/node/clone/nvme-mi/answers.js";
import type { Readable } from "../../../../hosts/node/clone/nvme-mi/readables.js";
import { parseHex } from "../../../../hosts/node/trace/hex.js";

const page: Readable = { command: "log", controller: 1, namespace: 0, first: 0xc0, second: 0, length: 64 };
const data = (...bytes: number[]) => ({ data: Uint8Array.from(bytes) });

test("bytes that differ, near ones together", () => {
	const before = new Uint8Array(64);
	const wanted = before.slice();
	wanted.set([1, 0, 2], 3);
	wanted.set([3], 40);
	expect(difference(page, { data: wanted }, { data: before })).toEqual({
		command: "log",
		controller: 1,
		first: 0xc0,
		patches: [
			{ at: 3, bytes: "01 00 02" },
			{ at: 40, bytes: "03" },
		],
	});
	expect(difference(page, { data: wanted }, { data: wanted.slice() })).toBeUndefined();
});

test("what the twin does not have, or has in another size, is all of it", () => {
	const whole = { command: "log", controller: 1, first: 0xc0, size: 4, patches: [{ at: 1, bytes: "07" }] };
	expect(difference(page, data(0, 7, 0, 0), { ...data(), completion: 0x109 })).toEqual(whole);
	expect(difference(page, data(0, 7, 0, 0), data(0, 7))).toEqual(whole);
});

test("refusals", () => {
	const of = { command: "log", controller: 1, first: 0xc0 };
	expect(difference(page, { ...data(), completion: 0x109 }, data(1))).toEqual({ ...of, completion: 0x109 });
	expect(difference(page, { ...data(), completion: 0x109 }, { ...data(), completion: 0x109 })).toBeUndefined();
	expect(difference(page, { ...data(), status: 0x280004 }, { ...data(), completion: 2 })).toEqual({ ...of, status: 0x280004 });
	expect(difference(page, { ...data(), status: 3 }, { ...data(), status: 3 })).toBeUndefined();
});

test("what hosts use is left to the model; else it is copied", () => {
	const smart: Readable = { ...page, first: 0x02 };
	const before = new Uint8Array(512);
	const wanted = before.slice();
	wanted[32] = 1;
	expect(difference(smart, { data: wanted }, { data: before }, true)).toBeUndefined();
	expect(difference(smart, { data: wanted }, { data: before })).toMatchObject({ patches: [{ at: 32, bytes: "01" }] });
});

test("whatever differs, the patches make it the same, and are as few and as short as a profile allows", () => {
	const pair = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 65536 }), fc.nat(255));
	fc.assert(
		fc.property(pair, ([step, length, seed]) => {
			const before = new Uint8Array(length).fill(seed);
			const wanted = before.map((byte, at) => (0 === at % step ? byte ^ 0x5a : byte));
			const { patches } = difference(page, { data: wanted }, { data: before }) as { patches: { at: number; bytes: string }[] };
			expect(patches.length).toBeLessThanOrEqual(1024);
			for (const { at, bytes } of patches) {
				const patch = parseHex(bytes);
				expect(patch.length).toBeLessThanOrEqual(4096);
				before.set(patch, at);
			}
			expect(Buffer.compare(before, wanted)).toBe(0);
		}),
		{ numRuns: 30 },
	);
});
