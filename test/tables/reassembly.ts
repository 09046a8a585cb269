// SPDX-License-Identifier: Apache-2.0
import { rising, type Setup, type Table } from "./table.js";

const setup: Setup = { ports: [{ eid: 8 }], responders: ["echo"], memory: { messageSize: 256 } };

/**
 * How messages grow from packets, and what ends them (DSP0236 8.4 to 8.9). Most packets here are shorter than the 64
 * bytes that the specification wants: mctp-estack sends 60 by default, so any size is taken.
 */
export const reassembly: Table = {
	name: "reassembly",
	trace: 0x0d15e18c,
	sessions: [
		{
			name: "whole messages",
			setup,
			steps: [
				{ name: "two packets", in: ["01080988 01a1a2", "01080958 a3a4a5"], out: "010908c0 01a1a2a3a4a5" },
				{ name: "three packets", in: ["01080988 01a1a2", "01080918 b1b2b3", "01080968 c1c2c3"], out: "010908d0 01a1a2b1b2b3c1c2c3" },
				{ name: "a last packet of one byte", in: ["01080988 01a1a2", "01080958 b1"], out: "010908e0 01a1a2b1" },
				{ name: "packets of one byte", in: ["01080988 01", "01080918 a1", "01080968 a2"], out: "010908f0 01a1a2" },
				{
					name: "six packets: the sequence number wraps",
					in: ["01080988 01", "01080918 a1", "01080928 a2", "01080938 a3", "01080908 a4", "01080958 a5"],
					out: "010908c0 01a1a2a3a4a5",
				},
				{
					name: "packets of 64 bytes",
					in: [`01080988 01 ${rising(1, 63)}`, `01080918 ${rising(64, 64)}`, "01080968 80"],
					out: [`01090890 01 ${rising(1, 63)}`, `01090820 ${rising(64, 64)}`, "01090870 80"],
				},
				{
					name: "packets of 60 bytes",
					in: [`01080988 01 ${rising(1, 59)}`, `01080918 ${rising(60, 60)}`, "01080968 78"],
					out: [`010908a0 01 ${rising(1, 63)}`, `01090870 ${rising(64, 57)}`],
				},
				{ name: "with a pause below the time-out", in: "01080988 01a1a2" },
				{ name: "between its packets", at: 5999, in: "01080958 a3", out: "010908f0 01a1a2a3" },
			],
		},
		{
			name: "sequence number of the first packet",
			setup,
			steps: [
				{ name: "0", in: ["01080988 01a1", "01080958 a2"], out: "010908c0 01a1a2" },
				{ name: "1", in: ["01080998 01a1", "01080968 a2"], out: "010908d0 01a1a2" },
				{ name: "2", in: ["010809a8 01a1", "01080978 a2"], out: "010908e0 01a1a2" },
				{ name: "3", in: ["010809b8 01a1", "01080948 a2"], out: "010908f0 01a1a2" },
			],
		},
		{
			name: "no start",
			setup,
			steps: [
				{ name: "a middle packet out of nowhere", in: "01080918 a1", count: { noStart: 1 } },
				{ name: "a last packet out of nowhere", in: "01080958 a1", count: { noStart: 1 } },
				{ name: "a whole message", in: ["01080988 01a1", "01080958 a2"], out: "010908c0 01a1a2" },
				{ name: "its last packet once more", in: "01080958 a2", count: { noStart: 1 } },
				{
					name: "a last packet behind a message of one packet",
					in: ["010809c8 01a1", "01080958 a2"],
					out: "010908d0 01a1",
					count: { received: 1, noStart: 1 },
				},
			],
		},
		{
			name: "a new start",
			setup,
			steps: [
				{ name: "a message grows", in: ["01080988 01a1", "01080918 a2a3"] },
				{ name: "its sender begins anew: the old one is dropped", in: "01080988 01b1", count: { received: 1, assemblyRestarted: 1 } },
				{ name: "the new one is delivered", in: "01080958 b2", out: "010908c0 01b1b2" },
				{ name: "another grows", in: "01080988 01a1" },
				{
					name: "a message of one packet with its tag ends it",
					in: "010809c8 01b1",
					out: "010908d0 01b1",
					count: { received: 1, assemblyRestarted: 1 },
				},
				{ name: "its rest belongs to nothing", in: "01080958 a2", count: { noStart: 1 } },
				{ name: "another grows, with another size", in: "01080988 01a1a2a3" },
				{
					name: "the new start sets size and sequence",
					in: ["010809b8 01b1", "01080908 b2b3", "01080958 b4b5"],
					out: "010908e0 01b1b2b3b4b5",
					count: { received: 3, assemblyRestarted: 1 },
				},
				{ name: "another grows", in: "01080988 01a1" },
				{ name: "a start of a type that nobody answers ends it", in: "01080988 05b1", count: { messageType: 1, assemblyRestarted: 1 } },
				{ name: "its rest belongs to nothing either", in: "01080958 a2", count: { noStart: 1 } },
			],
		},
		{
			name: "wrong sequence number",
			setup,
			steps: [
				{ name: "a gap of one ends the message", in: ["01080988 01a1", "01080928 a2a3"], count: { received: 1, sequence: 1 } },
				{ name: "its rest belongs to nothing", in: "01080978 a4", count: { noStart: 1 } },
				{ name: "a repeated first number ends it", in: ["01080988 01a1", "01080908 a2a3"], count: { received: 1, sequence: 1 } },
				{
					name: "a packet that comes twice ends it",
					in: ["01080988 01a1", "01080918 a2a3", "01080918 a2a3"],
					count: { received: 2, sequence: 1 },
				},
				{ name: "so does a last one after a gap", in: ["01080988 01a1", "01080968 a2"], count: { received: 1, sequence: 1 } },
				{
					name: "so do two that changed places",
					in: ["01080988 01a1", "01080928 a2a3", "01080918 a4a5"],
					count: { received: 1, sequence: 1, noStart: 1 },
				},
				{ name: "the next message is whole", in: ["01080988 01a1", "01080958 a2"], out: "010908c0 01a1a2" },
			],
		},
		{
			name: "wrong size",
			setup,
			steps: [
				{ name: "a middle packet smaller than the first", in: ["01080988 01a1a2", "01080918 a3a4"], count: { received: 1, packetSize: 1 } },
				{
					name: "a middle packet larger than the first",
					in: ["01080988 01a1a2", "01080918 a3a4a5a6"],
					count: { received: 1, packetSize: 1 },
				},
				{
					name: "a later middle packet of another size",
					in: ["01080988 01a1", "01080918 a2a3", "01080928 a4"],
					count: { received: 2, packetSize: 1 },
				},
				{
					name: "a last packet larger than the first",
					in: ["01080988 01a1a2", "01080958 a3a4a5a6"],
					count: { received: 1, packetSize: 1 },
				},
				{ name: "the rest belongs to nothing", in: "01080968 a7", count: { noStart: 1 } },
				{ name: "a last packet as large as the first is right", in: ["01080988 01a1a2", "01080958 a3a4a5"], out: "010908c0 01a1a2a3a4a5" },
			],
		},
		{
			name: "size of the message",
			setup: { ...setup, memory: { messageSize: 130, answerSize: 130 } },
			steps: [
				{
					name: "as large as a slot",
					in: [`01080988 01 ${rising(1, 63)}`, `01080918 ${rising(64, 64)}`, "01080968 8081"],
					out: [`01090880 01 ${rising(1, 63)}`, `01090810 ${rising(64, 64)}`, "01090860 8081"],
				},
				{
					name: "one byte larger: dropped",
					in: [`01080988 01 ${rising(1, 63)}`, `01080918 ${rising(64, 64)}`, "01080968 808182"],
					count: { received: 2, messageSize: 1 },
				},
				{
					name: "dropped at the first packet too many",
					in: [`01080988 01 ${rising(1, 63)}`, `01080918 ${rising(64, 64)}`, `01080928 ${rising(128, 64)}`, "01080978 c0"],
					count: { received: 2, messageSize: 1, noStart: 1 },
				},
				{ name: "the next message is whole", in: ["01080988 01a1", "01080958 a2"], out: "010908d0 01a1a2" },
			],
		},
		{
			name: "time-out",
			setup,
			steps: [
				{ name: "a message grows", in: "01080988 01a1", wait: 6000 },
				{ name: "each packet gives it 6 s more", at: 5000, in: "01080918 a2a3" },
				{ name: "it is there until then", at: 10_999 },
				{ name: "and dropped then", at: 11_000, count: { assemblyTimeout: 1 }, wait: 0x7fffffff },
				{ name: "its rest belongs to nothing", in: "01080968 a4", count: { noStart: 1 } },
			],
		},
		{
			name: "time-out of another length",
			setup: { ...setup, reassemblyTimeout: 200 },
			steps: [
				{ name: "a message grows", in: "01080988 01a1", wait: 200 },
				{ name: "it is dropped then", at: 200, count: { assemblyTimeout: 1 } },
			],
		},
		{
			name: "a limit for packets that are not the last",
			setup: { ...setup, minimumUnit: 64 },
			steps: [
				{ name: "63 bytes are refused", in: `01080988 01 ${rising(1, 62)}`, count: { packetSize: 1 } },
				{ name: "the rest belongs to nothing", in: "01080958 40", count: { noStart: 1 } },
				{
					name: "64 bytes are taken",
					in: [`01080988 01 ${rising(1, 63)}`, "01080958 40"],
					out: [`01090880 01 ${rising(1, 63)}`, "01090850 40"],
				},
				{ name: "a message of one packet may be shorter", in: "010809c8 01a1", out: "010908d0 01a1" },
			],
		},
		{
			name: "packets that are refused leave it alone",
			setup,
			steps: [
				{ name: "a message grows", in: "01080988 01a1" },
				{ name: "wrong header version", in: "02080918 ffff", count: { headerVersion: 1 } },
				{ name: "another destination", in: "010a0918 ffff", count: { notForUs: 1 } },
				{ name: "too long for the port", in: `01080918 ${rising(0, 65)}`, count: { longPacket: 1 } },
				{ name: "no payload", in: "01080918", count: { shortPacket: 1 } },
				{ name: "another source", in: "01080a18 ffff", count: { noStart: 1 } },
				{ name: "another tag", in: "01080919 ffff", count: { noStart: 1 } },
				{ name: "its packets complete it", in: "01080958 a2", out: "010908c0 01a1a2" },
			],
		},
		{
			name: "link",
			setup,
			steps: [
				{ name: "a message grows", in: "01080988 01a1" },
				{ name: "the link goes down", link: "down" },
				{ name: "its rest belongs to nothing when the link is up", link: "up", in: "01080958 a2", count: { noStart: 1 } },
				{ name: "nothing waits any more", at: 7000, wait: 0x7fffffff },
			],
		},
		{
			name: "link of another port",
			setup: { ...setup, ports: [{ eid: 8 }, { eid: 10 }] },
			steps: [
				{ name: "messages grow on both", in: ["01080988 01a1", "1/010a0b88 01b1"] },
				{ name: "one link goes down: the other's message is delivered", link: "1/down", in: "01080958 a2", out: "010908c0 01a1a2" },
			],
		},
	],
};
