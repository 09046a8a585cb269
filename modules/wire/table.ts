// SPDX-License-Identifier: Apache-2.0

/**
 * A constant table of `length` 32-bit integers, computed once when its module is loaded.
 * Preloaded modules live in flash, where writing to a typed array throws: this is the only way in which `modules/` makes
 * a typed array at module scope, and nobody writes to one afterwards. Int32Array, because XS keeps only integers below
 * 2^31 as integers.
 * @setup
 */
export default function table(length: number, entry: (index: number) => number): Int32Array {
	const values = new Int32Array(length);
	for (let index = 0; index < length; index++) values[index] = entry(index);
	return values;
}
