// SPDX-License-Identifier: Apache-2.0
import { rising, type Setup, type Table } from "./table.js";

const pldm = {
	tid: 0x1d,
	numericSensors: [{ id: 0x102, unit: "degreesC", dataSize: "uint8", thresholds: { upperWarning: 40, upperCritical: 50 }, value: 25 }],
	stateSensors: [{ id: 0x103, fields: [{ set: 13, possible: [1, 2], state: 1 }] }],
	events: { count: 3, size: 200 },
};
const setup: Setup = { ports: [{ eid: 8 }], pldm, memory: { requests: 1 } };
const hot = ["setSensor", { id: 0x102, value: 42 }] as const;
const hotter = ["setSensor", { id: 0x102, value: 55 }] as const;
const cool = ["setSensor", { id: 0x102, value: 20 }] as const;
/** Events (DSP0248 16): to EID 9, or polled by it. Behind the command come format version, terminus id, event class. */
export const pldmEvents: Table = {
	name: "PLDM events",
	trace: 0x517ce708,
	sessions: [
		{
			name: "asynchronous",
			setup,
			steps: [
				{ name: "nobody wants events at first", operate: hot },
				{
					name: "EventMessageSupported: disabled; asynchronous, polling, with heartbeat; classes",
					in: "010809c8 0180020c 01",
					out: "010908c0 0100020c 00 00 0e 05 0001040506",
				},
				{ name: "of another format", in: "010809c8 0180020c 02", out: "010908d0 0100020c 81" },
				{
					name: "SetEventReceiver, with a heartbeat that does not matter",
					in: "010809c8 01810204 01 00 09 0000",
					out: "010908e0 01010204 00",
				},
				{ name: "GetEventReceiver", in: "010809c8 01800205", out: "010908f0 01000205 00 00 09" },
				{ name: "a threshold is passed: numeric sensor state", operate: hotter, out: "010908c8 0180020a 01 1d 00 0201 02 09 08 00 37" },
				{ name: "another event waits for the answer", operate: ["setState", { id: 0x103, state: 2 }] },
				{ name: "then follows: state sensor state", in: "010809c0 0100020a 00 00", out: "010908d9 0181020a 01 1d 00 0301 01 00 02 01" },
				{ name: "an answer to something else does not end it", in: "010809c1 0100020a 00 00" },
				{ name: "its own does", in: "010809c1 0101020a 00 03" },
				{ name: "within the same state nothing is raised", operate: ["setSensor", { id: 0x102, value: 56 }] },
				{
					name: "a sensor fails: operational state",
					operate: ["setOperational", { id: 0x102, operational: "failed" }],
					out: "010908ea 0182020a 01 1d 00 0201 00 04 00",
				},
				{ name: "accepted", in: "010809c2 0102020a 00 00" },
				{
					name: "SetNumericSensorEnable: enabled again, state events only",
					in: "010809c8 01820210 0201 00 04",
					out: ["010908fb 0183020a 01 1d 00 0201 02 09 00 00 38", "010908c0 01020210 00"],
				},
				{ name: "accepted", in: "010809c3 0103020a 00 00" },
				{ name: "that it fails again is not told", operate: ["setOperational", { id: 0x102, operational: "failed" }] },
				{ name: "nor that it works, but its state is", operate: cool, out: "010908dc 0184020a 01 1d 00 0201 02 01 00 00 14" },
				{ name: "accepted", in: "010809c4 0104020a 00 00" },
				{ name: "disabled: nothing is raised", in: "010809c8 01830204 00 00 00", out: "010908e0 01030204 00" },
				{ name: "so there is silence", operate: hot },
				{ name: "keep-alive without a heartbeat", in: "010809c8 01840204 03 00 09", out: "010908f0 01040204 03" },
				{ name: "with half of one", in: "010809c8 01840204 03 00 09 05", out: "010908c0 01040204 03" },
				{ name: "with one of 0 s", in: "010809c8 01850204 03 00 09 0000", out: "010908d0 01050204 82" },
				{ name: "another method", in: "010809c8 01860204 04 00 09", out: "010908e0 01060204 81" },
				{ name: "another transport", in: "010809c8 01870204 01 01 09", out: "010908f0 01070204 80" },
				{ name: "a receiver that cannot be", in: "010809c8 01880204 01 00 ff", out: "010908c0 01080204 02" },
			],
		},
		{
			name: "not taken",
			setup,
			steps: [
				{ name: "SetEventReceiver", in: "010809c8 01810204 01 00 09", out: "010908c0 01010204 00" },
				{ name: "an event", at: 1000, operate: hot, out: "010908d8 0180020a 01 1d 00 0201 02 08 01 00 2a", wait: 1000 },
				{
					name: "again after a second, with its instance id",
					at: 2000,
					out: "010908e8 0180020a 01 1d 00 0201 02 08 01 00 2a",
					count: { retried: 1 },
					wait: 1000,
				},
				{ name: "and once more", at: 3000, out: "010908f8 0180020a 01 1d 00 0201 02 08 01 00 2a", count: { retried: 1 }, wait: 1000 },
				{ name: "then it is given up", at: 4000 },
				{
					name: "which is counted",
					operate: ["events", {}],
					events: '{"tid":29,"receiver":9,"waiting":[],"lost":0,"undelivered":1}',
				},
				{ name: "the next has another instance id", operate: hotter, out: "010908c9 0181020a 01 1d 00 0201 02 09 08 00 37" },
				{ name: "refused", in: "010809c1 0101020a 81" },
				{ name: "is counted as well", operate: ["events", {}], events: '{"tid":29,"receiver":9,"waiting":[],"lost":0,"undelivered":2}' },
				{ name: "an event", operate: cool, pull: 0 },
				{ name: "whose link goes down", link: "down" },
				{ name: "nothing is raised any more", operate: hot, link: "up" },
				{
					name: "until somebody sets a receiver",
					operate: ["events", {}],
					events: '{"tid":29,"receiver":9,"waiting":[],"lost":0,"undelivered":3}',
				},
			],
		},
		{
			name: "heartbeat",
			setup,
			steps: [
				{ name: "SetEventReceiver, every 2 s", in: "010809c8 01810204 03 00 09 0200", out: "010908c0 01010204 00", wait: 2000 },
				{ name: "one", at: 2000, out: "010908d8 0180020a 01 1d 06 01 00" },
				{ name: "taken", at: 2050, in: "010809c0 0100020a 00 00" },
				{ name: "an event is as good", at: 3000, operate: hot, out: "010908e9 0181020a 01 1d 00 0201 02 08 01 00 2a" },
				{ name: "taken", in: "010809c1 0101020a 00 00" },
				{ name: "the next heartbeat", at: 5000, out: "010908fa 0182020a 01 1d 06 01 01" },
			],
		},
		{
			name: "polled",
			setup,
			steps: [
				{ name: "SetEventReceiver", in: "010809c8 01810204 02 00 09", out: "010908c0 01010204 00" },
				{
					name: "EventMessageBufferSize: as much as the largest event needs, and 256 at least",
					in: "010809c8 0180020d 0001",
					out: "010908d0 0100020d 00 0001",
				},
				{ name: "there is none", in: "010809c8 0180020b 01 01 00000000 0000", out: "010908e0 0100020b 00 1d 0000" },
				{ name: "two events", operate: hot },
				{ name: "are kept", operate: hotter },
				{
					name: "the oldest, with its CRC-32",
					in: "010809c8 0181020b 01 01 00000000 0000",
					out: "010908f0 0101020b 00 1d 0100 00000000 05 00 07000000 02010208 01002a 9cc5a2a4",
				},
				{
					name: "once more, as it is not acknowledged",
					in: "010809c8 0182020b 01 01 00000000 0000",
					out: "010908c0 0102020b 00 1d 0100 00000000 05 00 07000000 02010208 01002a 9cc5a2a4",
				},
				{ name: "acknowledged: there are more", in: "010809c8 0183020b 01 02 00000000 0100", out: "010908d0 0103020b 00 1d ffff" },
				{ name: "once more, as the answer got lost", in: "010809c8 0183020b 01 02 00000000 0100", out: "010908e0 0103020b 00 1d ffff" },
				{
					name: "the other",
					in: "010809c8 0184020b 01 01 00000000 0000",
					out: "010908f0 0104020b 00 1d 0200 00000000 05 00 07000000 0201020908 0037 aff5c970",
				},
				{ name: "acknowledged: there are no more", in: "010809c8 0185020b 01 02 00000000 0200", out: "010908c0 0105020b 00 1d 0000" },
				{ name: "an event that is not there", in: "010809c8 0186020b 01 02 00000000 0300", out: "010908d0 0106020b 82" },
				{ name: "another format", in: "010809c8 0187020b 02 01 00000000 0000", out: "010908e0 0107020b 81" },
				{ name: "another operation", in: "010809c8 0188020b 01 03 00000000 0000", out: "010908f0 0108020b 02" },
				{ name: "an acknowledgement with the first part", in: "010809c8 0189020b 01 01 00000000 0100", out: "010908c0 0109020b 82" },
				{ name: "a next part of nothing", in: "010809c8 018a020b 01 00 01001000 ffff", out: "010908d0 010a020b 02" },
				{ name: "four events, where three can wait", operate: cool },
				{ name: "two", operate: hot },
				{ name: "three", operate: hotter },
				{ name: "four", operate: cool },
				{
					name: "the oldest gives way",
					operate: ["events", {}],
					events:
						'{"tid":29,"receiver":9,"waiting":[{"id":4,"eventClass":0,"data":"0201020801002a"},{"id":5,"eventClass":0,"data":"02010209080037"},{"id":6,"eventClass":0,"data":"02010201090014"}],"lost":1,"undelivered":0}',
				},
				{ name: "disabled: all are dropped", in: "010809c8 018b0204 00 00 00", out: "010908e0 010b0204 00" },
				{ name: "as told", in: "010809c8 018c020b 01 01 00000000 0000", out: "010908f0 010c020b 00 1d 0000" },
			],
		},
		{
			name: "in parts",
			setup,
			steps: [
				{ name: "SetEventReceiver", in: "010809c8 01810204 01 00 09", out: "010908c0 01010204 00" },
				{ name: "the receiver takes 64 bytes", in: "010809c8 0180020d 4000", out: "010908d0 0100020d 00 0001" },
				{
					name: "an event of 100 bytes is announced",
					operate: ["raiseEvent", { eventClass: 0xfa, data: rising(0, 100) }],
					events: '{"raised":true}',
					out: "010908e8 0180020a 01 1d 05 01 0100 00000000",
				},
				{ name: "the announcement is taken", in: "010809c0 0100020a 00 00" },
				{
					name: "the first part",
					in: "010809c8 0182020b 01 01 00000000 0000",
					out: `010908f0 0102020b 00 1d 0100 2d001000 00 fa 2d000000 ${rising(0, 45)}`,
				},
				{
					name: "the middle",
					in: "010809c8 0183020b 01 00 2d001000 ffff",
					out: `010908c0 0103020b 00 1d 0100 5a001000 01 fa 2d000000 ${rising(45, 45)}`,
				},
				{
					name: "the end, and the CRC-32 of all",
					in: "010809c8 0184020b 01 00 5a001000 ffff",
					out: `010908d0 0104020b 00 1d 0100 00000000 04 fa 0a000000 ${rising(90, 10)} f532c958`,
				},
				{
					name: "the middle once more",
					in: "010809c8 0183020b 01 00 2d001000 ffff",
					out: `010908e0 0103020b 00 1d 0100 5a001000 01 fa 2d000000 ${rising(45, 45)}`,
				},
				{ name: "a handle of another event", in: "010809c8 0185020b 01 00 2d002000 ffff", out: "010908f0 0105020b 02" },
				{ name: "small events go on meanwhile", operate: hot, out: "010908c9 0181020a 01 1d 00 0201 02 08 01 00 2a" },
				{ name: "taken", in: "010809c1 0101020a 00 00" },
				{ name: "acknowledged", in: "010809c8 0186020b 01 02 00000000 0100", out: "010908d0 0106020b 00 1d 0000" },
				{ name: "nothing is left", operate: ["events", {}], events: '{"tid":29,"receiver":9,"waiting":[],"lost":0,"undelivered":0}' },
			],
		},
	],
};
