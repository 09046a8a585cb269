// SPDX-License-Identifier: Apache-2.0
// The platform descriptor records of a profile (DSP0248 28).
import type { Values } from "../layout/field.js";
import Conversion from "../platform/conversion.js";
import { leastOf, mostOf, real32 } from "../platform/data-size.js";
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
/** Entity association: physical containment. */
const physical = 0;

/**
 * All records, with handles from 1 up.
 * @setup
 */
export function recordsOf(sources: RecordSources): readonly Uint8Array[] {
	const { terminusHandle, entities, numericSensors, stateSensors, numericEffecters, stateEffecters, fruSets, oem } = sources;
	const records: Uint8Array[] = [];
	const add = /** @setup */ (type: number, values: Values) => {
		records.push(encodePdr(type, { recordHandle: records.length + 1, terminusHandle, ...values }));
	};
	const { tid, uid } = sources;
	add(PdrType.terminusLocator, {
		validity: 1,
		tid,
		containerId: 0,
		terminusLocatorType: locatedByUid,
		terminusLocatorValue: [onlyInstance, ...uid],
	});
	for (const entity of entities) {
		const contained = entities.filter(({ containerId }) => containerId > 0 && containerId === entity.ownContainerId);
		if (contained.length > 0) add(PdrType.entityAssociation, associationOf(entity, contained));
		if (entity.names.length > 0) add(PdrType.entityAuxiliaryNames, { ...identityOf(entity), names: entity.names });
	}
	for (const sensor of numericSensors) {
		add(sensor.compact ? PdrType.compactNumericSensor : PdrType.numericSensor, sensor.compact ? compactOf(sensor) : numericOf(sensor));
		if (sensor.names.length > 0 && !sensor.compact)
			add(PdrType.sensorAuxiliaryNames, { sensorId: sensor.id, sensors: [namesOf(sensor.names)] });
	}
	for (const sensor of stateSensors) {
		const { id, entity, names, fields } = sensor;
		add(PdrType.stateSensor, { sensorId: id, ...identityOf(entity), auxiliaryNames: flagOf(names), sensors: fields.map(statesOf) });
		if (names.length > 0) add(PdrType.sensorAuxiliaryNames, { sensorId: id, sensors: fields.map(/** @setup */ () => namesOf(names)) });
	}
	for (const effecter of numericEffecters) {
		const { id, names } = effecter;
		add(PdrType.numericEffecter, numericEffecterOf(effecter));
		if (names.length > 0) add(PdrType.effecterAuxiliaryNames, { effecterId: id, effecters: [namesOf(names)] });
	}
	for (const effecter of stateEffecters) {
		const { id, entity, names, fields, semantic } = effecter;
		add(PdrType.stateEffecter, {
			effecterId: id,
			...identityOf(entity),
			effecterSemanticId: semantic,
			description: flagOf(names),
			effecters: fields.map(statesOf),
		});
		if (names.length > 0)
			add(PdrType.effecterAuxiliaryNames, { effecterId: id, effecters: fields.map(/** @setup */ () => namesOf(names)) });
	}
	for (const { set, entity } of fruSets) add(PdrType.fruRecordSet, { fruRecordSetId: set, ...identityOf(entity) });
	for (const { iana, record, data } of oem) add(PdrType.oem, { vendorIana: iana, oemRecordId: record, vendorData: data });
	return records;
}

/** @setup */
function identityOf({ entityType, entityInstance, containerId }: Entity): Values {
	return { entityType, entityInstance, containerId };
}

/** @setup */
function associationOf(container: Entity, contained: readonly Entity[]): Values {
	return {
		containerId: container.ownContainerId,
		associationType: physical,
		containerEntityType: container.entityType,
		containerEntityInstance: container.entityInstance,
		containerEntityContainerId: container.containerId,
		contained: contained.map(identityOf),
	};
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
	const { entity, names, dataSize, thresholds = [], nominal, normalMax, normalMin } = sensor;
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
	const { entity, names, thresholds = [] } = sensor;
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
