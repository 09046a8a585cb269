// SPDX-License-Identifier: Apache-2.0
// twins: script
// Setting bytes to 0 in TypeScript and in C does the same. (With "twins: script" modules/wire/zero is the one in TypeScript.)
import nativeZero from "../../../modules/wire/native/zero.js";
import zero from "../../../modules/wire/zero.js";
import equal from "./fixtures/equal.js";

const size = 64;
const twins = Object.freeze([Object.freeze({ name: "TypeScript", clear: zero }), Object.freeze({ name: "C", clear: nativeZero })]);

export default function zeros(): void {
	for (let index = 0; index < twins.length; index++) {
		const { name, clear } = twins[index];
		for (let offset = 0; offset <= size; offset++)
			for (let length = 0; offset + length <= size; length++) {
				const memory = new Uint8Array(size).fill(0xa5);
				clear(memory, offset, length);
				equal(wrong(memory, offset, length), -1, `${length} bytes at ${offset} in ${name}`);
			}
		for (const [offset, length] of [
			[-1, 4],
			[0, -1],
			[0, size + 1],
			[size + 1, 0],
			[60, 5],
		]) {
			const memory = new Uint8Array(size).fill(0xa5);
			let thrown: unknown = undefined;
			try {
				clear(memory, offset, length);
			} catch (error) {
				thrown = error;
			}
			equal(thrown instanceof RangeError, true, `${length} bytes at ${offset} refused in ${name}`);
			equal(wrong(memory, 0, 0), -1, `nothing written in ${name}`);
		}
	}
}

/** The first byte that is not as it has to be: 0 in the range, as before elsewhere; -1: there is none. */
function wrong(memory: Uint8Array, offset: number, length: number): number {
	for (let index = 0; index < memory.length; index++)
		if (memory[index] !== (index >= offset && index < offset + length ? 0 : 0xa5)) return index;
	return -1;
}
