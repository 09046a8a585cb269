// SPDX-License-Identifier: Apache-2.0
import type Fields from "../../device/fields.js";
import type { NumericEffecterOptions } from "../platform/numeric-effecter.js";
import type { StateEffecterOptions } from "../platform/state-effecter.js";
import type { Entities, Entity } from "./entities.js";
import { mostId } from "./limits.js";
import { readNames, type Name } from "./names.js";
import { mostNumber, readRange, readStateFields, readUnits, type Range, type Units } from "./sensors.js";

interface Described {
	readonly entity: Entity;
	readonly names: readonly Name[];
}

export interface NumericEffecterDescription extends NumericEffecterOptions, Units, Range, Described {
	readonly semantic: number;
	readonly delay: number;
}

export interface StateEffecterDescription extends StateEffecterOptions, Described {
	readonly semantic: number;
}

/** Milliseconds until a setting is in effect, at most. */
const mostDelay = 3_600_000;

/** @setup */
export function readNumericEffecter(fields: Fields, entities: Entities): NumericEffecterDescription {
	const effecter = {
		id: fields.required("id", fields.whole("id", 1, mostId)),
		entity: entities.of(fields),
		names: readNames(fields),
		semantic: fields.whole("semantic", 0, 0xffff) ?? 0,
		...readUnits(fields),
		...readRange(fields.section("range")),
		least: fields.required("least", fields.number("least", -mostNumber, mostNumber)),
		most: fields.required("most", fields.number("most", -mostNumber, mostNumber)),
		value: fields.required("value", fields.number("value", -mostNumber, mostNumber)),
		delay: fields.whole("delay", 0, mostDelay) ?? 0,
	};
	fields.end();
	return effecter;
}

/** @setup */
export function readStateEffecter(fields: Fields, entities: Entities): StateEffecterDescription {
	const effecter = {
		id: fields.required("id", fields.whole("id", 1, mostId)),
		entity: entities.of(fields),
		names: readNames(fields),
		semantic: fields.whole("semantic", 0, 0xffff) ?? 0,
		fields: readStateFields(fields).map((field) => ({ ...field, state: field.state ?? field.possible[0] })),
	};
	fields.end();
	return effecter;
}
