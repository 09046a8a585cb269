// SPDX-License-Identifier: Apache-2.0
import Conversion, { type ConversionFacts } from "./conversion.js";
import type Events from "./events.js";
import { EventEnable, NumericState, SensorOperational, tellsOperational, tellsStates } from "./states.js";

/** Where thresholds stand in lists: as GetSensorThresholds and supportedThresholds have them (DSP0248 tables 32, 78). */
export const thresholdNames = Object.freeze([
	"upperWarning",
	"upperCritical",
	"upperFatal",
	"lowerWarning",
	"lowerCritical",
	"lowerFatal",
] as const);
const upperWarning = 0;
const lowerWarning = 3;
/** Warning, critical, fatal. */
const levels = 3;

const { upperWarning: upperState, lowerWarning: lowerState, normal, unknown } = NumericState;
const { enabled } = SensorOperational;

export interface NumericSensorOptions extends ConversionFacts {
	id: number;
	/** In units, in the order of `thresholdNames`; undefined: the sensor has none there. */
	thresholds?: readonly (number | undefined)[];
	/** How far behind a threshold a reading has to be before the state changes back, in units; 0 */
	hysteresis?: number;
	/** The event state stays at its worst until somebody rearms it; false: it follows the present state. */
	manualRearm?: boolean;
	/** false: the sensor never raises events */
	events?: boolean;
	/** First reading, in units; undefined: the sensor is unavailable until its first update. */
	value?: number | undefined;
}

/** A numeric sensor (DSP0248 18): whoever measures calls `update`; states and events follow from that. */
class NumericSensor {
	readonly id: number;
	readonly conversion: Conversion;
	readonly dataSize: number;
	readonly manualRearm: boolean;
	/** Present thresholds as raw numbers, in the order of `thresholdNames`; NaN: the sensor has none there. */
	readonly thresholds: number[];
	readonly #usualThresholds: readonly number[];
	readonly #usualHysteresis: number;
	/** Raw. */
	hysteresis: number;
	/** Latest reading, raw. */
	reading = 0;
	/** Of `SensorOperational`. */
	operational: number = SensorOperational.unavailable;
	/** Of `EventEnable`. */
	eventEnable: number;
	/** Of `NumericState`, always that of a side: receivers of events may know no other warning. What it was before is another state. */
	present: number = unknown;
	previous: number = unknown;
	event: number = unknown;
	/** What it belongs to was unplugged: nothing is told of it. */
	hidden = false;
	readonly #events: Events;

	constructor(options: NumericSensorOptions, events: Events) {
		const { id, thresholds = [], hysteresis = 0, manualRearm = false, value } = options;
		const conversion = new Conversion(options);
		this.id = id;
		this.conversion = conversion;
		this.dataSize = conversion.dataSize;
		this.manualRearm = manualRearm;
		this.#usualThresholds = thresholdNames.map((_, index) => {
			const threshold = thresholds[index];
			return undefined === threshold ? NaN : conversion.raw(threshold);
		});
		this.thresholds = this.#usualThresholds.slice();
		this.hysteresis = this.#usualHysteresis = conversion.rawStep(hysteresis);
		this.eventEnable = false === options.events ? EventEnable.none : EventEnable.enabled;
		this.#events = events;
		if (undefined === value) return;
		this.reading = conversion.raw(value);
		this.operational = enabled;
		this.present = this.event = this.#stateOf(this.reading);
	}

	/** A measurement, in the units of the sensor. */
	update(value: number, now: number): void {
		this.updateRaw(this.conversion.raw(value), now);
	}

	/** A measurement as a raw number, which fits the data size. A sensor that somebody disabled stays so. */
	updateRaw(reading: number, now: number): void {
		this.reading = reading;
		const { operational } = this;
		if (SensorOperational.disabled === operational) return;
		if (enabled !== operational) this.setOperational(enabled, now);
		this.#evaluate(now);
	}

	/** The sensor works from now on, or no longer does, as `SensorOperational` says. */
	setOperational(operational: number, now: number): void {
		const before = this.operational;
		if (operational === before) return;
		this.operational = operational;
		if (enabled !== operational && unknown !== this.present) {
			this.previous = this.present;
			this.present = this.event = unknown;
		}
		if (tellsOperational(this.eventEnable) && !this.hidden) this.#events.operational(this.id, operational, before, now);
		if (enabled === operational) this.#evaluate(now);
	}

	/** Thresholds have changed. */
	reconsider(now: number): void {
		if (enabled === this.operational) this.#evaluate(now);
	}

	/** The event state follows the present state again. */
	rearm(): void {
		this.event = this.present;
	}

	restoreThresholds(now: number): void {
		for (let index = 0; index < this.thresholds.length; index++) this.thresholds[index] = this.#usualThresholds[index];
		this.reconsider(now);
	}

	/** Thresholds and hysteresis are what they were at first. */
	initialize(now: number): void {
		this.hysteresis = this.#usualHysteresis;
		this.restoreThresholds(now);
	}

	#evaluate(now: number): void {
		const before = this.present;
		const state = this.#stateOf(this.reading);
		if (state === before) return;
		this.previous = before;
		this.present = state;
		const told = this.event;
		if (!this.manualRearm || severity(state) > severity(told)) this.event = state;
		if (tellsStates(this.eventEnable) && !this.hidden && (!this.manualRearm || this.event !== told))
			this.#events.numeric(this.id, state, before, this.dataSize, this.reading, now);
	}

	/** The state for a reading: it has reached a threshold, or not yet left it by more than the hysteresis. */
	#stateOf(reading: number): number {
		const { thresholds, hysteresis, present } = this;
		/* Levels of the present state; negative: it is not on this side. */
		const upper = present - upperState;
		const lower = present < upperState ? present - lowerState : -1;
		for (let level = levels - 1; level >= 0; level--) {
			if (reading >= thresholds[upperWarning + level] - (level <= upper ? hysteresis : 0)) return upperState + level;
			if (reading <= thresholds[lowerWarning + level] + (level <= lower ? hysteresis : 0)) return lowerState + level;
		}
		return normal;
	}
}

/** The same on either side; nothing known is less than normal, and that than any other. */
function severity(state: number): number {
	return state < upperState ? state - lowerState : state - upperState;
}

Object.freeze(NumericSensor.prototype);
export default NumericSensor;
