// SPDX-License-Identifier: Apache-2.0
// twins: script
// The search in TypeScript and in C agree. (With "twins: script" modules/wire/find is the one in TypeScript.)
import find from "../../../modules/wire/find.js";
import nativeFind from "../../../modules/wire/native/find.js";
import equal from "./fixtures/equal.js";

const twins = Object.freeze([Object.freeze({ name: "TypeScript", search: find }), Object.freeze({ name: "C", search: nativeFind })]);

export default function search(): void {
	const memory = new Uint8Array(64);
	for (let index = 0; index < memory.length; index++) memory[index] = index & 0x0f;
	for (let index = 0; index < twins.length; index++) {
		const { name, search } = twins[index];
		equal(search(memory, 0, 64, 0x0f), 15, `first of several in ${name}`);
		equal(search(memory, 16, 48, 0x0f), 31, `first behind the offset in ${name}`);
		equal(search(memory, 0, 15, 0x0f), 15, `just behind the end in ${name}`);
		equal(search(memory, 20, 10, 0x7e), 30, `absent in ${name}`);
		equal(search(memory, 20, 44, 0x7e), 64, `absent up to the end of memory in ${name}`);
		equal(search(memory, 64, 0, 0x00), 64, `nothing to search in ${name}`);
		for (const [offset, length] of [
			[-1, 4],
			[0, -1],
			[0, 65],
			[65, 0],
			[60, 5],
		]) {
			let thrown: unknown = undefined;
			try {
				search(memory, offset, length, 0);
			} catch (error) {
				thrown = error;
			}
			equal(thrown instanceof RangeError, true, `${length} bytes at ${offset} refused in ${name}`);
		}
	}
}
