// SPDX-License-Identifier: Apache-2.0
// What stands behind the command code of requests, and behind the completion code of answers.
import { BaseCommand } from "../../../modules/pldm/base/command.js";
import { FruCommand } from "../../../modules/pldm/fru/command.js";
import { PldmType } from "../../../modules/pldm/header.js";
import { layout, type Field, type Layout, type Values } from "../../../modules/pldm/layout/field.js";
import { bytes, list, optional } from "../../../modules/pldm/layout/groups.js";
import { sized, u16, u32, u8 } from "../../../modules/pldm/layout/numbers.js";
import { PlatformCommand } from "../../../modules/pldm/platform/command.js";
import { EventClass, moreEvents, noEvent, SensorEvent } from "../../../modules/pldm/platform/event.js";
import { thresholdNames } from "../../../modules/pldm/platform/numeric-sensor.js";
import type Reader from "../../../modules/wire/reader.js";
import type Writer from "../../../modules/wire/writer.js";

/** A command as both sides write it. */
export interface MessageLayouts {
	readonly request: Layout;
	readonly answer: Layout;
}

function message(request: readonly Field[], answer: readonly Field[]): MessageLayouts {
	return Object.freeze({ request: layout(request), answer: layout(answer) });
}

const sensor = u16("sensorId");
const effecter = u16("effecterId");
const isLast = (values: Values, name = "transferFlag") => 0 !== ((values[name] as number) & 4);

/** Behind no data it may be left out: libpldm writes none there, and wants one all the same. */
const checksum: Field = Object.freeze({
	read: (from: Reader, values: Values) => {
		if (0 !== values.dataLength || from.remaining > 0) values.dataIntegrityChecksum = from.u32();
	},
	write: (to: Writer, { dataLength, dataIntegrityChecksum }: Values) => {
		if (0 !== dataLength || undefined !== dataIntegrityChecksum) to.u32(Number(dataIntegrityChecksum ?? 0));
	},
});

const base: Readonly<Record<number, MessageLayouts>> = {
	[BaseCommand.setTid]: message([u8("tid")], []),
	[BaseCommand.getTid]: message([], [u8("tid")]),
	[BaseCommand.getPldmVersion]: message(
		[u32("dataTransferHandle"), u8("transferOperationFlag"), u8("pldmType")],
		[u32("nextDataTransferHandle"), u8("transferFlag"), bytes("data")],
	),
	[BaseCommand.getPldmTypes]: message([], [bytes("pldmTypes", 8)]),
	[BaseCommand.getPldmCommands]: message([u8("pldmType"), u32("version")], [bytes("pldmCommands", 32)]),
	[BaseCommand.selectPldmVersion]: message([u8("pldmType"), u32("version")], []),
	[BaseCommand.negotiateTransferParameters]: message(
		[u16("partSize"), bytes("protocolSupport", 8)],
		[u16("partSize"), bytes("protocolSupport", 8)],
	),
	[BaseCommand.multipartSend]: message(
		[
			u8("pldmType"),
			u8("transferFlag"),
			u32("transferContext"),
			u32("dataTransferHandle"),
			u32("nextDataTransferHandle"),
			u32("sectionOffset"),
			u32("sectionLength"),
			u32("dataLength"),
			bytes("data", "dataLength"),
			checksum,
		],
		[u8("nextOperation")],
	),
	[BaseCommand.multipartReceive]: message(
		[
			u8("pldmType"),
			u8("transferOperation"),
			u32("transferContext"),
			u32("dataTransferHandle"),
			u32("requestedSectionOffset"),
			u32("requestedSectionLength"),
		],
		[
			u8("transferFlag"),
			u32("nextDataTransferHandle"),
			u32("dataLength"),
			bytes("data", "dataLength"),
			optional(({ transferFlag }) => 8 !== transferFlag, [checksum]),
		],
	),
};

/** Data of an event, by its class. */
const eventData: readonly Field[] = [
	optional(
		({ eventClass }) => EventClass.sensor === eventClass,
		[
			sensor,
			u8("sensorEventClass"),
			optional(({ sensorEventClass }) => SensorEvent.operational === sensorEventClass, [u8("presentState"), u8("previousState")]),
			optional(
				({ sensorEventClass }) => SensorEvent.state === sensorEventClass,
				[u8("sensorOffset"), u8("eventState"), u8("previousEventState")],
			),
			optional(
				({ sensorEventClass }) => SensorEvent.numeric === sensorEventClass,
				[u8("eventState"), u8("previousEventState"), u8("sensorDataSize"), sized("presentReading", "sensorDataSize")],
			),
		],
	),
	optional(
		({ eventClass }) => EventClass.effecter === eventClass,
		[effecter, u8("effecterEventClass"), u8("presentState"), u8("previousState")],
	),
	optional(
		({ eventClass }) => EventClass.pdrRepositoryChange === eventClass,
		[
			u8("eventDataFormat"),
			u8("changeRecordCount"),
			list("changeRecords", "changeRecordCount", [
				u8("eventDataOperation"),
				u8("changeEntryCount"),
				list("changeEntries", "changeEntryCount", [u32("changeEntry")]),
			]),
		],
	),
	optional(({ eventClass }) => EventClass.messagePoll === eventClass, [u8("formatVersion"), u16("eventId"), u32("dataTransferHandle")]),
	optional(({ eventClass }) => EventClass.heartbeatTimerElapsed === eventClass, [u8("formatVersion"), u8("sequenceNumber")]),
	optional(
		({ eventClass }) => EventClass.cper === eventClass,
		[u8("formatVersion"), u8("formatType"), u16("cperLength"), bytes("cper", "cperLength")],
	),
	bytes("data"),
];

/** An event, from its class on. */
export const eventLayout: Layout = layout([u8("eventClass"), ...eventData]);

const enables = (count: string, name: string) => [u8(count), list(name, count, [u8("operationalState"), u8("eventMessageEnable")])];
const parts = [u32("nextDataTransferHandle"), u8("transferFlag")];
const pdr = [...parts, u16("responseCount"), bytes("recordData", "responseCount")];
const timestamps = [bytes("updateTime", 13), bytes("oemUpdateTime", 13)];

const platform: Readonly<Record<number, MessageLayouts>> = {
	[PlatformCommand.getTerminusUid]: message([], [bytes("uuid", 16)]),
	[PlatformCommand.setEventReceiver]: message(
		[
			u8("globalEnable"),
			u8("transportProtocolType"),
			u8("receiver"),
			optional(({ globalEnable }) => 3 === globalEnable, [u16("heartbeat")]),
		],
		[],
	),
	[PlatformCommand.getEventReceiver]: message([], [u8("transportProtocolType"), u8("receiver")]),
	[PlatformCommand.platformEventMessage]: message([u8("formatVersion"), u8("tid"), u8("eventClass"), bytes("eventData")], [u8("status")]),
	[PlatformCommand.pollForPlatformEventMessage]: message(
		[u8("formatVersion"), u8("transferOperationFlag"), u32("dataTransferHandle"), u16("eventIdToAcknowledge")],
		[
			u8("tid"),
			u16("eventId"),
			optional(
				({ eventId }) => noEvent !== eventId && moreEvents !== eventId,
				[
					...parts,
					u8("eventClass"),
					u32("eventDataSize"),
					bytes("eventData", "eventDataSize"),
					optional(isLast, [u32("eventDataIntegrityChecksum")]),
				],
			),
		],
	),
	[PlatformCommand.eventMessageSupported]: message(
		[u8("formatVersion")],
		[u8("synchronyConfiguration"), u8("synchronyConfigurationSupported"), u8("eventClassCount"), bytes("eventClasses", "eventClassCount")],
	),
	[PlatformCommand.eventMessageBufferSize]: message([u16("receiverMaxBufferSize")], [u16("terminusMaxBufferSize")]),
	[PlatformCommand.setNumericSensorEnable]: message([sensor, u8("operationalState"), u8("eventMessageEnable")], []),
	[PlatformCommand.getSensorReading]: message(
		[sensor, u8("rearmEventState")],
		[
			u8("sensorDataSize"),
			u8("operationalState"),
			u8("eventMessageEnable"),
			u8("presentState"),
			u8("previousState"),
			u8("eventState"),
			sized("presentReading", "sensorDataSize"),
		],
	),
	[PlatformCommand.getSensorThresholds]: message(
		[sensor],
		[u8("sensorDataSize"), ...thresholdNames.map((name) => sized(name, "sensorDataSize"))],
	),
	[PlatformCommand.setSensorThresholds]: message(
		[sensor, u8("sensorDataSize"), ...thresholdNames.map((name) => sized(name, "sensorDataSize"))],
		[],
	),
	[PlatformCommand.restoreSensorThresholds]: message([sensor], []),
	[PlatformCommand.getSensorHysteresis]: message([sensor], [u8("sensorDataSize"), sized("hysteresis", "sensorDataSize")]),
	[PlatformCommand.setSensorHysteresis]: message([sensor, u8("sensorDataSize"), sized("hysteresis", "sensorDataSize")], []),
	[PlatformCommand.initNumericSensor]: message(
		[sensor, u8("operationalState"), u8("presentState"), u8("eventMessageEnable"), u8("setNumericReading"), bytes("reading")],
		[],
	),
	[PlatformCommand.setStateSensorEnables]: message([sensor, ...enables("compositeSensorCount", "fields")], []),
	[PlatformCommand.getStateSensorReadings]: message(
		[sensor, u8("sensorRearm"), u8("reserved")],
		[
			u8("compositeSensorCount"),
			list("fields", "compositeSensorCount", [u8("operationalState"), u8("presentState"), u8("previousState"), u8("eventState")]),
		],
	),
	[PlatformCommand.initStateSensor]: message(
		[
			sensor,
			u8("compositeSensorCount"),
			list("fields", "compositeSensorCount", [u8("operationalState"), u8("presentState"), u8("eventMessageEnable")]),
		],
		[],
	),
	[PlatformCommand.setNumericEffecterEnable]: message([effecter, u8("operationalState")], []),
	[PlatformCommand.setNumericEffecterValue]: message([effecter, u8("effecterDataSize"), sized("effecterValue", "effecterDataSize")], []),
	[PlatformCommand.getNumericEffecterValue]: message(
		[effecter],
		[u8("effecterDataSize"), u8("operationalState"), sized("pendingValue", "effecterDataSize"), sized("presentValue", "effecterDataSize")],
	),
	[PlatformCommand.setStateEffecterEnables]: message([effecter, ...enables("compositeEffecterCount", "fields")], []),
	[PlatformCommand.setStateEffecterStates]: message(
		[effecter, u8("compositeEffecterCount"), list("fields", "compositeEffecterCount", [u8("setRequest"), u8("effecterState")])],
		[],
	),
	[PlatformCommand.getStateEffecterStates]: message(
		[effecter],
		[
			u8("compositeEffecterCount"),
			list("fields", "compositeEffecterCount", [u8("operationalState"), u8("pendingState"), u8("presentState")]),
		],
	),
	[PlatformCommand.getPdrRepositoryInfo]: message(
		[],
		[
			u8("repositoryState"),
			...timestamps,
			u32("recordCount"),
			u32("repositorySize"),
			u32("largestRecordSize"),
			u8("dataTransferHandleTimeout"),
		],
	),
	[PlatformCommand.getPdr]: message(
		[u32("recordHandle"), u32("dataTransferHandle"), u8("transferOperationFlag"), u16("requestCount"), u16("recordChangeNumber")],
		[u32("nextRecordHandle"), ...pdr, optional(({ transferFlag }) => 4 === transferFlag, [u8("transferCrc")])],
	),
	[PlatformCommand.findPdr]: message(
		[u32("findHandle"), u8("findOperationFlag"), u16("requestCount"), u16("pdrType"), u8("parameterFormatNumber"), u16("wildcards")],
		[u32("nextFindHandle"), ...pdr],
	),
	[PlatformCommand.getPdrRepositorySignature]: message([], [u32("signature")]),
	[PlatformCommand.runInitAgent]: message([u8("initCondition"), u8("tid")], []),
};

const fru: Readonly<Record<number, MessageLayouts>> = {
	[FruCommand.getFruRecordTableMetadata]: message(
		[],
		[
			u8("majorVersion"),
			u8("minorVersion"),
			u32("tableMaximumSize"),
			u32("tableLength"),
			u16("recordSetCount"),
			u16("recordCount"),
			u32("tableIntegrityChecksum"),
		],
	),
	[FruCommand.getFruRecordTable]: message([u32("dataTransferHandle"), u8("transferOperationFlag")], [...parts, bytes("data")]),
	[FruCommand.setFruRecordTable]: message([u32("dataTransferHandle"), u8("transferFlag"), bytes("data")], [u32("nextDataTransferHandle")]),
	[FruCommand.getFruRecordByOption]: message(
		[u32("dataTransferHandle"), u16("tableHandle"), u16("recordSetId"), u8("recordType"), u8("fieldType"), u8("transferOperationFlag")],
		[...parts, bytes("data")],
	),
};

/** By PLDM type and command code. */
export const messageLayouts: Readonly<Record<number, Readonly<Record<number, MessageLayouts>>>> = Object.freeze({
	[PldmType.base]: base,
	[PldmType.platform]: platform,
	[PldmType.fru]: fru,
});
