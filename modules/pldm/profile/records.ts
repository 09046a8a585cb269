// SPDX-License-Identifier: Apache-2.0
// The platform descriptor records of a profile (DSP0248 28).
import type { Values } from "../layout/field.js";
import Conversion from "../platform/conversion.js";
import { leastOf, mostOf, real32 } from "../platform/data-size.js";
import { associationOf, identityOf, isInside } from "../platform/pdr/association.js";
import { encodePdr } from "../platform/pdr/record.js";
import { PdrType } from "../platform/pdr/type.js";
import type { StateFieldOptions } from "../platform/state-sensor.js";
import type { NumericEffecterDescription, StateEffecterDescription } from "./effecters.js";
import type { Entity } from "./entities.js";
import type { Name } from "./names.js";
import type { NumericSensorDescription, StateSensorDescription } from "./sensors.js";

/** What records are made of. */
export interface RecordSources {
	readonly tid: number;
	readonly terminusHandle: number;
	/** 16 bytes. */
	readonly uid: readonly number[];
	readonly entities: readonly Entity[];
	readonly numericSensors: readonly NumericSensorDescription[];
	readonly stateSensors: readonly StateSensorDescription[];
	readonly numericEffecters: readonly NumericEffecterDescription[];
	readonly stateEffecters: readonly StateEffecterDescription[];
	readonly fruSets: readonly { readonly set: number; readonly entity: Entity }[];
	readonly oem: readonly { readonly iana: number; readonly record: number; readonly data: readonly number[] }[];
}

/** terminusLocatorType: UID, because EIDs come and go. Its value is the instance of the terminus in the device, and the UUID. */
const locatedByUid = 0;
const onlyInstance = 0;
/** thresholdAndHysteresisVolatility: lost when the terminus starts, or comes online. */
const volatile = 0x12;

/** A record, and the entity that it is of. */
export interface OwnedRecord {
	readonly bytes: Uint8Array;
	readonly entity: Entity | undefined;
}

/**
 * All records, with handles from 1 up.
 * @setup
 */
export function recordsOf(sources: RecordSources): readonly OwnedRecord[] {
	const { terminusHandle, entities, numericSensors, stateSensors, numericEffecters, stateEffecters, fruSets, oem } = sources;
	const records: OwnedRecord[] = [];
	const add = /** @setup */ (entity: Entity | undefined, type: number, values: Values) => {
		records.push({ bytes: encodePdr(type, { recordHandle: records.length + 1, terminusHandle, ...values }), entity });
	};
	const { tid, uid } = sources;
	add(undefined, PdrType.terminusLocator, {
		validity: 1,
		tid,
		containerId: 0,
		terminusLocatorType: locatedByUid,
		terminusLocatorValue: [onlyInstance, ...uid],
	});
	for (const entity of entities) {
		const contained = entities.filter((other) => isInside(other, entity));
		if (contained.length > 0) add(entity, PdrType.entityAssociation, associationOf(entity, contained));
		if (entity.names.length > 0) add(entity, PdrType.entityAuxiliaryNames, { ...identityOf(entity), names: entity.names });
	}
	for (const sensor of numericSensors) {
		add(
			sensor.entity,
			sensor.compact ? PdrType.compactNumericSensor : PdrType.numericSensor,
			sensor.compact ? compactOf(sensor) : numericOf(sensor),
		);
		if (sensor.names.length > 0 && !sensor.compact)
			add(sensor.entity, PdrType.sensorAuxiliaryNames, { sensorId: sensor.id, sensors: [namesOf(sensor.names)] });
	}
	for (const sensor of stateSensors) {
		const { id, entity, names, fields } = sensor;
		add(entity, PdrType.stateSensor, { sensorId: id, ...identityOf(entity), auxiliaryNames: flagOf(names), sensors: fields.map(statesOf) });
		if (names.length > 0)
			add(entity, PdrType.sensorAuxiliaryNames, { sensorId: id, sensors: fields.map(/** @setup */ () => namesOf(names)) });
	}
	for (const effecter of numericEffecters) {
		const { id, entity, names } = effecter;
		add(entity, PdrType.numericEffecter, numericEffecterOf(effecter));
		if (names.length > 0) add(entity, PdrType.effecterAuxiliaryNames, { effecterId: id, effecters: [namesOf(names)] });
	}
	for (const effecter of stateEffecters) {
		const { id, entity, names, fields, semantic } = effecter;
		add(entity, PdrType.stateEffecter, {
			effecterId: id,
			...identityOf(entity),
			effecterSemanticId: semantic,
			description: flagOf(names),
			effecters: fields.map(statesOf),
		});
		if (names.length > 0)
			add(entity, PdrType.effecterAuxiliaryNames, { effecterId: id, effecters: fields.map(/** @setup */ () => namesOf(names)) });
	}
	for (const { set, entity } of fruSets) add(entity, PdrType.fruRecordSet, { fruRecordSetId: set, ...identityOf(entity) });
	for (const { iana, record, data } of oem) add(undefined, PdrType.oem, { vendorIana: iana, oemRecordId: record, vendorData: data });
	return records;
}

/** @setup */
function namesOf(names: readonly Name[]): Values {
	return { names };
}

/** @setup */
function flagOf(names: readonly Name[]): number {
	return names.length > 0 ? 1 : 0;
}

/**
 * Bit n of the mask is state n.
 * @setup
 */
function statesOf({ stateSet, possible }: StateFieldOptions): Values {
	const mask = Array.from({ length: (possible.reduce((most, state) => Math.max(most, state), 0) >> 3) + 1 }, () => 0);
	for (const state of possible) mask[state >> 3] |= 1 << (state & 7);
	return { stateSetId: stateSet, possibleStates: mask };
}

/**
 * Bits of the values that are there.
 * @setup
 */
function bitsOf(values: readonly (number | undefined)[]): number {
	return values.reduce<number>((bits, value, index) => (undefined === value ? bits : bits | (1 << index)), 0);
}

/**
 * Range fields are in units, without the conversion formula (DSP0248 28.4).
 * @setup
 */
function numericOf(sensor: NumericSensorDescription): Values {
	const { entity, names, dataSize, thresholds, nominal, normalMax, normalMin } = sensor;
	const scale = scaleOf(sensor);
	const conversion = new Conversion(sensor);
	const [warningHigh, criticalHigh, fatalHigh, warningLow, criticalLow, fatalLow] = thresholds.map(scale);
	return {
		sensorId: sensor.id,
		...identityOf(entity),
		auxiliaryNames: flagOf(names),
		baseUnit: sensor.baseUnit,
		unitModifier: sensor.modifier,
		isLinear: 1,
		sensorDataSize: dataSize,
		resolution: sensor.resolution,
		offset: sensor.offset,
		accuracy: sensor.accuracy,
		plusTolerance: sensor.plusTolerance,
		minusTolerance: sensor.minusTolerance,
		hysteresis: conversion.rawStep(sensor.hysteresis ?? 0),
		supportedThresholds: bitsOf(thresholds),
		thresholdAndHysteresisVolatility: volatile,
		stateTransitionInterval: sensor.updateInterval,
		updateInterval: sensor.updateInterval,
		maxReadable: mostOf[dataSize],
		minReadable: leastOf[dataSize],
		rangeFieldFormat: real32,
		rangeFieldSupport: bitsOf([nominal, normalMax, normalMin, criticalHigh, criticalLow, fatalHigh, fatalLow]),
		nominalValue: scale(nominal),
		normalMax: scale(normalMax),
		normalMin: scale(normalMin),
		warningHigh,
		warningLow,
		criticalHigh,
		criticalLow,
		fatalHigh,
		fatalLow,
	};
}

/** @setup */
function compactOf(sensor: NumericSensorDescription): Values {
	const { entity, names, thresholds } = sensor;
	const whole = thresholds.map(scaleOf(sensor)).map((value) => (undefined === value ? undefined : Math.round(value)));
	const [warningHigh, criticalHigh, fatalHigh, warningLow, criticalLow, fatalLow] = whole;
	const name = names[0]?.name ?? "";
	return {
		sensorId: sensor.id,
		...identityOf(entity),
		baseUnit: sensor.baseUnit,
		unitModifier: sensor.modifier,
		rangeFieldSupport: bitsOf([warningHigh, warningLow, criticalHigh, criticalLow, fatalHigh, fatalLow]),
		warningHigh,
		warningLow,
		criticalHigh,
		criticalLow,
		fatalHigh,
		fatalLow,
		name: Array.from({ length: name.length }, (_, index) => name.charCodeAt(index)),
	};
}

/** @setup */
function numericEffecterOf(effecter: NumericEffecterDescription): Values {
	const { entity, names, dataSize, nominal, normalMax, normalMin } = effecter;
	const scale = scaleOf(effecter);
	const conversion = new Conversion(effecter);
	return {
		effecterId: effecter.id,
		...identityOf(entity),
		effecterSemanticId: effecter.semantic,
		auxiliaryNames: flagOf(names),
		baseUnit: effecter.baseUnit,
		unitModifier: effecter.modifier,
		isLinear: 1,
		effecterDataSize: dataSize,
		resolution: effecter.resolution,
		offset: effecter.offset,
		accuracy: effecter.accuracy,
		plusTolerance: effecter.plusTolerance,
		minusTolerance: effecter.minusTolerance,
		stateTransitionInterval: effecter.delay / 1000,
		transitionInterval: effecter.delay / 1000,
		maxSettable: conversion.raw(effecter.most),
		minSettable: conversion.raw(effecter.least),
		rangeFieldFormat: real32,
		rangeFieldSupport: bitsOf([nominal, normalMax, normalMin]),
		nominalValue: scale(nominal),
		normalMax: scale(normalMax),
		normalMin: scale(normalMin),
	};
}

/**
 * From units to units with the modifier.
 * @setup
 */
function scaleOf({ modifier }: { readonly modifier: number }): (value: number | undefined) => number | undefined {
	return /** @setup */ (value) => (undefined === value ? undefined : value / 10 ** modifier);
}
