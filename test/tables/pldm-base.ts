// SPDX-License-Identifier: Apache-2.0
import type { Setup, Table } from "./table.js";

const setup: Setup = { ports: [{ eid: 8 }], pldm: { tid: 5, fru: {} } };

/** Types 0, 2 and 4, as bits. */
const types = "15 00 00 00 00 00 00 00";

/** PLDM base (DSP0240). A packet is header, message type 01, Rq D instance id, PLDM type, command. */
export const pldmBase: Table = {
	name: "PLDM base",
	trace: 0x7a6c4435,
	sessions: [
		{
			name: "what there is",
			setup,
			steps: [
				{ name: "GetTID", in: "010809c8 01800002", out: "010908c0 01000002 00 05" },
				{ name: "the instance id comes back", in: "010809c8 019f0002", out: "010908d0 011f0002 00 05" },
				{ name: "the reserved bit of the header does not matter", in: "010809c8 01a10002", out: "010908e0 01010002 00 05" },
				{ name: "GetPLDMTypes", in: "010809c8 01800004", out: `010908f0 01000004 00 ${types}` },
				{
					name: "GetPLDMVersion of base: 1.0.0, 1.1.0, CRC-32",
					in: "010809c8 01800003 00000000 01 00",
					out: "010908c0 01000003 00 00000000 05 00f0f0f1 00f0f1f1 e2e44313",
				},
				{
					name: "GetPLDMVersion of platform: 1.2.1",
					in: "010809c8 01800003 00000000 01 02",
					out: "010908d0 01000003 00 00000000 05 00f1f2f1 4e877279",
				},
				{ name: "of a type that is not there", in: "010809c8 01800003 00000000 01 05", out: "010908e0 01000003 83" },
				{ name: "of a type beyond all", in: "010809c8 01800003 00000000 01 ff", out: "010908f0 01000003 83" },
				{ name: "there is no next part", in: "010809c8 01800003 01000000 00 00", out: "010908c0 01000003 80" },
				{ name: "nor another operation", in: "010809c8 01800003 00000000 02 00", out: "010908d0 01000003 81" },
				{
					name: "GetPLDMCommands of base: 01 to 09",
					in: "010809c8 01800005 00 00f0f1f1",
					out: `010908e0 01000005 00 fe03 ${"00".repeat(30)}`,
				},
				{
					name: "GetPLDMCommands of platform",
					in: "010809c8 01800005 02 00f1f2f1",
					out: `010908f0 01000005 00 3838ff00 07000707 00000f01 ${"00".repeat(20)}`,
				},
				{
					name: "GetPLDMCommands of FRU: read only",
					in: "010809c8 01800005 04 00f0f0f1",
					out: `010908c0 01000005 00 16 ${"00".repeat(31)}`,
				},
				{ name: "of another version", in: "010809c8 01800005 00 00f0f2f1", out: "010908d0 01000005 84" },
				{ name: "of another type", in: "010809c8 01800005 07 00f0f1f1", out: "010908e0 01000005 83" },
				{ name: "of whatever version", in: "010809c8 01800005 04 ffffffff", out: `010908f0 01000005 00 16 ${"00".repeat(31)}` },
				{ name: "SelectPLDMVersion", in: "010809c8 01800006 02 00f1f2f1", out: "010908c0 01000006 00" },
				{ name: "of another version", in: "010809c8 01800006 02 00f0f0f1", out: "010908d0 01000006 84" },
				{ name: "of another type", in: "010809c8 01800006 09 00f0f0f1", out: "010908e0 01000006 83" },
			],
		},
		{
			name: "terminus id",
			setup,
			steps: [
				{ name: "SetTID", in: "010809c8 01810001 1d", out: "010908c0 01010001 00" },
				{ name: "is told from then on", in: "010809c8 01820002", out: "010908d0 01020002 00 1d" },
				{ name: "0 is none", in: "010809c8 01830001 00", out: "010908e0 01030001 02" },
				{ name: "FF is reserved", in: "010809c8 01840001 ff", out: "010908f0 01040001 02" },
				{ name: "neither changed it", in: "010809c8 01850002", out: "010908c0 01050002 00 1d" },
			],
		},
		{
			name: "transfers in parts",
			setup,
			steps: [
				{
					name: "parts of 512 bytes, for no type: none of them moves data so",
					in: `010809c8 01800007 0002 ff00000000000000`,
					out: `010908c0 01000007 00 0002 ${"00".repeat(8)}`,
				},
				{
					name: "parts of 2048: 1024 is the most here",
					in: `010809c8 01800007 0008 ${types}`,
					out: `010908d0 01000007 00 0004 ${"00".repeat(8)}`,
				},
				{ name: "parts of 255 are too small", in: `010809c8 01800007 ff00 ${types}`, out: "010908e0 01000007 02" },
				{
					name: "MultipartReceive of a type that moves none",
					in: "010809c8 01800009 07 00 12000000 00000000 00000000 20000000",
					out: "010908f0 01000009 83",
				},
				{
					name: "MultipartSend as well",
					in: "010809c8 01800008 07 05 12000000 00000000 00000000 00000000 01000000 01000000 aa 00000000",
					out: "010908c0 01000008 83",
				},
				{
					name: "MultipartSend whose length is not that of its data",
					in: "010809c8 01800008 07 05 12000000 00000000 00000000 00000000 01000000 02000000 aa 00000000",
					out: "010908d0 01000008 03",
				},
			],
		},
		{
			name: "messages",
			setup,
			steps: [
				{ name: "of a type that is not there", in: "010809c8 01800501", out: "010908c0 01000501 20" },
				{ name: "of a command that is not there", in: "010809c8 0180000b", out: "010908d0 0100000b 05" },
				{ name: "of a command behind the last", in: "010809c8 018000ff", out: "010908e0 010000ff 05" },
				{ name: "too short", in: "010809c8 01800001", out: "010908f0 01000001 03" },
				{ name: "too long", in: "010809c8 01800002 00", out: "010908c0 01000002 03" },
				{ name: "a datagram is carried out, and not answered", in: "010809c8 01c00001 07", count: { silent: 1 } },
				{ name: "so the terminus id is another", in: "010809c8 01800002", out: "010908d0 01000002 00 07" },
				{ name: "an answer to nothing", in: "010809c8 01000002 00", count: { silent: 1 } },
				{ name: "both bits the other way round", in: "010809c8 01400002 00", count: { silent: 1 } },
				{ name: "another header version", in: "010809c8 01804002", count: { silent: 1 } },
				{ name: "a header cut short", in: "010809c8 018000", count: { silent: 1 } },
				{ name: "an integrity check, which PLDM has not", in: "010809c8 81800002", count: { silent: 1 } },
			],
		},
		{
			name: "a request that comes again",
			setup: { ...setup, pldm: { tid: 5, stateEffecters: [{ id: 1, fields: [{ set: 17, possible: [1, 2], state: 2 }] }] } },
			steps: [
				{ name: "SetStateEffecterStates", in: "010809c8 01860239 0100 01 0101", out: "010908c0 01060239 00" },
				{ name: "somebody else sets it back", in: "01080ac8 01860239 0100 01 0102", out: "010a08d0 01060239 00" },
				{ name: "the same request again: the answer comes again", in: "010809c9 01860239 0100 01 0101", out: "010908e1 01060239 00" },
				{ name: "but nothing is done", in: "010809c8 0187023a 0100", out: "010908f0 0107023a 00 01 010202" },
				{
					name: "another value with the instance id is another request",
					in: "010809c8 01860239 0100 01 0103",
					out: "010908c0 01060239 82",
				},
				{ name: "an error comes again as well", in: "010809c8 01860239 0100 01 0103", out: "010908d0 01060239 82" },
				{ name: "the first one, behind the other, is new", in: "010809c8 01860239 0100 01 0101", out: "010908e0 01060239 00" },
				{ name: "and is done", in: "010809c8 0187023a 0100", out: "010908f0 0107023a 00 01 010101" },
				{ name: "another command with the instance id ends it", in: "010809c8 0186023a 0100", out: "010908c0 0106023a 00 01 010101" },
				{ name: "somebody else sets it back", in: "01080ac8 01870239 0100 01 0102", out: "010a08d0 01070239 00" },
				{ name: "so that it is done again", in: "010809c8 01860239 0100 01 0101", out: "010908e0 01060239 00" },
				{ name: "as everybody sees", in: "01080ac8 0188023a 0100", out: "010a08f0 0108023a 00 01 010101" },
				{ name: "somebody else sets it back, and 6 s pass", in: "01080ac8 01890239 0100 01 0102", out: "010a08c0 01090239 00" },
				{ name: "then the instance id means something new", at: 6000, in: "010809c8 01860239 0100 01 0101", out: "010908d0 01060239 00" },
				{ name: "and it is done", in: "01080ac8 018a023a 0100", out: "010a08e0 010a023a 00 01 010101" },
			],
		},
		{
			name: "who comes again",
			setup: {
				...setup,
				ports: [{ eid: 8 }, { eid: 8, network: 2 }],
				pldm: { tid: 5, stateEffecters: [{ id: 1, fields: [{ set: 17, possible: [1, 2], state: 2 }] }] },
			},
			steps: [
				{ name: "SetTID by EID 9 at address 20", in: "010809c8 01860001 11 @20", out: "010908c0 01060001 00 @20" },
				{ name: "by EID 9 at another address", in: "010809c8 01860001 12 @21", out: "010908d0 01060001 00 @21" },
				{ name: "by EID 9 on another port", in: "1/010809c8 01860001 13 @20", out: "1/010908c0 01060001 00 @20" },
				{ name: "each has been done", in: "010809c8 01800002", out: "010908e0 01000002 00 13" },
				{ name: "the first comes again", in: "010809c8 01860001 11 @20", out: "010908f0 01060001 00 @20" },
				{ name: "and is not done again", in: "010809c8 01800002", out: "010908c0 01000002 00 13" },
				{ name: "the link of the other port goes down", link: "1/down" },
				{ name: "the first is known still", in: "010809c8 01860001 11 @20", out: "010908d0 01060001 00 @20" },
				{ name: "so it is not done", in: "010809c8 01800002", out: "010908e0 01000002 00 13" },
				{ name: "its own link goes down", link: "down" },
				{ name: "and comes up: the first is a new request", link: "up", in: "010809c8 01860001 11 @20", out: "010908f0 01060001 00 @20" },
				{ name: "which is done", in: "010809c8 01800002", out: "010908c0 01000002 00 11" },
				{ name: "a datagram that comes again is not done again", in: "010809c8 01c70001 21", count: { silent: 1 } },
				{ name: "by somebody else", in: "01080ac8 01870001 22", out: "010a08d0 01070001 00" },
				{ name: "the datagram", in: "010809c8 01c70001 21", count: { silent: 1 } },
				{ name: "so it is that of somebody else", in: "01080ac8 01880002", out: "010a08e0 01080002 00 22" },
			],
		},
		{
			name: "more than are remembered",
			setup,
			steps: [
				...[1, 2, 3, 4, 5, 6, 7, 8].map((id, index) => ({
					name: `SetTID ${id}`,
					in: `010809c8 018${id}0001 0${id}`,
					out: `010908${"cdef"[index & 3]}0 010${id}0001 00`,
				})),
				{ name: "the oldest of eight comes again: it is not done", in: "010809c8 01810001 01", out: "010908c0 01010001 00" },
				{ name: "as told", in: "010809c8 01800002", out: "010908d0 01000002 00 08" },
				{ name: "a ninth takes the place of the oldest", in: "010809c8 01890001 09", out: "010908e0 01090001 00" },
				{ name: "which is done again", in: "010809c8 01810001 01", out: "010908f0 01010001 00" },
				{ name: "as told", in: "010809c8 01800002", out: "010908c0 01000002 00 01" },
			],
		},
	],
};
