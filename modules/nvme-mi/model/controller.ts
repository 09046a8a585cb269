// SPDX-License-Identifier: Apache-2.0
import { Change } from "./change.js";
import ErrorLog from "./error-log.js";
import type Features from "./features.js";
import { Threshold, thresholdIndex } from "./features.js";
import SelfTest from "./self-test.js";
import type Subsystem from "./subsystem.js";

/** Kinds of controllers (NVMe Base 2.0, figure 275, CNTRLTYPE). */
export const ControllerKind = Object.freeze({ io: 1, discovery: 2, administrative: 3 } as const);

/** Bits of Critical Warning (NVMe Base 2.0, figure 207). */
export const Warning = Object.freeze({ spare: 0x01, temperature: 0x02, reliability: 0x04, readOnly: 0x08, backup: 0x10 } as const);

/** Shutdown status, in its place in the controller status. */
export const Shutdown = Object.freeze({ none: 0x00, occurring: 0x04, complete: 0x08, mask: 0x0c } as const);

/** What a controller is like at first. Temperatures are in kelvins, of the rest hundredths. */
export interface Health {
	temperature: number;
	/** The warning comes at these, too (NVMe Base 2.0, 5.27.1.3). */
	lowest: number;
	highest: number;
	/** Of temperature sensors, from the first on, what they differ from the composite temperature; at most 8. */
	sensors: readonly number[];
	spare: number;
	spareThreshold: number;
	used: number;
	reliable: boolean;
	readOnly: boolean;
}

export interface ControllerOptions {
	id: number;
	/** Port of the subsystem. */
	port: number;
	kind: number;
	/** PCI function: bus, device, function. */
	address: number;
	segment: number;
	enabled: boolean;
	health: Readonly<Health>;
}

/** A controller: its status, its health, and what of it has changed. */
class Controller {
	readonly #subsystem: Subsystem;
	/** Index among the controllers of the subsystem. */
	readonly index: number;
	readonly options: Readonly<ControllerOptions>;
	readonly id: number;
	readonly selfTest = new SelfTest();
	readonly errors = new ErrorLog();
	enabled = false;
	ready = false;
	fatal = false;
	shutdown: number = Shutdown.none;
	/** The subsystem was reset since somebody looked. */
	wasReset = false;
	temperature: number;
	spare: number;
	used: number;
	reliable: boolean;
	readOnly: boolean;
	/** Present critical warning. */
	warning = 0;
	/** Changed flags, latched until a requester clears them. */
	changed = 0;
	/** Timestamp, in milliseconds, as it was set, and when, in the time of the subsystem; -1: never. */
	timestamp = 0;
	stamped = -1;

	constructor(subsystem: Subsystem, index: number, options: Readonly<ControllerOptions>) {
		this.#subsystem = subsystem;
		this.index = index;
		this.options = options;
		this.id = options.id;
		const { temperature, spare, used, reliable, readOnly } = options.health;
		this.temperature = temperature;
		this.spare = spare;
		this.used = used;
		this.reliable = reliable;
		this.readOnly = readOnly;
		this.warning = this.#warn();
	}

	/** Controller status, as in the register and in Controller Health Status Poll. */
	get status(): number {
		return (this.ready ? 0x01 : 0) | (this.fatal ? 0x02 : 0) | this.shutdown | (this.wasReset ? 0x10 : 0);
	}

	#warn(): number {
		const { spareThreshold } = this.options.health;
		return (
			(this.spare < spareThreshold ? Warning.spare : 0) |
			(isBearable(this, this.#subsystem.features) ? 0 : Warning.temperature) |
			(this.reliable ? 0 : Warning.reliability) |
			(this.readOnly ? Warning.readOnly : 0)
		);
	}

	/** What a sensor reads, from 1 on, in kelvins; 0: there is no such sensor. Sensor 0 is the composite temperature. */
	temperatureOf(sensor: number): number {
		if (0 === sensor) return this.temperature;
		const { sensors } = this.options.health;
		return sensor > sensors.length ? 0 : this.temperature + sensors[sensor - 1];
	}

	/** The limits of temperature, or something that is warned of, is another: what follows from it. `changes` by `Change`. */
	update(changes: number): void {
		const warning = this.#warn();
		if (warning !== this.warning) changes |= Change.warning;
		this.warning = warning;
		this.#subsystem.raise(this, changes);
	}

	/** In kelvins. */
	setTemperature(temperature: number): void {
		if (temperature === this.temperature) return;
		this.temperature = temperature;
		this.update(Change.temperature);
	}

	/** In hundredths. */
	setSpare(spare: number): void {
		if (spare === this.spare) return;
		this.spare = spare;
		this.update(Change.spare);
	}

	/** Hundredths of the life; may be more than 100. */
	setUsed(used: number): void {
		if (used === this.used) return;
		this.used = used;
		this.update(Change.used);
	}

	setReliable(reliable: boolean): void {
		this.reliable = reliable;
		this.update(0);
	}

	setReadOnly(readOnly: boolean): void {
		this.readOnly = readOnly;
		this.update(0);
	}

	/** A host sets or clears CC.EN. */
	enable(enabled: boolean): void {
		if (enabled === this.enabled) return;
		this.enabled = this.ready = enabled && !this.fatal;
		if (this.ready) this.shutdown = Shutdown.none;
		else this.#subsystem.levelReset(this);
		this.update(Change.ready | Change.enable);
	}

	/** A fatal error, or its end. */
	fail(fatal: boolean): void {
		if (fatal === this.fatal) return;
		this.fatal = fatal;
		this.ready = this.enabled && !fatal;
		this.#subsystem.raise(this, Change.fatal | Change.ready);
	}

	/** All work is over, until the controller is enabled again. */
	shutDown(): void {
		this.shutdown = Shutdown.complete;
		this.#subsystem.raise(this, Change.shutdown);
	}

	/** As the subsystem reset leaves it. */
	reset(): void {
		const { enabled } = this.options;
		this.fatal = false;
		this.shutdown = Shutdown.none;
		this.wasReset = true;
		this.enabled = this.ready = enabled;
		this.#subsystem.features.reset(this);
		this.update(Change.subsystemReset | (enabled ? Change.ready | Change.enable : 0));
	}
}

/** All temperatures are within their thresholds. */
function isBearable(controller: Controller, features: Features): boolean {
	for (let sensor = 0; sensor <= controller.options.health.sensors.length; sensor++) {
		const thresholds = features.current(controller, thresholdIndex(sensor));
		const temperature = controller.temperatureOf(sensor);
		if (temperature >= (thresholds & Threshold.overMask) || temperature <= thresholds >>> Threshold.underShift) return false;
	}
	return true;
}

Object.freeze(Controller.prototype);
export default Controller;
