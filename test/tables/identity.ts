// SPDX-License-Identifier: Apache-2.0
import type { Table } from "./table.js";

const uuid = "01234567-89ab-cdef-0f1e-2d3c4b5a6978";

/** What an endpoint tells about itself: UUID (DSP0236 12.5), versions (12.6), message types (12.7), vendors (12.8). */
export const identity: Table = {
	name: "identity",
	trace: 0x158be4b9,
	sessions: [
		{
			name: "Get Endpoint UUID without a UUID",
			steps: [{ name: "is not supported", in: "010009c8 008003", out: "010900c0 000003 05" }],
		},
		{
			name: "Get Endpoint UUID",
			setup: { uuid },
			steps: [
				{ name: "answers it, first digits first", in: "010009c8 008003", out: "010900c0 000003 00 0123456789abcdef0f1e2d3c4b5a6978" },
				{ name: "refuses a surplus byte", in: "010009c8 008103 00", out: "010900d0 000103 03" },
				{ name: "answers it once more", in: "010009c8 008203", out: "010900e0 000203 00 0123456789abcdef0f1e2d3c4b5a6978" },
			],
		},
		{
			name: "Get Endpoint UUID, digits given in upper case",
			setup: { uuid: "FEDCBA98-7654-3210-FFFF-FFFFFFFFFFFE" },
			steps: [{ name: "answers the same bytes", in: "010009c8 008003", out: "010900c0 000003 00 fedcba9876543210fffffffffffffffe" }],
		},
		{
			name: "Get MCTP Version Support",
			setup: { responders: ["control", "echo", "services", "pci", "iana"] },
			steps: [
				{
					name: "FF: the base specification, 1.0, 1.1, 1.2, 1.3.3",
					in: "010009c8 008004 ff",
					out: "010900c0 000004 00 04 f1f0ff00 f1f1ff00 f1f2ff00 f1f3f300",
				},
				{ name: "00: the control protocol", in: "010009c8 008104 00", out: "010900d0 000104 00 04 f1f0ff00 f1f1ff00 f1f2ff00 f1f3f300" },
				{ name: "01: those of its responder", in: "010009c8 008204 01", out: "010900e0 000204 00 02 f1f0ff00 f1f1f000" },
				{ name: "7E: those of the first PCI vendor", in: "010009c8 008304 7e", out: "010900f0 000304 00 01 f1f0ff00" },
				{ name: "7F: those of the IANA vendor", in: "010009c8 008404 7f", out: "010900c0 000404 00 02 f1f0ff00 f1f1f000" },
				{ name: "02: a type it lacks", in: "010009c8 008504 02", out: "010900d0 000504 80" },
				{ name: "81: not a message type", in: "010009c8 008604 81", out: "010900e0 000604 80" },
				{ name: "FE: not a message type", in: "010009c8 008704 fe", out: "010900f0 000704 80" },
				{ name: "refuses a request without type", in: "010009c8 008804", out: "010900c0 000804 03" },
				{ name: "refuses a surplus byte", in: "010009c8 008904 ff 00", out: "010900d0 000904 03" },
			],
		},
		{
			name: "Get Message Type Support, control alone",
			steps: [
				{ name: "lists control", in: "010009c8 008005", out: "010900c0 000005 00 01 00" },
				{ name: "refuses a surplus byte", in: "010009c8 008105 00", out: "010900d0 000105 03" },
			],
		},
		{
			name: "Get Message Type Support",
			setup: { responders: ["echo", "services", "control", "pci", "iana", "late"] },
			steps: [
				{
					name: "lists control first, and a type of several vendors once",
					in: "010009c8 008005",
					out: "010900c0 000005 00 05 00 01 7e 7f 02",
				},
			],
		},
		{
			name: "Get Vendor Defined Message Support without vendors",
			setup: { responders: ["control", "echo"] },
			steps: [{ name: "is not supported", in: "010009c8 008006 00", out: "010900c0 000006 05" }],
		},
		{
			name: "Get Vendor Defined Message Support",
			setup: { responders: ["control", "services", "echo", "iana", "pci"] },
			steps: [
				{ name: "selector 0: a PCI vendor, and where to go on", in: "010009c8 008006 00", out: "010900c0 000006 00 01 00 ccde 0000" },
				{ name: "selector 1: an IANA vendor, four bytes", in: "010009c8 008106 01", out: "010900d0 000106 00 02 01 8000a015 0304" },
				{ name: "selector 2: the last one", in: "010009c8 008206 02", out: "010900e0 000206 00 ff 00 1234 0102" },
				{ name: "refuses selector 3", in: "010009c8 008306 03", out: "010900f0 000306 02" },
				{ name: "refuses selector FF", in: "010009c8 008406 ff", out: "010900c0 000406 02" },
				{ name: "refuses a request without selector", in: "010009c8 008506", out: "010900d0 000506 03" },
				{ name: "refuses a surplus byte", in: "010009c8 008606 00 00", out: "010900e0 000606 03" },
			],
		},
	],
};
