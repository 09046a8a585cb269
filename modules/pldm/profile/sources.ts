// SPDX-License-Identifier: Apache-2.0
import type Fields from "../../device/fields.js";
import { isName } from "../../device/form.js";
import type Signals from "../../device/signals.js";
import type { SignalListener } from "../../device/signals.js";
import type Platform from "../platform/platform.js";
import { unknownState } from "../platform/state-sensor.js";
import type StateSensor from "../platform/state-sensor.js";

/** The signal that a sensor tells, and where the profile names it. */
export interface Source {
	readonly name: string;
	readonly fields: Fields;
}

/** @setup */
function isSignal(text: string): boolean {
	const parts = text.split(".");
	return parts.length > 1 && parts.every((part) => isName(part) && part[0] >= "a");
}

/**
 * `first`: what the sensor tells at first where it has no source.
 * @setup
 */
export function readSource(fields: Fields, first: number | undefined): Source | undefined {
	const name = fields.match("source", isSignal, 'the name of a signal such as "drive.temperature"');
	if (undefined === name) return undefined;
	if (undefined !== first) throw fields.error("stands for what the sensor tells at first as well: leave that out", "source");
	return { name, fields };
}

/** A sensor of a profile, with its source if it has one. */
interface Sourced {
	readonly id: number;
	readonly source?: Source | undefined;
}

/** Has a state sensor of one field follow a signal. A state that it cannot tell is unknown. */
class StateFollower implements SignalListener {
	readonly #sensor: StateSensor;

	constructor(sensor: StateSensor) {
		this.#sensor = sensor;
	}

	update(value: number, now: number): void {
		const { possible } = this.#sensor.fields[0];
		this.#sensor.update(0, possible.indexOf(value) < 0 ? unknownState : value, now);
	}
}
Object.freeze(StateFollower.prototype);

/**
 * Has sensors follow the signals that the profile names. Throws RangeError, with the path,
 * for a signal that nobody has.
 * @setup
 */
export function follow(platform: Platform, signals: Signals, numeric: readonly Sourced[], state: readonly Sourced[]): void {
	for (const { id, source } of numeric) {
		if (undefined === source) continue;
		const sensor = platform.numericSensors.get(id)!;
		connect(source, signals, sensor);
	}
	for (const { id, source } of state) {
		if (undefined === source) continue;
		const sensor = platform.stateSensors.get(id)!;
		connect(source, signals, new StateFollower(sensor));
	}
}

/** @setup */
function connect({ name, fields }: Source, signals: Signals, listener: SignalListener): void {
	const signal = signals.find(name);
	if (undefined === signal) {
		const { names } = signals;
		throw fields.error(
			`nothing in this profile has this signal: there ${names.length > 0 ? `are ${names.join(", ")}` : "are none"}`,
			"source",
		);
	}
	listener.update(signal.value, 0);
	signal.listen(listener);
}
