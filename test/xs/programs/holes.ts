// SPDX-License-Identifier: Apache-2.0
// Arrays that grow past their end, leaving holes, where other data was before: a collection meets their items and nothing else.
import { collect } from "host";
import equal from "./fixtures/equal.js";

/** Read as an item of an array, this is a string at an address where no memory is. */
const remains = 0x05;

export default function holes(): void {
	new Uint8Array(64 * 1024).fill(remains);
	collect();
	/* All are made before one grows: one that lies behind all others would grow in its place. */
	const arrays: number[][] = [];
	for (let index = 3; index < 100; index++) arrays.push([0, 1]);
	for (let index = 3; index < 100; index++) arrays[index - 3][index] = index;
	collect();
	for (let index = 3; index < 100; index++) {
		const array = arrays[index - 3];
		equal(array[index], index, "the last item");
		equal(array[2], undefined, "a hole");
		equal(array.length, index + 1, "length");
	}
}
