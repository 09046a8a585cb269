// SPDX-License-Identifier: Apache-2.0

/**
 * What `map` gives. In XS 13.3 the result of `map` has slots without value as long as its callback runs, and a collection
 * meanwhile stumbles over them: so not `map` where the callback makes much garbage.
 */
export function each<Item, Result>(items: readonly Item[], make: (item: Item) => Result): Result[] {
	const results: Result[] = [];
	for (const item of items) results.push(make(item));
	return results;
}
