// SPDX-License-Identifier: Apache-2.0
import { PldmType } from "../../../modules/pldm/header.js";
import type { Values } from "../../../modules/pldm/layout/field.js";
import { PlatformCommand } from "../../../modules/pldm/platform/command.js";
import Conversion from "../../../modules/pldm/platform/conversion.js";
import { PdrType } from "../../../modules/pldm/platform/pdr/type.js";
import { thresholdNames } from "../../../modules/pldm/platform/numeric-sensor.js";
import { numericStateNames, sensorOperationalNames } from "../../../modules/pldm/platform/states.js";
import { unitNames } from "../../../modules/pldm/platform/units.js";
import type PldmClient from "./client.js";
import { PldmError } from "./client.js";
import printable from "../printable.js";
import { recordValues } from "./record-values.js";
import { stateName, stateSetName } from "./state-sets.js";

/** A sensor or effecter as its records describe it. */
export interface Described {
	readonly id: number;
	readonly kind: "numeric" | "state";
	/** In English, or in the first language there is; empty: it has no name. */
	readonly name: string;
	/** The same of each field. */
	readonly fieldNames: readonly string[];
	/** Of a numeric one: name of the unit, and how raw numbers become units. */
	readonly unit?: string;
	readonly conversion?: Conversion;
	readonly record: Values;
}

/** What a sensor told. */
export interface SensorReading {
	readonly id: number;
	readonly name: string;
	readonly operational: string;
	/** Why it tells nothing, where the terminus refuses to read it. */
	readonly refused?: string;
	/** Of a numeric sensor, in units; undefined: it is not enabled. */
	readonly value?: number;
	readonly unit?: string;
	/** Of a numeric sensor: name of its state. */
	readonly state?: string;
	/** Of a state sensor. */
	readonly fields?: readonly FieldReading[];
}

/** What a field of a state sensor told: numbers of state set and state, and their names where they are known here. */
export interface FieldReading {
	readonly name: string;
	readonly stateSet: number;
	readonly state: number;
	readonly stateSetName?: string;
	readonly stateName?: string;
	readonly operational: string;
}

/** Where the state of a numeric sensor changes, in units: warning, critical, fatal; left out where it has none. */
export interface Thresholds {
	readonly lower?: readonly (number | undefined)[];
	readonly upper?: readonly (number | undefined)[];
}

interface Kinds {
	readonly numeric: readonly number[];
	readonly state: number;
	readonly names: number;
	readonly id: "sensorId" | "effecterId";
	readonly list: "sensors" | "effecters";
	readonly dataSize: "sensorDataSize" | "effecterDataSize";
}

const sensorKinds: Kinds = {
	numeric: [PdrType.numericSensor, PdrType.compactNumericSensor],
	state: PdrType.stateSensor,
	names: PdrType.sensorAuxiliaryNames,
	id: "sensorId",
	list: "sensors",
	dataSize: "sensorDataSize",
};
const effecterKinds: Kinds = {
	numeric: [PdrType.numericEffecter],
	state: PdrType.stateEffecter,
	names: PdrType.effecterAuxiliaryNames,
	id: "effecterId",
	list: "effecters",
	dataSize: "effecterDataSize",
};

/** The sensors that records describe; a record that is not as it should be describes none. */
export function sensorsOf(records: readonly Uint8Array[]): readonly Described[] {
	return describedBy(records, sensorKinds);
}

/** The effecters that records describe. */
export function effectersOf(records: readonly Uint8Array[]): readonly Described[] {
	return describedBy(records, effecterKinds);
}

function describedBy(records: readonly Uint8Array[], kinds: Kinds): readonly Described[] {
	const all = records.map(recordValues).filter(({ fault }) => undefined === fault);
	const names = new Map(
		all
			.filter(({ pdrType }) => kinds.names === pdrType)
			.map((each) => [each[kinds.id] as number, (each[kinds.list] as Values[]).map(nameIn)]),
	);
	return all.flatMap((record): Described[] => {
		const id = record[kinds.id] as number;
		const fieldNames = names.get(id) ?? (record.name instanceof Uint8Array ? [printable(Buffer.from(record.name).toString())] : []);
		const name = fieldNames[0] ?? "";
		if (kinds.state === record.pdrType) return [{ id, kind: "state", name, fieldNames, record }];
		if (!kinds.numeric.includes(record.pdrType as number)) return [];
		const conversion = new Conversion({
			dataSize: (record[kinds.dataSize] ?? 0) as number,
			resolution: (record.resolution ?? 1) as number,
			offset: (record.offset ?? 0) as number,
			modifier: record.unitModifier as number,
		});
		return [{ id, kind: "numeric", name, fieldNames, unit: unitOf(record), conversion, record }];
	});
}

/** Of rateUnit and occurrenceRate: what a unit is told by (DSP0248 table 76). */
const rates = ["", "/microsecond", "/millisecond", "/second", "/minute", "/hour", "/day", "/week", "/month", "/year"];

function unitOf({ baseUnit, rateUnit, occurrenceRate }: Values): string {
	const rate = (rateUnit ?? occurrenceRate ?? 0) as number;
	return `${unitNames[baseUnit as number] ?? `unit ${String(baseUnit)}`}${rates[rate] ?? ` by rate ${rate}`}`;
}

function nameIn(named: Values): string {
	const names = (named.names ?? []) as { language: string; name: string }[];
	return printable((names.find(({ language }) => /^en\b/i.test(language)) ?? names[0])?.name ?? "");
}

/** Asks a sensor what it tells. */
export async function readSensor(client: PldmClient, sensor: Described): Promise<SensorReading> {
	const { id, name, unit, conversion } = sensor;
	if ("state" === sensor.kind) {
		const answer = await client.command(PldmType.platform, PlatformCommand.getStateSensorReadings, { sensorId: id });
		const sets = sensor.record.sensors as Values[];
		const fields = (answer.fields as Values[]).map((field, index) => {
			const stateSet = (sets[index]?.stateSetId ?? 0) as number;
			const state = field.presentState as number;
			return {
				...{ name: sensor.fieldNames[index] ?? "", stateSet, state },
				...{ stateSetName: stateSetName(stateSet), stateName: stateName(stateSet, state) },
				operational: operationalName(field.operationalState),
			};
		});
		return { id, name, operational: fields[0]?.operational ?? "unknown", fields };
	}
	const answer = await client.command(PldmType.platform, PlatformCommand.getSensorReading, { sensorId: id });
	const value = 0 === answer.operationalState ? rounded(conversion!, answer.presentReading as number) : undefined;
	return {
		id,
		name,
		operational: operationalName(answer.operationalState),
		...(undefined === value ? {} : { value }),
		unit,
		state: numericStateNames[answer.presentState as number] ?? String(answer.presentState),
	};
}

/** Asks sensors what they tell. Of several, one that the terminus refuses to read does not hide the others. */
export async function readSensors(client: PldmClient, sensors: readonly Described[]): Promise<SensorReading[]> {
	const readings: SensorReading[] = [];
	for (const sensor of sensors)
		try {
			readings.push(await readSensor(client, sensor));
		} catch (error) {
			if (!(error instanceof PldmError) || sensors.length < 2) throw error;
			readings.push({ id: sensor.id, name: sensor.name, operational: "unknown", refused: error.message });
		}
	return readings;
}

/** Asks a sensor for its thresholds; of one that does not tell them, those of its record. */
export async function readThresholds(client: PldmClient, sensor: Described): Promise<Thresholds> {
	const { kind, record } = sensor;
	const supported = supportedThresholds(record);
	if ("state" === kind || 0 === supported) return {};
	const all = await allThresholds(client, sensor);
	const values = all.map((value, bit) => (supported & (1 << bit) ? value : undefined));
	const level = (first: number) =>
		values.slice(first, first + 3).some((value) => undefined !== value) ? values.slice(first, first + 3) : undefined;
	const [upper, lower] = [level(0), level(3)];
	return { ...(undefined === lower ? {} : { lower }), ...(undefined === upper ? {} : { upper }) };
}

/** By `thresholdNames`, in units. */
async function allThresholds(client: PldmClient, { id, conversion, record }: Described): Promise<readonly number[]> {
	try {
		const answer = await client.command(PldmType.platform, PlatformCommand.getSensorThresholds, { sensorId: id });
		return thresholdNames.map((name) => rounded(conversion!, answer[name] as number));
	} catch (error) {
		if (!(error instanceof PldmError)) throw error;
		return rangeFields.map((name) => shortened((record[name] as number) * 10 ** (record.unitModifier as number)));
	}
}

/** Where a record has the thresholds: in units, without the conversion formula (DSP0248 28.4). */
const rangeFields = ["warningHigh", "criticalHigh", "fatalHigh", "warningLow", "criticalLow", "fatalLow"];

/** A bit for each of `thresholdNames`. A compact record has warning, critical and fatal, high before low. */
export function supportedThresholds({ supportedThresholds: bits, rangeFieldSupport }: Values): number {
	if (undefined !== bits) return bits as number;
	return [0, 2, 4, 1, 3, 5].reduce((all, bit, index) => ((rangeFieldSupport as number) & (1 << bit) ? all | (1 << index) : all), 0);
}

/** Units without the noise of binary fractions. */
export function rounded(conversion: Conversion, raw: number): number {
	return shortened(conversion.units(raw));
}

function shortened(value: number): number {
	return Number(value.toPrecision(7));
}

function operationalName(state: unknown): string {
	return sensorOperationalNames[state as number] ?? String(state);
}
