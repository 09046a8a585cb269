// SPDX-License-Identifier: Apache-2.0
import type { Table } from "./table.js";

/** What every control message has in common (DSP0236 12.1, 12.2). */
export const controlMessages: Table = {
	name: "control messages",
	trace: 0x44cce0e5,
	sessions: [
		{
			name: "instance id",
			setup: { ports: [{ eid: 8 }] },
			steps: [
				{ name: "0 comes back", in: "010809c8 008002", out: "010908c0 000002 00 08 02 00" },
				{ name: "31 comes back", in: "010809c8 009f02", out: "010908d0 001f02 00 08 02 00" },
				{ name: "21 comes back with an error", in: "010809c8 00953f", out: "010908e0 00153f 05" },
				{ name: "a retry with the same id is answered again", in: "010809c8 00953f", out: "010908f0 00153f 05" },
				{ name: "the reserved bit beside it does not come back", in: "010809c8 00aa02", out: "010908c0 000a02 00 08 02 00" },
			],
		},
		{
			name: "tag",
			setup: { ports: [{ eid: 8 }] },
			steps: [
				{ name: "7 comes back, tag owner cleared", in: "010809cf 008002", out: "010908c7 000002 00 08 02 00" },
				{ name: "a sequence number does not matter", in: "010809fb 008102", out: "010908d3 000102 00 08 02 00" },
			],
		},
		{
			name: "destination",
			setup: { ports: [{ eid: 8 }] },
			steps: [
				{ name: "broadcast: answered from its own EID", in: "01ff09c8 008002", out: "010908c0 000002 00 08 02 00" },
				{ name: "the null EID: answered from its own EID", in: "010009c8 008102", out: "010908d0 000102 00 08 02 00" },
				{ name: "a requester without EID: answered to the null EID", in: "010800c8 008202 @1d", out: "010008e0 000202 00 08 02 00 @1d" },
				{ name: "another EID: no answer", in: "012009c8 008302", count: { notForUs: 1 } },
			],
		},
		{
			name: "silence",
			setup: { ports: [{ eid: 8 }] },
			steps: [
				{ name: "to a response (Rq 0, D 0) that owns its tag", in: "010809c8 000002", count: { silent: 1 } },
				{ name: "to Rq 0 with D 1", in: "010809c8 004002", count: { silent: 1 } },
				{ name: "to a datagram (Rq 1, D 1)", in: "010809c8 00c002", count: { silent: 1 } },
				{ name: "to a datagram by broadcast", in: "01ff09c8 00c002", count: { silent: 1 } },
				{ name: "to a datagram of an unknown command", in: "010809c8 00c03f", count: { silent: 1 } },
				{ name: "to a request that does not own its tag", in: "010809c0 008002", count: { unsolicited: 1 } },
				{ name: "to a response that nobody waits for", in: "010809c0 00000200090000", count: { unsolicited: 1 } },
				{ name: "to a datagram that does not own its tag", in: "010809c0 00c002", count: { unsolicited: 1 } },
				{ name: "to the integrity check bit, which control never has", in: "010809c8 808002", count: { silent: 1 } },
				{ name: "to a message without command", in: "010809c8 0080", count: { silent: 1 } },
				{ name: "to a lone type byte", in: "010809c8 00", count: { silent: 1 } },
				{ name: "a datagram changes nothing", in: "010809c8 00c001 00 20", count: { silent: 1 }, eid: 8 },
				{ name: "a request without command changes nothing", in: "010809c8 0081", count: { silent: 1 }, eid: 8 },
				{ name: "and then it answers", in: "010809c8 008102", out: "010908c0 000102 00 08 02 00" },
			],
		},
		{
			name: "length",
			setup: { ports: [{ eid: 8 }] },
			steps: [
				{ name: "Set Endpoint ID without EID", in: "010809c8 008001 00", out: "010908c0 000001 03", eid: 8 },
				{ name: "Set Endpoint ID without operation", in: "010809c8 008101", out: "010908d0 000101 03", eid: 8 },
				{ name: "Set Endpoint ID with a surplus byte", in: "010809c8 008201 00 20 00", out: "010908e0 000201 03", eid: 8 },
				{ name: "Get Endpoint ID with a surplus byte", in: "010809c8 008302 00", out: "010908f0 000302 03" },
				{
					name: "a command that it lacks, however long",
					in: `010809c8 00843f ${"00".repeat(61)}`,
					out: "010908c0 00043f 05",
				},
			],
		},
		{
			name: "commands that an endpoint does not have",
			setup: { ports: [{ eid: 8 }] },
			steps: [
				{ name: "00, reserved", in: "010809c8 008000", out: "010908c0 000000 05" },
				{ name: "08 Allocate Endpoint IDs", in: "010809c8 008108 00 10 20", out: "010908d0 000108 05" },
				{ name: "09 Routing Information Update", in: "010809c8 008209 00", out: "010908e0 000209 05" },
				{ name: "0A Get Routing Table Entries", in: "010809c8 00830a 00", out: "010908f0 00030a 05" },
				{ name: "0D Discovery Notify", in: "010809c8 00840d", out: "010908c0 00040d 05" },
				{ name: "0E Get Network ID", in: "010809c8 00850e", out: "010908d0 00050e 05" },
				{ name: "0F Query Hop", in: "010809c8 00860f 20 00", out: "010908e0 00060f 05" },
				{ name: "11 Query Rate Limit", in: "010809c8 008711", out: "010908f0 000711 05" },
				{ name: "12 Request TX Rate Limit", in: "010809c8 008812 01000000000000", out: "010908c0 000812 05" },
				{ name: "13 Update Rate Limit", in: "010809c8 008913 01000000000000", out: "010908d0 000913 05" },
				{ name: "15, not defined", in: "010809c8 008a15", out: "010908e0 000a15 05" },
				{ name: "EF, not defined", in: "010809c8 008bef", out: "010908f0 000bef 05" },
			],
		},
		{
			name: "commands that an endpoint does not have, shorter or longer than they are",
			setup: { ports: [{ eid: 8 }] },
			steps: [
				{ name: "03 Get Endpoint UUID", in: "010809c8 008003 00", out: "010908c0 000003 05" },
				{ name: "06 Get Vendor Defined Message Support", in: "010809c8 008106", out: "010908d0 000106 05" },
				{ name: "07 Resolve Endpoint ID", in: "010809c8 008207", out: "010908e0 000207 05" },
				{ name: "08 Allocate Endpoint IDs", in: "010809c8 008308", out: "010908f0 000308 05" },
				{ name: "09 Routing Information Update", in: "010809c8 008409", out: "010908c0 000409 05" },
				{ name: "0A Get Routing Table Entries", in: "010809c8 00850a", out: "010908d0 00050a 05" },
				{ name: "0B Prepare for Endpoint Discovery", in: "010809c8 00860b 00", out: "010908e0 00060b 05" },
				{ name: "0C Endpoint Discovery", in: "010809c8 00870c 00", out: "010908f0 00070c 05" },
				{ name: "0D Discovery Notify", in: "010809c8 00880d 00", out: "010908c0 00080d 05" },
				{ name: "0F Query Hop", in: "010809c8 00890f", out: "010908d0 00090f 05" },
				{ name: "10 Resolve UUID", in: "010809c8 008a10", out: "010908e0 000a10 05" },
				{ name: "11 Query Rate Limit", in: "010809c8 008b11 00", out: "010908f0 000b11 05" },
				{ name: "12 Request TX Rate Limit", in: "010809c8 008c12", out: "010908c0 000c12 05" },
				{ name: "13 Update Rate Limit", in: "010809c8 008d13", out: "010908d0 000d13 05" },
				{ name: "but one that it has is refused for its length", in: "010809c8 008e14 00", out: "010908e0 000e14 03" },
			],
		},
		{
			name: "a bridge without pool",
			setup: { ports: [{ eid: 8 }], memory: { routes: 2 }, bridge: { buses: [{ port: 0 }] } },
			steps: [
				{ name: "has no Allocate Endpoint IDs", in: "010809c8 008008 00 01 10", out: "010908c0 000008 05" },
				{ name: "however long", in: "010809c8 008108", out: "010908d0 000108 05" },
				{ name: "the others it has", in: "010809c8 00820f 20", out: "010908e0 00020f 03" },
			],
		},
	],
};
