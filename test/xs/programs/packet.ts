// SPDX-License-Identifier: Apache-2.0
// twins: script
// Packets read and written in TypeScript and in C are the same.
import { move as nativeMove, put as nativePut, take as nativeTake } from "../../../modules/mctp/native/packet.js";
import { move, put, take } from "../../../modules/mctp/packet.js";
import Random from "../../../modules/fault/random.js";
import { bytes } from "../../support/text.js";
import { badHeaders, badMoves, badPuts, headers as literal } from "../../tables/packets.js";
import equal from "./fixtures/equal.js";

const size = 200;
const address = 0x01080000;
const longest = 68;
/** Bytes that mean something in a header. */
const special = Object.freeze([0x00, 0x01, 0x02, 0x07, 0x08, 0x09, 0xc8, 0xf1, 0xff]);

/* Another row of numbers at each run would make a failure hard to repeat. */
const chance = new Random(1);

export default function packets(): void {
	headers();
	moves();
}

function headers(): void {
	const memory = new Uint8Array(size);
	let taken = 0;
	for (let turn = 0; turn < 5000; turn++) {
		const offset = chance.below(size - 3);
		memory[offset] = 0 === chance.below(4) ? special[chance.below(special.length)] : 1;
		for (let at = 1; at < 4; at++) memory[offset + at] = 0 === chance.below(2) ? special[chance.below(special.length)] : 8;
		const length = 0 === chance.below(4) ? chance.below(size) : 60 + chance.below(12);
		const header = take(memory, offset, length, address, longest);
		equal(
			nativeTake(memory, offset, length, address, longest),
			header,
			`header ${memory.slice(offset, offset + 4).join()} of ${length} bytes`,
		);
		if (header >= 0) taken++;
	}
	equal(taken > 100 && taken < 4900, true, "some headers are ordinary, some are not");
	for (const twin of [take, nativeTake]) {
		for (const { name, header, length = 10, taken: expected } of literal)
			equal(twin(Uint8Array.from(bytes(header)), 0, length, address, longest), expected, name);
		for (const offset of badHeaders) refused(() => twin(memory, offset, 10, address, longest), `header at ${offset}`);
	}
}

function moves(): void {
	const script = new Uint8Array(size);
	const native = new Uint8Array(size);
	for (let turn = 0; turn < 300; turn++) {
		for (let at = 0; at < size; at++) script[at] = native[at] = chance.below(256);
		const length = chance.below(70);
		const offset = chance.below(size - length - 3);
		const from = chance.below(size - length + 1);
		const header = chance.below(0x20000000);
		const following = put(script, offset, header, from, length);
		equal(nativePut(native, offset, header, from, length), following, `header behind ${header}`);
		for (let at = 0; at < size; at++) equal(native[at], script[at], `${length} bytes from ${from} behind ${offset}: byte ${at}`);
		const to = chance.below(size - length + 1);
		move(script, to, from, length);
		nativeMove(native, to, from, length);
		for (let at = 0; at < size; at++) equal(native[at], script[at], `${length} bytes from ${from} to ${to}: byte ${at}`);
	}
	for (const twin of [move, nativeMove])
		for (const [offset, from, length] of badMoves)
			refused(() => twin(script, offset, from, length), `${length} bytes from ${from} to ${offset}`);
	for (const twin of [put, nativePut])
		for (const [offset, from, length] of badPuts)
			refused(() => twin(script, offset, 1, from, length), `${length} bytes from ${from} behind ${offset}`);
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
