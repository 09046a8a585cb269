// SPDX-License-Identifier: Apache-2.0
// Commands of numeric sensors (DSP0248 18).
import type Exchange from "../../mctp/exchange.js";
import { command, onceCommand, type Command } from "../command.js";
import { Completion } from "../completion.js";
import { PlatformCommand, SensorCompletion } from "./command.js";
import { bytesOf, DataSize, readValue, writeValue } from "./data-size.js";
import type Platform from "./platform.js";
import { EventEnable, SensorOperational } from "./states.js";

const { success } = Completion;
const { invalidSensorId, invalidOperationalState, rearmUnavailable, eventGenerationNotSupported } = SensorCompletion;
const { enabled, unavailable } = SensorOperational;
const { uint32 } = DataSize;

/** noChange of the commands that initialise sensors. */
export const noChange = 0xff;

/**
 * Whether a sensor takes a setting of its event messages.
 * @returns a completion code
 */
export function checkEventEnable(present: number, wanted: number): number {
	if (wanted > EventEnable.stateOnly) return Completion.invalidData;
	return EventEnable.none !== wanted && EventEnable.none === present ? eventGenerationNotSupported : success;
}

/** 18.1. The value 0 for event messages leaves them as they are. */
function setNumericSensorEnable(self: Platform, { request }: Exchange, now: number): number {
	const sensor = self.numericSensors.get(request.u16());
	const operational = request.u8();
	const events = request.u8();
	if (undefined === sensor) return invalidSensorId;
	if (operational > unavailable) return invalidOperationalState;
	const completion = checkEventEnable(sensor.eventEnable, events);
	if (success !== completion) return completion;
	if (EventEnable.none !== events) sensor.eventEnable = events;
	sensor.setOperational(operational, now);
	return success;
}

/** 18.2. Without cursors, because nothing else is asked as often; the answer fits every exchange. */
function getSensorReading(self: Platform, exchange: Exchange): number {
	const view = self.view;
	/* The command code in front, sensor id, rearm. */
	const word = view.getUint32(exchange.request.position - 1, true);
	const sensor = self.numericSensors.get((word >> 8) & 0xffff);
	const rearm = word >>> 24;
	if (undefined === sensor) return invalidSensorId;
	if (0 !== rearm) {
		if (1 !== rearm) return Completion.invalidData;
		if (enabled !== sensor.operational) return rearmUnavailable;
		sensor.rearm();
	}
	const reply = exchange.reply;
	const size = sensor.dataSize;
	const to = reply.position;
	const reading = sensor.reading;
	view.setUint32(to, size | (sensor.operational << 8) | (sensor.eventEnable << 16) | (sensor.present << 24), true);
	view.setUint32(to + 4, sensor.previous | (sensor.event << 8) | (reading << 16), true);
	if (size >= uint32) view.setUint32(to + 6, reading, true);
	reply.position = to + 6 + (1 << (size >> 1)); /* as bytesOf, without a call */
	return success;
}

/** 18.3. What a sensor has no threshold for is 0; supportedThresholds of its PDR says which there are. */
function getSensorThresholds(self: Platform, { request, reply }: Exchange): number {
	const sensor = self.numericSensors.get(request.u16());
	if (undefined === sensor) return invalidSensorId;
	const { thresholds, dataSize } = sensor;
	reply.u8(dataSize);
	for (let index = 0; index < thresholds.length; index++) {
		const threshold = thresholds[index];
		writeValue(reply, dataSize, threshold === threshold ? threshold : 0);
	}
	return success;
}

/** 18.4 */
function setSensorThresholds(self: Platform, { request }: Exchange, now: number): number {
	const sensor = self.numericSensors.get(request.u16());
	const size = request.u8();
	if (undefined === sensor) return invalidSensorId;
	const { thresholds } = sensor;
	if (size !== sensor.dataSize) return Completion.invalidData;
	if (request.remaining !== thresholds.length * bytesOf(size)) return Completion.invalidLength;
	for (let index = 0; index < thresholds.length; index++) {
		const threshold = readValue(request, size);
		if (thresholds[index] === thresholds[index]) thresholds[index] = threshold;
	}
	sensor.reconsider(now);
	return success;
}

/** 18.5 */
function restoreSensorThresholds(self: Platform, { request }: Exchange, now: number): number {
	const sensor = self.numericSensors.get(request.u16());
	if (undefined === sensor) return invalidSensorId;
	sensor.restoreThresholds(now);
	return success;
}

/** 18.6 */
function getSensorHysteresis(self: Platform, { request, reply }: Exchange): number {
	const sensor = self.numericSensors.get(request.u16());
	if (undefined === sensor) return invalidSensorId;
	reply.u8(sensor.dataSize);
	writeValue(reply, sensor.dataSize, sensor.hysteresis);
	return success;
}

/** 18.7 */
function setSensorHysteresis(self: Platform, { request }: Exchange, now: number): number {
	const sensor = self.numericSensors.get(request.u16());
	const size = request.u8();
	if (undefined === sensor) return invalidSensorId;
	if (size !== sensor.dataSize) return Completion.invalidData;
	if (request.remaining !== bytesOf(size)) return Completion.invalidLength;
	const hysteresis = readValue(request, size);
	if (hysteresis < 0) return Completion.invalidData;
	sensor.hysteresis = hysteresis;
	sensor.reconsider(now);
	return success;
}

/** 18.8: operational state, present state, event messages, and a reading if the flag before it is set. */
function initNumericSensor(self: Platform, { request }: Exchange, now: number): number {
	const sensor = self.numericSensors.get(request.u16());
	const operational = request.u8();
	request.u8(); /* present state: follows from the reading */
	const events = request.u8();
	const hasReading = request.u8();
	if (undefined === sensor) return invalidSensorId;
	if (operational > unavailable) return invalidOperationalState;
	if (events > 1 && noChange !== events) return Completion.invalidData;
	if (events <= 1 && EventEnable.none === sensor.eventEnable) return eventGenerationNotSupported;
	const size = sensor.dataSize;
	if (request.remaining !== (hasReading > 0 ? bytesOf(size) : 0)) return Completion.invalidLength;
	const reading = hasReading > 0 ? readValue(request, size) : sensor.reading;
	if (noChange !== events) sensor.eventEnable = 0 === events ? EventEnable.enabled : EventEnable.disabled;
	sensor.setOperational(operational, now);
	if (enabled === operational) sensor.updateRaw(reading, now);
	return success;
}

/** Rows of the command table. */
export const numericSensorCommands: readonly Command<Platform>[] = Object.freeze([
	onceCommand(PlatformCommand.setNumericSensorEnable, "SetNumericSensorEnable", 4, 4, setNumericSensorEnable),
	command(PlatformCommand.getSensorReading, "GetSensorReading", 3, 3, getSensorReading),
	command(PlatformCommand.getSensorThresholds, "GetSensorThresholds", 2, 2, getSensorThresholds),
	onceCommand(PlatformCommand.setSensorThresholds, "SetSensorThresholds", 9, 27, setSensorThresholds),
	onceCommand(PlatformCommand.restoreSensorThresholds, "RestoreSensorThresholds", 2, 2, restoreSensorThresholds),
	command(PlatformCommand.getSensorHysteresis, "GetSensorHysteresis", 2, 2, getSensorHysteresis),
	onceCommand(PlatformCommand.setSensorHysteresis, "SetSensorHysteresis", 4, 7, setSensorHysteresis),
	onceCommand(PlatformCommand.initNumericSensor, "InitNumericSensor", 6, 10, initNumericSensor),
]);
