// SPDX-License-Identifier: Apache-2.0
import { owning } from "./owning.js";
import type { Setup, Table } from "./table.js";

/** What `tick` says when nothing waits for the clock. */
const never = 0x7fffffff;

const buses = [
	{ port: 0, medium: 3, address: 0x20, addresses: [0x1d] },
	{ port: 1, medium: 3, address: 0x21, addresses: [0x30] },
];

/** Between two buses: gets its EIDs on one, gives them on the other. */
const middle: Setup = {
	...owning([], { buses, first: 0, count: 0 }),
	ports: [{ medium: 3 }, { medium: 3 }],
	sharedEid: true,
	bridge: { buses, poolSize: 2 },
};

/** Bridges with a bus owner for the bus below: they get their EIDs on one bus, and give them on the other. */
export const busOwnerBetween: Table = {
	name: "bus owner between two buses",
	trace: 0x20d3f730,
	sessions: [
		{
			name: "a bridge that owns the bus below",
			setup: middle,
			steps: [
				{ name: "asks nobody before it has EIDs to give", at: 100, wait: never },
				{ name: "gets its own", in: "010008c8 008001 00 09 @10", out: "010809c0 000001 00 01 09 02 @10" },
				{ name: "and two for others", in: "010908c8 008108 00 02 40 @10", out: "010809d0 000108 00 00 02 40 @10" },
				{ name: "asks below, not where its EID came from", out: "1/010009c8 008102 @30" },
				{ name: "somebody is there", in: "1/010900c0 000102 00 00 00 00 @30" },
				{ name: "gets one", out: "1/010009d9 008201 00 40 @30" },
				{ name: "takes it", in: "1/010940c1 000201 00 00 40 00 @30" },
				{ name: "is asked on", out: "1/014009ea 008305 @30" },
				{ name: "types", in: "1/010940c2 000305 05 @30" },
				{ name: "UUID", out: "1/014009fb 008403 @30" },
				{ name: "is found", in: "1/010940c3 000403 05 @30", events: "found 40: types " },
				{ name: "is reached from above", in: "014008c8 0155 @10", out: "1/014008c8 0155 @30", count: { forwarded: 1 } },
				{ name: "and answers", in: "1/010840c0 0155 @30", out: "010840c0 0155 @10", count: { "1/forwarded": 1 } },
				{
					name: "is in the routing table",
					in: "010908c8 00820a 00 @10",
					out: "010809e0 00020a 00 ff 03 01 09 80 01 03 01 40 01 08 00 01 03 01 20 01 40 01 01 03 01 60 @10",
				},
				{ name: "is behind the bridge", in: "010908c8 008307 40 @10", out: "010809f0 000307 00 09 40 @10" },
				{ name: "which is on its way", in: "010908c8 00840f 40 00 @10", out: "010809c0 00040f 00 40 00 00 00 00 00 @10" },
				{
					name: "other EIDs are given by force: who was there is lost",
					in: "010908c8 008508 01 02 50 @10",
					out: "010809d0 000508 00 00 02 50 @10",
					events: "lost 40",
				},
				{ name: "and asked anew", out: "1/010009cc 008502 @30" },
				{ name: "somebody with an EID that is not the bridge's any more", in: "1/010940c4 000502 00 40 00 00 @30" },
				{ name: "gets another", out: "1/010009dd 008601 00 50 @30" },
				{ name: "takes it", in: "1/010950c5 000601 00 00 50 00 @30" },
				{ name: "is asked on", out: "1/015009ee 008705 @30" },
				{ name: "from above it goes, and all it gave", link: "down" },
				{ name: "nobody is asked", at: 3000, wait: never },
				{ name: "comes back", link: "up" },
				{ name: "with an EID", in: "010008c8 008601 00 0a @10", out: "01080ae0 000601 00 01 0a 02 @10" },
				{ name: "and others to give", in: "010a08c8 008708 00 02 60 @10", out: "01080af0 000708 00 00 02 60 @10" },
				{ name: "now it asks again", out: "1/01000aff 008802 @30" },
				{ name: "somebody with an EID that is the bridge's by chance", in: "1/010a61c7 000802 00 61 00 00 @30" },
				{ name: "may keep it", out: "1/01000ac8 008901 00 61 @30" },
			],
		},
		{
			name: "a bridge with EIDs of its own to give",
			setup: { ...middle, owner: { ...middle.owner!, first: 0x20, count: 2 }, bridge: { buses } },
			steps: [
				{ name: "asks on both sides: first", out: "010000c8 008102 @1d" },
				{ name: "is given one there", in: "010008c8 008001 00 09 @10", out: "010809d0 000001 00 00 09 00 @10" },
				{ name: "nobody there", at: 100 },
				{ name: "second", out: "1/010009c9 008202 @30" },
				{ name: "nor there", at: 200 },
				{ name: "from now on there alone", at: 1200, out: "1/010009da 008302 @30" },
				{ name: "nobody", at: 1300, wait: 1000 },
				{ name: "until that link has gone", link: "down" },
				{ name: "and comes", link: "up" },
				{ name: "asks there again", out: "010009eb 008402 @1d" },
			],
		},
		{
			name: "a bridge above another",
			setup: { ...middle, bridge: { buses, poolSize: 4 } },
			steps: [
				{ name: "gets its own EID", in: "010008c8 008001 00 09 @10", out: "010809c0 000001 00 01 09 04 @10" },
				{ name: "and four for others", in: "010908c8 008108 00 04 40 @10", out: "010809d0 000108 00 00 04 40 @10" },
				{ name: "who is below", out: "1/010009c8 008102 @30" },
				{ name: "a bridge", in: "1/010900c0 000102 00 00 10 00 @30" },
				{ name: "gets one of the four", out: "1/010009d9 008201 00 40 @30" },
				{ name: "wants two", in: "1/010940c1 000201 00 01 40 02 @30" },
				{ name: "gets two", out: "1/014009ea 008308 00 02 41 @30" },
				{ name: "takes them", in: "1/010940c2 000308 00 00 02 41 @30" },
				{ name: "is asked on", out: "1/014009fb 008405 @30" },
				{ name: "types", in: "1/010940c3 000405 05 @30" },
				{ name: "UUID", out: "1/014009cc 008503 @30" },
				{ name: "none", in: "1/010940c4 000503 05 @30" },
				{ name: "its routing table", out: "1/014009dd 00860a 00 @30" },
				{ name: "one behind it", in: "1/010940c5 00060a 00 ff 01 01 42 01 01 03 01 60 @30" },
				{ name: "it is told who is above", out: "1/014009ee 008709 01 00 01 08 42 @30" },
				{ name: "takes it", in: "1/010940c6 000709 00 @30", events: "found 40: types " },
				{ name: "the one behind it", out: "1/014209ff 008802 @30" },
				{ name: "is there", in: "1/010942c7 000802 00 42 00 00 @30" },
				{ name: "types", out: "1/014209c8 008905 @30" },
				{ name: "none", in: "1/010942c0 000905 05 @30" },
				{ name: "UUID", out: "1/014209d9 008a03 @30" },
				{ name: "none", in: "1/010942c1 000a03 05 @30", events: "found 42: types " },
				{
					name: "its table has the bridge as such, its range, and whoever gave the EID",
					in: "010908c8 00820a 00 @10",
					out: "010809e0 00020a 00 ff 04 01 09 80 01 03 01 40 01 08 00 01 03 01 20 01 40 81 01 03 01 60 02 41 c1 01 03 01 60 @10",
				},
				{
					name: "on the way to the one behind the other bridge, that is next",
					in: "010908c8 00830f 42 00 @10",
					out: "010809f0 00030f 00 40 00 00 00 00 00 @10",
				},
				{
					name: "to one of its range that is not known as well",
					in: "010908c8 00840f 41 00 @10",
					out: "010809c0 00040f 00 40 00 00 00 00 00 @10",
				},
				{ name: "to the bridge itself", in: "010908c8 00850f 40 00 @10", out: "010809d0 00050f 00 40 00 00 00 00 00 @10" },
				{ name: "back to the owner above", in: "1/010940c8 00860f 08 00 @30", out: "1/014009e0 00060f 00 08 00 00 00 00 00 @30" },
				{ name: "the same EIDs again change nothing", in: "010908c8 008708 00 04 40 @10", out: "010809e0 000708 00 00 04 40 @10" },
				{ name: "nor does the same EID again", in: "010908c8 008801 00 09 @10", out: "010809f0 000801 00 02 09 04 @10" },
				{ name: "what is above is told", in: "010908c8 008909 01 00 01 20 22 @10", out: "010809c0 000909 00 @10" },
				{ name: "and reached from below", in: "1/012042c8 0155 @30", out: "012042c8 0155 @11", count: { "1/forwarded": 1 } },
				{ name: "the link above goes", link: "down", events: ["lost 42", "lost 40"] },
				{ name: "and with it the routes", link: "up", in: "1/012042c8 0155 @30", count: { "1/notForUs": 1 } },
			],
		},
	],
};
