// SPDX-License-Identifier: Apache-2.0
import type Fields from "../../device/fields.js";
import { DataSize, dataSizeNames } from "../platform/data-size.js";
import { thresholdNames, type NumericSensorOptions } from "../platform/numeric-sensor.js";
import type { StateFieldOptions, StateSensorOptions } from "../platform/state-sensor.js";
import { unitNames } from "../platform/units.js";
import type { Entities, Entity } from "./entities.js";
import { limits, mostId, mostState } from "./limits.js";
import { readNames, type Name } from "./names.js";
import { readSource, type Source } from "./sources.js";

/** What a PDR tells besides what the model needs. */
interface Described {
	readonly entity: Entity;
	readonly names: readonly Name[];
}

/** Units, and how raw numbers become units. */
export interface Units {
	readonly baseUnit: number;
	readonly dataSize: number;
	readonly resolution: number;
	readonly offset: number;
	readonly modifier: number;
	readonly accuracy: number;
	readonly plusTolerance: number;
	readonly minusTolerance: number;
}

/** Facts about the range, in units. */
export interface Range {
	readonly nominal: number | undefined;
	readonly normalMax: number | undefined;
	readonly normalMin: number | undefined;
}

export interface NumericSensorDescription extends NumericSensorOptions, Units, Range, Described {
	readonly thresholds: readonly (number | undefined)[];
	/** A short record (compact numeric sensor PDR) instead of the full one. */
	readonly compact: boolean;
	/** Seconds. */
	readonly updateInterval: number;
	readonly source: Source | undefined;
}

export interface StateSensorDescription extends StateSensorOptions, Described {
	readonly source: Source | undefined;
}

/** Numbers of a profile, in either direction. */
export const mostNumber = 1e15;

/** @setup */
export function readUnits(fields: Fields): Units {
	const unit = fields.required("unit", fields.choice("unit", unitNames));
	return {
		baseUnit: unitNames.indexOf(unit),
		dataSize: DataSize[fields.choice("dataSize", dataSizeNames) ?? "sint16"],
		resolution: fields.number("resolution", 1e-6, 1e6) ?? 1,
		offset: fields.number("offset", -mostNumber, mostNumber) ?? 0,
		modifier: fields.whole("modifier", -12, 12) ?? 0,
		accuracy: Math.round(100 * (fields.number("accuracy", 0, 100) ?? 0)),
		plusTolerance: fields.whole("plusTolerance", 0, 0xff) ?? 0,
		minusTolerance: fields.whole("minusTolerance", 0, 0xff) ?? 0,
	};
}

/** @setup */
export function readRange(fields: Fields | undefined): Range {
	const range = {
		nominal: fields?.number("nominal", -mostNumber, mostNumber),
		normalMax: fields?.number("normalMax", -mostNumber, mostNumber),
		normalMin: fields?.number("normalMin", -mostNumber, mostNumber),
	};
	fields?.end();
	return range;
}

/** @setup */
export function readNumericSensor(fields: Fields, entities: Entities): NumericSensorDescription {
	const thresholds = fields.section("thresholds");
	const value = fields.number("value", -mostNumber, mostNumber);
	const sensor = {
		id: fields.required("id", fields.whole("id", 1, mostId)),
		entity: entities.of(fields),
		names: readNames(fields),
		...readUnits(fields),
		...readRange(fields.section("range")),
		thresholds: thresholdNames.map((name) => thresholds?.number(name, -mostNumber, mostNumber)),
		hysteresis: fields.number("hysteresis", 0, mostNumber) ?? 0,
		manualRearm: fields.flag("manualRearm") ?? false,
		events: fields.flag("events") ?? true,
		compact: fields.flag("compact") ?? false,
		updateInterval: fields.number("updateInterval", 0, 86400) ?? 1,
		value,
		source: readSource(fields, value),
	};
	thresholds?.end();
	fields.end();
	return sensor;
}

/** @setup */
export function readStateSensor(fields: Fields, entities: Entities): StateSensorDescription {
	const own = readStateFields(fields);
	const source = readSource(fields, own[0].state);
	if (undefined !== source && own.length > 1) throw fields.error("is for a sensor of one field", "source");
	const sensor = {
		id: fields.required("id", fields.whole("id", 1, mostId)),
		entity: entities.of(fields),
		names: readNames(fields),
		events: fields.flag("events") ?? true,
		fields: own,
		source,
	};
	fields.end();
	return sensor;
}

/**
 * The fields of a state sensor or effecter.
 * @setup
 */
export function readStateFields(fields: Fields): readonly StateFieldOptions[] {
	const list = fields.required("fields", fields.list("fields", limits.fields));
	if (0 === list.length) throw fields.error(`must be a list of 1 to ${limits.fields}`, "fields");
	return list.map((each) => {
		const possible = each.required("possible", each.bytes("possible", limits.states));
		if (0 === possible.length || possible.some((state) => state < 1))
			throw each.error(`must be 1 to ${limits.states} states, each 1 to ${mostState}`, "possible");
		const state = each.whole("state", 1, mostState);
		if (undefined !== state && !possible.includes(state)) throw each.error("is none of the possible states", "state");
		const field = { stateSet: each.required("set", each.whole("set", 0, 0xffff)), possible, state };
		each.end();
		return field;
	});
}
