// SPDX-License-Identifier: Apache-2.0
import type { Setup, Table } from "./table.js";

const setup: Setup = {
	ports: [{ eid: 8 }],
	pldm: {
		numericEffecters: [
			{ id: 1, unit: "percentage", dataSize: "uint8", least: 20, most: 100, value: 50, delay: 500 },
			{ id: 2, unit: "degreesC", resolution: 0.5, offset: 10, least: -40, most: 40, value: 11 },
		],
		stateEffecters: [
			{
				id: 0x405,
				fields: [
					{ set: 196, possible: [1, 2], state: 2 },
					{ set: 129, possible: [1, 6], state: 6 },
				],
			},
		],
	},
};

/** Numeric and state effecters (DSP0248 22, 23), set by EID 9. */
export const pldmEffecters: Table = {
	name: "PLDM effecters",
	trace: 0x389ba130,
	sessions: [
		{
			name: "numeric",
			setup,
			steps: [
				{ name: "size, operational state, pending, present", in: "010809c8 01800232 0100", out: "010908c0 01000232 00 00 01 32 32" },
				{ name: "set to 80: pending for half a second", in: "010809c8 01810231 0100 00 50", out: "010908d0 01010231 00", wait: 500 },
				{ name: "as told", in: "010809c8 01800232 0100", out: "010908e0 01000232 00 00 00 50 32" },
				{ name: "then in effect", at: 500, in: "010809c8 01800232 0100", out: "010908f0 01000232 00 00 01 50 50" },
				{ name: "19 is too little", in: "010809c8 01820231 0100 00 13", out: "010908c0 01020231 81" },
				{ name: "101 is too much", in: "010809c8 01830231 0100 00 65", out: "010908d0 01030231 81" },
				{ name: "of another size", in: "010809c8 01840231 0100 02 5000", out: "010908e0 01040231 02" },
				{ name: "of fewer bytes than the size says", in: "010809c8 01840231 0200 03 50", out: "010908f0 01040231 03" },
				{ name: "that is not there", in: "010809c8 01840231 0900 00 50", out: "010908c0 01040231 80" },
				{
					name: "-40 at half a degree a step from 10 on: -100, at once",
					in: "010809c8 01850231 0200 03 9cff",
					out: "010908d0 01050231 00",
				},
				{ name: "as told", in: "010809c8 01800232 0200", out: "010908e0 01000232 00 03 01 9cff 9cff" },
				{
					name: "what an operator sees",
					operate: ["effecters", {}],
					events:
						'{"numeric":[{"id":1,"operational":"noUpdatePending","pending":80,"present":80},{"id":2,"operational":"noUpdatePending","pending":-40,"present":-40}],"state":[{"id":1029,"fields":[{"operational":"noUpdatePending","present":2},{"operational":"noUpdatePending","present":6}]}]}',
				},
				{ name: "SetNumericEffecterEnable: disabled", in: "010809c8 01860230 0200 02", out: "010908f0 01060230 00" },
				{ name: "cannot be set", in: "010809c8 01870231 0200 03 0000", out: "010908c0 01070231 04" },
				{ name: "as told", in: "010809c8 01800232 0200", out: "010908d0 01000232 00 03 02 9cff 9cff" },
				{ name: "enabled", in: "010809c8 01880230 0200 00", out: "010908e0 01080230 00" },
				{ name: "can be set", in: "010809c8 01870231 0200 03 0000", out: "010908f0 01070231 00" },
				{ name: "failed is nothing that anybody can ask for", in: "010809c8 01890230 0200 05", out: "010908c0 01090230 02" },
			],
		},
		{
			name: "state",
			setup,
			steps: [
				{
					name: "of each field operational state, pending, present",
					in: "010809c8 0180023a 0504",
					out: "010908c0 0100023a 00 02 010202 010606",
				},
				{ name: "the first set, the second left", in: "010809c8 01920239 0504 02 0101 0000", out: "010908d0 01120239 00" },
				{ name: "as told", in: "010809c8 0180023a 0504", out: "010908e0 0100023a 00 02 010101 010606" },
				{ name: "a state that it has not: nothing changes", in: "010809c8 01930239 0504 02 0102 0102", out: "010908f0 01130239 82" },
				{ name: "as before", in: "010809c8 0180023a 0504", out: "010908c0 0100023a 00 02 010101 010606" },
				{ name: "a state that no state set has", in: "010809c8 01940239 0504 02 0100 0000", out: "010908d0 01140239 81" },
				{ name: "a request that there is not", in: "010809c8 01950239 0504 02 0201 0000", out: "010908e0 01150239 02" },
				{ name: "too few fields", in: "010809c8 01960239 0504 01 0101", out: "010908f0 01160239 02" },
				{ name: "fewer than announced", in: "010809c8 01970239 0504 02 0101", out: "010908c0 01170239 03" },
				{ name: "a numeric one has no states", in: "010809c8 01980239 0100 01 0101", out: "010908d0 01180239 80" },
				{ name: "SetStateEffecterEnables: the second disabled", in: "010809c8 01990238 0504 02 00ff 02ff", out: "010908e0 01190238 00" },
				{ name: "which cannot be set", in: "010809c8 019a0239 0504 02 0000 0101", out: "010908f0 011a0239 04" },
				{ name: "as told", in: "010809c8 0180023a 0504", out: "010908c0 0100023a 00 02 010101 020606" },
				{ name: "a setting of events that there is not", in: "010809c8 019b0238 0504 02 0000 0002", out: "010908d0 011b0238 02" },
			],
		},
		{
			name: "what effecters refuse",
			setup,
			steps: [
				{ name: "SetNumericEffecterEnable of one that is not there", in: "010809c8 01810230 0900 00", out: "010908c0 01010230 80" },
				{ name: "updatePending is nothing that anybody can ask for", in: "010809c8 01810230 0100 01", out: "010908d0 01010230 02" },
				{ name: "GetNumericEffecterValue", in: "010809c8 01800232 0900", out: "010908e0 01000232 80" },
				{ name: "the least", in: "010809c8 01820231 0100 00 14", out: "010908f0 01020231 00", wait: 500 },
				{ name: "enabled meanwhile: it goes on waiting", in: "010809c8 01830230 0100 00", out: "010908c0 01030230 00", wait: 500 },
				{ name: "as told", in: "010809c8 01800232 0100", out: "010908d0 01000232 00 00 00 14 32" },
				{ name: "unavailable: it is not set any more", in: "010809c8 01840230 0100 03", out: "010908e0 01040230 00" },
				{ name: "as told", at: 1000, in: "010809c8 01800232 0100", out: "010908f0 01000232 00 00 03 14 32" },
				{ name: "enabled", in: "010809c8 01850230 0100 00", out: "010908c0 01050230 00" },
				{ name: "the most", in: "010809c8 01860231 0100 00 64", out: "010908d0 01060231 00", wait: 500 },
				{
					name: "the clock is set back: it is in effect at once",
					at: 0,
					in: "010809c8 01800232 0100",
					out: "010908e0 01000232 00 00 01 64 64",
				},
				{ name: "more bytes than the size says", in: "010809c8 01870231 0100 00 5000", out: "010908f0 01070231 03" },
				{ name: "SetStateEffecterEnables of one that is not there", in: "010809c8 01880238 0900 01 0000", out: "010908c0 01080238 80" },
				{ name: "fewer fields than announced", in: "010809c8 01880238 0504 02 0000", out: "010908d0 01080238 03" },
				{ name: "fewer than it has", in: "010809c8 01880238 0504 01 0000", out: "010908e0 01080238 02" },
				{ name: "failed is nothing that anybody can ask for", in: "010809c8 01880238 0504 02 00ff 05ff", out: "010908f0 01080238 02" },
				{ name: "nothing has changed", in: "010809c8 0180023a 0504", out: "010908c0 0100023a 00 02 010202 010606" },
				{ name: "unavailable", in: "010809c8 01880238 0504 02 0301 0000", out: "010908d0 01080238 00" },
				{ name: "as told", in: "010809c8 0180023a 0504", out: "010908e0 0100023a 00 02 030202 010606" },
				{ name: "states of one that is not there", in: "010809c8 0180023a 0900", out: "010908f0 0100023a 80" },
			],
		},
		{
			name: "what pldmtool sends: four bytes of each value, eight fields of each effecter",
			setup,
			steps: [
				{ name: "80 of an effecter of one byte", in: "010809c8 01810231 0100 00 50000000", out: "010908c0 01010231 00", wait: 500 },
				{ name: "as told", in: "010809c8 01800232 0100", out: "010908d0 01000232 00 00 00 50 32" },
				{ name: "-100 of one of two", in: "010809c8 01820231 0200 03 9cff0000", out: "010908e0 01020231 00" },
				{ name: "as told", in: "010809c8 01800232 0200", out: "010908f0 01000232 00 03 01 9cff 9cff" },
				{ name: "three bytes are none", in: "010809c8 01830231 0200 03 9cff00", out: "010908c0 01030231 03" },
				{
					name: "two fields and six that are empty",
					in: `010809c8 01840239 0504 02 0101 0101 ${"0000".repeat(6)}`,
					out: "010908d0 01040239 00",
				},
				{ name: "as told", in: "010809c8 0180023a 0504", out: "010908e0 0100023a 00 02 010101 010101" },
				{ name: "two and five are none", in: `010809c8 01850239 0504 02 0101 0101 ${"0000".repeat(5)}`, out: "010908f0 01050239 03" },
			],
		},
	],
};
