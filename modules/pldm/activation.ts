// SPDX-License-Identifier: Apache-2.0
import { method, type Activation } from "../activation/activation.js";
import { bytes, hexadecimal } from "../activation/bytes.js";
import { choice, flag, list, none, nothing, number, object, text, whole } from "../activation/schema.js";
import type Platform from "./platform/platform.js";
import { timestamp } from "./platform/timestamp.js";
import { effecterOperationalNames, numericStateNames, SensorOperational, sensorOperationalNames } from "./platform/states.js";

const sensorId = whole("sensor id", 1, 0xfffe);
const effecterId = whole("effecter id", 1, 0xfffe);
const units = number("in units", -1e15, 1e15);
const state = whole("state of its state set; 0: unknown", 0, 255);
const offset = whole("which field of a composite sensor, from 0 on", 0, 7);
const sensorOperational = choice("operational state", sensorOperationalNames);
const effecterOperational = choice("operational state", effecterOperationalNames);
const numericState = choice("state of a numeric sensor", numericStateNames);
const entityId = text("id of an entity of the profile");
const mostEvents = 0x7fffffff;

/**
 * The table by which a PLDM terminus is operated.
 * @setup
 */
export default function pldmActivation(platform: Platform): Activation {
	const { numericSensors, stateSensors, numericEffecters, stateEffecters, events, terminus } = platform;
	return {
		name: "pldm",
		description: "The PLDM terminus: sensors, effecters, events (DSP0248)",
		methods: {
			sensors: method({
				description: "All sensors, and what they tell",
				parameters: none,
				result: object({
					numeric: list(
						"numeric sensors",
						object({ id: sensorId, operational: sensorOperational, value: units, present: numericState, event: numericState }),
					),
					state: list(
						"state sensors",
						object({ id: sensorId, fields: list("by offset", object({ operational: sensorOperational, present: state })) }),
					),
				}),
				run: () => ({
					numeric: Array.from(numericSensors.values(), (sensor) => ({
						id: sensor.id,
						operational: sensorOperationalNames[sensor.operational],
						value: sensor.conversion.units(sensor.reading),
						present: numericStateNames[sensor.present],
						event: numericStateNames[sensor.event],
					})),
					state: Array.from(stateSensors.values(), ({ id, fields }) => ({
						id,
						fields: fields.map(({ operational, present }) => ({ operational: sensorOperationalNames[operational], present })),
					})),
				}),
			}),
			setSensor: method({
				description: "Gives a numeric sensor a reading, as its hardware would",
				parameters: object({ id: sensorId, value: units }),
				result: nothing,
				run({ id, value }, now) {
					of(numericSensors, id, "numeric sensor").update(value, now);
					return null;
				},
			}),
			setState: method({
				description: "Puts a state sensor into a state, as its hardware would",
				parameters: object({ id: sensorId, state }, { offset }),
				result: nothing,
				run(asked, now) {
					const sensor = of(stateSensors, asked.id, "state sensor");
					const at = asked.offset ?? 0;
					const field = sensor.fields[at];
					if (undefined === field)
						throw new RangeError(`state sensor ${asked.id} has ${sensor.fields.length} fields: offset 0 is the first`);
					if (!field.possible.includes(asked.state)) throw new RangeError(`state sensor ${asked.id} can tell ${field.possible.join(", ")}`);
					sensor.update(at, asked.state, now);
					return null;
				},
			}),
			setOperational: method({
				description: "Lets a sensor fail, or work again",
				parameters: object({ id: sensorId, operational: sensorOperational }, { offset }),
				result: nothing,
				run(asked, now) {
					const operational = SensorOperational[asked.operational];
					const numeric = numericSensors.get(asked.id);
					if (undefined !== numeric) numeric.setOperational(operational, now);
					else {
						const sensor = of(stateSensors, asked.id, "sensor");
						const at = asked.offset ?? 0;
						if (at >= sensor.fields.length)
							throw new RangeError(`sensor ${asked.id} has ${sensor.fields.length} fields: offset 0 is the first`);
						sensor.setOperational(at, operational, now);
					}
					return null;
				},
			}),
			effecters: method({
				description: "All effecters, and what they are set to",
				parameters: none,
				result: object({
					numeric: list("numeric effecters", object({ id: effecterId, operational: effecterOperational, pending: units, present: units })),
					state: list(
						"state effecters",
						object({ id: effecterId, fields: list("by offset", object({ operational: effecterOperational, present: state })) }),
					),
				}),
				run: () => ({
					numeric: Array.from(numericEffecters.values(), (effecter) => ({
						id: effecter.id,
						operational: effecterOperationalNames[effecter.operational],
						pending: effecter.conversion.units(effecter.pending),
						present: effecter.conversion.units(effecter.present),
					})),
					state: Array.from(stateEffecters.values(), ({ id, fields }) => ({
						id,
						fields: fields.map(({ operational, present }) => ({ operational: effecterOperationalNames[operational], present })),
					})),
				}),
			}),
			entities: method({
				description: "Entities that can be plugged and unplugged",
				parameters: none,
				result: object({ entities: list("in their order", object({ id: entityId, present: flag("whether it is plugged") })) }),
				run: () => ({ entities: platform.presence?.pluggable ?? [] }),
			}),
			setPresent: method({
				description: "Plugs an entity, or unplugs it, with its sensors, effecters, records and inventory",
				parameters: object(
					{ entity: entityId, present: flag("true: it is plugged") },
					{ time: text("when, such as 2026-01-02T03:04:05Z") },
				),
				result: nothing,
				run({ entity, present, time }, now) {
					const moment = undefined === time ? undefined : timestamp(time);
					if (undefined === platform.presence) throw new RangeError('no entity of this profile can be plugged: give one "present"');
					if (platform.presence.plug(entity, present, now) && undefined !== moment) platform.updated = moment;
					return null;
				},
			}),
			raiseEvent: method({
				description: "Raises an event of any class, with any data; those that a message cannot hold are announced and polled",
				parameters: object({ eventClass: whole("event class", 0, 0xff), data: bytes }),
				result: object({ raised: flag("whether it waits for the receiver now") }),
				run({ eventClass, data }, now) {
					if (data.length / 2 > events.queue.size)
						throw new RangeError(`${data.length / 2} bytes, at most ${events.queue.size}: raise pldm.events.size`);
					const writer = events.begin();
					if (undefined === writer) return { raised: false };
					for (let at = 0; at < data.length; at += 2) writer.u8(parseInt(data.slice(at, at + 2), 16));
					events.commit(eventClass, now);
					return { raised: true };
				},
			}),
			events: method({
				description: "Events that wait, and what became of others",
				parameters: none,
				result: object({
					tid: whole("terminus id; 0: none", 0, 254),
					receiver: whole("EID of the event receiver; 0: none", 0, 255),
					waiting: list(
						"oldest first",
						object({ id: whole("event id", 1, 0xfffe), eventClass: whole("event class", 0, 255), data: bytes }),
					),
					lost: whole("gave way to later ones", 0, mostEvents),
					undelivered: whole("the receiver did not take", 0, mostEvents),
				}),
				run: () => ({
					tid: terminus.tid,
					receiver: events.receiver,
					waiting: Array.from({ length: events.queue.count }, (_, index) => {
						const { id, eventClass, offset: at, length } = events.queue.at(index)!;
						return { id, eventClass, data: hexadecimal(platform.endpoint.memory, at, length) };
					}),
					lost: events.queue.lost,
					undelivered: events.undelivered,
				}),
			}),
		},
	};
}

function of<Value>(all: ReadonlyMap<number, Value>, id: number, what: string): Value {
	const found = all.get(id);
	if (undefined === found) throw new RangeError(`there is no ${what} ${id}: there are ${Array.from(all.keys()).join(", ") || "none"}`);
	return found;
}
