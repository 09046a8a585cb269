// SPDX-License-Identifier: Apache-2.0
// Commands of state sensors (DSP0248 19).
import type Exchange from "../../mctp/exchange.js";
import { command, onceCommand, type Command } from "../command.js";
import { Completion } from "../completion.js";
import { PlatformCommand, SensorCompletion } from "./command.js";
import { checkEventEnable, noChange } from "./numeric-sensor-commands.js";
import type Platform from "./platform.js";
import { unknownState } from "./state-sensor.js";
import { EventEnable, SensorOperational } from "./states.js";

const { success, invalidData, invalidLength } = Completion;
const { invalidSensorId, invalidOperationalState, eventGenerationNotSupported } = SensorCompletion;
const { unavailable } = SensorOperational;
/** Completion code of InitStateSensor: a state that the sensor cannot tell. */
const unsupportedSensorState = 0x81;

/** 19.1. All fields are checked before any is changed. */
function setStateSensorEnables(self: Platform, { request }: Exchange, now: number): number {
	const sensor = self.stateSensors.get(request.u16());
	const count = request.u8();
	if (undefined === sensor) return invalidSensorId;
	const { fields } = sensor;
	if (request.remaining !== 2 * count) return invalidLength;
	if (count !== fields.length) return invalidData;
	const at = request.position;
	for (let index = 0; index < count; index++) {
		if (request.u8() > unavailable) return invalidOperationalState;
		const completion = checkEventEnable(fields[index].eventEnable, request.u8());
		if (success !== completion) return completion;
	}
	request.position = at;
	for (let index = 0; index < count; index++) {
		const operational = request.u8();
		const events = request.u8();
		if (EventEnable.none !== events) fields[index].eventEnable = events;
		sensor.setOperational(index, operational, now);
	}
	return success;
}

/** 19.2. Sensors rearm themselves: the event state is the present one, and there is nothing to rearm. */
function getStateSensorReadings(self: Platform, { request, reply }: Exchange): number {
	const sensor = self.stateSensors.get(request.u16());
	if (undefined === sensor) return invalidSensorId;
	const { fields } = sensor;
	reply.u8(fields.length);
	for (let index = 0; index < fields.length; index++) {
		const field = fields[index];
		reply.u8(field.operational);
		reply.u8(field.present);
		reply.u8(field.previous);
		reply.u8(field.present);
	}
	return success;
}

/** 19.3 */
function initStateSensor(self: Platform, { request }: Exchange, now: number): number {
	const sensor = self.stateSensors.get(request.u16());
	const count = request.u8();
	if (undefined === sensor) return invalidSensorId;
	const { fields } = sensor;
	if (request.remaining !== 3 * count) return invalidLength;
	if (count !== fields.length) return invalidData;
	const at = request.position;
	for (let index = 0; index < count; index++) {
		if (request.u8() > unavailable) return invalidOperationalState;
		const state = request.u8();
		if (unknownState !== state && fields[index].possible.indexOf(state) < 0) return unsupportedSensorState;
		const events = request.u8();
		if (events > 1 && noChange !== events) return invalidData;
		if (events <= 1 && EventEnable.none === fields[index].eventEnable) return eventGenerationNotSupported;
	}
	request.position = at;
	for (let index = 0; index < count; index++) {
		const operational = request.u8();
		const state = request.u8();
		const events = request.u8();
		if (noChange !== events) fields[index].eventEnable = 0 === events ? EventEnable.enabled : EventEnable.disabled;
		sensor.setOperational(index, operational, now);
		if (SensorOperational.enabled === operational && unknownState !== state) sensor.update(index, state, now);
	}
	return success;
}

/** Rows of the command table. */
export const stateSensorCommands: readonly Command<Platform>[] = Object.freeze([
	onceCommand(PlatformCommand.setStateSensorEnables, "SetStateSensorEnables", 5, 19, setStateSensorEnables),
	command(PlatformCommand.getStateSensorReadings, "GetStateSensorReadings", 4, 4, getStateSensorReadings),
	onceCommand(PlatformCommand.initStateSensor, "InitStateSensor", 6, 27, initStateSensor),
]);
