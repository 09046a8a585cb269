// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import Run from "../support/run.js";
import sensorCard from "../support/sensor-card.js";
import Terminal from "../support/terminal.js";

/** `mctp-xs pldm sensor watch` on a terminal, and what changes the card. */
async function watched(size: { rows: number; cols: number }, ...options: string[]) {
	const { program, path, control } = await sensorCard();
	const terminal = new Terminal(size, program, "pldm", "sensor", "watch", `unix:${path}`, ...options);
	const set = async (id: number, value: number) => {
		expect(await new Run(program, "call", `unix:${control}`, "pldm.setSensor", `id=${id}`, `value=${value}`).status).toBe(0);
	};
	return { terminal, set };
}

const red = (text: string) => `\x1b[31m${text}\x1b[39m`;
const yellow = (text: string) => `\x1b[33m${text}\x1b[39m`;

test("a table of sensors changes in place, its states and thresholds coloured", async () => {
	const { terminal, set } = await watched({ rows: 30, cols: 120 }, "1", "7", "102", "--interval", "50");
	await terminal.until((screen) => screen.includes("23.5 degreesC"));
	await set(1, 48);
	await terminal.until((screen) => screen.includes("48 degreesC"));
	await set(1, 60);
	await terminal.until((screen) => screen.includes("60 degreesC") && screen.includes("┘"));
	const { screen, written } = terminal;
	expect(screen.filter((line) => line.includes("Inlet temperature"))).toEqual([
		"│ 1   │ Inlet temperature │ 60 degreesC                          │ upperCritical │ 2 -5 -15    │ 45 55 65    │",
	]);
	expect(screen.filter((line) => line.startsWith("┌"))).toHaveLength(1);
	expect(screen.filter((line) => line.includes("12 V"))).toEqual([
		expect.stringMatching(/│ 12\.04 volts +│ normal +│ 11\.4 10\.8 - +│ 12\.6 13\.2 - +│$/),
	]);
	expect(written).toContain(yellow(" upperWarning "));
	expect(written).toContain(red(" upperCritical "));
	expect(written).toContain(`${yellow("45")} ${red("55")} ${red("65")}`);
	expect(written).toContain("\x1b[32m normal");
	terminal.interrupt();
	expect(await terminal.status).toBe(130);
});

test.each([
	["few lines", { rows: 6, cols: 120 }],
	["narrow", { rows: 30, cols: 60 }],
])("a terminal with too little room gets a line for each reading: %s", async (_, size) => {
	const { terminal } = await watched(size, "1", "2", "3", "--interval", "1", "--count", "2");
	expect(await terminal.status).toBe(0);
	expect(terminal.written).not.toContain("\x1b[");
	expect(terminal.screen.filter((line) => / 1 Inlet temperature 23\.5 degreesC normal$/.test(line))).toHaveLength(2);
});

test("a table of records is as wide as they are, and their handles stand out", async () => {
	const { program, path } = await sensorCard();
	const terminal = new Terminal({ rows: 60, cols: 120 }, program, "pldm", "pdr", "list", `unix:${path}`);
	expect(await terminal.status).toBe(0);
	const { screen, written } = terminal;
	expect(screen).toContain(
		"│ Handle │ Record                   │ Bytes │ About                                                            │",
	);
	expect(screen).toContain(
		"│ 7      │ sensor auxiliary names   │ 123   │ sensor 1, Inlet temperature, Lufttemperatur am Eingang, 吸気温度 │",
	);
	expect(written).toContain("\x1b[1m43\x1b[22m");
});
