// SPDX-License-Identifier: Apache-2.0
import type { Table } from "./table.js";

const twice = "11111111-2222-3333-4444-555555555555";
const once = "11111111-2222-3333-4444-555555555556";

/** Resolve Endpoint ID (DSP0236 12.9), Resolve UUID (12.18), Query Supported Interfaces (12.22), commands of transports. */
export const directory: Table = {
	name: "directory and interfaces",
	trace: 0xc4d67c76,
	sessions: [
		{
			name: "without directory",
			steps: [
				{ name: "Resolve Endpoint ID is not supported", in: "010009c8 008007 20", out: "010900c0 000007 05" },
				{
					name: "Resolve UUID is not supported",
					in: "010009c8 008110 11111111222233334444555555555555 00",
					out: "010900d0 000110 05",
				},
			],
		},
		{
			name: "with a directory",
			setup: {
				ports: [{ eid: 8 }],
				directory: [
					{ eid: 0x20, uuid: twice, binding: 0x01, medium: 0x03, address: [0x1d] },
					{ eid: 0x21, bridge: 0x20, binding: 0x01, medium: 0x03, address: [0x1d] },
					{ eid: 0x22, uuid: twice, binding: 0x02, medium: 0x08, address: [0x12, 0x34] },
					{ eid: 0x23, uuid: once, binding: 0x05, medium: 0x24, address: [] },
				],
			},
			steps: [
				{ name: "it is a bridge in the eyes of others", in: "010809c8 008002", out: "010908c0 000002 00 08 12 00" },
				{ name: "an endpoint of this bus: its own EID and address", in: "010809c8 008107 20", out: "010908d0 000107 00 20 1d" },
				{ name: "an endpoint behind a bridge: the bridge's EID", in: "010809c8 008207 21", out: "010908e0 000207 00 20 1d" },
				{ name: "an address of two bytes: the upper one first", in: "010809c8 008307 22", out: "010908f0 000307 00 22 1234" },
				{ name: "an endpoint without address", in: "010809c8 008407 23", out: "010908c0 000407 00 23" },
				{ name: "an EID that it does not know is refused", in: "010809c8 008507 24", out: "010908d0 000507 02" },
				{ name: "a request without EID is refused", in: "010809c8 008607", out: "010908e0 000607 03" },
				{ name: "a surplus byte is refused", in: "010809c8 008707 20 00", out: "010908f0 000707 03" },
				{
					name: "handle 0: the first endpoint of a UUID, and where to go on",
					in: "010809c8 008810 11111111222233334444555555555555 00",
					out: "010908c0 000810 00 01 01 20 01 03 01 1d",
				},
				{
					name: "handle 1: the last endpoint of a UUID",
					in: "010809c8 008910 11111111222233334444555555555555 01",
					out: "010908d0 000910 00 ff 01 22 02 08 02 1234",
				},
				{
					name: "a handle behind the last is refused",
					in: "010809c8 008a10 11111111222233334444555555555555 02",
					out: "010908e0 000a10 02",
				},
				{
					name: "handle FF is refused",
					in: "010809c8 008b10 11111111222233334444555555555555 ff",
					out: "010908f0 000b10 02",
				},
				{
					name: "a UUID of one endpoint",
					in: "010809c8 008c10 11111111222233334444555555555556 00",
					out: "010908c0 000c10 00 ff 01 23 05 24 00",
				},
				{
					name: "a UUID that it does not know is refused",
					in: "010809c8 008d10 11111111222233334444555555555557 00",
					out: "010908d0 000d10 02",
				},
				{ name: "a request without handle is refused", in: "010809c8 008e10 11111111222233334444555555555555", out: "010908e0 000e10 03" },
				{
					name: "a surplus byte behind the handle is refused",
					in: "010809c8 008f10 11111111222233334444555555555555 00 00",
					out: "010908f0 000f10 03",
				},
			],
		},
		{
			name: "Query Supported Interfaces",
			setup: { ports: [{ eid: 0x0a, medium: 0x24 }, { medium: 0x04 }] },
			steps: [
				{ name: "medium and EID of every port", in: "010009c8 008014", out: "01090ac0 000014 00 02 24 0a 04 00" },
				{ name: "refuses a surplus byte", in: "010009c8 008114 00", out: "01090ad0 000114 03" },
				{ name: "the second port gets an EID", in: "1/010009c8 008101 00 0b", out: "1/01090bc0 000101 00 00 0b 00" },
				{ name: "it is in the answer from then on", in: "010a09c8 008214", out: "01090ae0 000214 00 02 24 0a 04 0b" },
			],
		},
		{
			name: "commands of a transport binding, which has none",
			setup: { ports: [{ eid: 8 }] },
			steps: [
				{ name: "F0 is not supported", in: "010809c8 0080f0", out: "010908c0 0000f0 05" },
				{ name: "FF is not supported", in: "010809c8 0081ff 00", out: "010908d0 0001ff 05" },
			],
		},
		{
			name: "commands of a transport binding",
			setup: { ports: [{ eid: 8 }], transport: true },
			steps: [
				{ name: "F0 is the binding's to answer", in: "010809c8 0080f0 00", out: "010908c0 0000f0 00 f0" },
				{ name: "so is FF", in: "010809c8 0081ff 00", out: "010908d0 0001ff 00 ff" },
				{ name: "a completion code of the binding stands alone", in: "010809c8 0082f1 80", out: "010908e0 0002f1 80" },
				{ name: "EF is none of its", in: "010809c8 0083ef 00", out: "010908f0 0003ef 05" },
			],
		},
	],
};
