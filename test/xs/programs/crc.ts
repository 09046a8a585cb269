// SPDX-License-Identifier: Apache-2.0
// twins: script
// The CRCs in TypeScript and in C agree. (With "twins: script" modules/wire/crc8 is the one in TypeScript.)
import crc32 from "../../../modules/wire/crc32.js";
import crc32c from "../../../modules/wire/crc32c.js";
import crc8 from "../../../modules/wire/crc8.js";
import fcs16 from "../../../modules/wire/fcs16.js";
import nativeCrc32 from "../../../modules/wire/native/crc32.js";
import nativeCrc32c from "../../../modules/wire/native/crc32c.js";
import nativeCrc8 from "../../../modules/wire/native/crc8.js";
import nativeFcs16 from "../../../modules/wire/native/fcs16.js";
import { chunks, collect, collections, instructions, print, slots } from "host";
import equal from "./fixtures/equal.js";

type Crc = (memory: Uint8Array, offset: number, length: number, crc: number) => number;
interface Kind {
	readonly name: string;
	readonly script: Crc;
	readonly native: Crc;
	readonly start: number;
	readonly inverted: number;
	readonly check: number;
}

/** Check values of "123456789" in the catalogue of parametrised CRC algorithms: SMBUS, MCRF4XX, ISO-HDLC, ISCSI. */
const kinds: readonly Kind[] = [
	{ name: "crc8", script: crc8, native: nativeCrc8, start: 0, inverted: 0, check: 0xf4 },
	{ name: "fcs16", script: fcs16, native: nativeFcs16, start: 0xffff, inverted: 0, check: 0x6f91 },
	{ name: "crc32", script: crc32, native: nativeCrc32, start: -1, inverted: -1, check: 0xcbf43926 | 0 },
	{ name: "crc32c", script: crc32c, native: nativeCrc32c, start: -1, inverted: -1, check: 0xe3069283 | 0 },
];

export default function crc(): void {
	const memory = new Uint8Array(1024);
	for (const kind of kinds) {
		checkValue(kind, memory);
		emptyRanges(kind, memory);
		randomRanges(kind, memory);
		badRanges(kind, memory);
		costs(kind, memory);
	}
}

function checkValue({ name, script, native, start, inverted, check }: Kind, memory: Uint8Array): void {
	for (let digit = 1; digit <= 9; digit++) memory[digit] = 0x30 + digit;
	equal(script(memory, 1, 9, start) ^ inverted, check, `${name} of 123456789 in TypeScript`);
	equal(native(memory, 1, 9, start) ^ inverted, check, `${name} of 123456789 in C`);
}

function emptyRanges({ name, script, native, start }: Kind, memory: Uint8Array): void {
	for (const offset of [0, 5, memory.length]) {
		equal(script(memory, offset, 0, start), start, `${name} of nothing at ${offset} in TypeScript`);
		equal(native(memory, offset, 0, start), start, `${name} of nothing at ${offset} in C`);
	}
	equal(native(new Uint8Array(0), 0, 0, start), start, `${name} of an empty buffer in C`);
}

/** All registers, not only the usual start, and continuing where the first part ended. */
function randomRanges({ name, script, native, start }: Kind, memory: Uint8Array): void {
	let state = 0x2545f491;
	const random = (limit: number): number => {
		state ^= state << 13;
		state ^= state >>> 17;
		state ^= state << 5;
		return (state >>> 0) % limit;
	};
	for (let turn = 0; turn < 40; turn++) {
		for (let at = 0; at < memory.length; at++) memory[at] = random(256);
		const offset = random(memory.length);
		const length = random(memory.length - offset + 1);
		const part = random(length + 1);
		const register = 0xff === (start & 0xff) ? start & random(0x1_0000_0000) : random(256);
		const whole = script(memory, offset, length, register);
		const what = `${name} of ${length} bytes at ${offset} from ${register}`;
		equal(native(memory, offset, length, register), whole, what);
		equal(native(memory, offset + part, length - part, native(memory, offset, part, register)), whole, `${what}, in two parts`);
		equal(native(memory.subarray(offset), 0, length, register), whole, `${what}, in a view`);
	}
}

function badRanges({ name, script, native, start }: Kind, memory: Uint8Array): void {
	const { length } = memory;
	const ranges: readonly (readonly [number, number])[] = [
		[-1, 1],
		[0, -1],
		[0, length + 1],
		[length, 1],
		[length + 1, 0],
		[1, 0x7fffffff],
		[0x7fffffff, 1],
		[-0x80000000, 4],
	];
	for (const [offset, count] of ranges) {
		refuses(RangeError, script, memory, offset, count, `${name} of ${count} bytes at ${offset} in TypeScript`);
		refuses(RangeError, native, memory, offset, count, `${name} of ${count} bytes at ${offset} in C`);
	}
	refuses(TypeError, native, [1, 2] as unknown as Uint8Array, 0, 1, `${name} of an array in C`);
	equal(native(memory, 0, 9, start), script(memory, 0, 9, start), `${name} after errors`);
}

function refuses(kind: ErrorConstructor, run: Crc, memory: Uint8Array, offset: number, length: number, what: string): void {
	let result: unknown;
	try {
		result = run(memory, offset, length, 0);
	} catch (error) {
		if (error instanceof kind) return;
		result = error;
	}
	throw new Error(`${what} is not refused with ${kind.name}: ${String(result)}`);
}

function costs({ name, script, native, start }: Kind, memory: Uint8Array): void {
	print(`${name.padEnd(6)}  TypeScript ${cost(script, memory, start)};  C ${cost(native, memory, start)}`);
}

/** Nothing is allocated, and what a byte and a call cost. */
function cost(run: Crc, memory: Uint8Array, start: number): string {
	collect();
	const before = slots() + chunks() + collections();
	const begin = instructions();
	run(memory, 0, 64, start);
	const middle = instructions();
	run(memory, 0, 1024, start);
	const end = instructions();
	equal(slots() + chunks() + collections() - before, 0, "slots, bytes and collections used");
	const perByte = (end - middle - (middle - begin)) / 960;
	return 0 === end ? "not counted" : `${perByte.toFixed(1)} instructions a byte and ${(middle - begin - 64 * perByte).toFixed(0)} a call`;
}
