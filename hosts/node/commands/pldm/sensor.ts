// SPDX-License-Identifier: Apache-2.0
import { setTimeout as delay } from "node:timers/promises";
import { InvalidArgumentError, Option, type Command } from "commander";
import type BusOwner from "../../bus-owner.js";
import type { Target } from "../../line/target.js";
import type PldmClient from "../../pldm/client.js";
import {
	readSensors,
	readThresholds,
	sensorsOf,
	type Described,
	type FieldReading,
	type SensorReading,
	type Thresholds,
} from "../../pldm/sensors.js";
import formatTable, { columnsOf } from "../../table.js";
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
	unlessUnplugged,
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

async function read(client: PldmClient, ids: readonly number[], { json }: TerminusOptions): Promise<void> {
	const sensors = await chosen(client, ids);
	const readings = await readSensors(client, sensors);
	if (json) printJson(readings, 2);
	else process.stdout.write(coloured(tableOf(readings, await allThresholds(client, sensors)), readings));
}

async function watch(client: PldmClient, owner: BusOwner, ids: readonly number[], options: WatchOptions): Promise<void> {
	const { json, interval, count = Infinity, timeout } = options;
	const sensors = await chosen(client, ids);
	const thresholds = json ? [] : await allThresholds(client, sensors);
	let lines = 0;
	for (let round = 0; round < count && !process.stdout.errored;) {
		/* What is told of the link stands below the table. */
		if (!owner.endpoint.port(0).up) lines = 0;
		await owner.peer(timeout);
		const readings = await unlessUnplugged(readSensors(client, sensors));
		if (undefined === readings) continue;
		const time = new Date().toISOString();
		if (json) for (const reading of readings) printJson({ time, ...reading });
		else {
			const text = tableOf(readings, thresholds);
			if (!isInPlace(text)) for (const reading of readings) print(`${time.slice(11, 23)} ${reading.id} ${plain(reading)}`);
			else process.stdout.write(`${lines > 0 ? `\x1b[${lines}A\x1b[J` : ""}${coloured(text, readings)}`);
			lines = text.split("\n").length - 1;
		}
		if (++round < count) await delay(interval);
	}
}

/** Whether the cursor can go back to where the text began: on a terminal that has room for it. */
function isInPlace(text: string): boolean {
	const { isTTY, rows, columns } = process.stdout;
	const lines = text.split("\n");
	return isTTY && lines.length <= rows && lines.every((line) => columnsOf(line) <= columns);
}

async function allThresholds(client: PldmClient, sensors: readonly Described[]): Promise<readonly Thresholds[]> {
	const all: Thresholds[] = [];
	for (const sensor of sensors) all.push(await readThresholds(client, sensor));
	return all;
}

const columns = ["Id", "Sensor", "Value", "State", "Low", "High"];

function tableOf(readings: readonly SensorReading[], thresholds: readonly Thresholds[]): string {
	const level = (values: readonly (number | undefined)[] = []) => values.map((value) => value ?? "-").join(" ");
	const rows = readings.map((reading, index) => {
		const { lower, upper } = thresholds[index];
		return [String(reading.id), reading.name, valueOf(reading), stateOf(reading), level(lower), level(upper)];
	});
	return formatTable([columns, ...rows]);
}

/** The colour of a state, and of a threshold, shows how bad it is. */
function coloured(text: string, readings: readonly SensorReading[]): string {
	const lines = text.split("\n").map((line, index) => {
		if (1 === index) return bold(line);
		const reading = readings[index - 2];
		if (undefined === reading) return line;
		const cells = line.split("│");
		const [low, high, rest] = cells.splice(-3);
		const state = cells.pop()!;
		return [...cells, colour(reading)(state), levels(low), levels(high), rest].join("│");
	});
	return lines.join("\n");
}

/** Warning, critical, fatal. */
function levels(cell: string): string {
	const colours = [yellow, red, red];
	let index = 0;
	return cell.replace(/\S+/g, (value) => ("-" === value ? (index++, value) : colours[index++](value)));
}

function plain(reading: SensorReading): string {
	return [reading.name, valueOf(reading), stateOf(reading)].filter(Boolean).join(" ");
}

function valueOf({ value, unit, fields }: SensorReading): string {
	if (undefined !== fields) return fields.map(stateText).join(", ");
	return undefined === value ? "" : `${value} ${unit ?? ""}`.trim();
}

/** With a name where fields have names of their own. */
function stateText({ name, stateSet, state, stateSetName, stateName }: FieldReading, _index: number, all: readonly FieldReading[]): string {
	const isNamed = new Set(all.map((each) => each.name)).size === all.length && all.length > 1;
	return `${isNamed ? name : (stateSetName ?? `set ${stateSet}`)}: ${stateName ?? state}`;
}

function stateOf({ operational, state, refused }: SensorReading): string {
	return undefined !== refused ? refused : "enabled" === operational ? (state ?? operational) : operational;
}

function colour({ operational, state = "normal" }: SensorReading): (text: string) => string {
	if ("enabled" !== operational) return dim;
	if (/fatal|critical/i.test(state)) return red;
	return /warning/i.test(state) ? yellow : green;
}
