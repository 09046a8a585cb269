// SPDX-License-Identifier: Apache-2.0
// Storage in values by key, in front of a map that is as small as one wants.
import { beforeEach, expect, test, vi } from "vitest";
import type { Storage } from "../../../modules/device/storage.js";

let kept: Map<string, Uint8Array>;
let room: number;
let opened: unknown;

beforeEach(() => {
	kept = new Map();
	room = 100;
	vi.resetModules();
	vi.stubGlobal("trace", () => {});
	const values = {
		read: (key: string) => kept.get(key)?.slice().buffer,
		write(key: string, value: Uint8Array) {
			if (value.length > room) throw new Error("no space");
			kept.set(key, value.slice());
		},
	};
	vi.doMock("embedded:storage/key-value", () => ({
		default: {
			open(options: unknown) {
				opened = options;
				return values;
			},
		},
	}));
});

async function open(): Promise<Storage> {
	const { default: storage } = await import("../../../hosts/moddable/key-value/storage.js");
	return storage("fru");
}

function read(storage: Storage, offset: number, length: number): number[] {
	const memory = new Uint8Array(length + 2);
	expect(storage.read(offset, memory, 1, length)).toBe(true);
	expect([memory[0], memory[length + 1]]).toEqual([0, 0]);
	return Array.from(memory.subarray(1, length + 1));
}

test("what was never written is FF", async () => {
	expect(read(await open(), 5, 3)).toEqual([0xff, 0xff, 0xff]);
	expect(opened).toEqual({ path: "mctp-xs", format: "buffer" });
});

test("bytes are kept at their offset, and those around them", async () => {
	const storage = await open();
	expect(storage.write(2, Uint8Array.of(9, 1, 2, 9), 1, 2)).toBe(true);
	expect(storage.write(3, Uint8Array.of(7, 8), 0, 2)).toBe(true);
	expect(read(storage, 0, 7)).toEqual([0xff, 0xff, 1, 7, 8, 0xff, 0xff]);
	expect(kept.get("fru")).toEqual(Uint8Array.of(0xff, 0xff, 1, 7, 8));
	expect(storage.write(0, Uint8Array.of(5), 0, 1)).toBe(true);
	expect(read(storage, 0, 4)).toEqual([5, 0xff, 1, 7]);
});

test("erasing counts with the next write, and then leaves nothing of what was", async () => {
	const storage = await open();
	storage.write(0, Uint8Array.of(1, 2, 3), 0, 3);
	expect(storage.erase()).toBe(true);
	expect(read(storage, 0, 3)).toEqual([0xff, 0xff, 0xff]);
	expect(read(await open(), 0, 3)).toEqual([1, 2, 3]);
	expect(storage.write(1, Uint8Array.of(4), 0, 1)).toBe(true);
	expect(read(storage, 0, 3)).toEqual([0xff, 4, 0xff]);
});

test("what there is no room for is refused, and changes nothing, erased or not", async () => {
	const storage = await open();
	storage.write(0, Uint8Array.of(1, 2, 3), 0, 3);
	room = 3;
	expect(storage.write(1, Uint8Array.of(4, 5, 6), 0, 3)).toBe(false);
	expect(read(storage, 0, 4)).toEqual([1, 2, 3, 0xff]);
	storage.erase();
	expect(storage.write(0, new Uint8Array(4), 0, 4)).toBe(false);
	expect(kept.get("fru")).toEqual(Uint8Array.of(1, 2, 3));
	expect(storage.write(storage.size, new Uint8Array(1), 0, 1)).toBe(false);
});
