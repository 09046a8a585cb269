// SPDX-License-Identifier: Apache-2.0
import type { Setup, Table } from "./table.js";

/** On two I2C buses, at 20 and 21; a third port is none of its buses. */
const setup: Setup = {
	ports: [{ medium: 3 }, { medium: 3 }, {}],
	sharedEid: true,
	memory: { routes: 14 },
	bridge: {
		buses: [
			{ port: 0, medium: 3, address: 0x20 },
			{ port: 1, medium: 3, address: 0x21 },
		],
		poolSize: 4,
	},
};

/** The bus owner, EID 8 at address 10, gives EID 09; `flags` of the answer's packet. */
const assigned = (flags = "c0") => ({
	name: "it gets its EID",
	in: "010008c8 008001 00 09 @10",
	out: `010809${flags} 000001 00 01 09 04 @10`,
	eid: 9,
});

/** What a bridge answers of EIDs, pools and routes (DSP0236 12.3, 12.9 to 12.12, 12.17). */
export const bridge: Table = {
	name: "bridge",
	trace: 0x2ea6c1ab,
	sessions: [
		{
			name: "its EID",
			setup,
			steps: [
				{ name: "it says that it is a bridge", in: "010008c8 008002 @10", out: "010800c0 000002 00 00 10 00 @10" },
				assigned("d0"),
				{ name: "the bus owner may give another", in: "010908c8 008101 00 0a @10", out: "010809e0 000101 00 01 0a 04 @10" },
				{ name: "the owner of another bus may not", in: "1/010010c8 008201 00 30 @11", out: "1/01100ac0 000201 00 10 0a 00 @11" },
				{ name: "by force neither", in: "1/010010c8 008301 01 30 @11", out: "1/01100ad0 000301 00 10 0a 00 @11" },
				{ name: "an EID that nobody can have is a mistake there, too", in: "1/010010c8 008401 00 07 @11", out: "1/01100ae0 000401 02 @11" },
				{ name: "there is no static EID to go back to", in: "1/010010c8 008501 02 30 @11", out: "1/01100af0 000501 02 @11" },
				{ name: "when the first bus is gone, another may", link: "down" },
				{ name: "it does", in: "1/010010c8 008601 00 30 @11", out: "1/011030c0 000601 00 01 30 04 @11" },
				{ name: "now the first may not", link: "up", in: "010008c8 008701 00 0b @10", out: "010830f0 000701 00 10 30 00 @10" },
			],
		},
		{
			name: "a port that is none of its buses",
			setup,
			steps: [
				{ name: "gives an EID, and no pool", in: "2/010008c8 008001 00 09", out: "2/010809c0 000001 00 00 09 00" },
				{ name: "is no bus owner: the first bus may give one", in: "010008c8 008101 00 0a @10", out: "01080ac0 000101 00 01 0a 04 @10" },
				{ name: "and still can", in: "2/010a08c8 008201 00 0b", out: "2/01080ad0 000201 00 00 0b 00" },
				{ name: "what leads through it has no address there", in: "2/010b08c8 00a707 0b", out: "2/01080be0 000707 00 0b" },
				{ name: "routes that it tells of are its own", in: "2/010b08c8 008309 01 00 01 40", out: "2/01080bf0 000309 00" },
				{
					name: "its table tells them without address",
					in: "2/010b08c8 00840a 00",
					out: "2/01080bc0 00040a 00 ff 03 01 0b 82 00 00 00 01 08 00 01 03 01 20 01 40 02 00 00 00",
				},
			],
		},
		{
			name: "pool",
			setup,
			steps: [
				{ name: "none without an EID", in: "010008c8 008008 00 04 40 @10", out: "010800c0 000008 00 01 00 00 @10" },
				{ name: "and there is none", in: "010008c8 008108 02 00 00 @10", out: "010800d0 000108 00 00 00 00 @10" },
				assigned("e0"),
				{ name: "more than it wants", in: "010908c8 008008 00 05 40 @10", out: "010809f0 000008 02 @10" },
				{ name: "none at all", in: "010908c8 008108 00 00 40 @10", out: "010809c0 000108 02 @10" },
				{ name: "EIDs below 8", in: "010908c8 008208 00 04 07 @10", out: "010809d0 000208 02 @10" },
				{ name: "EIDs above 254", in: "010908c8 008308 00 04 fc @10", out: "010809e0 000308 02 @10" },
				{ name: "one is missing", in: "010908c8 008408 00 04 @10", out: "010809f0 000408 03 @10" },
				{ name: "a byte too many", in: "010908c8 008508 00 04 40 00 @10", out: "010809c0 000508 03 @10" },
				{ name: "from the owner of another bus", in: "1/010910c8 008608 00 04 40 @11", out: "1/011009c0 000608 00 01 00 00 @11" },
				{ name: "by force neither", in: "1/010910c8 008708 01 04 40 @11", out: "1/011009d0 000708 00 01 00 00 @11" },
				{ name: "its bus owner gives four", in: "010908c8 008808 00 04 40 @10", out: "010809d0 000808 00 00 04 40 @10" },
				{ name: "the same once more is no change", in: "010908c8 008908 00 04 40 @10", out: "010809e0 000908 00 00 04 40 @10" },
				{ name: "others are refused", in: "010908c8 008a08 00 04 50 @10", out: "010809f0 000a08 00 01 04 40 @10" },
				{ name: "fewer are, too", in: "010908c8 008b08 00 03 40 @10", out: "010809c0 000b08 00 01 04 40 @10" },
				{ name: "the link of another bus takes nothing with it", link: "1/down" },
				{ name: "everybody may ask", link: "1/up", in: "1/010910c8 008c08 02 00 00 @11", out: "1/011009e0 000c08 00 00 04 40 @11" },
				{ name: "the last four there are, by force", in: "010908c8 008d08 01 04 fb @10", out: "010809d0 000d08 00 00 04 fb @10" },
				{ name: "who gives an EID is told that it has a pool", in: "010908c8 008e01 00 09 @10", out: "010809e0 000e01 00 02 09 04 @10" },
				{ name: "it goes with the link", link: "down" },
				{ name: "and is wanted again", link: "up", in: "010008c8 008f01 00 09 @10", out: "010809f0 000f01 00 01 09 04 @10" },
			],
		},
		{
			name: "two bus owners at once",
			setup,
			steps: [
				{
					name: "both are told that it takes the EID",
					in: ["010008c8 008001 00 09 @10", "1/010010c8 008101 00 30 @11"],
					out: ["010809c0 000001 00 01 09 04 @10", "1/011030c0 000101 00 01 30 04 @11"],
				},
				{
					name: "the later one is its bus owner, and nothing leads to the other",
					in: "1/013010c8 00820a 00 @11",
					out: "1/011030d0 00020a 00 ff 02 01 30 81 01 03 01 42 01 10 01 01 03 01 22 @11",
				},
			],
		},
		{
			name: "a bus owner without EID",
			setup,
			steps: [
				{ name: "gives one", in: "010000c8 008001 00 09 @10", out: "010009c0 000001 00 01 09 04 @10" },
				{ name: "and nothing leads to it", in: "010908c8 00810a 00 @10", out: "010809d0 00010a 00 ff 01 01 09 80 01 03 01 40 @10" },
				{ name: "nor to what others say is the bridge's own", in: "010908c8 008209 01 00 01 09 3e @10", out: "010809e0 000209 00 @10" },
				{ name: "really", in: "010908c8 00830a 00 @10", out: "010809f0 00030a 00 ff 01 01 09 80 01 03 01 40 @10" },
			],
		},
		{
			name: "a port of another network",
			setup: { ...setup, ports: [{ medium: 3 }, { medium: 3 }, { network: 2 }] },
			steps: [
				assigned(),
				{
					name: "is in no routing table of this one",
					route: { port: 2, first: 0x70 },
					in: "010908c8 00810a 00 @10",
					out: "010809d0 00010a 00 ff 02 01 09 80 01 03 01 40 01 08 00 01 03 01 20 @10",
				},
			],
		},
		{
			name: "a bridge that wants no pool",
			setup: { ...setup, bridge: { buses: setup.bridge!.buses } },
			steps: [
				{ name: "says so", in: "010008c8 008001 00 09 @10", out: "010809c0 000001 00 00 09 00 @10" },
				{ name: "has no command for one", in: "010908c8 008108 00 04 40 @10", out: "010809d0 000108 05 @10" },
			],
		},
		{
			name: "what it is told of routes",
			setup,
			steps: [
				assigned(),
				{
					name: "an endpoint on the bus, and a range behind a bridge there",
					in: "010908c8 008009 02 00 01 30 3a 03 04 50 44 @10",
					out: "010809d0 000009 00 @10",
				},
				{ name: "leads to that endpoint", in: "1/013040c8 0155 @33", out: "013040c8 0155 @1d", count: { "1/forwarded": 1 } },
				{ name: "to the first of the range", in: "1/015040c8 0155 @33", out: "015040c8 0155 @22", count: { "1/forwarded": 1 } },
				{ name: "to the last of the range", in: "1/015340c8 0155 @33", out: "015340c8 0155 @22", count: { "1/forwarded": 1 } },
				{ name: "and no further", in: "1/015440c8 0155 @33", count: { "1/notForUs": 1 } },
				{ name: "an entry that is cut off", in: "010908c8 008109 02 00 01 31 3c 00 01 32 @10", out: "010809e0 000109 03 @10" },
				{ name: "has taken those before it", in: "1/013140c8 0155 @33", out: "013140c8 0155 @1e", count: { "1/forwarded": 1 } },
				{ name: "a byte too many", in: "010908c8 008209 01 00 01 32 3e 00 @10", out: "010809f0 000209 03 @10" },
				{ name: "fewer entries than it says", in: "010908c8 008309 01 @10", out: "010809c0 000309 03 @10" },
				{ name: "without a count", in: "010908c8 008309 @10", out: "010809d0 000309 03 @10" },
				{ name: "no entries at all", in: "010908c8 008409 00 @10", out: "010809e0 000409 00 @10" },
				{ name: "an EID below 8", in: "010908c8 008509 01 00 01 07 3e @10", out: "010809f0 000509 02 @10" },
				{ name: "a range beyond 254", in: "010908c8 008609 01 03 03 fd 3e @10", out: "010809c0 000609 02 @10" },
				{ name: "a range of none", in: "010908c8 008709 01 03 00 30 3e @10", out: "010809d0 000709 02 @10" },
				{ name: "its own EID is nobody else's", in: "010908c8 008809 01 00 01 09 3e @10", out: "010809e0 000809 00 @10" },
				{ name: "so it answers itself", in: "010908c8 008902 @10", out: "010809f0 000902 00 09 10 00 @10" },
				{ name: "it has a pool", in: "010908c8 008a08 00 04 60 @10", out: "010809c0 000a08 00 00 04 60 @10" },
				{
					name: "which is nobody else's, first and last",
					in: "010908c8 008b09 02 03 02 5f 3e 03 02 63 3e @10",
					out: "010809d0 000b09 00 @10",
				},
				{ name: "so nothing leads there", in: ["1/015f40c8 0155 @33", "1/016440c8 0155 @33"], count: { "1/notForUs": 2 } },
				{ name: "beside it is", in: "010908c8 008c09 02 00 01 5f 3e 00 01 64 3e @10", out: "010809e0 000c09 00 @10" },
				{ name: "so that leads there", in: "1/016440c8 0155 @33", out: "016440c8 0155 @1f", count: { "1/forwarded": 1 } },
			],
		},
		{
			name: "what it has no room for",
			setup: { ...setup, memory: { routes: 3 } },
			steps: [
				assigned(),
				{ name: "two more fit", in: "010908c8 008009 02 00 01 30 3a 00 01 31 3c @10", out: "010809d0 000009 00 @10" },
				{
					name: "the next does not, what is known already may come again",
					in: "010908c8 008109 02 00 01 32 3c 00 01 31 3c @10",
					out: "010809e0 000109 80 @10",
				},
				{ name: "the owner of the bus is still reached", in: "010908c8 008202 @10", out: "010809f0 000202 00 09 10 00 @10" },
			],
		},
		{
			name: "its table of routes",
			setup,
			steps: [
				{ name: "has itself", in: "010008c8 00800a 00 @10", out: "010800c0 00000a 00 ff 01 01 00 80 01 03 01 40 @10" },
				assigned("d0"),
				{
					name: "nine more come",
					in: "010908c8 008109 09 00 01 30 60 00 01 31 62 00 01 32 64 00 01 33 66 00 01 34 68 00 01 35 6a 00 01 36 6c 00 01 37 6e 03 04 40 70 @10",
					out: "010809e0 000109 00 @10",
				},
				{
					name: "eight at once",
					in: "010908c8 00820a 00 @10",
					out: "010809f0 00020a 00 08 08 01 09 80 01 03 01 40 01 08 00 01 03 01 20 01 30 00 01 03 01 60 01 31 00 01 03 01 62 01 32 00 01 03 01 64 01 33 00 01 03 01 66 01 34 00 01 03 01 68 01 35 00 01 03 01 6a @10",
				},
				{
					name: "the rest from there on",
					in: "010908c8 00830a 08 @10",
					out: "010809c0 00030a 00 ff 03 01 36 00 01 03 01 6c 01 37 00 01 03 01 6e 04 40 c0 01 03 01 70 @10",
				},
				{
					name: "on another bus itself has another address",
					in: "1/010940c8 00840a 00 @33",
					out: "1/014009c0 00040a 00 08 08 01 09 81 01 03 01 42 01 08 00 01 03 01 20 01 30 00 01 03 01 60 01 31 00 01 03 01 62 01 32 00 01 03 01 64 01 33 00 01 03 01 66 01 34 00 01 03 01 68 01 35 00 01 03 01 6a @33",
				},
				{ name: "behind the last there is none", in: "010908c8 00850a 0e @10", out: "010809d0 00050a 00 ff 00 @10" },
				{ name: "no such handle", in: "010908c8 00860a 0f @10", out: "010809e0 00060a 02 @10" },
				{ name: "no handle", in: "010908c8 00870a @10", out: "010809f0 00070a 03 @10" },
			],
		},
		{
			name: "who is where",
			setup: {
				...setup,
				routes: [
					{ port: 0, first: 0x30, physical: 0x1d, unit: 128 },
					{ port: 1, first: 0x40, last: 0x43, physical: 0x2d },
				],
			},
			steps: [
				assigned(),
				{ name: "itself", in: "010908c8 008007 09 @10", out: "010809d0 000007 00 09 40 @10" },
				{ name: "on the bus where it is asked: its own address", in: "010908c8 008107 30 @10", out: "010809e0 000107 00 30 3a @10" },
				{ name: "on another bus: by the bridge, whose address it is", in: "010908c8 008207 43 @10", out: "010809f0 000207 00 09 40 @10" },
				{ name: "from there the other way", in: "1/010940c8 008307 30 @2d", out: "1/014009c0 000307 00 09 42 @2d" },
				{ name: "nowhere", in: "010908c8 008407 44 @10", out: "010809c0 000407 02 @10" },
				{ name: "without EID", in: "010908c8 008507 @10", out: "010809d0 000507 03 @10" },
				{
					name: "next on the way to itself: the way does not lead through it (12.17)",
					in: "010908c8 00860f 09 00 @10",
					out: "010809e0 00060f 00 00 00 00 00 00 00 @10",
				},
				{ name: "to a range", in: "010908c8 00870f 41 7e @10", out: "010809f0 00070f 00 41 7e 00 00 00 00 @10" },
				{
					name: "nor to an endpoint on the bus from which it is asked, which takes 128 bytes",
					in: "010908c8 00880f 30 01 @10",
					out: "010809c0 00080f 00 00 01 00 00 00 04 @10",
				},
				{ name: "to the null EID", in: "010908c8 00890f 00 00 @10", out: "010809d0 00090f 02 @10" },
				{ name: "to everybody", in: "010908c8 008a0f ff 00 @10", out: "010809e0 000a0f 02 @10" },
				{ name: "nowhere", in: "010908c8 008b0f 44 00 @10", out: "010809f0 000b0f 02 @10" },
				{ name: "without message type", in: "010908c8 008c0f 41 @10", out: "010809c0 000c0f 03 @10" },
			],
		},
		{
			name: "who is on the way, while it has no EID",
			setup,
			steps: [
				{
					name: "nobody is on the way to the null EID, though it has that itself",
					in: "010008c8 00800f 00 00 @10",
					out: "010800c0 00000f 02 @10",
				},
			],
		},
	],
};
