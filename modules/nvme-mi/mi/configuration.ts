// SPDX-License-Identifier: Apache-2.0
import type Call from "../call.js";
import { Effect } from "../effect.js";
import { eventCount, flagsOf } from "../model/change.js";
import type Port from "../model/port.js";
import { PortKind } from "../model/port.js";
import { invalidParameter, Status } from "../status.js";
import { getEvents, setEvents } from "./event-configuration.js";

const identifierAt = 8;
const frequencyAt = 9;
const portAt = 11;
const unitAt = 12;
const clearAt = 12;
const fixed = 16;
/** Transmission unit that every port has (DSP0236 8.4). */
const smallestUnit = 64;

/** What can be configured (NVMe-MI 1.2, figure 60). */
interface Configuration {
	readonly name: string;
	readonly get: (call: Call) => number;
	readonly set: (call: Call) => number;
	/** Set takes data. */
	readonly input: boolean;
}

/** By configuration identifier. */
export const configurations: readonly (Configuration | undefined)[] = Object.freeze([
	undefined,
	row("SMBus/I2C Frequency", getFrequency, setFrequency),
	row("Health Status Change", getHealthChange, setHealthChange),
	row("MCTP Transmission Unit Size", getUnit, setUnit),
	row("Asynchronous Event", getEvents, setEvents, true),
]);

/** @setup */
function row(name: string, get: Configuration["get"], set: Configuration["set"], input = false): Configuration {
	return Object.freeze({ name, get, set, input });
}

/** Configuration Get (5.1). */
export function configurationGet(call: Call): number {
	const configuration = configurations[call.u8(identifierAt)];
	return undefined === configuration ? invalidParameter(identifierAt) : configuration.get(call);
}

/** Configuration Set (5.2). */
export function configurationSet(call: Call): number {
	const configuration = configurations[call.u8(identifierAt)];
	if (undefined === configuration) return invalidParameter(identifierAt);
	if (call.length > fixed && !configuration.input) return Status.invalidInputSize;
	return configuration.set(call);
}

function twoWire(call: Call): Port | undefined {
	const port = call.subsystem.ports[call.u8(portAt)];
	return undefined !== port && PortKind.twoWire === port.kind ? port : undefined;
}

function getFrequency(call: Call): number {
	const port = twoWire(call);
	if (undefined === port) return invalidParameter(portAt);
	call.response = port.frequency;
	return Status.success;
}

/** 5.2.1: the bus changes once the answer has left. */
function setFrequency(call: Call): number {
	const port = twoWire(call);
	if (undefined === port) return invalidParameter(portAt);
	const frequency = call.u8(frequencyAt) & 0x0f;
	if (0 === frequency || frequency > (port.options.largestFrequency ?? 0)) return invalidParameter(frequencyAt);
	return call.promise(Effect.frequency, port.id, frequency) ? Status.success : Status.internalError;
}

function getHealthChange(): number {
	return Status.success;
}

/** 5.2.2: clears changed flags of this management endpoint. */
function setHealthChange(call: Call): number {
	const events = call.u32(clearAt);
	const reserved = Math.floor(events / (1 << eventCount));
	if (reserved > 0) {
		let bit = eventCount;
		while (0 === (events & (1 << bit))) bit++;
		return invalidParameter(clearAt + (bit >> 3), bit & 7);
	}
	call.endpoint.changed &= ~flagsOf(events);
	return Status.success;
}

function getUnit(call: Call): number {
	const port = call.subsystem.ports[call.u8(portAt)];
	if (undefined === port) return invalidParameter(portAt);
	call.response = port.unit;
	return Status.success;
}

/** 5.2.3: packets have another size once the answer has left. */
function setUnit(call: Call): number {
	const port = call.subsystem.ports[call.u8(portAt)];
	if (undefined === port) return invalidParameter(portAt);
	const unit = call.u16(unitAt);
	if (unit < smallestUnit || unit > port.options.largestUnit) return invalidParameter(unitAt);
	return call.promise(Effect.unit, port.id, unit) ? Status.success : Status.internalError;
}
