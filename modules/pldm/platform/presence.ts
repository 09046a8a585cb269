// SPDX-License-Identifier: Apache-2.0
import { EventClass } from "./event.js";
import { encodePdr } from "./pdr/record.js";
import { associationOf, isInside, type EntityIdentity } from "./pdr/association.js";
import { PdrType } from "./pdr/type.js";
import type Platform from "./platform.js";

/** An entity that may come and go, with what belongs to it. */
export interface PresentEntity extends EntityIdentity {
	readonly id: string;
	/** Whether it is there at first; undefined: always. */
	readonly present: boolean | undefined;
}

export interface PresenceOptions {
	/** A container stands before what it contains. */
	readonly entities: readonly PresentEntity[];
	/** By record: index of the entity that it is of; -1: always there. */
	readonly records: readonly number[];
	/** By id of sensors and effecters: index of the entity that they are of. */
	readonly sensors: ReadonlyMap<number, number>;
	readonly effecters: ReadonlyMap<number, number>;
	/** Record sets of the inventory, and the index of their entity. */
	readonly sets: readonly { readonly set: number; readonly entity: number }[];
}

/** Shows some record sets of an inventory, and hides the others. */
export type ShowSets = (isShown: (set: number) => boolean) => void;

/** eventDataFormat and eventDataOperation of pldmPDRRepositoryChgEvent (DSP0248 16.15). */
const refreshEntireRepository = 0;
const formatIsPdrHandles = 2;
const deleted = 1;
const added = 2;
const modified = 3;

/** Something with an id, which is in the table of its kind while its entity is there. */
interface Item {
	readonly table: Map<number, object>;
	readonly id: number;
	readonly value: object;
	readonly entity: number;
}

/**
 * Entities that are plugged and unplugged while the terminus runs. With them go their sensors, effecters, records and
 * inventory; the association record of their container changes. The event receiver is told which records (DSP0248 16.15).
 * @setup
 */
class Presence {
	readonly #platform: Platform;
	readonly #options: PresenceOptions;
	/** By entity: plugged, whether its container is there or not. */
	readonly #plugged: boolean[];
	/** Where all records are in the arena. */
	readonly #offsets: Int32Array;
	readonly #items: readonly Item[];
	#showSets: ShowSets | undefined = undefined;
	#started = false;

	constructor(platform: Platform, options: PresenceOptions) {
		const { numericSensors, stateSensors, numericEffecters, stateEffecters, repository } = platform;
		this.#platform = platform;
		this.#options = options;
		this.#plugged = options.entities.map(({ present }) => present ?? true);
		this.#offsets = repository.offsets.slice();
		this.#items = [
			...itemsOf(numericSensors, options.sensors),
			...itemsOf(stateSensors, options.sensors),
			...itemsOf(numericEffecters, options.effecters),
			...itemsOf(stateEffecters, options.effecters),
		];
	}

	/** Takes away what is not there at first. `showSets`: of the inventory, if there is one. */
	start(showSets: ShowSets | undefined): void {
		this.#showSets = showSets;
		this.#apply();
		this.#started = true;
	}

	/** Ids of the entities that can be plugged, and whether they are. */
	get pluggable(): readonly { readonly id: string; readonly present: boolean }[] {
		return this.#options.entities.flatMap(({ id, present }, index) =>
			undefined === present ? [] : [{ id, present: this.#plugged[index] }],
		);
	}

	/** Plugs an entity, or unplugs it. Returns whether records have changed. Throws RangeError if it is none of those. */
	plug(id: string, present: boolean, now: number): boolean {
		const index = this.#options.entities.findIndex((entity) => entity.id === id && undefined !== entity.present);
		if (index < 0) {
			const names = this.pluggable.map((entity) => entity.id);
			throw new RangeError(
				`there is no entity ${id} to be plugged: ${names.length > 0 ? `there are ${names.join(", ")}` : "there is none"}`,
			);
		}
		this.#plugged[index] = present;
		const changes = this.#apply();
		if (changes.every(({ length }) => 0 === length)) return false;
		this.#platform.touch();
		this.#tell(changes, now);
		return true;
	}

	/** Brings all into line with what is plugged. Returns handles of records that have gone, come, and changed. */
	#apply(): readonly (readonly number[])[] {
		const { repository } = this.#platform;
		const before = Array.from({ length: repository.count }, (_, index) => repository.handle(index));
		const changed = this.#showRecords();
		const after = Array.from({ length: repository.count }, (_, index) => repository.handle(index));
		for (const { table, id, value, entity } of this.#items) {
			const isThere = this.#isThere(entity);
			if ("hidden" in value) value.hidden = !isThere;
			table.delete(id);
			if (isThere) table.set(id, value);
		}
		const { sets } = this.#options;
		this.#showSets?.(/** @setup */ (set) => sets.every((each) => each.set !== set || this.#isThere(each.entity)));
		return [before.filter((handle) => !after.includes(handle)), after.filter((handle) => !before.includes(handle)), changed];
	}

	/** An entity is there if it and all containers around it are plugged. */
	#isThere(index: number): boolean {
		if (index < 0) return true;
		const { entities } = this.#options;
		const around = entities.findIndex((other) => isInside(entities[index], other));
		return this.#plugged[index] && this.#isThere(around);
	}

	/** Puts together the records that are there. Returns the handles of those that were there, are there and differ. */
	#showRecords(): readonly number[] {
		const { repository } = this.#platform;
		const { records } = this.#options;
		const changed: number[] = [];
		const shown: number[] = [];
		this.#offsets.forEach((offset, number) => {
			if (!this.#isThere(records[number])) return;
			const isAssociation = PdrType.entityAssociation === repository.memory[offset + 5];
			const contained = isAssociation ? this.#containedOf(records[number]) : undefined;
			if (0 === contained?.length) return;
			if (undefined !== contained && this.#associate(offset, records[number], contained)) changed.push(offset);
			shown.push(offset);
		});
		const were = new Set(Array.from(repository.offsets.slice(0, repository.count)));
		shown.forEach((offset, index) => (repository.offsets[index] = offset));
		repository.count = shown.length;
		repository.refresh();
		return shown.flatMap((offset, index) => (were.has(offset) && changed.includes(offset) ? [repository.handle(index)] : []));
	}

	#containedOf(container: number): readonly PresentEntity[] {
		const { entities } = this.#options;
		return entities.filter((entity, index) => isInside(entity, entities[container]) && this.#isThere(index));
	}

	/** Writes an association record anew. Returns whether it has changed; then it has another change number. */
	#associate(offset: number, container: number, contained: readonly PresentEntity[]): boolean {
		const { view, repository } = this.#platform;
		const { memory } = repository;
		const recordHandle = view.getUint32(offset, true);
		const recordChangeNumber = view.getUint16(offset + 6, true);
		const values = { recordHandle, recordChangeNumber, ...associationOf(this.#options.entities[container], contained) };
		const record = encodePdr(PdrType.entityAssociation, values);
		if (record.every((byte, index) => byte === memory[offset + index])) return false;
		memory.set(record, offset);
		view.setUint16(offset + 6, recordChangeNumber + (this.#started ? 1 : 0), true);
		return true;
	}

	/** What does not fit an event has the receiver read the whole repository. */
	#tell(lists: readonly (readonly number[])[], now: number): void {
		const { events } = this.#platform;
		const changes = lists.flatMap((handles, index) =>
			handles.length > 0 ? [{ operation: [deleted, added, modified][index], handles }] : [],
		);
		const length = changes.reduce((sum, { handles }) => sum + 2 + 4 * handles.length, 2);
		const fits = length <= events.queue.size && changes.every(({ handles }) => handles.length <= 0xff);
		const data = events.begin();
		if (undefined === data) return;
		data.u8(fits ? formatIsPdrHandles : refreshEntireRepository);
		data.u8(fits ? changes.length : 0);
		for (const { operation, handles } of fits ? changes : []) {
			data.u8(operation);
			data.u8(handles.length);
			for (const handle of handles) data.u32(handle);
		}
		events.commit(EventClass.pdrRepositoryChange, now);
	}
}

/** @setup */
function itemsOf(table: Map<number, object>, entities: ReadonlyMap<number, number>): readonly Item[] {
	return Array.from(table.entries()).map(([id, value]) => ({ table, id, value, entity: entities.get(id)! }));
}

Object.freeze(Presence.prototype);
export default Presence;
