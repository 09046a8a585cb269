// SPDX-License-Identifier: Apache-2.0
import { decode, type Values } from "../../../modules/pldm/layout/field.js";
import { EventClass, SensorEvent } from "../../../modules/pldm/platform/event.js";
import { numericStateNames, sensorOperationalNames } from "../../../modules/pldm/platform/states.js";
import { hex } from "../names.js";
import { wordsOf } from "../trace/messages/message.js";
import { eventLayout } from "./messages.js";
import { rounded, type Described } from "./sensors.js";
import { stateName } from "./state-sets.js";

/** An event, and where it comes from. */
export interface ReceivedEvent {
	readonly tid: number;
	readonly eventClass: number;
	readonly data: Uint8Array;
}

/** The sensors and effecters of a terminus, as its records describe them. */
export interface Known {
	readonly sensors: readonly Described[];
	readonly effecters: readonly Described[];
}

const nothing: Known = { sensors: [], effecters: [] };

/** The fields of an event; of one that is cut short or that nobody knows, its data. With what the records say of a sensor: its name, and the reading in units. */
export function eventValues({ eventClass, data }: ReceivedEvent, known = nothing): Values {
	try {
		const { data: rest, ...values } = decode(eventLayout, Uint8Array.of(eventClass, ...data));
		const all = { ...values, ...described(values, known) };
		return (rest as Uint8Array).length > 0 ? { ...all, data: rest } : all;
	} catch {
		return { eventClass, data };
	}
}

function described(values: Values, { sensors, effecters }: Known): Values {
	const { sensorId, effecterId, presentReading, sensorOffset = 0 } = values;
	const source = undefined === effecterId ? sensors.find(({ id }) => id === sensorId) : effecters.find(({ id }) => id === effecterId);
	if (undefined === source) return {};
	const { fieldNames, unit, conversion } = source;
	const name = fieldNames[sensorOffset as number] ?? "";
	const reading =
		undefined === presentReading || undefined === conversion ? {} : { value: rounded(conversion, presentReading as number), unit };
	return { ...("" === name ? {} : { name }), ...reading };
}

/** An event in words. */
export function formatEvent(event: ReceivedEvent, known = nothing): string {
	const values = eventValues(event, known);
	const from = `TID ${event.tid}`;
	const state = (name: string, names: readonly string[]) => names[values[name] as number] ?? String(values[name]);
	if (EventClass.sensor === event.eventClass && undefined !== values.sensorEventClass) {
		const sensor = `${from} sensor ${String(values.sensorId)}${undefined === values.name ? "" : ` ${String(values.name)}`}`;
		if (SensorEvent.operational === values.sensorEventClass)
			return `${sensor}: ${state("presentState", sensorOperationalNames)}, was ${state("previousState", sensorOperationalNames)}`;
		if (SensorEvent.state === values.sensorEventClass) return `${sensor}, ${changeOfState(values, known)}`;
		const reading = undefined === values.value ? `raw ${String(values.presentReading)}` : `${String(values.value)} ${String(values.unit)}`;
		return `${sensor}: ${state("eventState", numericStateNames)}, was ${state("previousEventState", numericStateNames)}, ${reading}`;
	}
	if (EventClass.pdrRepositoryChange === event.eventClass && undefined !== values.changeRecords) return `${from} ${changesOf(values)}`;
	const others = Object.entries(values).filter(([name]) => "eventClass" !== name);
	const fields = others.map(
		([name, value]) => `${name} ${value instanceof Uint8Array ? Buffer.from(value).toString("hex") : String(value)}`,
	);
	return `${from} ${(wordsOf(EventClass, event.eventClass) ?? `class ${hex(event.eventClass)}`).trim()}${fields.length > 0 ? `: ${fields.join(", ")}` : ""}`;
}

function changeOfState({ sensorId, sensorOffset, eventState, previousEventState }: Values, { sensors }: Known): string {
	const sets = (sensors.find(({ id }) => id === sensorId)?.record.sensors ?? []) as Values[];
	const set = sets[sensorOffset as number]?.stateSetId as number | undefined;
	const word = (state: unknown) => (undefined === set ? undefined : stateName(set, state as number)) ?? `state ${String(state)}`;
	return `field ${String(sensorOffset)}: ${word(eventState)}, was ${word(previousEventState)}`;
}

/** pldmPDRRepositoryChgEvent (DSP0248 16.15). */
const entryKinds = ["", "types", "handles"];
const operations = ["refresh", "deleted", "added", "modified"];

function changesOf({ eventDataFormat, changeRecords }: Values): string {
	const changes = (changeRecords as Values[]).map(({ eventDataOperation, changeEntries }) => {
		const entries = (changeEntries as Values[]).map(({ changeEntry }) => String(changeEntry));
		return `${operations[eventDataOperation as number] ?? String(eventDataOperation)} ${entries.join(" ")}`.trim();
	});
	const kind = entryKinds[eventDataFormat as number] ?? `format ${String(eventDataFormat)}`;
	return `records: ${"" === kind ? "all to be read again" : `${kind} ${changes.join(", ")}`}`;
}
