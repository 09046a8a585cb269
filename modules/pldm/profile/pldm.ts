// SPDX-License-Identifier: Apache-2.0
import type Fields from "../../device/fields.js";
import { hasForm, momentForm } from "../../device/form.js";
import type { FruOptions } from "../fru/fru.js";
import { usualEvents } from "../platform/events.js";
import { repeatedId } from "../platform/ids.js";
import type { PlatformOptions } from "../platform/platform.js";
import { pdrHeaderLength } from "../platform/pdr/type.js";
import { timestamp } from "../platform/timestamp.js";
import { readNumericEffecter, readStateEffecter } from "./effecters.js";
import { readEntities } from "./entities.js";
import { readFru } from "./fru.js";
import { limits } from "./limits.js";
import { presenceOf } from "./presence.js";
import { recordsOf } from "./records.js";
import { readNumericSensor, readStateSensor, type NumericSensorDescription, type StateSensorDescription } from "./sensors.js";

/** The section `pldm` of a profile. */
export interface PldmDescription {
	readonly tid: number;
	/** Executed requests that are remembered; undefined: as many as usual. */
	readonly replays: number | undefined;
	readonly platform: PlatformOptions;
	readonly numericSensors: readonly NumericSensorDescription[];
	readonly stateSensors: readonly StateSensorDescription[];
	readonly fru: FruOptions | undefined;
}

const epoch = "2026-01-01T00:00:00Z";
const noUuid = "00000000-0000-0000-0000-000000000000";
const mostEvents = 255;
const mostReplays = 255;
const largestEvent = 4096;

/**
 * Reads the section. `uuid` is that of the device; the sizes do not depend on it.
 * @setup
 */
export function readPldm(fields: Fields, uuid = noUuid): PldmDescription {
	const tid = fields.whole("tid", 0, 254) ?? 0;
	const terminusHandle = fields.whole("terminusHandle", 1, 0xffff) ?? 1;
	const entities = readEntities(fields);
	const numericSensors = (fields.list("numericSensors", limits.sensors) ?? []).map((each) => readNumericSensor(each, entities));
	const stateSensors = (fields.list("stateSensors", limits.sensors) ?? []).map((each) => readStateSensor(each, entities));
	const numericEffecters = (fields.list("numericEffecters", limits.effecters) ?? []).map((each) => readNumericEffecter(each, entities));
	const stateEffecters = (fields.list("stateEffecters", limits.effecters) ?? []).map((each) => readStateEffecter(each, entities));
	const inventory = fields.section("fru");
	const fru = undefined === inventory ? undefined : readFru(inventory, entities);
	const sets = fru?.sets ?? [];
	const raw = fields.list("records", limits.rawRecords)?.map(readRaw);
	const oem = (fields.list("oem", limits.records) ?? []).map(readOem);
	const updated = fields.match("updated", (text) => hasForm(text, momentForm), "a moment such as 2026-01-02T03:04:05Z") ?? epoch;
	const events = readEvents(fields.section("events"));
	const replays = fields.whole("replays", 0, mostReplays);
	fields.end();
	const uid = bytesOfUuid(uuid);
	const records = recordsOf({
		tid,
		terminusHandle,
		uid,
		entities: entities.all,
		numericSensors,
		stateSensors,
		numericEffecters,
		stateEffecters,
		fruSets: sets,
		oem,
	});
	const sensors = [...numericSensors, ...stateSensors];
	const effecters = [...numericEffecters, ...stateEffecters];
	checkIds(fields, "sensor", sensors);
	checkIds(fields, "effecter", effecters);
	const presence = presenceOf({ entities: entities.all, records, sensors, effecters, sets });
	checkRaw(fields, raw, undefined !== presence);
	if (undefined !== presence && undefined !== fru?.capacity)
		throw inventory!.error("nobody can set the inventory while entities come and go: leave it out", "capacity");
	const platform = {
		uid,
		numericSensors,
		stateSensors,
		numericEffecters,
		stateEffecters,
		records: raw ?? records.map(({ bytes }) => bytes),
		updated: timestamp(updated),
		events,
		presence,
	};
	const inventoryOptions = undefined === fru ? undefined : { ...fru, plugged: undefined !== presence };
	return { tid, replays, platform, numericSensors, stateSensors, fru: inventoryOptions };
}

/** @setup */
function readOem(fields: Fields): { iana: number; record: number; data: readonly number[] } {
	const data = fields.required("data", fields.bytes("data", limits.oemBytes));
	if (data.some((byte) => byte < 0)) throw fields.error("every byte has to be given", "data");
	const oem = {
		iana: fields.required("iana", fields.whole("iana", 0, 0xffffffff)),
		record: fields.whole("record", 0, 0xffff) ?? 0,
		data,
	};
	fields.end();
	return oem;
}

/**
 * A record as it is.
 * @setup
 */
function readRaw(fields: Fields): Uint8Array {
	const data = fields.required("data", fields.bytes("data", limits.oemBytes));
	if (data.some((byte) => byte < 0)) throw fields.error("every byte has to be given", "data");
	fields.end();
	const length = data.length - pdrHeaderLength;
	if (length < 0 || (data[8] | (data[9] << 8)) !== length) throw fields.error("is no record with all its bytes", "data");
	return Uint8Array.from(data);
}

/** @setup */
function checkRaw(fields: Fields, raw: readonly Uint8Array[] | undefined, comeAndGo: boolean): void {
	if (undefined === raw) return;
	if (comeAndGo) throw fields.error("entities come and go only where the records follow from them: leave them out", "records");
	raw.reduce(
		/** @setup */ (before, [one, two, three, four]) => {
			const handle = ((four << 24) | (three << 16) | (two << 8) | one) >>> 0;
			if (handle <= before) throw fields.error(`record ${handle} stands behind record ${before}: handles rise from 1 on`, "records");
			return handle;
		},
		0,
	);
}

/** @setup */
function readEvents(fields: Fields | undefined): { count: number; size: number } {
	const events = {
		count: fields?.whole("count", 1, mostEvents) ?? usualEvents.count,
		size: fields?.whole("size", 16, largestEvent) ?? usualEvents.size,
	};
	fields?.end();
	return events;
}

/** @setup */
function checkIds(fields: Fields, what: string, all: readonly { readonly id: number }[]): void {
	const twice = repeatedId(all);
	if (undefined !== twice) throw fields.error(`two ${what}s have the id ${twice}`);
}

/** @setup */
function bytesOfUuid(uuid: string): readonly number[] {
	const digits = uuid.split("-").join("");
	return Array.from({ length: 16 }, (_, index) => parseInt(digits.slice(2 * index, 2 * index + 2), 16));
}
