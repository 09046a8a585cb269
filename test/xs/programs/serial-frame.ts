// SPDX-License-Identifier: Apache-2.0
// twins: script
// Serial frames in TypeScript and in C are the same, made and taken apart, whole, cut and damaged.
import { encode, decode } from "../../../modules/binding/serial/frame.js";
import { encode as nativeEncode, decode as nativeDecode } from "../../../modules/binding/serial/native/frame.js";
import Random from "../../../modules/fault/random.js";
import { playDecode, playEncode } from "../../support/play-frames.js";
import { badPackets, badRanges, decodes, encodes } from "../../tables/serial-frames.js";
import equal from "./fixtures/equal.js";

const size = 600;
const largest = 255;
/** Bytes that mean something on the line. */
const special = Object.freeze([0x7e, 0x7d, 0x5e, 0x5d, 0x01, 0x05]);

/* Another row of numbers at each run would make a failure hard to repeat. */
const chance = new Random(1);

export default function frames(): void {
	const script = new Uint8Array(size);
	const native = new Uint8Array(size);
	for (let turn = 0; turn < 40; turn++) {
		for (let at = 0; at < size; at++)
			script[at] = native[at] = 0 === chance.below(3) ? special[chance.below(special.length)] : chance.below(256);
		const offset = chance.below(60);
		const count = 5 + chance.below(0 === turn % 8 ? 250 : 30);
		const what = `turn ${turn}`;
		const length = encode(script, offset, count);
		equal(nativeEncode(native, offset, count), length, `${what}: length`);
		same(script, native, `${what}: frame`);
		if (turn & 1) script[offset + chance.below(length)] = special[chance.below(special.length)];
		for (let end = offset; end <= offset + length + 2; end += 1 + (turn & 3)) take(script, native, offset, end, `${what}: up to ${end}`);
		take(script, native, offset, offset + length, what);
		if (!(turn & 1)) equal(script[offset + 2], count, `${what}: byte count`);
	}
	for (const twin of [encode, nativeEncode]) {
		for (const item of encodes) compare(item.name, playEncode(twin, item));
		for (const [memory, at, count] of badPackets)
			refused(() => twin(new Uint8Array(memory), at, count), `frame of ${count} bytes at ${at}`);
	}
	for (const twin of [decode, nativeDecode]) {
		for (const item of decodes) compare(item.name, playDecode(twin, item));
		for (const [memory, at, end] of badRanges) refused(() => twin(new Uint8Array(memory), at, end, largest), `bytes from ${at} to ${end}`);
	}
}

/** Both take what lies between the places: same result, same bytes left behind. */
function take(script: Uint8Array, native: Uint8Array, at: number, end: number, what: string): void {
	const original = script.slice();
	native.set(original);
	equal(nativeDecode(native, at, end, largest), decode(script, at, end, largest), `${what}: result`);
	same(script, native, what);
	script.set(original);
}

function compare(what: string, { expected, actual }: ReturnType<typeof playDecode>): void {
	equal(JSON.stringify(actual), JSON.stringify(expected), what);
}

function same(script: Uint8Array, native: Uint8Array, what: string): void {
	for (let at = 0; at < size; at++) equal(native[at], script[at], `${what}: byte ${at}`);
}

function refused(run: () => unknown, what: string): void {
	let thrown: unknown = undefined;
	try {
		run();
	} catch (error) {
		thrown = error;
	}
	equal(thrown instanceof RangeError, true, `${what} refused`);
}
