// SPDX-License-Identifier: Apache-2.0
import type { Values } from "../../layout/field.js";

/** How records name an entity (DSP0248 9). */
export interface EntityIdentity {
	readonly entityType: number;
	readonly entityInstance: number;
	/** Of the container that it is in; 0: the system. */
	readonly containerId: number;
	/** That those inside of it have; 0: there is nothing inside. */
	readonly ownContainerId: number;
}

/** Entity association: physical containment. */
const physical = 0;

/** @setup */
export function identityOf({ entityType, entityInstance, containerId }: EntityIdentity): Values {
	return { entityType, entityInstance, containerId };
}

/** Whether an entity is directly inside another. */
export function isInside(entity: EntityIdentity, container: EntityIdentity): boolean {
	return entity.containerId > 0 && entity.containerId === container.ownContainerId;
}

/**
 * The fields of an entity association record (DSP0248 28.15).
 * @setup
 */
export function associationOf(container: EntityIdentity, contained: readonly EntityIdentity[]): Values {
	return {
		containerId: container.ownContainerId,
		associationType: physical,
		containerEntityType: container.entityType,
		containerEntityInstance: container.entityInstance,
		containerEntityContainerId: container.containerId,
		contained: contained.map(identityOf),
	};
}
