// SPDX-License-Identifier: Apache-2.0
import type { Table } from "./table.js";

/** Prepare for Endpoint Discovery (DSP0236 12.14), Endpoint Discovery (12.13) and the discovered flag (8.21). */
export const discovery: Table = {
	name: "discovery",
	trace: 0x5ec4df9d,
	sessions: [
		{
			name: "on a binding without the flag",
			setup: { ports: [{ eid: 8 }] },
			steps: [
				{ name: "Prepare for Endpoint Discovery is not supported", in: "010809c8 00800b", out: "010908c0 00000b 05" },
				{ name: "Endpoint Discovery is not supported", in: "010809c8 00810c", out: "010908d0 00010c 05" },
				{ name: "setting the flag is refused", in: "010809c8 008201 03 00", out: "010908e0 000201 02", eid: 8 },
			],
		},
		{
			name: "on a binding with the flag",
			setup: { ports: [{ discovery: true }] },
			steps: [
				{ name: "an undiscovered endpoint answers the broadcast", in: "01ff09c8 00800c", out: "010900c0 00000c 00" },
				{ name: "and a request to the null EID", in: "010009c8 00810c", out: "010900d0 00010c 00" },
				{ name: "getting an EID sets the flag", in: "010009c8 008201 00 20", out: "010920e0 000201 00 00 20 00", eid: 0x20 },
				{ name: "a discovered endpoint is silent", in: "01ff09c8 00830c", count: { silent: 1 } },
				{ name: "also to a request to its EID", in: "012009c8 00840c", count: { silent: 1 } },
				{ name: "Prepare clears the flag and keeps the EID", in: "01ff09c8 00850b", out: "010920f0 00050b 00", eid: 0x20 },
				{ name: "then it answers again", in: "01ff09c8 00860c", out: "010920c0 00060c 00" },
				{ name: "Prepare once more is no error", in: "012009c8 00870b", out: "010920d0 00070b 00" },
				{
					name: "operation 3 sets the flag and reports the EID",
					in: "012009c8 008801 03 ff",
					out: "010920e0 000801 00 00 20 00",
					eid: 0x20,
				},
				{ name: "then it is silent again", in: "01ff09c8 00890c", count: { silent: 1 } },
				{ name: "Prepare refuses a surplus byte", in: "012009c8 008a0b 00", out: "010920f0 000a0b 03" },
				{ name: "Endpoint Discovery does too, discovered or not", in: "012009c8 008b0c 00", out: "010920c0 000b0c 03" },
				{ name: "a refused Prepare left the flag", in: "012009c8 008c0c", count: { silent: 1 } },
				{ name: "the flag goes with the link", link: "down", eid: 0 },
				{ name: "then it answers under the null EID", link: "up", in: "01ff09c8 008d0c", out: "010900d0 000d0c 00" },
			],
		},
		{
			name: "when the flag is set",
			setup: { ports: [{ discovery: true, eid: 0x0a }] },
			steps: [
				{ name: "having a static EID is not being discovered", in: "010a09c8 00800c", out: "01090ac0 00000c 00" },
				{ name: "a refused EID does not set it", in: "010a09c8 008101 00 ff", out: "01090ad0 000101 02" },
				{ name: "still undiscovered", in: "010a09c8 00820c", out: "01090ae0 00020c 00" },
				{
					name: "an answer that did not leave does not set it",
					in: "010a09c8 008301 00 20",
					fail: true,
					out: "01090af0 000301 00 00 20 00",
					count: { received: 1, sendFailed: 1 },
				},
				{ name: "undiscovered even so", in: "010a09c8 00840c", out: "01090ac0 00040c 00" },
				{ name: "reset sets it", in: "010a09c8 008501 02 00", out: "01090ad0 000501 00 00 0a 00" },
				{ name: "discovered now", in: "010a09c8 00860c", count: { silent: 1 } },
			],
		},
		{
			name: "each port for itself",
			setup: { ports: [{ discovery: true }, { discovery: true }] },
			steps: [
				{ name: "the first is discovered", in: "010009c8 008001 00 20", out: "010920c0 000001 00 00 20 00" },
				{ name: "the second is not", in: "1/01ff09c8 00810c", out: "1/010900c0 00010c 00" },
				{ name: "the second's link goes down", link: "1/down" },
				{ name: "the first stays discovered", in: "01ff09c8 00820c", count: { silent: 1 } },
				{ name: "Prepare on the second", link: "1/up", in: "1/010009c8 00830b", out: "1/010900d0 00030b 00" },
				{ name: "leaves the first discovered", in: "01ff09c8 00840c", count: { silent: 1 } },
			],
		},
		{
			name: "the flag on one port of two",
			setup: { ports: [{ eid: 8 }, { eid: 9, discovery: true }] },
			steps: [
				{ name: "where it is, discovery works", in: "1/01ff0ac8 00800c", out: "1/010a09c0 00000c 00" },
				{ name: "where it is not, discovery is not supported", in: "01ff0ac8 00810c", out: "010a08c0 00010c 05" },
			],
		},
	],
};
