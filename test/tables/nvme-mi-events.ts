// SPDX-License-Identifier: Apache-2.0
import { exchanges, packets } from "./nvme-mi.js";
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
		const body = `28 0000 0${occurrences.length.toString(16)} 00 ${length}0000 07 ${info} ${occurrences.map((text) => `09 0000 ${text} 01`).join(" ")}`;
		return packets(`${tag}: ${body}`, "0908", 8, sequence);
	};

/** Asynchronous events (NVMe-MI 1.2, 9). */
export const nvmeMiEvents: Table = {
	name: "NVMe-MI asynchronous events",
	trace: 0xe7ea29e2,
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
				{ name: "of 2 s again", ask: set("0a", "02", "0880"), answer: done },
				{ name: "the temperature changes", at: 10_000, operate: ["setTemperature", { temperature: 41, controller: 0 }] },
				{ name: "an acknowledgement of nothing", at: 11_000, ask: set("0a", "02"), answer: done },
				{ name: "leaves its time", at: 12_000, sent: told(1, 2, "08 00000000") },
			]),
		},
		{
			name: "how often, and what is told together",
			setup,
			steps: exchanges([
				{ name: "a retry of 0 is 1 s", ask: set("00", "00", "0880"), answer: done },
				{ name: "the temperature changes", operate: ["setTemperature", { temperature: 40, controller: 0 }] },
				{ name: "is told", at: 10, sent: told(0, 1, "08 00000000"), wait: 990 },
				{ name: "that of another", operate: ["setTemperature", { temperature: 41, controller: 5 }] },
				{ name: "is not told before its time", at: 999 },
				{ name: "but with the first, as the same generation", at: 1000, sent: told(1, 1, "08 00000000", "08 05000000") },
				{ name: "both are acknowledged", ask: set("00", "00"), answer: done },
				{ name: "so that nothing is left", at: 8000 },
				{ name: "a retry of 5 tenths", ask: set("05", "00", "0880"), answer: done },
				{ name: "another change", operate: ["setTemperature", { temperature: 43, controller: 0 }] },
				{ name: "is told", at: 8010, sent: told(2, 2, "08 00000000") },
				{ name: "and soon again", at: 8510, sent: told(3, 2, "08 00000000") },
				{ name: "this is acknowledged", ask: set("05", "00"), answer: done },
				{ name: "so that nothing is left", at: 9000 },
				{ name: "an acknowledgement of nothing", ask: set("00", "00"), answer: done },
				{ name: "leaves what comes next", at: 9100, operate: ["setTemperature", { temperature: 42, controller: 0 }] },
				{ name: "to be told", at: 9110, sent: told(4, 3, "08 00000000") },
			]),
		},
		{
			name: "acknowledged while something else has occurred",
			setup,
			steps: exchanges([
				{ name: "temperature and use, delayed by 1 s", ask: set("0a", "01", "0880", "0980"), answer: done },
				{ name: "the temperature changes", operate: ["setTemperature", { temperature: 40, controller: 0 }] },
				{ name: "and waits", at: 0, wait: 1000 },
				{ name: "is told", at: 1000, sent: told(0, 1, "08 00000000") },
				{ name: "then use", at: 1100, operate: ["setWear", { used: 7, controller: 0 }] },
				{ name: "the first is acknowledged", at: 1200, ask: set("0a", "01"), answer: done },
				{ name: "use is not told yet", at: 2199 },
				{ name: "but a second after that", at: 2200, sent: told(1, 2, "09 00000000") },
				{ name: "again and again", at: 3200, sent: told(2, 2, "09 00000000") },
				{ name: "three times", at: 4200, sent: told(3, 2, "09 00000000") },
				{ name: "then it is given up", at: 5200 },
				{ name: "another change", at: 5300, operate: ["setWear", { used: 8, controller: 0 }] },
				{ name: "is told by itself, in the third generation", at: 6300, sent: told(4, 3, "09 00000000") },
			]),
		},
		{
			name: "disabled and reset",
			setup,
			steps: exchanges([
				{ name: "temperature and use", ask: set("0a", "00", "0880", "0980"), answer: done },
				{ name: "both change", operate: ["setTemperature", { temperature: 40, controller: 0 }] },
				{ name: "use", operate: ["setWear", { used: 7, controller: 0 }], at: 0, sent: told(0, 1, "08 00000000") },
				{ name: "temperature is disabled: it is forgotten", ask: set("0a", "00", "0800"), answer: done },
				{ name: "use is told alone", at: 1000, sent: told(1, 1, "09 00000000") },
				{ name: "a reset", operate: ["reset", {}] },
				{ name: "disables all", ask: "08 0000 04 000000 04 000000 0*4", answer: `88 0000 00 000000 0d 00 2c00 05 ${ids(0)}` },
				{ name: "and ends what was told", at: 9000 },
				{ name: "enabled again", ask: set("0a", "00", "0880"), answer: done },
				{ name: "a change", operate: ["setTemperature", { temperature: 41, controller: 0 }] },
				{ name: "is told, without those before", at: 9010, sent: told(2, 2, "08 00000000") },
			]),
		},
		{
			name: "more than a message holds",
			setup,
			steps: exchanges([
				{
					name: "all events are enabled, after 1 s",
					ask: set("0a", "01", ...Array.from({ length: 13 }, (_, event) => `0${event.toString(16)}80`)),
					answer: done,
				},
				{ name: "both are enabled", operate: ["setEnabled", { enabled: true }] },
				{ name: "get hot", operate: ["setTemperature", { temperature: 71 }] },
				{ name: "and old", operate: ["setWear", { used: 9 }] },
				{ name: "and have no spare", operate: ["setSpare", { spare: 1 }] },
				{ name: "and fail", operate: ["fail", { fatal: true }] },
				{
					name: "twelve occurrences are told",
					at: 1000,
					sent: told(
						0,
						1,
						...[0, 1, 4, 8, 9, 10, 11].map((event) => occurred(event, 0)),
						...[0, 1, 4, 8, 9].map((event) => occurred(event, 5)),
					),
				},
				{ name: "once acknowledged", ask: set("0a", "01"), answer: done },
				{ name: "two are left", at: 2000, sent: told(1, 2, occurred(10, 5), occurred(11, 5)) },
			]),
		},
		{
			name: "the clock is set back",
			setup: { ...setup, start: 100_000 },
			steps: exchanges([
				{ name: "temperature, after 10 s", ask: set("0a", "0a", "0880"), answer: done },
				{ name: "changes", operate: ["setTemperature", { temperature: 40, controller: 0 }] },
				{ name: "is due then", at: 100_000 },
				{ name: "and not before", at: 99_000 },
				{ name: "in the end it is told", at: 110_000, sent: told(0, 1, "08 00000000") },
			]),
		},
		{
			name: "the clock is set back by half of what it counts",
			setup: { ...setup, start: 0x40000000 },
			steps: exchanges([
				{ name: "temperature, after 10 s", ask: set("0a", "0a", "0880"), answer: done },
				{ name: "changes", operate: ["setTemperature", { temperature: 40, controller: 0 }] },
				{ name: "is due then", at: 0x40000000 },
				{ name: "not 2^30 - 1 ms before", at: 10_001 },
				{ name: "2^30 ms before is after", at: 10_000, sent: told(0, 1, "08 00000000") },
			]),
		},
	],
};

/** An event of a controller. */
function occurred(event: number, controller: number): string {
	return `0${event.toString(16)} 0${controller}000000`;
}

/** Items of all events, by what is enabled, a bit each. */
function ids(enabled: number): string {
	let text = "";
	for (let event = 0; event < 13; event++) text += `03 0${event.toString(16)}${enabled & (1 << event) ? "80" : "00"} `;
	return text.trim();
}
