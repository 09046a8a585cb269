// SPDX-License-Identifier: Apache-2.0
import type { Setup, Table } from "./table.js";

/** EID 8 at address 10 of an I2C bus, where somebody may be at 1d and 20. */
const setup: Setup = {
	ports: [{ eid: 8, medium: 3 }],
	memory: { routes: 8 },
	owner: {
		buses: [{ port: 0, medium: 3, address: 0x10, addresses: [0x1d, 0x20] }],
		first: 9,
		count: 8,
		behind: 2,
		workers: 1,
		timeout: 100,
		attempts: 2,
		interval: 1000,
		losses: 2,
	},
};

export const busOwner: Table = {
	name: "bus owner",
	trace: 0,
	sessions: [
		{
			name: "an endpoint",
			setup,
			steps: [
				{ name: "is asked who it is", out: "" },
				{ name: "has no EID", in: "010800c0 000102 00 00 00 00 @1d" },
				{ name: "gets one", out: "" },
				{ name: "has taken it", in: "010809c1 000201 00 00 09 00 @1d" },
				{ name: "is asked what it can", out: "" },
				{ name: "says so", in: "010809c2 000305 00 02 00 7e @1d" },
				{ name: "is asked for its UUID", out: "" },
				{ name: "is known", in: "010809c3 000403 00 00112233445566778899aabbccddeeff @1d" },
				{ name: "the next address is asked", out: "" },
				{ name: "nobody is there: not asked again so soon", at: 100, wait: 900 },
				{ name: "the first is asked whether it is there still", at: 1000, out: "" },
				{ name: "it is", in: "010809c5 000602 00 09 00 00 @1d" },
				{ name: "then the second address", at: 1100, out: "" },
				{ name: "nobody there", at: 1200 },
				{ name: "the first once more", at: 2000, out: "" },
				{ name: "no answer: asked again", at: 2100, out: "" },
				{ name: "no answer", at: 2200, out: "" },
				{ name: "nobody there either", at: 2300 },
				{ name: "the first after another interval", at: 3200, out: "" },
				{ name: "and again", at: 3300, out: "" },
				{ name: "gone", at: 3400, out: "" },
			],
		},
	],
};
