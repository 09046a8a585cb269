// SPDX-License-Identifier: Apache-2.0
import type { Setup } from "./table.js";

/** EID 8 at address 10 of an I2C bus, where somebody may be at `addresses`. One request at a time. */
export function owning(addresses: readonly number[], options: Partial<Setup["owner"]> = {}): Setup {
	return {
		ports: [{ eid: 8, medium: 3 }],
		memory: { routes: 8 },
		owner: {
			buses: [{ port: 0, medium: 3, address: 0x10, addresses }],
			first: 9,
			count: 8,
			behind: 2,
			workers: 1,
			timeout: 100,
			attempts: 2,
			interval: 1000,
			losses: 2,
			...options,
		},
	};
}
