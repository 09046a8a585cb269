// SPDX-License-Identifier: Apache-2.0
import { chunks, collect, collections, print, slots } from "host";
import equal from "./fixtures/equal.js";
import Gate from "./fixtures/gate.js";
import { cases } from "./fixtures/cases.js";

const exchanges = 10_000;
const warmUp = 2;

/** After a warm-up, thousands of exchanges of every kind change neither slots nor chunks, and collect no garbage. */
export default function allocation(): void {
	const gate = new Gate();
	const all = cases().map((item) => gate.prepare(item));
	const rounds = Math.ceil(exchanges / all.length);
	for (let round = 0; round < warmUp; round++) for (let index = 0; index < all.length; index++) gate.run(all[index]);
	collect();
	const packets = gate.packets;
	const garbage = collections();
	const slotsBefore = slots();
	const chunksBefore = chunks();
	for (let round = 0; round < rounds; round++) for (let index = 0; index < all.length; index++) gate.run(all[index]);
	const slotsAfter = slots();
	const chunksAfter = chunks();
	const garbageAfter = collections();
	equal(slotsAfter - slotsBefore, 0, "slots allocated");
	equal(chunksAfter - chunksBefore, 0, "chunk bytes allocated");
	equal(garbageAfter - garbage, 0, "garbage collections");
	equal(gate.responses, rounds + warmUp, "own requests answered");
	print(
		`${rounds * all.length} exchanges of ${all.length} kinds, ${gate.packets - packets} packets checked, ${gate.traced} traced: 0 slots, 0 chunk bytes, 0 collections`,
	);
}
