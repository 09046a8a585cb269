// SPDX-License-Identifier: Apache-2.0
import type Random from "../../modules/fault/random.js";
import { stepSize } from "./target.js";

/** Chances of a life that is made up, rather than changed from a known one: one in so many. */
const madeUp = 3;

/** Makes up an input of at most `most` steps behind the first. */
export function invent(random: Random, most: number): Uint8Array {
	const input = new Uint8Array((2 + random.below(most)) * stepSize);
	for (let at = 0; at < input.length; at += 2) {
		const bits = random.below(0x10000);
		input[at] = bits;
		input[at + 1] = bits >> 8;
	}
	return input;
}

/** The next input to try: a new one, or one of the `pool` with some steps changed, moved, doubled, lost, or taken from another. */
export function next(random: Random, pool: readonly Uint8Array[], most: number): Uint8Array {
	if (0 === pool.length || 0 === random.below(madeUp)) return invent(random, most);
	const input = Array.from(pool[random.below(pool.length)]);
	for (let changes = 1 + random.below(6); changes > 0; changes--) change(random, input, pool, most);
	return Uint8Array.from(input.slice(0, (most + 1) * stepSize));
}

/** Changes an input in place. The first step stays the first. */
function change(random: Random, input: number[], pool: readonly Uint8Array[], most: number): void {
	const steps = input.length / stepSize;
	const from = stepSize * (1 + random.below(Math.max(1, steps - 1)));
	const count = stepSize * (1 + random.below(Math.min(steps, 16)));
	switch (random.below(8)) {
		case 0:
			input.splice(from, count);
			return;
		case 1:
			input.splice(from, 0, ...input.slice(from, from + count));
			return;
		case 2: {
			const moved = input.splice(from, count);
			input.splice(stepSize * (1 + random.below(Math.max(1, input.length / stepSize))), 0, ...moved);
			return;
		}
		case 3: {
			const other = pool[random.below(pool.length)];
			const start = stepSize * (1 + random.below(Math.max(1, other.length / stepSize - 1)));
			input.splice(from, 0, ...other.subarray(start, start + count));
			return;
		}
		case 4:
			input.splice(from, 0, ...invent(random, Math.min(most, 20)).subarray(stepSize));
			return;
		case 5:
			input[random.below(stepSize)] = random.below(256);
			return;
	}
	for (let bytes = 1 + random.below(4); bytes > 0; bytes--) input[random.below(input.length)] = random.below(256);
}

/** As text: a step a line, and what it means behind it. */
export function format(input: Uint8Array, meanings: readonly string[] = []): string {
	let text = "";
	for (let at = 0; at < input.length; at += stepSize) {
		const meaning = meanings[at / stepSize];
		text += `${Buffer.from(input.subarray(at, at + stepSize)).toString("hex")}${meaning ? `  # ${meaning}` : ""}\n`;
	}
	return text;
}

/** Throws Error for what is no such text. */
export function parse(text: string): Uint8Array {
	const lines = text.split("\n").map((line) => line.replace(/#.*/, "").trim());
	const steps = lines.filter((line) => "" !== line);
	const wrong = steps.find((line) => !new RegExp(`^[0-9a-f]{${2 * stepSize}}$`).test(line));
	if (undefined !== wrong || 0 === steps.length) throw new Error(`"${wrong ?? ""}": a step is ${2 * stepSize} hexadecimal digits`);
	return Uint8Array.from(Buffer.from(steps.join(""), "hex"));
}
