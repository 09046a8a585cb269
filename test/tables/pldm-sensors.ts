// SPDX-License-Identifier: Apache-2.0
import type { Setup, Table } from "./table.js";

/** Half a degree a step: 25 degrees are 50, so 3200. */
export const setup: Setup = {
	ports: [{ eid: 8 }],
	pldm: {
		numericSensors: [
			{
				id: 1,
				unit: "degreesC",
				resolution: 0.5,
				thresholds: { upperWarning: 40, upperCritical: 50, upperFatal: 60, lowerWarning: 5, lowerCritical: 0, lowerFatal: -10 },
				hysteresis: 2,
				value: 25,
			},
			{ id: 2, unit: "RPM", dataSize: "uint32", events: false },
			{ id: 3, unit: "degreesC", dataSize: "sint8", manualRearm: true, thresholds: { upperWarning: 90, upperCritical: 100 }, value: -5 },
			{ id: 0x102, unit: "volts", dataSize: "uint8", modifier: -1, value: 4.2 },
		],
		stateSensors: [
			{
				id: 0x101,
				fields: [
					{ set: 1, possible: [1, 2, 3], state: 1 },
					{ set: 13, possible: [1, 2] },
				],
			},
			{ id: 0x103, events: false, fields: [{ set: 15, possible: [1], state: 1 }] },
		],
	},
};

/** Numeric and state sensors (DSP0248 18, 19), read by EID 9. */
export const pldmSensors: Table = {
	name: "PLDM sensors",
	trace: 0x5c0e61a2,
	sessions: [
		{
			name: "GetSensorReading",
			setup,
			steps: [
				{
					name: "size, operational state, events, present, previous, event state, reading",
					in: "010809c8 01800211 0100 00",
					out: "010908c0 01000211 00 03 00 02 01 01 01 3200",
				},
				{
					name: "a sensor without a reading is unavailable",
					in: "010809c8 01800211 0200 00",
					out: "010908d0 01000211 00 04 02 00 00 00 00 00000000",
				},
				{ name: "a negative one of a byte", in: "010809c8 01800211 0300 00", out: "010908e0 01000211 00 01 00 02 01 01 01 fb" },
				{ name: "tenths of a volt", in: "010809c8 01800211 0201 01", out: "010908f0 01000211 00 00 00 02 01 01 01 2a" },
				{ name: "there is no sensor 9", in: "010809c8 01800211 0900 00", out: "010908c0 01000211 80" },
				{ name: "a state sensor has no reading", in: "010809c8 01800211 0101 00", out: "010908d0 01000211 80" },
				{ name: "rearm is a flag", in: "010809c8 01800211 0100 02", out: "010908e0 01000211 02" },
				{ name: "an unavailable sensor is not rearmed", in: "010809c8 01800211 0200 01", out: "010908f0 01000211 81" },
				{ name: "without the flag", in: "010809c8 01800211 0100", out: "010908c0 01000211 03" },
				{
					name: "an update makes it available",
					operate: ["setSensor", { id: 2, value: 70000 }],
					in: "010809c8 01800211 0200 00",
					out: "010908d0 01000211 00 04 00 00 01 00 01 70110100",
				},
				{
					name: "what no step can tell is the nearest",
					operate: ["setSensor", { id: 1, value: 25.3 }],
					in: "010809c8 01800211 0100 00",
					out: "010908e0 01000211 00 03 00 02 01 01 01 3300",
				},
				{
					name: "what no number can tell is the largest",
					operate: ["setSensor", { id: 3, value: 500 }],
					in: "010809c8 01800211 0300 00",
					out: "010908f0 01000211 00 01 00 02 09 01 09 7f",
				},
			],
		},
		{
			name: "enabling",
			setup,
			steps: [
				{
					name: "SetNumericSensorEnable: disabled, operational events only",
					in: "010809c8 01810210 0100 01 03",
					out: "010908c0 01010210 00",
				},
				{ name: "nothing is known", in: "010809c8 01800211 0100 00", out: "010908d0 01000211 00 03 01 03 00 01 00 3200" },
				{
					name: "an update does not change that",
					operate: ["setSensor", { id: 1, value: 60 }],
					in: "010809c8 01800211 0100 00",
					out: "010908e0 01000211 00 03 01 03 00 01 00 7800",
				},
				{ name: "enabled: the state is that of the latest reading", in: "010809c8 01820210 0100 00 00", out: "010908f0 01020210 00" },
				{ name: "upper fatal", in: "010809c8 01800211 0100 00", out: "010908c0 01000211 00 03 00 03 0a 00 0a 7800" },
				{ name: "an operational state that nobody can ask for", in: "010809c8 01830210 0100 03 00", out: "010908d0 01030210 81" },
				{ name: "a setting of events that there is not", in: "010809c8 01840210 0100 00 05", out: "010908e0 01040210 02" },
				{ name: "events of a sensor that raises none", in: "010809c8 01850210 0200 00 02", out: "010908f0 01050210 82" },
				{ name: "of a sensor that is not there", in: "010809c8 01860210 0900 00 00", out: "010908c0 01060210 80" },
				{ name: "InitNumericSensor with a reading", in: "010809c8 01870217 0100 00 00 01 01 5000", out: "010908d0 01070217 00" },
				{
					name: "events are off, the state follows from the reading",
					in: "010809c8 01800211 0100 00",
					out: "010908e0 01000211 00 03 00 01 08 0a 08 5000",
				},
				{ name: "a reading that is not there", in: "010809c8 01880217 0100 00 00 ff 01", out: "010908f0 01080217 03" },
				{ name: "without one", in: "010809c8 01890217 0100 02 00 ff 00", out: "010908c0 01090217 00" },
				{ name: "unavailable", in: "010809c8 01800211 0100 00", out: "010908d0 01000211 00 03 02 01 00 08 00 5000" },
			],
		},
		{
			name: "state sensors",
			setup,
			steps: [
				{
					name: "GetStateSensorReadings: of each field operational, present, previous, event state",
					in: "010809c8 01800221 0101 00 00",
					out: "010908c0 01000221 00 02 00 01 01 01 02 00 00 00",
				},
				{
					name: "a change",
					operate: ["setState", { id: 0x101, state: 3 }],
					in: "010809c8 01800221 0101 00 00",
					out: "010908d0 01000221 00 02 00 03 01 03 02 00 00 00",
				},
				{
					name: "of the other field",
					operate: ["setState", { id: 0x101, offset: 1, state: 2 }],
					in: "010809c8 01800221 0101 03 00",
					out: "010908e0 01000221 00 02 00 03 01 03 00 02 00 02",
				},
				{ name: "a numeric sensor has no states", in: "010809c8 01800221 0100 00 00", out: "010908f0 01000221 80" },
				{ name: "SetStateSensorEnables: the first disabled", in: "010809c8 01810220 0101 02 0101 0002", out: "010908c0 01010220 00" },
				{ name: "as told", in: "010809c8 01800221 0101 00 00", out: "010908d0 01000221 00 02 01 00 03 00 00 02 00 02" },
				{
					name: "an update does not change that",
					operate: ["setState", { id: 0x101, state: 1 }],
					in: "010809c8 01800221 0101 00 00",
					out: "010908e0 01000221 00 02 01 00 03 00 00 02 00 02",
				},
				{ name: "too few fields", in: "010809c8 01820220 0101 01 0101", out: "010908f0 01020220 02" },
				{ name: "fewer than announced", in: "010809c8 01830220 0101 02 0101", out: "010908c0 01030220 03" },
				{
					name: "an operational state that nobody can ask for: nothing changes",
					in: "010809c8 01840220 0101 02 0002 0302",
					out: "010908d0 01040220 81",
				},
				{ name: "as before", in: "010809c8 01800221 0101 00 00", out: "010908e0 01000221 00 02 01 00 03 00 00 02 00 02" },
				{ name: "events of a sensor that raises none", in: "010809c8 01850220 0301 01 0002", out: "010908f0 01050220 82" },
				{ name: "InitStateSensor", in: "010809c8 01860222 0101 02 000200 0001ff", out: "010908c0 01060222 00" },
				{ name: "as told", in: "010809c8 01800221 0101 00 00", out: "010908d0 01000221 00 02 00 02 00 02 00 01 02 01" },
				{ name: "a state that it cannot tell", in: "010809c8 01870222 0101 02 000400 0001ff", out: "010908e0 01070222 81" },
			],
		},
		{
			name: "what numeric sensors refuse",
			setup,
			steps: [
				{ name: "thresholds of one that is not there", in: "010809c8 01800212 0900", out: "010908c0 01000212 80" },
				{ name: "restoring them", in: "010809c8 01810214 0900", out: "010908d0 01010214 80" },
				{ name: "its hysteresis", in: "010809c8 01800215 0900", out: "010908e0 01000215 80" },
				{ name: "setting that", in: "010809c8 01820216 0900 03 0800", out: "010908f0 01020216 80" },
				{ name: "a hysteresis of more bytes than the size says", in: "010809c8 01820216 0100 03 080000", out: "010908c0 01020216 03" },
				{ name: "a hysteresis of 0 is one", in: "010809c8 01830216 0100 03 0000", out: "010908d0 01030216 00" },
				{ name: "more thresholds than there are", in: "010809c8 01840213 0300 01 5a 64 65 01 02 03 04", out: "010908e0 01040213 03" },
				{ name: "InitNumericSensor of one that is not there", in: "010809c8 01850217 0900 00 00 ff 00", out: "010908f0 01050217 80" },
				{ name: "an operational state that nobody can ask for", in: "010809c8 01850217 0100 03 00 ff 00", out: "010908c0 01050217 81" },
				{ name: "a setting of events that there is not", in: "010809c8 01850217 0100 00 00 02 00", out: "010908d0 01050217 02" },
				{ name: "events of a sensor that raises none: on", in: "010809c8 01850217 0200 00 00 00 00", out: "010908e0 01050217 82" },
				{ name: "and off", in: "010809c8 01850217 0200 00 00 01 00", out: "010908f0 01050217 82" },
				{ name: "a reading that is not announced", in: "010809c8 01850217 0100 00 00 ff 00 5000", out: "010908c0 01050217 03" },
				{ name: "nothing has changed", in: "010809c8 01800211 0100 00", out: "010908d0 01000211 00 03 00 02 01 01 01 3200" },
				{
					name: "left alone: events stay, disabled, the reading is not taken",
					in: "010809c8 01860217 0100 01 00 ff 01 5000",
					out: "010908e0 01060217 00",
				},
				{ name: "as told", in: "010809c8 01800211 0100 00", out: "010908f0 01000211 00 03 01 02 00 01 00 3200" },
				{ name: "events off", in: "010809c8 01870217 0100 00 00 01 00", out: "010908c0 01070217 00" },
				{ name: "as told", in: "010809c8 01800211 0100 00", out: "010908d0 01000211 00 03 00 01 01 00 01 3200" },
				{ name: "events on", in: "010809c8 01880217 0100 00 00 00 00", out: "010908e0 01080217 00" },
				{ name: "as told", in: "010809c8 01800211 0100 00", out: "010908f0 01000211 00 03 00 02 01 00 01 3200" },
				{
					name: "the most that can be asked for: unavailable, state events only",
					in: "010809c8 01890210 0100 02 04",
					out: "010908c0 01090210 00",
				},
				{ name: "as told", in: "010809c8 01800211 0100 00", out: "010908d0 01000211 00 03 02 04 00 01 00 3200" },
				{ name: "RunInitAgent for the last reason that there is", in: "010809c8 018a0258 04 00", out: "010908e0 010a0258 00" },
			],
		},
		{
			name: "what state sensors refuse",
			setup,
			steps: [
				{ name: "SetStateSensorEnables of one that is not there", in: "010809c8 01810220 0900 01 0000", out: "010908c0 01010220 80" },
				{ name: "more fields than it has", in: "010809c8 01810220 0301 02 0000 0000", out: "010908d0 01010220 02" },
				{ name: "a setting of events that there is not", in: "010809c8 01810220 0101 02 0000 0005", out: "010908e0 01010220 02" },
				{
					name: "unavailable, state events only: the most that can be asked for",
					in: "010809c8 01820220 0101 02 0204 0003",
					out: "010908f0 01020220 00",
				},
				{ name: "as told", in: "010809c8 01800221 0101 00 00", out: "010908c0 01000221 00 02 02 00 01 00 00 00 00 00" },
				{ name: "InitStateSensor of one that is not there", in: "010809c8 01830222 0900 01 000000", out: "010908d0 01030222 80" },
				{ name: "fewer fields than announced", in: "010809c8 01830222 0101 02 000000", out: "010908e0 01030222 03" },
				{ name: "fewer than it has", in: "010809c8 01830222 0101 01 000000", out: "010908f0 01030222 02" },
				{
					name: "an operational state that nobody can ask for",
					in: "010809c8 01830222 0101 02 0000ff 0300ff",
					out: "010908c0 01030222 81",
				},
				{ name: "a setting of events that there is not", in: "010809c8 01830222 0101 02 0000ff 000002", out: "010908d0 01030222 02" },
				{ name: "events of a sensor that raises none: on", in: "010809c8 01830222 0301 01 000000", out: "010908e0 01030222 82" },
				{ name: "and off", in: "010809c8 01830222 0301 01 000001", out: "010908f0 01030222 82" },
				{ name: "left alone", in: "010809c8 01830222 0301 01 0000ff", out: "010908c0 01030222 00" },
				{
					name: "a state for one that is disabled is not taken",
					in: "010809c8 01840222 0101 02 0102ff 0002ff",
					out: "010908d0 01040222 00",
				},
				{ name: "as told", in: "010809c8 01800221 0101 00 00", out: "010908e0 01000221 00 02 01 00 00 00 00 02 00 02" },
				{ name: "rearming the second alone", in: "010809c8 01800221 0101 02 00", out: "010908f0 01000221 00 02 01 00 00 00 00 02 00 02" },
			],
		},
	],
};
