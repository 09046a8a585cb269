// SPDX-License-Identifier: Apache-2.0
import { stepSize } from "./target.js";

/** Tries at most, for an input that takes long. */
const mostTries = 5000;

/** The smallest input found that still has `property`: steps are left out, then their bytes set to 0. */
export async function minimise(input: Uint8Array, property: (input: Uint8Array) => Promise<boolean>): Promise<Uint8Array> {
	let tries = 0;
	const holds = async (candidate: Uint8Array) => tries++ < mostTries && (await property(candidate));
	let best = input;
	for (let count = best.length / stepSize - 1; count >= 1; count = count > 1 ? count >> 1 : 0) {
		for (let at = best.length - count * stepSize; at >= stepSize; at -= count * stepSize) {
			const candidate = Uint8Array.from([...best.subarray(0, at), ...best.subarray(at + count * stepSize)]);
			if (await holds(candidate)) {
				best = candidate;
				at = Math.min(at, best.length - (count - 1) * stepSize);
			}
		}
	}
	for (let at = 0; at < best.length; at++) {
		if (0 === best[at]) continue;
		const candidate = best.slice();
		candidate[at] = 0;
		if (await holds(candidate)) best = candidate;
	}
	return best;
}
