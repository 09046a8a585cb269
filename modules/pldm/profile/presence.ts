// SPDX-License-Identifier: Apache-2.0
import type { PresenceOptions } from "../platform/presence.js";
import type { Entity } from "./entities.js";

interface Owned {
	readonly id: number;
	readonly entity: Entity;
}

interface Owners {
	readonly entities: readonly Entity[];
	readonly records: readonly { readonly entity: Entity | undefined }[];
	readonly sensors: readonly Owned[];
	readonly effecters: readonly Owned[];
	readonly sets: readonly { readonly set: number; readonly entity: Entity }[];
}

/**
 * What belongs to which entity; undefined: no entity of the profile can be plugged.
 * @setup
 */
export function presenceOf({ entities, records, sensors, effecters, sets }: Owners): PresenceOptions | undefined {
	if (entities.every(({ present }) => undefined === present)) return undefined;
	const indexOf = /** @setup */ (entity: Entity | undefined) => entities.findIndex((other) => other === entity);
	const byId = /** @setup */ (all: readonly Owned[]) => new Map(all.map(({ id, entity }) => [id, indexOf(entity)] as const));
	return {
		entities,
		records: records.map(({ entity }) => indexOf(entity)),
		sensors: byId(sensors),
		effecters: byId(effecters),
		sets: sets.map(({ set, entity }) => ({ set, entity: indexOf(entity) })),
	};
}
