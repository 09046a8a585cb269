// SPDX-License-Identifier: Apache-2.0
import { PldmType } from "../../../../modules/pldm/header.js";
import type { Values } from "../../../../modules/pldm/layout/field.js";
import { PlatformCommand } from "../../../../modules/pldm/platform/command.js";
import Conversion, { type ConversionFacts } from "../../../../modules/pldm/platform/conversion.js";
import { dataSizeNames } from "../../../../modules/pldm/platform/data-size.js";
import { thresholdNames } from "../../../../modules/pldm/platform/numeric-sensor.js";
import { EffecterOperational, EventEnable, SensorOperational } from "../../../../modules/pldm/platform/states.js";
import { unitNames } from "../../../../modules/pldm/platform/units.js";
import type PldmClient from "../../pldm/client.js";
import { PldmError } from "../../pldm/client.js";
import { supportedThresholds, type Described } from "../../pldm/sensors.js";

const mostDelay = 3_600_000;
/** Digits of numbers in units: enough to come to the same raw number again. */
const digits = 12;

/** A numeric sensor as the profile has it: what it does follows from its record and from its answers. */
export async function numericSensorOf(client: PldmClient, { id, name, record }: Described): Promise<object> {
	const reading = await client.command(PldmType.platform, PlatformCommand.getSensorReading, { sensorId: id });
	const facts = factsOf(record, reading.sensorDataSize as number);
	const conversion = new Conversion(facts);
	const thresholds = await optional(client.command(PldmType.platform, PlatformCommand.getSensorThresholds, { sensorId: id }));
	const hysteresis = await optional(client.command(PldmType.platform, PlatformCommand.getSensorHysteresis, { sensorId: id }));
	const supported = supportedThresholds(record);
	const named = thresholdNames.flatMap((threshold, index) =>
		supported & (1 << index) && undefined !== thresholds ? [[threshold, rounded(conversion.units(thresholds[threshold] as number))]] : [],
	);
	const step = ((hysteresis?.hysteresis ?? 0) as number) * Math.abs(facts.resolution) * 10 ** facts.modifier;
	const isEnabled = SensorOperational.enabled === reading.operationalState;
	return {
		id,
		...nameOf(name),
		...unitsOf(record, facts),
		...(named.length > 0 ? { thresholds: Object.fromEntries(named) } : {}),
		...(step > 0 ? { hysteresis: rounded(step) } : {}),
		...(EventEnable.none === reading.eventMessageEnable ? { events: false } : {}),
		...(isEnabled ? { value: rounded(conversion.units(reading.presentReading as number)) } : {}),
	};
}

export async function stateSensorOf(client: PldmClient, { id, name, record }: Described): Promise<object> {
	const answer = await client.command(PldmType.platform, PlatformCommand.getStateSensorReadings, { sensorId: id });
	const told = answer.fields as Values[];
	return { id, ...nameOf(name), fields: (record.sensors as Values[]).map((field, index) => fieldOf(field, told[index]?.presentState)) };
}

export async function numericEffecterOf(client: PldmClient, { id, name, record }: Described): Promise<object> {
	const answer = await client.command(PldmType.platform, PlatformCommand.getNumericEffecterValue, { effecterId: id });
	const facts = factsOf(record, answer.effecterDataSize as number);
	const conversion = new Conversion(facts);
	const units = (raw: unknown) => rounded(conversion.units(raw as number));
	const delay = Math.min(mostDelay, Math.max(0, Math.round(1000 * (record.transitionInterval as number))));
	const isPending = EffecterOperational.updatePending === answer.operationalState;
	return {
		id,
		...nameOf(name),
		...unitsOf(record, facts),
		least: units(record.minSettable),
		most: units(record.maxSettable),
		value: units(isPending ? answer.pendingValue : answer.presentValue),
		...(delay > 0 ? { delay } : {}),
	};
}

export async function stateEffecterOf(client: PldmClient, { id, name, record }: Described): Promise<object> {
	const answer = await client.command(PldmType.platform, PlatformCommand.getStateEffecterStates, { effecterId: id });
	const told = answer.fields as Values[];
	return { id, ...nameOf(name), fields: (record.effecters as Values[]).map((field, index) => fieldOf(field, told[index]?.presentState)) };
}

/** What a command resolves to; undefined: the terminus refuses it. */
async function optional(answer: Promise<Values>): Promise<Values | undefined> {
	try {
		return await answer;
	} catch (error) {
		if (error instanceof PldmError) return undefined;
		throw error;
	}
}

function factsOf(record: Values, dataSize: number): ConversionFacts {
	if (undefined === dataSizeNames[dataSize]) throw new Error(`data size ${dataSize} is unknown here`);
	return {
		dataSize,
		resolution: single(record.resolution ?? 1),
		offset: single(record.offset ?? 0),
		modifier: record.unitModifier as number,
	};
}

/** A number of 32 bits as people write it. */
function single(value: unknown): number {
	return Number((value as number).toPrecision(7));
}

function rounded(value: number): number {
	return Number(value.toPrecision(digits));
}

function unitsOf(record: Values, { dataSize, resolution, offset, modifier }: ConversionFacts): object {
	return {
		unit: unitNames[record.baseUnit as number] ?? "unspecified",
		dataSize: dataSizeNames[dataSize],
		...(1 === resolution ? {} : { resolution }),
		...(0 === offset ? {} : { offset }),
		...(0 === modifier ? {} : { modifier }),
	};
}

function fieldOf({ stateSetId, possibleStates }: Values, state: unknown): object {
	const mask = possibleStates as Uint8Array;
	const possible = Array.from({ length: 8 * mask.length }, (_, bit) => bit).filter((bit) => bit > 0 && mask[bit >> 3] & (1 << (bit & 7)));
	return { set: stateSetId, possible, ...(possible.includes(state as number) ? { state } : {}) };
}

function nameOf(name: string): object {
	return "" === name ? {} : { name };
}
