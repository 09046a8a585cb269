// SPDX-License-Identifier: Apache-2.0
import { decode, type Values } from "../../../modules/pldm/layout/field.js";
import { EventClass, SensorEvent } from "../../../modules/pldm/platform/event.js";
import { numericStateNames, sensorOperationalNames } from "../../../modules/pldm/platform/states.js";
import { hex } from "../names.js";
import { wordsOf } from "../trace/messages/message.js";
import { eventLayout } from "./messages.js";

/** An event, and where it comes from. */
export interface ReceivedEvent {
	readonly tid: number;
	readonly eventClass: number;
	readonly data: Uint8Array;
}

/** The fields of an event; of one that is cut short or that nobody knows, its data. */
export function eventValues({ eventClass, data }: ReceivedEvent): Values {
	try {
		const { data: rest, ...values } = decode(eventLayout, Uint8Array.of(eventClass, ...data));
		return (rest as Uint8Array).length > 0 ? { ...values, data: rest } : values;
	} catch {
		return { eventClass, data };
	}
}

/** An event in words. */
export function formatEvent(event: ReceivedEvent): string {
	const values = eventValues(event);
	const from = `TID ${event.tid}`;
	const state = (name: string, names: readonly string[]) => names[values[name] as number] ?? String(values[name]);
	if (EventClass.sensor === event.eventClass && undefined !== values.sensorEventClass) {
		const sensor = `${from} sensor ${String(values.sensorId)}`;
		if (SensorEvent.operational === values.sensorEventClass)
			return `${sensor}: ${state("presentState", sensorOperationalNames)}, was ${state("previousState", sensorOperationalNames)}`;
		if (SensorEvent.state === values.sensorEventClass)
			return `${sensor}, field ${String(values.sensorOffset)}: state ${String(values.eventState)}, was ${String(values.previousEventState)}`;
		return `${sensor}: ${state("eventState", numericStateNames)}, was ${state("previousEventState", numericStateNames)}, raw ${String(values.presentReading)}`;
	}
	if (EventClass.pdrRepositoryChange === event.eventClass && undefined !== values.changeRecords) return `${from} ${changesOf(values)}`;
	const others = Object.entries(values).filter(([name]) => "eventClass" !== name);
	const fields = others.map(
		([name, value]) => `${name} ${value instanceof Uint8Array ? Buffer.from(value).toString("hex") : String(value)}`,
	);
	return `${from} ${(wordsOf(EventClass, event.eventClass) ?? `class ${hex(event.eventClass)}`).trim()}${fields.length > 0 ? `: ${fields.join(", ")}` : ""}`;
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
