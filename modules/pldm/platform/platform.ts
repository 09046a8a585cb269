// SPDX-License-Identifier: Apache-2.0
import type Endpoint from "../../mctp/endpoint.js";
import { PldmType } from "../header.js";
import Parts from "../parts.js";
import type { PldmProtocol } from "../protocol.js";
import type Terminus from "../terminus.js";
import { platformCommands } from "./commands.js";
import Events, { type EventsOptions } from "./events.js";
import { repeatedId } from "./ids.js";
import NumericEffecter, { type NumericEffecterOptions } from "./numeric-effecter.js";
import NumericSensor, { type NumericSensorOptions } from "./numeric-sensor.js";
import Repository from "./pdr/repository.js";
import Presence, { type PresenceOptions } from "./presence.js";
import { later, timestampLength } from "./timestamp.js";
import StateEffecter, { type StateEffecterOptions } from "./state-effecter.js";
import StateSensor, { type StateSensorOptions } from "./state-sensor.js";

export interface PlatformOptions {
	/** 16 bytes, for GetTerminusUID; undefined: the terminus has none */
	uid?: readonly number[] | undefined;
	numericSensors?: readonly NumericSensorOptions[];
	stateSensors?: readonly StateSensorOptions[];
	numericEffecters?: readonly NumericEffecterOptions[];
	stateEffecters?: readonly StateEffecterOptions[];
	/** Platform descriptor records, with their handles. */
	records?: readonly Uint8Array[];
	/** When the records were last changed: timestamp104, 13 bytes. */
	updated?: readonly number[];
	events?: EventsOptions;
	/** What may come and go; undefined: nothing. */
	presence?: PresenceOptions | undefined;
}

/** DSP0248 1.2.1. */
const versions = Object.freeze([0xf1f2f100]);

/** PLDM type 2: sensors, effecters, events, and the records that describe them (DSP0248). */
class Platform implements PldmProtocol {
	readonly type = PldmType.platform;
	readonly versions = versions;
	readonly commands = platformCommands;
	readonly endpoint: Endpoint;
	/** Of the arena. */
	readonly view: DataView;
	readonly terminus: Terminus;
	readonly parts: Parts;
	readonly events: Events;
	readonly repository: Repository;
	readonly uid: Uint8Array | undefined;
	/** When the records were last changed: timestamp104, 13 bytes. */
	updated: readonly number[];
	/** What comes and goes; undefined: nothing does. */
	readonly presence: Presence | undefined;
	/** By id. */
	readonly numericSensors = new Map<number, NumericSensor>();
	readonly stateSensors = new Map<number, StateSensor>();
	readonly numericEffecters = new Map<number, NumericEffecter>();
	readonly stateEffecters = new Map<number, StateEffecter>();
	readonly #numeric: readonly NumericSensor[];
	/** Those whose settings take time. */
	readonly #slow: readonly NumericEffecter[];
	/** Id of the event that was acknowledged last. */
	acknowledged = 0;

	/** Throws RangeError if two sensors, or two effecters, have the same id. */
	constructor(endpoint: Endpoint, terminus: Terminus, options: PlatformOptions) {
		const { uid, numericSensors = [], stateSensors = [], numericEffecters = [], stateEffecters = [], records = [] } = options;
		this.endpoint = endpoint;
		this.view = endpoint.view;
		this.terminus = terminus;
		this.parts = new Parts(endpoint);
		this.uid = undefined === uid ? undefined : Uint8Array.from(uid);
		this.updated = options.updated ?? Array.from({ length: timestampLength }, () => 0);
		this.repository = new Repository(endpoint, records);
		this.events = new Events(endpoint, terminus, options.events);
		for (const each of numericSensors) this.numericSensors.set(each.id, new NumericSensor(each, this.events));
		for (const each of stateSensors) this.stateSensors.set(each.id, new StateSensor(each, this.events));
		for (const each of numericEffecters) this.numericEffecters.set(each.id, new NumericEffecter(each));
		for (const each of stateEffecters) this.stateEffecters.set(each.id, new StateEffecter(each));
		this.#numeric = Array.from(this.numericSensors.values());
		this.#slow = numericEffecters.filter(({ delay = 0 }) => delay > 0).map(({ id }) => this.numericEffecters.get(id)!);
		checkIds("sensor", [...numericSensors, ...stateSensors]);
		checkIds("effecter", [...numericEffecters, ...stateEffecters]);
		this.presence = undefined === options.presence ? undefined : new Presence(this, options.presence);
	}

	/**
	 * Bytes of the endpoint's data for these options.
	 * @setup
	 */
	static size({ records = [], events }: PlatformOptions): number {
		return Repository.size(records) + Events.size(events);
	}

	/**
	 * The records have changed. There is no calendar here: the moment is a second later than the one before, until an operator tells it.
	 * @setup
	 */
	touch(): void {
		this.updated = later(this.updated);
	}

	/** What an initialization agent does: thresholds and hysteresis are what they were at first. */
	initialize(now: number): void {
		for (let index = 0; index < this.#numeric.length; index++) this.#numeric[index].initialize(now);
	}

	tick(now: number): number {
		let wait = this.events.tick(now);
		for (let index = 0; index < this.#slow.length; index++) {
			const own = this.#slow[index].tick(now);
			if (own < wait) wait = own;
		}
		return wait;
	}

	link(port: number, up: boolean): void {
		if (!up) this.events.unplug(port);
	}
}

/** @setup */
function checkIds(what: string, all: readonly { readonly id: number }[]): void {
	const twice = repeatedId(all);
	if (undefined !== twice) throw new RangeError(`two ${what}s have the id ${twice}`);
}

Object.freeze(Platform.prototype);
export default Platform;
