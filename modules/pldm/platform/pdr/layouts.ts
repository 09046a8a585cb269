// SPDX-License-Identifier: Apache-2.0
// What PDRs look like (DSP0248 28), read and written from one place.
import { layout, type Field, type Layout } from "../../layout/field.js";
import { bytes, list, optional } from "../../layout/groups.js";
import { f32, s32, s8, sized, u16, u32, u8 } from "../../layout/numbers.js";
import { ascii, utf16 } from "../../layout/texts.js";
import { PdrType } from "./type.js";

/** The common header (28.1). */
export const pdrHeader: Layout = layout([
	u32("recordHandle"),
	u8("headerVersion"),
	u8("pdrType"),
	u16("recordChangeNumber"),
	u16("dataLength"),
]);

const terminusHandle = u16("terminusHandle");
const entity: readonly Field[] = Object.freeze([u16("entityType"), u16("entityInstance"), u16("containerId")]);
const units: readonly Field[] = Object.freeze([
	u8("baseUnit"),
	s8("unitModifier"),
	u8("rateUnit"),
	u8("baseOemUnitHandle"),
	u8("auxUnit"),
	s8("auxUnitModifier"),
]);
const names = list("names", "nameCount", [ascii("language"), utf16("name")]);
const states: readonly Field[] = Object.freeze([
	u16("stateSetId"),
	u8("possibleStatesSize"),
	bytes("possibleStates", "possibleStatesSize"),
]);

/**
 * Range fields of numeric sensors and effecters, in units.
 * @setup
 */
function ranges(fields: readonly string[]): readonly Field[] {
	return Object.freeze(fields.map((name) => sized(name, "rangeFieldFormat")));
}

/** By PDR type; those behind the common header. */
export const pdrLayouts: Readonly<Record<number, Layout>> = Object.freeze({
	[PdrType.terminusLocator]: layout([
		terminusHandle,
		u8("validity"),
		u8("tid"),
		u16("containerId"),
		u8("terminusLocatorType"),
		u8("terminusLocatorValueSize"),
		bytes("terminusLocatorValue", "terminusLocatorValueSize"),
	]),
	[PdrType.numericSensor]: layout([
		terminusHandle,
		u16("sensorId"),
		...entity,
		u8("sensorInit"),
		u8("auxiliaryNames"),
		...units,
		u8("auxRateUnit"),
		u8("rel"),
		u8("auxOemUnitHandle"),
		u8("isLinear"),
		u8("sensorDataSize"),
		f32("resolution"),
		f32("offset"),
		u16("accuracy"),
		u8("plusTolerance"),
		u8("minusTolerance"),
		sized("hysteresis", "sensorDataSize"),
		u8("supportedThresholds"),
		u8("thresholdAndHysteresisVolatility"),
		f32("stateTransitionInterval"),
		f32("updateInterval"),
		sized("maxReadable", "sensorDataSize"),
		sized("minReadable", "sensorDataSize"),
		u8("rangeFieldFormat"),
		u8("rangeFieldSupport"),
		...ranges([
			"nominalValue",
			"normalMax",
			"normalMin",
			"warningHigh",
			"warningLow",
			"criticalHigh",
			"criticalLow",
			"fatalHigh",
			"fatalLow",
		]),
	]),
	[PdrType.stateSensor]: layout([
		terminusHandle,
		u16("sensorId"),
		...entity,
		u8("sensorInit"),
		u8("auxiliaryNames"),
		u8("compositeCount"),
		list("sensors", "compositeCount", states),
	]),
	[PdrType.sensorAuxiliaryNames]: layout([
		terminusHandle,
		u16("sensorId"),
		u8("sensorCount"),
		list("sensors", "sensorCount", [u8("nameCount"), names]),
	]),
	[PdrType.numericEffecter]: layout([
		terminusHandle,
		u16("effecterId"),
		...entity,
		u16("effecterSemanticId"),
		u8("effecterInit"),
		u8("auxiliaryNames"),
		...units,
		u8("auxRateUnit"),
		u8("auxOemUnitHandle"),
		u8("isLinear"),
		u8("effecterDataSize"),
		f32("resolution"),
		f32("offset"),
		u16("accuracy"),
		u8("plusTolerance"),
		u8("minusTolerance"),
		f32("stateTransitionInterval"),
		f32("transitionInterval"),
		sized("maxSettable", "effecterDataSize"),
		sized("minSettable", "effecterDataSize"),
		u8("rangeFieldFormat"),
		u8("rangeFieldSupport"),
		...ranges(["nominalValue", "normalMax", "normalMin", "ratedMax", "ratedMin"]),
	]),
	[PdrType.stateEffecter]: layout([
		terminusHandle,
		u16("effecterId"),
		...entity,
		u16("effecterSemanticId"),
		u8("effecterInit"),
		u8("description"),
		u8("compositeCount"),
		list("effecters", "compositeCount", states),
	]),
	[PdrType.effecterAuxiliaryNames]: layout([
		terminusHandle,
		u16("effecterId"),
		u8("effecterCount"),
		list("effecters", "effecterCount", [u8("nameCount"), names]),
	]),
	[PdrType.entityAssociation]: layout([
		u16("containerId"),
		u8("associationType"),
		u16("containerEntityType"),
		u16("containerEntityInstance"),
		u16("containerEntityContainerId"),
		u8("containedCount"),
		list("contained", "containedCount", entity),
	]),
	[PdrType.entityAuxiliaryNames]: layout([...entity, u8("sharedNameCount"), u8("nameCount"), names]),
	[PdrType.fruRecordSet]: layout([terminusHandle, u16("fruRecordSetId"), ...entity]),
	[PdrType.compactNumericSensor]: layout([
		terminusHandle,
		u16("sensorId"),
		...entity,
		u8("nameLength"),
		u8("baseUnit"),
		s8("unitModifier"),
		u8("occurrenceRate"),
		u8("rangeFieldSupport"),
		s32("warningHigh"),
		s32("warningLow"),
		s32("criticalHigh"),
		s32("criticalLow"),
		s32("fatalHigh"),
		s32("fatalLow"),
		bytes("name", "nameLength"),
	]),
	[PdrType.fileDescriptor]: layout([
		terminusHandle,
		u16("fileIdentifier"),
		...entity,
		u16("superiorDirectory"),
		u8("fileClassification"),
		u8("oemFileClassification"),
		u16("fileCapabilities"),
		u32("fileVersion"),
		u32("fileMaximumSize"),
		u8("fileMaximumDescriptorCount"),
		u8("fileNameLength"),
		bytes("fileName", "fileNameLength"),
		optional((values) => 0 !== (values.oemFileClassification ?? 0), [u8("oemNameLength"), bytes("oemName", "oemNameLength")]),
	]),
	[PdrType.oem]: layout([u32("vendorIana"), u16("oemRecordId"), u16("vendorDataLength"), bytes("vendorData", "vendorDataLength")]),
});
