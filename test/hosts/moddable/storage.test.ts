// SPDX-License-Identifier: Apache-2.0
// Storage in values by key, in front of a map that is as small as one wants.
import { beforeEach, expect, test, vi } from "vitest";
import type { Storage } from "../../../modules/device/storage.js";

let kept: Map<string, Uint8Array>;
let room: number;
let opened: unknown;
let refused: boolean;
let told: string[];

beforeEach(() => {
	kept = new Map();
	room = 100;
	vi.resetModules();
	refused = false;
	told = [];
	vi.stubGlobal("trace", (text: string) => void told.push(text));
	const values = {
		read(key: string, buffer: Uint8Array) {
			const value = kept.get(key);
			if (undefined === value) return undefined;
			if (value.length > buffer.length) throw new RangeError("buffer too small");
			buffer.set(value);
			return value.length;
		},
		write(key: string, value: Uint8Array) {
			if (value.length > room) throw new Error("no space");
			kept.set(key, value.slice());
		},
	};
	vi.doMock("embedded:storage/key-value", () => ({
		default: {
			open(options: unknown) {
				if (refused) throw new Error("setting error");
				opened = options;
				return values;
			},
		},
	}));
});

async function open(name = "fru"): Promise<Storage> {
	const { default: storage } = await import("../../../hosts/moddable/key-value/storage.js");
	return storage(name)!;
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

test("regions share nothing but the way", async () => {
	const fru = await open();
	const features = await open("features");
	room = 0x0544;
	expect([fru.size, features.size, (await open("vpd")).size]).toEqual([0x2000, 0x0544, 0x1004]);
	expect(features.write(0x0540, Uint8Array.of(1, 2, 3, 4), 0, 4)).toBe(true);
	expect(fru.write(0, Uint8Array.of(5), 0, 1)).toBe(true);
	expect(read(features, 0x053f, 5)).toEqual([0xff, 1, 2, 3, 4]);
	expect(read(fru, 0, 2)).toEqual([5, 0xff]);
	expect(features.write(0x0541, Uint8Array.of(1, 2, 3, 4), 0, 4)).toBe(false);
	expect(features.read(0x0544, new Uint8Array(1), 0, 1)).toBe(false);
});

test("what this version does not know is kept nowhere", async () => {
	expect(await open("firmware")).toBeUndefined();
	expect(await open("")).toBeUndefined();
});

test("a value that is too long is not read, and can be replaced", async () => {
	const features = await open("features");
	kept.set("features", new Uint8Array(0x0545));
	const memory = Uint8Array.of(7);
	expect(features.read(0, memory, 0, 1)).toBe(false);
	expect(features.write(0, memory, 0, 1)).toBe(false);
	expect(memory).toEqual(Uint8Array.of(7));
	expect(features.erase() && features.write(0, memory, 0, 1)).toBe(true);
	expect(kept.get("features")).toEqual(Uint8Array.of(7));
	expect(told).toEqual(["storage: features: buffer too small\n", "storage: features: buffer too small\n"]);
});

test("where the platform has no place for values, nothing is kept, and the console is told why", async () => {
	refused = true;
	expect(await open()).toBeUndefined();
	expect(told).toEqual(["storage: mctp-xs: setting error\n"]);
});
