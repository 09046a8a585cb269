// SPDX-License-Identifier: Apache-2.0
// The counters of the host count what they say; the memory of the image and of the engine.
import { chunks, collect, collections, instructions, memory, print, slots, target } from "host";
import equal from "./fixtures/equal.js";

export default async function counters(): Promise<void> {
	readingIsFree();
	allocationShows();
	everyCollectionCounts();
	instructionsAdd();
	await null;
	report();
}

function readingIsFree(): void {
	collections();
	instructions();
	const slotsBefore = slots();
	const chunksBefore = chunks();
	instructions();
	collections();
	slots();
	equal(chunks() - chunksBefore, 0, "chunk bytes for reading counters");
	equal(slots() - slotsBefore, 0, "slots for reading counters");
}

function allocationShows(): void {
	const slotsBefore = slots();
	const object = { a: 1, b: 2 };
	equal(slots() - slotsBefore, 3, "slots of an object with two properties");
	const chunksBefore = chunks();
	const buffer = new ArrayBuffer(4096 + object.a);
	const used = chunks() - chunksBefore;
	if (used < buffer.byteLength || used > buffer.byteLength + 64)
		throw new Error(`a buffer of ${buffer.byteLength} bytes counts as ${used}`);
}

/** Asked for, and because the heap is full. */
function everyCollectionCounts(): void {
	const before = collections();
	collect();
	collect();
	equal(collections() - before, 2, "collections");
	let last = {};
	let turns = 0;
	for (; collections() === before + 2 && turns < 1_000_000; turns++) last = { turns };
	equal(collections() - before, 3, `collections after ${turns} objects`);
	equal(JSON.stringify(last), `{"turns":${turns - 1}}`, "the object made last");
}

function instructionsAdd(): void {
	const short = loop(1000);
	const long = loop(2_000_000);
	if ("cortex-m4" !== target) return equal(0 === short || long > short, true, "instructions grow where they are counted");
	const ratio = long / short / 2000;
	if (ratio < 0.99 || ratio > 1.01) throw new Error(`2000 times the work counts as ${(ratio * 2000).toFixed(1)} times the instructions`);
}

function loop(turns: number): number {
	const before = instructions();
	for (let turn = 0; turn < turns; turn++);
	return instructions() - before;
}

function report(): void {
	const { slotSize, library, peakSlots, peakChunks, scriptStack, stack, heap, text, data, bss } = memory();
	print(`library: ${library.slots} slots of ${slotSize} B, ${library.chunks} B of chunks`);
	print(`peak: ${peakSlots} slots, ${peakChunks} B of chunks, ${scriptStack} slots of script stack`);
	if (text) print(`image: ${text} B of code and constants, ${data + bss} B of variables; peak: ${stack} B of C stack, ${heap} B of malloc`);
}
