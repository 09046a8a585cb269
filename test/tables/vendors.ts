// SPDX-License-Identifier: Apache-2.0
import type { Table } from "./table.js";

/** Vendor-defined messages and their responders (DSP0236 13): PCI vendors 1234 and CCDE, IANA vendor 8000A015. */
export const vendors: Table = {
	name: "messages to vendors",
	trace: 0xe8fbb1b0,
	sessions: [
		{
			name: "in one packet",
			setup: { responders: ["services", "iana", "pci"], ports: [{ eid: 8 }] },
			steps: [
				{ name: "a PCI vendor's message reaches its responder", in: "010809c8 7e1234", out: "010908c0 7e1234 55" },
				{ name: "so does an IANA vendor's", in: "010809c8 7f8000a015", out: "010908d0 7f8000a015 55" },
				{ name: "an unknown PCI vendor's is dropped", in: "010809c8 7e1235", count: { messageType: 1 } },
				{ name: "an unknown IANA vendor's is dropped", in: "010809c8 7f0000a015", count: { messageType: 1 } },
				{ name: "the id of a PCI vendor is none of an IANA vendor", in: "010809c8 7f00001234", count: { messageType: 1 } },
				{ name: "a PCI vendor's id may not be cut short", in: "010809c8 7e12", count: { messageType: 1 } },
				{ name: "an IANA vendor's id may not be cut short", in: "010809c8 7f8000a0", count: { messageType: 1 } },
				{ name: "a lone type byte is dropped", in: "010809c8 7e", count: { messageType: 1 } },
				{ name: "the integrity check bit comes back", in: "010809c8 fe1234", out: "010908e0 fe1234 55" },
			],
		},
		{
			name: "in several packets",
			setup: { responders: ["iana", "pci"], ports: [{ eid: 8 }] },
			steps: [
				{ name: "a PCI vendor's message reaches its responder", in: ["01080988 7e1234", "01080958 aa"], out: "010908c0 7e1234 55" },
				{ name: "so does an IANA vendor's", in: ["01080988 7f8000a015", "01080958 aa"], out: "010908d0 7f8000a015 55" },
				{ name: "an id cut short by its first packet is dropped", in: "01080988 7e12", count: { messageType: 1 } },
				{ name: "one of four bytes too", in: "01080988 7f8000a0", count: { messageType: 1 } },
			],
		},
	],
};
