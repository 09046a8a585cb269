// SPDX-License-Identifier: Apache-2.0

/**
 * The id that two of these have; undefined: each has its own.
 * @setup
 */
export function repeatedId(all: readonly { readonly id: number }[]): number | undefined {
	const ids = all.map(({ id }) => id);
	return ids.find((id, index) => ids.indexOf(id) < index);
}
