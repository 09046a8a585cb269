// SPDX-License-Identifier: Apache-2.0
import { exchanges, sealed } from "./nvme-mi.js";
import type { Setup, Table } from "./table.js";

const setup: Setup = {
	ports: [{ eid: 8 }],
	responders: ["drive"],
	memory: { requests: 2 },
	drive: {
		ports: [{ twoWire: {}, events: true }],
		controllers: [
			{ id: 0, enabled: false },
			{ id: 5, enabled: false },
		],
	},
};

/** Configuration Set of events: retry in tenths of a second, delay in seconds, items. */
const set = (retry: string, delay: string, ...items: string[]) => {
	const length = (5 + 3 * items.length).toString(16).padStart(2, "0");
	const count = items.length.toString(16).padStart(2, "0");
	return `08 0000 03 000000 04 ${retry} ${delay} 00 00000000 ${count} 00 ${length}00 05 ${items.map((item) => `03 ${item}`).join(" ")}`;
};
const done = "88 0000 00 000000 00 00 070000 07 00";
/** A message that tells of events: generation, and occurrences of 9 bytes each. Its tags go round. */
const told =
	(tag: number, generation: number, ...occurrences: string[]) =>
	(sequence: number) => {
		const length = (7 + 9 * occurrences.length).toString(16).padStart(2, "0");
		const info = (generation << 3).toString(16).padStart(2, "0");
		const body = `28 0000 0${occurrences.length} 00 ${length}0000 07 ${info} ${occurrences.map((text) => `09 0000 ${text} 01`).join(" ")}`;
		return [`010908${(0xc8 | ((sequence & 3) << 4) | tag).toString(16)}${sealed(body)}`];
	};

/** Asynchronous events (NVMe-MI 1.2, 9). */
export const nvmeMiEvents: Table = {
	name: "NVMe-MI asynchronous events",
	trace: 0x513ea9de,
	sessions: [
		{
			name: "what is enabled",
			setup,
			steps: exchanges([
				{
					name: "nothing at first",
					ask: "08 0000 04 000000 04 000000 0*4",
					answer: `88 0000 00 000000 0d 00 2c00 05 ${ids(0)}`,
				},
				{ name: "temperature and ready are enabled", ask: set("0a", "00", "0080", "0880"), answer: done },
				{ name: "are told", ask: "08 0000 04 000000 04 000000 0*4", answer: `88 0000 00 000000 0d 00 2c00 05 ${ids(0x101)}` },
				{ name: "one is disabled", ask: set("0a", "00", "0000"), answer: done },
				{ name: "the other is not", ask: "08 0000 04 000000 04 000000 0*4", answer: `88 0000 00 000000 0d 00 2c00 05 ${ids(0x100)}` },
				{ name: "an event that is not there", ask: set("0a", "00", "0d80"), answer: "88 0000 04 00 1600" },
				{ name: "an item of another length", ask: set("0a", "00", "0080").replace("03 0080", "04 0080"), answer: "88 0000 04 00 1500" },
				{ name: "a list of another length", ask: set("0a", "00", "0080").replace("0800 05", "0900 05"), answer: "88 0000 04 00 1200" },
				{ name: "of another version", ask: set("0a", "00", "0080").replace("01 00 0800", "01 01 0800"), answer: "88 0000 04 00 1100" },
				{ name: "with another header", ask: set("0a", "00", "0080").replace("0800 05", "0800 06"), answer: "88 0000 04 00 1400" },
				{ name: "with less items than told", ask: set("0a", "00", "0080", "0180").replace(" 03 0180", ""), answer: "88 0000 06 000000" },
				{ name: "no list at all", ask: "08 0000 03 000000 04 0a 00 00 0*4", answer: "88 0000 06 000000" },
			]),
		},
		{
			name: "telling",
			setup,
			steps: exchanges([
				{ name: "temperature is enabled, once more after 1 s", ask: set("0a", "00", "0880"), answer: done },
				{ name: "something else changes", operate: ["setWear", { used: 7 }] },
				{ name: "the temperature of one changes", operate: ["setTemperature", { temperature: 40, controller: 5 }] },
				{ name: "which is told at the next tick", at: 10, sent: told(0, 1, "08 05000000") },
				{ name: "and again, unchanged, after 1 s", at: 1010, sent: told(1, 1, "08 05000000") },
				{ name: "an acknowledgement, without items", ask: set("00", "00"), answer: done },
				{ name: "ends that", at: 5000 },
				{ name: "both change", operate: ["setTemperature", { temperature: 41 }] },
				{ name: "are told together, as another generation", at: 5010, sent: told(2, 2, "08 00000000", "08 05000000") },
				{ name: "three times", at: 6010, sent: told(3, 2, "08 00000000", "08 05000000") },
				{ name: "at most", at: 7010, sent: told(4, 2, "08 00000000", "08 05000000") },
				{ name: "then it is forgotten", at: 20_000 },
			]),
		},
		{
			name: "a delay",
			setup,
			steps: exchanges([
				{ name: "of 2 s", ask: set("0a", "02", "0880", "0980"), answer: done },
				{ name: "the temperature changes", at: 100, operate: ["setTemperature", { temperature: 40, controller: 0 }] },
				{ name: "and wear", at: 1100, operate: ["setWear", { used: 7, controller: 0 }] },
				{ name: "both are told together", at: 2100, sent: told(0, 1, "08 00000000", "09 00000000") },
				{ name: "disabling", ask: set("0a", "02", "0800", "0900"), answer: done },
				{ name: "ends it", at: 9000 },
			]),
		},
	],
};

/** Items of all events, by what is enabled, a bit each. */
function ids(enabled: number): string {
	let text = "";
	for (let event = 0; event < 13; event++) text += `03 0${event.toString(16)}${enabled & (1 << event) ? "80" : "00"} `;
	return text.trim();
}
