// SPDX-License-Identifier: Apache-2.0
import { setTimeout as delay } from "node:timers/promises";
import { InvalidArgumentError, Option, type Command } from "commander";
import type BusOwner from "../../bus-owner.js";
import type { Target } from "../../line/target.js";
import type PldmClient from "../../pldm/client.js";
import { readSensor, sensorsOf, type Described, type SensorReading } from "../../pldm/sensors.js";
import formatTable from "../../table.js";
import { parseCount } from "../arguments.js";
import {
	addTerminusCommand,
	allRecords,
	bold,
	dim,
	green,
	print,
	printJson,
	red,
	withTerminus,
	yellow,
	type TerminusOptions,
} from "./terminus.js";

interface WatchOptions extends TerminusOptions {
	interval: number;
	count?: number;
}

export default function (pldm: Command): void {
	const sensor = pldm.command("sensor").description("Sensors: what they are called, and what they tell.");
	addTerminusCommand(sensor, "read")
		.description("Read sensors once: in units, with their states.")
		.argument("[ids...]", "sensor ids (default: all)", parseId)
		.action((target: Target, ids: readonly number[], options: TerminusOptions) =>
			withTerminus(target, options, (client) => read(client, ids, options)),
		);
	addTerminusCommand(sensor, "watch")
		.description("Read sensors again and again, until a signal comes; on a terminal, in place.")
		.argument("[ids...]", "sensor ids (default: all)", parseId)
		.addOption(new Option("--interval <ms>", "milliseconds between readings").argParser(parseCount).default(1000))
		.addOption(new Option("--count <number>", "so many times, then end").argParser(parseCount))
		.action((target: Target, ids: readonly number[], options: WatchOptions) =>
			withTerminus(target, options, (client, owner) => watch(client, owner, ids, options)),
		);
}

/** Ids of sensors and effecters. */
export function parseId(text: string, before: readonly number[] = []): readonly number[] {
	const id = /^(0x[0-9a-f]{1,4}|\d{1,5})$/i.test(text) ? Number(text) : NaN;
	if (!(id <= 0xffff)) throw new InvalidArgumentError("Allowed are whole numbers from 0 to 65535.");
	return [...before, id];
}

async function chosen(client: PldmClient, ids: readonly number[]): Promise<readonly Described[]> {
	const sensors = sensorsOf(await allRecords(client));
	if (0 === ids.length) return sensors;
	return ids.map((id) => {
		const sensor = sensors.find((each) => each.id === id);
		if (undefined === sensor) throw new Error(`there is no sensor ${id}: there are ${sensors.map((each) => each.id).join(", ") || "none"}`);
		return sensor;
	});
}

async function readAll(client: PldmClient, sensors: readonly Described[]): Promise<SensorReading[]> {
	const readings: SensorReading[] = [];
	for (const sensor of sensors) readings.push(await readSensor(client, sensor));
	return readings;
}

async function read(client: PldmClient, ids: readonly number[], { json }: TerminusOptions): Promise<void> {
	const readings = await readAll(client, await chosen(client, ids));
	if (json) printJson(readings, 2);
	else process.stdout.write(table(readings).join(""));
}

async function watch(client: PldmClient, owner: BusOwner, ids: readonly number[], options: WatchOptions): Promise<void> {
	const { json, interval, count = Infinity, timeout } = options;
	const sensors = await chosen(client, ids);
	const inPlace = process.stdout.isTTY;
	let lines = 0;
	for (let round = 0; round < count && !process.stdout.errored; round++) {
		if (round > 0) await delay(interval);
		await owner.peer(timeout);
		const readings = await readAll(client, sensors);
		const time = new Date().toISOString();
		if (json) for (const reading of readings) printJson({ time, ...reading });
		else if (inPlace) {
			const text = table(readings).join("");
			process.stdout.write(`${lines > 0 ? `\x1b[${lines}A\x1b[J` : ""}${text}`);
			lines = text.split("\n").length - 1;
		} else for (const reading of readings) print(`${time.slice(11, 23)} ${reading.id} ${plain(reading)}`);
	}
}

/** Lines of a table; the colour of a state shows how bad it is. */
function table(readings: readonly SensorReading[]): string[] {
	const rows = readings.map((reading) => [String(reading.id), reading.name, valueOf(reading), stateOf(reading)]);
	const text = formatTable([["Id", "Sensor", "Value", "State"], ...rows]);
	return text.split(/(?<=\n)/).map((line, index) => {
		if (1 === index) return bold(line.slice(0, -1)) + "\n";
		const reading = readings[index - 2];
		if (undefined === reading) return line;
		const state = stateOf(reading);
		const at = line.lastIndexOf(state);
		return `${line.slice(0, at)}${colour(reading)(state)}${line.slice(at + state.length)}`;
	});
}

function plain(reading: SensorReading): string {
	return [reading.name, valueOf(reading), stateOf(reading)].filter(Boolean).join(" ");
}

function valueOf({ value, unit, fields }: SensorReading): string {
	if (undefined !== fields) return fields.map(({ stateSet, state }) => `set ${stateSet}: ${state}`).join(", ");
	return undefined === value ? "" : `${value} ${unit ?? ""}`.trim();
}

function stateOf({ operational, state }: SensorReading): string {
	return "enabled" === operational ? (state ?? operational) : operational;
}

function colour({ operational, state = "normal" }: SensorReading): (text: string) => string {
	if ("enabled" !== operational) return dim;
	if (/fatal|critical/i.test(state)) return red;
	return /warning/i.test(state) ? yellow : green;
}
