// SPDX-License-Identifier: Apache-2.0
import type Events from "./events.js";
import { EventEnable, SensorOperational, tellsOperational, tellsStates } from "./states.js";

/** A state that no state set has: nobody knows it. */
export const unknownState = 0;

const { enabled, disabled } = SensorOperational;

export interface StateFieldOptions {
	/** State set (DSP0249). */
	readonly stateSet: number;
	/** States that the sensor can tell; 0 to 255. */
	readonly possible: readonly number[];
	/** First state; undefined: unavailable until the first update. */
	readonly state?: number | undefined;
}

export interface StateSensorOptions {
	id: number;
	/** Of a composite sensor, 1 to 8. */
	fields: readonly StateFieldOptions[];
	/** false: the sensor never raises events */
	events?: boolean;
}

/** One sensor of a composite one. */
export interface StateField {
	readonly stateSet: number;
	readonly possible: readonly number[];
	operational: number;
	eventEnable: number;
	/** What it is in, and what it was in before: never the same, but for unknown. */
	present: number;
	previous: number;
}

/** A state sensor (DSP0248 19), of one or several fields: whoever sees a change calls `update`. */
class StateSensor {
	readonly id: number;
	readonly fields: readonly StateField[];
	/** What it belongs to was unplugged: nothing is told of it. */
	hidden = false;
	readonly #events: Events;

	constructor({ id, fields, events: raises = true }: StateSensorOptions, events: Events) {
		this.id = id;
		this.#events = events;
		this.fields = fields.map(({ stateSet, possible, state }) => {
			const known = undefined !== state;
			return Object.seal({
				stateSet,
				possible,
				operational: known ? enabled : SensorOperational.unavailable,
				eventEnable: raises ? EventEnable.enabled : EventEnable.none,
				present: known ? state : unknownState,
				previous: unknownState,
			});
		});
	}

	/** What a field is in now; a field that somebody disabled stays so. */
	update(offset: number, state: number, now: number): void {
		const field = this.fields[offset];
		if (disabled === field.operational) return;
		this.setOperational(offset, enabled, now);
		if (state === field.present) return;
		field.previous = field.present;
		field.present = state;
		if (tellsStates(field.eventEnable) && !this.hidden) this.#events.state(this.id, offset, state, field.previous, now);
	}

	setOperational(offset: number, operational: number, now: number): void {
		const field = this.fields[offset];
		const before = field.operational;
		if (operational === before) return;
		field.operational = operational;
		if (enabled !== operational && unknownState !== field.present) {
			field.previous = field.present;
			field.present = unknownState;
		}
		if (tellsOperational(field.eventEnable) && !this.hidden) this.#events.operational(this.id, operational, before, now);
	}
}

Object.freeze(StateSensor.prototype);
export default StateSensor;
