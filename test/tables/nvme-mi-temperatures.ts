// SPDX-License-Identifier: Apache-2.0
import { admin, completed, exchanges, refused } from "./nvme-mi.js";
import type { Setup, Table } from "./table.js";

const setup: Setup = {
	ports: [{ eid: 8 }],
	responders: ["drive"],
	drive: {
		ports: [{ twoWire: {} }],
		health: { temperature: 20, sensors: [{}, { difference: 5 }] },
		controllers: [{ id: 0 }, { id: 1, health: { sensors: [] } }],
	},
};
const invalidField = refused("00000580");
const health = "08 0000 01 000000 0*8";
/** Answer to it: the warnings turned, degrees Celsius, changed flags. */
const healthy = (warnings: string, temperature: string, changed: string) =>
	`88 0000 00 000000 30 ${warnings} ${temperature} 00 ${changed} 0000`;
/** Set and Get Features of the threshold: kelvins, sensor and type, as the digits of dword 11. */
const set = (dword: string, fields: object = {}) => admin("09", { d10: "04000000", d11: dword, ...fields });
const get = (dword: string, select = "00", fields: object = {}) => admin("0a", { d10: `04${select}0000`, d11: dword, ...fields });
/** SMART / Health Information: the first bytes, and the sensors. */
const smart = (fields: object = {}) => admin("02", { d10: "02000100", length: "04000000", ...fields });
const sensors = (fields: object = {}) => admin("02", { d10: "02000300", d12: "c8000000", length: "10000000", ...fields });

/** Temperature sensors and their thresholds (NVMe Base 2.1, 5.1.25.1.3). */
export const nvmeMiTemperatures: Table = {
	name: "NVMe-MI: temperature sensors and their thresholds",
	trace: 0x0ffd69d1,
	sessions: [
		{
			name: "two sensors",
			setup,
			steps: exchanges([
				{ name: "20 and 25 degrees Celsius, in kelvins", ask: sensors(), answer: completed("2501 2a01 0*12") },
				{ name: "another controller has none", ask: sensors({ controller: "0100" }), answer: completed("0*16") },
				{ name: "they follow the composite temperature", operate: ["setTemperature", { temperature: 30 }] },
				{ name: "by ten kelvins", ask: sensors(), answer: completed("2f01 3401 0*12") },
				{ name: "flags are cleared", ask: "08 0000 01 000000 0*7 80", answer: healthy("ff", "1e", "2102") },
				{ name: "over at first: never reached", ask: get("00000200"), answer: completed("", "ffff0000") },
				{ name: "under at first: never reached", ask: get("00001200"), answer: completed() },
				{ name: "the third is not there", ask: get("00000300"), answer: invalidField },
				{ name: "nor can its threshold be set", ask: set("00010300"), answer: invalidField },
				{ name: "all cannot be got at once", ask: get("00000f00"), answer: invalidField },
				{ name: "a reserved selection", ask: set("00010e00"), answer: invalidField },
				{ name: "a reserved type", ask: set("00013200"), answer: invalidField },
				{ name: "where there is none, the first is not there", ask: set("00010100", { controller: "0100" }), answer: invalidField },
				{ name: "and nothing has changed", ask: health, answer: healthy("ff", "1e", "0000") },
			]),
		},
		{
			name: "thresholds of one",
			setup,
			steps: exchanges([
				{ name: "flags are cleared", ask: "08 0000 01 000000 0*7 80", answer: healthy("ff", "14", "2100") },
				{ name: "over is set to what the second reads", ask: set("2a010200"), answer: completed() },
				{ name: "the critical warning tells so", ask: smart(), answer: completed("02 2501 64") },
				{ name: "health, too, and that it changed", ask: health, answer: healthy("fd", "14", "0010") },
				{ name: "of that controller alone", ask: smart({ controller: "0100" }), answer: completed("00 2501 64") },
				{ name: "it is got", ask: get("00000200"), answer: completed("", "2a010000") },
				{ name: "that of the first is as it was", ask: get("00000100"), answer: completed("", "ffff0000") },
				{ name: "a kelvin more", ask: set("2b010200"), answer: completed() },
				{ name: "is not reached", ask: smart(), answer: completed("00 2501 64") },
				{ name: "a degree warmer", operate: ["setTemperature", { temperature: 21 }] },
				{ name: "it is", ask: smart(), answer: completed("02 2601 64") },
				{ name: "and colder again", operate: ["setTemperature", { temperature: 20 }] },
				{ name: "under is set to what the first reads", ask: set("25011100"), answer: completed() },
				{ name: "it is told", ask: smart(), answer: completed("02 2501 64") },
				{ name: "over is as it was", ask: get("00000100"), answer: completed("", "ffff0000") },
				{ name: "under is got", ask: get("00001100"), answer: completed("", "25010000") },
				{ name: "what it was at first", ask: get("00001100", "01"), answer: completed() },
				{ name: "a kelvin less", ask: set("24011100"), answer: completed() },
				{ name: "is not reached", ask: smart(), answer: completed("00 2501 64") },
			]),
		},
		{
			name: "thresholds of all",
			setup,
			steps: exchanges([
				{ name: "over, as the first reads", ask: set("25010f00"), answer: completed() },
				{ name: "is told", ask: smart(), answer: completed("02 2501 64") },
				{ name: "of the first", ask: get("00000100"), answer: completed("", "25010000") },
				{ name: "of the second", ask: get("00000200"), answer: completed("", "25010000") },
				{ name: "the composite temperature is no sensor", ask: get("00000000"), answer: completed("", "58010000") },
				{ name: "over, warmer than the second", ask: set("2b010f00"), answer: completed() },
				{ name: "is not reached", ask: smart(), answer: completed("00 2501 64") },
				{ name: "under, warmer than both", ask: set("2a011f00"), answer: completed() },
				{ name: "is told", ask: smart(), answer: completed("02 2501 64") },
				{ name: "of the second", ask: get("00001200"), answer: completed("", "2a010000") },
				{ name: "where there is none, nothing happens", ask: set("25010f00", { controller: "0100" }), answer: completed() },
				{ name: "there is no warning", ask: smart({ controller: "0100" }), answer: completed("00 2501 64") },
			]),
		},
		{
			name: "what is saved",
			setup,
			steps: exchanges([
				{ name: "over of the second", ask: set("40010200", { d10: "04000080" }), answer: completed() },
				{ name: "under of the second, until a reset", ask: set("30011200"), answer: completed() },
				{ name: "warns", ask: smart(), answer: completed("02 2501 64") },
				{ name: "saved, over", ask: get("00000200", "02"), answer: completed("", "40010000") },
				{ name: "saved, under", ask: get("00001200", "02"), answer: completed() },
				{ name: "the subsystem is reset", ask: "08 0000 07 000000 0*8", answer: "88 0000 00 000000" },
				{ name: "over is as it was saved", ask: get("00000200"), answer: completed("", "40010000") },
				{ name: "under is as at first", ask: get("00001200"), answer: completed() },
				{ name: "and there is no warning any more", ask: smart(), answer: completed("00 2501 64") },
				{ name: "flags are cleared", ask: "08 0000 01 000000 0*7 80", answer: healthy("ff", "14", "3110") },
				{ name: "under of the composite temperature", ask: set("25011000"), answer: completed() },
				{ name: "warns", ask: health, answer: healthy("fd", "14", "0010") },
				{ name: "the controller is reset", operate: ["setEnabled", { enabled: false, controller: 0 }] },
				{ name: "and does not any more", ask: health, answer: healthy("ff", "14", "2110") },
			]),
		},
	],
};
