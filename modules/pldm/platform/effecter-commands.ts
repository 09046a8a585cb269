// SPDX-License-Identifier: Apache-2.0
// Commands of numeric and state effecters (DSP0248 22, 23).
import type Exchange from "../../mctp/exchange.js";
import { command, onceCommand, type Command } from "../command.js";
import { Completion } from "../completion.js";
import { EffecterCompletion, PlatformCommand } from "./command.js";
import { bytesOf, readValue, writeValue } from "./data-size.js";
import { noChange } from "./numeric-sensor-commands.js";
import type Platform from "./platform.js";
import { unknownState } from "./state-sensor.js";
import { EffecterOperational, EventEnable } from "./states.js";

const { success, invalidData, invalidLength, notReady } = Completion;
const { invalidEffecterId, invalidStateValue, unsupportedEffecterState } = EffecterCompletion;
const { noUpdatePending, disabled, unavailable } = EffecterOperational;

/** Bytes of the largest value, and of all fields that there can be: `pldmtool` sends so many of each value, and sent so many of all fields until 2026. */
const mostValueBytes = 4;
const mostFieldBytes = 16;
/** No operational state that a requester may ask for. */
const refused = -1;

/** What a requester may ask for: enabled, disabled, unavailable. */
function operationalOf(wanted: number): number {
	if (0 === wanted) return noUpdatePending;
	return disabled === wanted || unavailable === wanted ? wanted : refused;
}

/** 22.1 */
function setNumericEffecterEnable(self: Platform, { request }: Exchange, now: number): number {
	const effecter = self.numericEffecters.get(request.u16());
	const operational = operationalOf(request.u8());
	if (undefined === effecter) return invalidEffecterId;
	if (refused === operational) return invalidData;
	if (noUpdatePending !== operational) effecter.operational = operational;
	else if (!effecter.enabled) effecter.operational = noUpdatePending;
	effecter.tick(now);
	return success;
}

/** 22.2 */
function setNumericEffecterValue(self: Platform, { request }: Exchange, now: number): number {
	const effecter = self.numericEffecters.get(request.u16());
	const size = request.u8();
	if (undefined === effecter) return invalidEffecterId;
	if (size !== effecter.dataSize) return invalidData;
	if (request.remaining !== bytesOf(size) && request.remaining !== mostValueBytes) return invalidLength;
	if (!effecter.enabled) return notReady;
	return effecter.set(readValue(request, size), now) ? success : invalidStateValue;
}

/** 22.3 */
function getNumericEffecterValue(self: Platform, { request, reply }: Exchange): number {
	const effecter = self.numericEffecters.get(request.u16());
	if (undefined === effecter) return invalidEffecterId;
	reply.u8(effecter.dataSize);
	reply.u8(effecter.operational);
	writeValue(reply, effecter.dataSize, effecter.pending);
	writeValue(reply, effecter.dataSize, effecter.present);
	return success;
}

/** 23.1. All fields are checked before any is changed. */
function setStateEffecterEnables(self: Platform, { request }: Exchange, now: number): number {
	const effecter = self.stateEffecters.get(request.u16());
	const count = request.u8();
	if (undefined === effecter) return invalidEffecterId;
	const { fields, id } = effecter;
	if (request.remaining !== 2 * count) return invalidLength;
	if (count !== fields.length) return invalidData;
	const at = request.position;
	for (let index = 0; index < count; index++) {
		if (refused === operationalOf(request.u8())) return invalidData;
		const events = request.u8();
		if (events > 1 && noChange !== events) return invalidData;
	}
	request.position = at;
	for (let index = 0; index < count; index++) {
		const field = fields[index];
		const operational = operationalOf(request.u8());
		const events = request.u8();
		if (noChange !== events) field.eventEnable = 0 === events ? EventEnable.enabled : EventEnable.disabled;
		const before = field.operational;
		field.operational = operational;
		if (before !== operational && EventEnable.enabled === field.eventEnable) self.events.effecter(id, operational, before, now);
	}
	return success;
}

/** 23.2. All fields are checked before any is set. */
function setStateEffecterStates(self: Platform, { request }: Exchange, now: number): number {
	const effecter = self.stateEffecters.get(request.u16());
	const count = request.u8();
	if (undefined === effecter) return invalidEffecterId;
	const { fields } = effecter;
	if (request.remaining !== 2 * count && request.remaining !== mostFieldBytes) return invalidLength;
	if (count !== fields.length) return invalidData;
	const at = request.position;
	for (let index = 0; index < count; index++) {
		const wanted = request.u8();
		const state = request.u8();
		if (wanted > 1) return invalidData;
		if (0 === wanted) continue;
		if (unknownState === state) return invalidStateValue;
		if (!effecter.allows(index, state)) return unsupportedEffecterState;
		if (noUpdatePending !== fields[index].operational) return notReady;
	}
	request.position = at;
	for (let index = 0; index < count; index++) {
		const wanted = request.u8();
		const state = request.u8();
		if (1 === wanted) effecter.set(index, state, now);
	}
	return success;
}

/** 23.3 */
function getStateEffecterStates(self: Platform, { request, reply }: Exchange): number {
	const effecter = self.stateEffecters.get(request.u16());
	if (undefined === effecter) return invalidEffecterId;
	const { fields } = effecter;
	reply.u8(fields.length);
	for (let index = 0; index < fields.length; index++) {
		const field = fields[index];
		reply.u8(field.operational);
		reply.u8(field.pending);
		reply.u8(field.present);
	}
	return success;
}

/** Rows of the command table. */
export const effecterCommands: readonly Command<Platform>[] = Object.freeze([
	onceCommand(PlatformCommand.setNumericEffecterEnable, "SetNumericEffecterEnable", 3, 3, setNumericEffecterEnable),
	onceCommand(PlatformCommand.setNumericEffecterValue, "SetNumericEffecterValue", 4, 7, setNumericEffecterValue),
	command(PlatformCommand.getNumericEffecterValue, "GetNumericEffecterValue", 2, 2, getNumericEffecterValue),
	onceCommand(PlatformCommand.setStateEffecterEnables, "SetStateEffecterEnables", 5, 19, setStateEffecterEnables),
	onceCommand(PlatformCommand.setStateEffecterStates, "SetStateEffecterStates", 5, 19, setStateEffecterStates),
	command(PlatformCommand.getStateEffecterStates, "GetStateEffecterStates", 2, 2, getStateEffecterStates),
]);
