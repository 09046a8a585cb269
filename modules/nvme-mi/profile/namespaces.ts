// SPDX-License-Identifier: Apache-2.0
import type Fields from "../../device/fields.js";
import type { ControllerOptions } from "../model/controller.js";
import type { NamespacesOptions } from "../model/namespaces.js";
import type Namespaces from "../model/namespaces.js";

const mostNamespaces = 128;
/** Where the section does not say how many there can be: each takes 170 bytes on a board. */
const usualNamespaces = 16;
const mostFormats = 16;
const largest = Number.MAX_SAFE_INTEGER;
const mebibyte = 0x100000;

/** A namespace that is there from the start. */
interface InitialNamespace {
	readonly id: number;
	readonly blocks: number;
	readonly format: number;
	readonly used: number;
	readonly shared: boolean;
	/** A bit for each controller. */
	readonly attached: number;
}

/** What the section says of namespaces. */
export interface NamespacesSection {
	readonly options: NamespacesOptions;
	readonly list: readonly InitialNamespace[];
}

/** @setup */
export function readNamespaces(fields: Fields | undefined, controllers: readonly ControllerOptions[]): NamespacesSection {
	if (undefined === fields) return { options: { most: 1, capacity: 0, formats: Object.freeze([9]) }, list: [] };
	const most = fields.whole("most", 1, mostNamespaces) ?? usualNamespaces;
	const blockSizes = fields.list("formats", mostFormats)?.map((each) => readFormat(each)) ?? [9];
	if (0 === blockSizes.length) throw fields.error("has at least one", "formats");
	const list = (fields.list("list", most) ?? []).map((each, index) => readNamespace(each, index, most, blockSizes, controllers));
	const allocated = list.reduce((sum, { blocks, format }) => sum + blocks * 2 ** blockSizes[format], 0);
	const capacity = fields.whole("capacity", 0, largest) ?? Math.max(allocated, mebibyte);
	if (allocated > capacity) throw fields.error(`namespaces of ${allocated} bytes do not fit`, "capacity");
	fields.end();
	return { options: { most, capacity, formats: Object.freeze(blockSizes) }, list };
}

/** @setup */
function readFormat(fields: Fields): number {
	const size = fields.required("blockSize", fields.whole("blockSize", 512, 65536));
	const shift = Math.log2(size);
	if (!Number.isInteger(shift)) throw fields.error("must be a power of two", "blockSize");
	fields.end();
	return shift;
}

/** @setup */
function readNamespace(
	fields: Fields,
	index: number,
	most: number,
	formats: readonly number[],
	controllers: readonly ControllerOptions[],
): InitialNamespace {
	const blocks = fields.required("blocks", fields.whole("blocks", 1, largest));
	const attached = fields.bytes("controllers", controllers.length) ?? [];
	const namespace = {
		id: fields.whole("id", 1, most) ?? index + 1,
		blocks,
		format: fields.whole("format", 0, formats.length - 1) ?? 0,
		used: fields.whole("used", 0, blocks) ?? 0,
		shared: fields.flag("shared") ?? attached.length > 1,
		attached: attached.reduce((bits, id) => {
			const place = controllers.findIndex((controller) => controller.id === id);
			if (place < 0) throw fields.error(`there is no controller ${id}`, "controllers");
			return bits | (1 << place);
		}, 0),
	};
	fields.end();
	if (!Number.isSafeInteger(blocks * 2 ** formats[namespace.format])) throw fields.error("has too many bytes", "blocks");
	return namespace;
}

/**
 * Creates what is there from the start.
 * @setup
 */
export function createNamespaces(namespaces: Namespaces, list: readonly InitialNamespace[], fields: Fields): void {
	for (const { id, blocks, format, used, shared, attached } of list) {
		const place = namespaces.all[id - 1];
		if (place.allocated) throw fields.error(`namespace ${id} is there already`, "namespaces");
		namespaces.create(place, blocks, format, shared);
		place.used = used;
		place.attached = attached;
	}
}
