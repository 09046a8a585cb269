// SPDX-License-Identifier: Apache-2.0
import type Fields from "../../device/fields.js";
import { isName } from "../../device/form.js";
import type { PresentEntity } from "../platform/presence.js";
import { limits } from "./limits.js";
import { readNames, type Name } from "./names.js";

/** A physical or logical thing that sensors and effecters belong to (DSP0248 9). */
export interface Entity extends PresentEntity {
	readonly names: readonly Name[];
}

const expected = "1 to 32 letters and digits, a letter first";
/** Where the profile names none: the terminus itself (DSP0249). */
const terminusEntity: Entity = Object.freeze({
	id: "",
	entityType: 7,
	entityInstance: 1,
	containerId: 0,
	ownContainerId: 0,
	present: undefined,
	names: Object.freeze([]),
});

/** The entities of a profile. */
export interface Entities {
	readonly all: readonly Entity[];
	/** The one that the field `entity` names; the terminus where it names none. */
	of(fields: Fields): Entity;
}

/**
 * A container stands before what it contains.
 * @setup
 */
export function readEntities(fields: Fields): Entities {
	const lists = fields.list("entities", limits.entities) ?? [];
	const containers = lists.map((each) => each.value.container);
	const ids: number[] = [];
	for (const each of lists) ids.push(containers.includes(each.value.id) ? 1 + ids.filter((id) => id > 0).length : 0);
	const all: Entity[] = [];
	lists.forEach((each, index) => {
		const id = each.required("id", each.match("id", isName, expected));
		if (all.some((other) => other.id === id)) throw each.error("another entity has this id", "id");
		const container = each.match("container", isName, expected);
		const outer = all.find((other) => other.id === container);
		if (undefined !== container && undefined === outer) throw each.error("no entity before this one has this id", "container");
		const entity = {
			id,
			entityType: each.required("type", each.whole("type", 0, 0xffff)),
			entityInstance: each.whole("instance", 0, 0xffff) ?? 1,
			containerId: outer?.ownContainerId ?? 0,
			ownContainerId: ids[index],
			present: each.flag("present"),
			names: readNames(each),
		};
		each.end();
		all.push(entity);
	});
	return { all, of: /** @setup */ (part) => entityOf(all, part) };
}

/** @setup */
function entityOf(all: readonly Entity[], fields: Fields): Entity {
	const id = fields.match("entity", isName, expected);
	if (undefined === id) return terminusEntity;
	const entity = all.find((other) => other.id === id);
	if (undefined === entity) throw fields.error("no entity has this id", "entity");
	return entity;
}
